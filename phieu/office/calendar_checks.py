"""What is wrong, or looks wrong, with a calendar: plain rules on plain values, for the workbook and for the chat."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from phieu.locales.translator import mark
from phieu.office.as_decided import OfficeCalendar
from phieu.office.calendar import ALWAYS, Asking, Dates, Due, SingleDate, in_years
from phieu.office.told_later import NamedRound, ToldLater
from phieu.office.working_days import WorkingDays
from phieu.words import RoundKind

LAST_HOUR = 23
LAST_DAY = 31
MOST_WORKING_DAYS = 60
"""A round that is open for longer than three months is a slip of the pen."""
FURTHEST_DATE = timedelta(days=2 * 366)
"""A single date that is further ahead is a slip of the finger in the year."""
YEARS_LOOKED_AT = 6
"""Holidays by the moon wander: in so many years they have been about everywhere."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rounds of which the second opens before the first has closed."""

    first: Due
    second: Due
    zone: ZoneInfo

    @property
    def is_fault(self) -> bool:
        """Rounds of one kind never overlap; those of different kinds may, though people then have two at once."""
        return self.first.kind is self.second.kind

    @property
    def told(self) -> ToldLater:
        """In words, naming both dates."""
        text = mark("{second} would open on {opens}, before {first} has closed, on {closes}")
        return ToldLater(
            text,
            {
                "first": NamedRound(self.first.kind, self.first.period),
                "second": NamedRound(self.second.kind, self.second.period),
                "opens": self.second.starts_at.astimezone(self.zone).date(),
                "closes": self.first.ends_at.astimezone(self.zone).date(),
            },
        )


def overlaps(
    rules: Sequence[Dates],
    dates: Sequence[SingleDate],
    days: WorkingDays,
    zone: ZoneInfo,
    years: range,
    now: datetime = ALWAYS,
) -> list[Overlap]:
    """Which rounds would open before others have closed, each pair of kinds once, faults first; nothing if all is well.

    A rule overlaps with itself where its own rounds do. Where two dates are about one period, only the first is held.
    What would be over by `now` is nobody's concern any more.
    """
    held: dict[tuple[RoundKind, str], Due] = {}
    asking: list[Asking] = [*rules, *dates]
    for due in in_years(asking, years, zone, days):
        if due.ends_at >= now:
            held.setdefault(due.key, due)
    found: dict[tuple[RoundKind, RoundKind], Overlap] = {}
    for first, second in combinations(held.values(), 2):
        if second.starts_at <= first.ends_at:
            found.setdefault((first.kind, second.kind), Overlap(first, second, zone))
    return sorted(found.values(), key=lambda overlap: not overlap.is_fault)


def years_from(day: date) -> range:
    """The years that a check made on this day looks at."""
    return range(day.year, day.year + YEARS_LOOKED_AT)


def rule_fault(rule: Asking) -> str | None:
    """What is out of range in a rule or a single date, as a marked text; None if nothing is."""
    if not 0 <= rule.hour <= LAST_HOUR:
        return mark("The hour is a number from 0 to 23.")
    if not 1 <= rule.working_days <= MOST_WORKING_DAYS:
        return mark("A round is open for 1 to 60 working days.")
    if isinstance(rule, Dates):
        if not 1 <= rule.day <= LAST_DAY:
            return mark("The day of the month is a number from 1 to 31.")
        if not rule.months:
            return mark("Please choose at least one month.")
    return None


def single_date_fault(day: date, today: date) -> ToldLater | None:
    """Why no round can be put on this day; None if one can."""
    if day < today:
        return ToldLater(mark("This day has passed. Please choose a later one."))
    if day - today > FURTHEST_DATE:
        return ToldLater(mark("{day} is more than two years ahead. Please check the year."), {"day": day})
    return None


def next_dates(calendar: OfficeCalendar, kind: RoundKind, now: datetime, count: int) -> list[Due]:
    """The next so many rounds of a kind by its rule alone, whatever has been decided of single dates."""
    by_rule = replace(calendar, decided={})
    until = now + timedelta(days=366 * (count + 1))
    return [due for due in by_rule.between(now, until) if due.kind is kind][:count]
