"""Days and moments as people write them, in Vietnamese or English: 20/11/2026, 20 tháng 11, ngày mai, 14h30 20/11.

The day comes before the month, as everybody writes it here. Case and accents do not matter.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from phieu.locales.translator import Translator, mark
from phieu.office.shortening import shorten
from phieu.office.spelling import fold
from phieu.office.written_times import NoSuchTimeError, take_time

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""A year outside is a slip of the finger."""
MOST_QUOTED = 40
_CENTURY = 2000
_DAYS_OF_A_WEEK = 7
_LEAP_YEARS_APART = 8
"""Years between two 29 February, at most."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WEEKDAYS = (
    ("thu hai", "thu 2", "monday"),
    ("thu ba", "thu 3", "tuesday"),
    ("thu tu", "thu 4", "wednesday"),
    ("thu nam", "thu 5", "thursday"),
    ("thu sau", "thu 6", "friday"),
    ("thu bay", "thu 7", "saturday"),
    ("chu nhat", "cn", "sunday"),
)
_FROM_TODAY = {
    "hom nay": 0,
    "nay": 0,
    "bua nay": 0,
    "today": 0,
    "ngay mai": 1,
    "mai": 1,
    "tomorrow": 1,
    "ngay kia": 2,
    "ngay mot": 2,
    "the day after tomorrow": 2,
}
_MONTH_NAME = f"(?P<name>{'|'.join(f'{name}|{name[:3]}' for name in _MONTHS)})"
_SEPARATOR = r"(?:\s*[/.–-]\s*|\s+)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>\d{{4}}){_SEPARATOR}(?P<month>\d{{1,2}}){_SEPARATOR}(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}}){_SEPARATOR}(?P<month>\d{{1,2}})(?:{_SEPARATOR}(?P<year>\d{{4}}|\d{{2}}))?",
        r"(?P<day>\d{1,2}) ?thang ?(?P<month>\d{1,2})(?:,? (?:nam )?(?P<year>\d{4}))?",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH_NAME}\.?(?:,? (?P<year>\d{{4}}))?",
        rf"{_MONTH_NAME}\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
    )
)
_NEXT_WEEK = re.compile(r"^next (?P<after>.+)|(?P<before>.+) tuan (?:sau|toi)$")
_BEFORE_A_DAY = re.compile(r"^(?:(?:luc|vao|ngay|mung|at|on)\b|,|\s)+(?=.*\d)|^(?:(?:luc|vao|at|on)\b|,|\s)+")
_AFTER_A_DAY = re.compile(r"(?:\b(?:luc|vao|at)|,|\s)+$")

_NOTHING = mark("Please write a day like this: {example}")
_NO_DAY = mark("“{typed}” is not a date that I can read. Please write it like this: {example}")
_NO_MOMENT = mark("“{typed}” is not a time that I can read. Please write the hour and the day like this: {example}")
_NO_HOUR = mark("The hour is missing. Please write the hour and the day like this: {example}")
_NO_SUCH_DAY = mark("There is no such day as {day}.")
_NO_SUCH_HOUR = mark("“{typed}”: there is no such hour. Please write the hour and the day like this: {example}")
_OVER = mark("That moment is over: {moment}. Please write a later one.")


class DateError(ValueError):
    """What was written is no day, or no moment that is still to come; `explain` says so in the reader's language."""

    def __init__(self, text: str, **arguments: str) -> None:
        super().__init__(text.format(**arguments))
        self.text = text
        self.arguments = arguments

    def explain(self, t: Translator) -> str:
        """What is wrong, and what to write."""
        return t(self.text, **self.arguments)


def read_day(text: str, today: date) -> date:
    """The day that is meant; without a year the next such day, today included. Raises DateError."""
    if not text.strip():
        raise DateError(_NOTHING, example=_written(today))
    try:
        return _day(fold(text), today)
    except _UnreadableError:
        raise DateError(_NO_DAY, typed=_quoted(text), example=_written(today)) from None


def read_moment(text: str, now: datetime, zone: ZoneInfo) -> datetime:
    """The moment that is meant, in UTC; an hour alone is one of today. Raises DateError, also for what is over."""
    today = now.astimezone(zone).date()
    example = f"14:30 {_written(today + timedelta(days=1))}"
    hour, day = _hour_and_day(text, today, example)
    if hour is None:
        raise DateError(_NO_HOUR, example=example)
    moment = datetime.combine(day, hour, zone).astimezone(UTC)
    if moment <= now:
        raise DateError(_OVER, moment=f"{hour:%H:%M} {_written(day)}")
    return moment


def _hour_and_day(text: str, today: date, example: str) -> tuple[time | None, date]:
    """What is said of each; raises DateError."""
    if not text.strip():
        raise DateError(_NO_HOUR, example=example)
    try:
        hour, rest = take_time(fold(text))
        rest = _AFTER_A_DAY.sub("", rest)
        return hour, _day(rest, today) if rest else today
    except NoSuchTimeError as error:
        raise DateError(_NO_SUCH_HOUR, typed=_quoted(text), example=example) from error
    except _UnreadableError:
        raise DateError(_NO_MOMENT, typed=_quoted(text), example=example) from None


class _UnreadableError(Exception):
    """It is in none of the forms."""


def _day(folded: str, today: date) -> date:
    """Raises _UnreadableError, and DateError for a day that no calendar has."""
    wanted = _BEFORE_A_DAY.sub("", folded).strip(" ,.")
    if wanted in _FROM_TODAY:
        return today + timedelta(days=_FROM_TODAY[wanted])
    if (weekday := _weekday(wanted, today)) is not None:
        return weekday
    for form in _FORMS:
        if found := form.fullmatch(wanted):
            return _of_calendar(found.groupdict(), today)
    raise _UnreadableError


def _weekday(wanted: str, today: date) -> date | None:
    """The next such weekday after today, or the one of next week if that is what is said."""
    next_week = _NEXT_WEEK.match(wanted)
    name = (next_week["after"] or next_week["before"]) if next_week else wanted.removesuffix(" toi")
    number = next((number for number, names in enumerate(_WEEKDAYS) if name in names), None)
    if number is None:
        return None
    if next_week:
        return today + timedelta(days=_DAYS_OF_A_WEEK - today.weekday() + number)
    return today + timedelta(days=(number - today.weekday() - 1) % _DAYS_OF_A_WEEK + 1)


def _of_calendar(parts: dict[str, str | None], today: date) -> date:
    day, year = int(parts["day"] or 0), parts["year"]
    name = parts.get("name")
    month = int(parts.get("month") or 0) if name is None else _month_called(name)
    if year is None:
        dates = _each_year(day, month, today)
    else:
        number = int(year) + (_CENTURY if len(year) == 2 else 0)  # noqa: PLR2004 - digits
        dates = _existing(number, month, day) if FIRST_YEAR <= number <= LAST_YEAR else iter(())
    found = next(dates, None)
    if found is None:
        raise DateError(_NO_SUCH_DAY, day="/".join(filter(None, (str(day), str(month), year))))
    return found


def _each_year(day: int, month: int, today: date) -> Iterator[date]:
    for year in range(today.year, today.year + _LEAP_YEARS_APART + 1):
        yield from (found for found in _existing(year, month, day) if found >= today)


def _existing(year: int, month: int, day: int) -> Iterator[date]:
    """That day, unless the calendar has none such."""
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _month_called(name: str) -> int:
    return next(number for number, known in enumerate(_MONTHS, start=1) if known.startswith(name))


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _quoted(text: str) -> str:
    return shorten(" ".join(text.split()), MOST_QUOTED)
