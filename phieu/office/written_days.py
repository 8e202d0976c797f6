"""Several days in one line, as people write them: 28/4-2/5, 1-5/5, 2/9; 4/9. Plain values."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from phieu.locales.translator import mark
from phieu.office.later_dates import read_day_after
from phieu.office.written_dates import DateError

MOST_DAYS = 31
_TOO_MANY = mark("These are more than {most} days. Please write fewer at once.")
_BACKWARDS = mark("The first of these days comes after the last one. Please check them.")
_RANGE = re.compile(r"\s*(?:\bđến\b|\btới\b|\bto\b|\buntil\b|[-–—])\s*")
_DAY_ALONE = re.compile(r"\d{1,2}")
_WITH_ITS_MONTH = re.compile(r"\d{1,2}(?P<rest>[/.]\d{1,2}(?:[/.]\d{2,4})?)")


def read_days(text: str, today: date) -> list[date]:
    """The days that are meant, in order; without a year the next such ones. Raises DateError."""
    days = {day for part in re.split(r"[;,\n]", text) if part.strip() for day in _days_of(part.strip(), today)}
    if not days:
        read_day_after("", today, None)  # says what to write
    if len(days) > MOST_DAYS:
        raise _too_many()
    return sorted(days)


def _days_of(part: str, today: date) -> list[date]:
    """One day, or all from one to another."""
    try:
        return [read_day_after(part, today, None)]
    except DateError as error:
        ends = next(_ends(part), None)
        if ends is None:
            raise
        try:
            first = read_day_after(ends[0], today, None)
            last = read_day_after(ends[1], today, first)
        except DateError:
            raise error from None
    if last < first:
        raise DateError(_BACKWARDS)
    if (last - first).days >= MOST_DAYS:
        raise _too_many()
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def _ends(part: str) -> Iterator[tuple[str, str]]:
    """The first and the last day as written; the first takes its month from the last where it has none."""
    for dash in _RANGE.finditer(part):
        first, last = part[: dash.start()].strip(), part[dash.end() :].strip()
        dated = _WITH_ITS_MONTH.fullmatch(last)
        if _DAY_ALONE.fullmatch(first) and dated:
            yield first + dated["rest"], last
        elif first and last and not _DAY_ALONE.fullmatch(first):
            yield first, last


def _too_many() -> DateError:
    return DateError(_TOO_MANY, most=str(MOST_DAYS))
