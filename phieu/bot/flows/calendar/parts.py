"""What the screens of the calendar share: reading their actions, naming days, offering hours and numbers."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Choice, Row, row
from phieu.locales.translator import Translator
from phieu.office.periods import PeriodError, period_for
from phieu.office.time_zone import office_zone
from phieu.office.written_dates import FIRST_YEAR, LAST_YEAR
from phieu.words import RoundKind

LONGEST_LABEL = 40
"""Characters that a button shows on a small phone."""
_HOURS_IN_A_ROW = 4
OFFICE_HOURS = range(7, 19)
"""The hours that are offered."""


def arguments(event: Event, count: int) -> tuple[str, ...]:
    """What a tap, or the screen that expected a text, says. Raises UnknownActionError."""
    found = parse(event.action or event.expected).arguments
    if len(found) != count:
        raise UnknownActionError
    return found


def kind_in(text: str) -> RoundKind:
    """A kind of round in an action. Raises UnknownActionError."""
    try:
        return RoundKind(text)
    except ValueError as error:
        raise UnknownActionError from error


def round_in(kind: str, period: str) -> tuple[RoundKind, str]:
    """A round in an action. Raises UnknownActionError."""
    try:
        return kind_in(kind), period_for(kind_in(kind), period).key
    except PeriodError as error:
        raise UnknownActionError from error


def day_in(text: str) -> date:
    """A day in an action, of a year that can also be typed. Raises UnknownActionError."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UnknownActionError from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnknownActionError
    return day


def number_in(text: str, allowed: range) -> int:
    """A number in an action, among these. Raises UnknownActionError."""
    if not (text.isascii() and text.isdigit() and len(text) < 5) or int(text) not in allowed:  # noqa: PLR2004 - digits
        raise UnknownActionError
    return int(text)


async def office_today(context: Context) -> date:
    """Which day it is in the office."""
    return context.now.astimezone(await office_zone(context.installation)).date()


def weekday_and_date(day: date, t: Translator) -> str:
    """Th 2 7/12/2026; Mon 7 Dec 2026."""
    return f"{t.weekday(day)} {t.short_date(day)}" + ("/" if t.locale == "vi" else " ") + str(day.year)


async def day_and_time(instant: datetime, context: Context) -> str:
    """Day of the week, date and time of day in the office."""
    day = instant.astimezone(await office_zone(context.installation)).date()
    return f"{weekday_and_date(day, context.t)}, {context.t.time(instant)}"


def clock(hour: int) -> str:
    """An hour as people read it."""
    return f"{hour:02}:00"


def in_rows(choices: Iterable[Choice], width: int) -> tuple[Row, ...]:
    """So many choices beside each other."""
    listed = tuple(choices)
    return tuple(listed[start : start + width] for start in range(0, len(listed), width))


def hour_rows(pick: Callable[[int], str]) -> tuple[Row, ...]:
    """The hours at which offices work."""
    return in_rows((Choice(clock(hour), pick(hour)) for hour in OFFICE_HOURS), _HOURS_IN_A_ROW)


def number_rows(numbers: Sequence[int], pick: Callable[[int], str], t: Translator) -> tuple[Row, ...]:
    """Numbers to choose from."""
    return in_rows((Choice(t.number(number), pick(number)) for number in numbers), _HOURS_IN_A_ROW)


def to_calendar(t: Translator) -> Row:
    """The way back."""
    return row(t("↩️ Calendar"), action("calendar"))
