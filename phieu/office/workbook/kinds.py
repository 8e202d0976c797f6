"""What a column may hold: how a kind of value is read from a cell's text, and written back.

`read` takes the text as `cells.text_of` gives it and raises CellError; `write` gives what stands in the cell, in the
workbook's language. Every kind reads what it writes, in both languages.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from zoneinfo import ZoneInfo, available_timezones

from phieu.locales.translator import Translator, mark
from phieu.office.ranks import RANK_NAMES
from phieu.office.selectors import is_code
from phieu.office.spelling import fold
from phieu.words import Rank, RoundKind

TEXT = "@"
"""The number format by which Excel leaves alone what is typed: 00123 stays 00123."""
NUMBER = "General"
DATE = "dd/mm/yyyy"


class CellError(ValueError):
    """A cell that cannot be read: a marked text and its placeholders."""

    def __init__(self, text: str, **arguments: Any) -> None:
        super().__init__(text)
        self.text = text
        self.arguments = arguments


class Kind(Protocol):
    """One kind of value."""

    @property
    def blank(self) -> Any:
        """What an empty cell means where the column may be empty."""

    @property
    def form(self) -> str:
        """The number format of its cells: TEXT, NUMBER or DATE."""

    def read(self, text: str) -> Any:
        """The value of a cell's text, which is not empty; raises CellError."""

    def write(self, value: Any, locale: str, /) -> str | int | date | None:
        """What stands in the cell."""

    def choices(self, locale: str, /) -> tuple[str, ...]:
        """What the cell's list offers; empty if anything may be typed."""


@dataclass(frozen=True)
class Text:
    """Any text up to a length in characters. Markup in it is just text."""

    longest: int = 120
    blank: str = ""
    form: str = TEXT

    def read(self, text: str) -> str:
        """The text itself."""
        if len(text) > self.longest:
            raise CellError(
                mark("this has {length} characters; there is room for {longest}. Please shorten it."),
                length=len(text),
                longest=self.longest,
            )
        return text

    def write(self, value: str, _locale: str, /) -> str | None:
        """The text itself."""
        return value or None

    def choices(self, _locale: str, /) -> tuple[str, ...]:
        """Anything may be typed."""
        return ()


@dataclass(frozen=True)
class Code(Text):
    """A short name by which other sheets refer to a row; compared without case and accents."""

    longest: int = 32

    def read(self, text: str) -> str:
        """The code, if a rule can name it."""
        if not is_code(text):
            raise CellError(
                mark("“{code}” cannot be a code: please leave out + , ; and a dash after a space"), code=text
            )
        return super().read(text)


@dataclass(frozen=True)
class Whole:
    """A whole number within bounds, both included."""

    lowest: int
    highest: int
    why: str = ""
    """A marked text that says why it may not be less; it may use {lowest}."""
    blank: None = None
    form: str = NUMBER

    def read(self, text: str) -> int:
        """5, also from `5.0` or `5,0`."""
        if not re.fullmatch(r"[+-]?\d{1,9}([.,]0+)?", text):
            raise CellError(mark("“{written}” is not a whole number"), written=text)
        number = int(re.split("[.,]", text)[0])
        if number < self.lowest and self.why:
            raise CellError(self.why, lowest=self.lowest)
        if not self.lowest <= number <= self.highest:
            raise CellError(
                mark("{number} is not possible here; please enter a number from {lowest} to {highest}"),
                number=number,
                lowest=self.lowest,
                highest=self.highest,
            )
        return number

    def write(self, value: int | None, _locale: str, /) -> int | None:
        """A number cell."""
        return value

    def choices(self, _locale: str, /) -> tuple[str, ...]:
        """A number is typed."""
        return ()


@dataclass(frozen=True)
class Choice:
    """One of a few words; each has a Vietnamese name, an English one, and what people also write."""

    names: Mapping[Any, tuple[str, ...]]
    blank: Any = None
    form: str = TEXT

    def read(self, text: str) -> Any:
        """The word that is meant; the code's own word is understood as well."""
        wanted = fold(text)
        for value, names in self.names.items():
            if wanted in {fold(name) for name in (*names, str(value))}:
                return value
        raise CellError(
            mark("“{written}” is not known here; please choose one of: {known}"),
            written=text,
            known=_Names(tuple((names[0], names[1]) for names in self.names.values())),
        )

    def write(self, value: Any, locale: str, /) -> str | None:
        """Its name in the workbook's language."""
        return None if value is None else self.names[value][0 if locale == "vi" else 1]

    def choices(self, locale: str, /) -> tuple[str, ...]:
        """All names."""
        return tuple(names[0 if locale == "vi" else 1] for names in self.names.values())


@dataclass(frozen=True)
class _Names:
    """Names to be listed in the reader's language once it is known."""

    pairs: tuple[tuple[str, str], ...]

    def explain(self, t: Translator) -> str:
        """The list."""
        return ", ".join(t.either(*pair) for pair in self.pairs)


@dataclass(frozen=True)
class Months:
    """Months of the year, kept as `6,12`."""

    blank: str = ""
    form: str = TEXT

    def read(self, text: str) -> str:
        """Numbers with commas, semicolons or spaces between them."""
        parts = [part for part in re.split(r"[\s,;+&/]+", text) if part]
        if not parts or not all(re.fullmatch(r"0?[1-9]|1[0-2]", part) for part in parts) or "." in text:
            raise CellError(mark("“{written}” are not months; please write their numbers, such as 6; 12"), written=text)
        return ",".join(map(str, sorted({int(part) for part in parts})))

    def write(self, value: str, _locale: str, /) -> str | None:
        """With semicolons: a comma would make Excel read a decimal number."""
        return value.replace(",", "; ") or None

    def choices(self, _locale: str, /) -> tuple[str, ...]:
        """Numbers are typed."""
        return ()


HOME_ZONE = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True)
class Zone(Text):
    """The name of a time zone."""

    def read(self, text: str) -> str:
        """A name such as Asia/Ho_Chi_Minh."""
        zones = available_timezones()
        found = text if text in zones else {fold(zone): zone for zone in zones}.get(fold(text))
        if found is None:
            # never the nearest name: for "Asia/Hanoi" that is the zone of another country
            raise CellError(
                mark("there is no time zone “{written}”; did you mean “{meant}”?"), written=text, meant=HOME_ZONE
            )
        return ZoneInfo(found).key


LANGUAGE = Choice({"vi": ("Tiếng Việt", "Vietnamese", "Việt"), "en": ("Tiếng Anh", "English", "Anh")})
YES_NO = Choice({True: ("Có", "Yes", "x", "1", "đúng", "y"), False: ("Không", "No", "0", "sai", "n")})
RANK = Choice({rank: RANK_NAMES[rank] for rank in Rank})
CALENDAR_KIND = Choice(
    {
        RoundKind.SEMIANNUAL: ("6 tháng một lần", "Every six months", "6 tháng", "sáu tháng", "nửa năm", "half-yearly"),
        RoundKind.QUARTERLY: ("Hằng quý", "Quarterly", "quý", "hàng quý", "mỗi quý"),
        RoundKind.ANNUAL: ("Hằng năm", "Yearly", "năm", "hàng năm", "mỗi năm", "annually"),
    }
)
DATE_KIND = Choice(
    {
        RoundKind.AD_HOC: ("Đột xuất", "Ad hoc", "bất thường"),
        RoundKind.ROTATION: ("Luân chuyển", "On a rotation", "rotation", "sau luân chuyển"),
    }
)
