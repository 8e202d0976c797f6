"""Texts, dates and numbers in the reader's language.

Texts stand in the code in English and go through one of four calls, which `make messages` collects:
`t(...)` and `t.plural(...)` give plain text, `t.html(...)` and `t.plural_html(...)` give markup in which every
argument is escaped, so that no name can inject any.
"""

from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from babel.support import Translations
from markupsafe import Markup

CATALOGUES = Path(__file__).parent


def catalogue_file(locale: str) -> Path:
    """Where the texts of a language stand."""
    return CATALOGUES / locale / "LC_MESSAGES" / "phieu.po"


class Translator:
    """Speaks one language, in the time zone of the office."""

    def __init__(self, locale: str, zone: str) -> None:
        self.locale = locale
        self._zone = ZoneInfo(zone)
        self._texts = _catalogue(locale)

    def speaking(self, locale: str) -> "Translator":
        """The translator for another language, in the same time zone."""
        return translator(locale, self._zone.key)

    def __call__(self, text: str, **arguments: Any) -> str:
        """Plain text."""
        translated = str(self._texts.gettext(text))
        return translated.format(**arguments) if arguments else translated

    def plural(self, one: str, many: str, count: int, **arguments: Any) -> str:
        """Plain text that depends on `count`, which it may show as {count}."""
        return str(self._texts.ngettext(one, many, count)).format(count=self.number(count), **arguments)

    def html(self, text: str, **arguments: Any) -> Markup:
        """Text with markup of ours (`<b>`, `<i>`); the arguments are escaped."""
        return Markup(self._texts.gettext(text)).format(**arguments)  # noqa: S704 - the catalogue is ours

    def plural_html(self, one: str, many: str, count: int, **arguments: Any) -> Markup:
        """As `html`, depending on `count`."""
        text = Markup(self._texts.ngettext(one, many, count))  # noqa: S704 - the catalogue is ours
        return text.format(count=self.number(count), **arguments)

    def either(self, vi: str, en: str) -> str:
        """Text that the office itself gave in both languages; the other one where this one is empty."""
        return (vi or en) if self.locale == "vi" else (en or vi)

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with this language's separators, with so many decimals if they are given."""
        pattern = None if decimals is None else "#,##0." + "0" * decimals if decimals else "#,##0"
        return str(format_decimal(value, pattern, locale=self.locale))

    def percent(self, share: float) -> str:
        """A share of 1 as a whole percentage."""
        return str(format_percent(share, "#,##0 %" if self.locale == "vi" else "#,##0%", locale=self.locale))

    def short_date(self, instant: datetime | date) -> str:
        """A day of these months, where there is little room: 15/6; 15 Jun."""
        day = instant.astimezone(self._zone).date() if isinstance(instant, datetime) else instant
        return str(format_date(day, "d/M" if self.locale == "vi" else "d MMM", locale=self.locale))

    def weekday(self, day: date) -> str:
        """The day of the week, short: Th 2, CN; Mon, Sun."""
        return str(format_date(day, "EEE", locale=self.locale))

    def date(self, instant: datetime | date) -> str:
        """A day as people write it: 15 tháng 6 năm 2026; 15 June 2026."""
        day = instant.astimezone(self._zone).date() if isinstance(instant, datetime) else instant
        pattern = "d 'tháng' M 'năm' y" if self.locale == "vi" else "d MMMM y"
        return str(format_date(day, pattern, locale=self.locale))

    def time(self, instant: datetime) -> str:
        """An instant's time of day in the office's zone."""
        return str(format_time(instant, "HH:mm", tzinfo=self._zone, locale=self.locale))

    def moment(self, instant: datetime) -> str:
        """Day and time in the office's zone."""
        pattern = "HH:mm 'ngày' d 'tháng' M 'năm' y" if self.locale == "vi" else "HH:mm, d MMMM y"
        return str(format_datetime(instant, pattern, tzinfo=self._zone, locale=self.locale))


def mark(text: str) -> str:
    """Mark a text for the catalogues where it is defined, to be translated where it is shown."""
    return text


@lru_cache
def translator(locale: str, zone: str = "Asia/Ho_Chi_Minh") -> Translator:
    """The translator for a language and a time zone; catalogues are read once."""
    return Translator(locale, zone)


@lru_cache
def _catalogue(locale: str) -> Translations:
    with catalogue_file(locale).open("rb") as source, BytesIO() as compiled:
        write_mo(compiled, read_po(source, locale=locale))
        compiled.seek(0)
        return Translations(compiled)
