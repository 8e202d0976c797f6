"""When the calendar asks for a round: plain rules on plain values, in the wall-clock time of the office's zone.

A rule names months, a day and an hour; in a month too short for the day, the month's last day is meant. A single date
is held once. A day off gives way to the next working day. Each date that a rule gives is an occurrence with a window:
from its hour until the last day that a round opened then would stay open. What was missed by more is over.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from phieu.office.periods import period_judged
from phieu.office.working_days import WorkingDays
from phieu.words import RoundKind

ONLY_PROPOSED = frozenset({RoundKind.QUARTERLY})
"""Held when needed: these are proposed to the admins. The others open by themselves."""
USUAL_DAYS = 7
"""How many working days a round stays open that nobody has said more about."""
LAST_MINUTE = time(23, 59)
"""A round that is due on a day can be answered until that day's end."""
ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
"""The beginning of a rule that has been there from the first."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A kind of round that comes again; as `storage.tables.CalendarRule`, with the months read."""

    kind: RoundKind
    months: tuple[int, ...]
    day: int
    hour: int
    working_days: int
    since: datetime = ALWAYS

    def named_in(self, year: int) -> Iterator[date]:
        """The days that the rule names in a year, whether they are worked or not."""
        for month in self.months:
            yield date(year, month, min(self.day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class SingleDate:
    """A round that is held once; as `storage.tables.CalendarDate`."""

    kind: RoundKind
    day: date
    hour: int
    working_days: int
    since: datetime = ALWAYS

    def named_in(self, year: int) -> Iterator[date]:
        """The day, if it is in this year."""
        if self.day.year == year:
            yield self.day


Asking = Dates | SingleDate
"""What asks for rounds."""


@dataclass(frozen=True, slots=True)
class Due:
    """One date of a rule, and the period that a round held then is about. All instants are in UTC."""

    kind: RoundKind
    period: str
    starts_at: datetime
    ends_at: datetime
    working_days: int
    """How many working days after the first one the round stays open."""
    named: date
    """The day that the rule names; where it is off, the round starts later."""
    since: datetime = ALWAYS
    """What was due before that was never asked for."""
    moved_from: datetime | None = None
    """When the rule alone would have it start, if an admin has decided otherwise."""

    @property
    def key(self) -> tuple[RoundKind, str]:
        """There is one round of a kind about a period."""
        return self.kind, self.period

    @property
    def by_rule(self) -> datetime:
        """When it starts by the rule alone."""
        return self.moved_from or self.starts_at


def read_months(text: str) -> tuple[int, ...]:
    """The months of a rule, `6,12`, in order; raises ValueError if they are no months."""
    months = tuple(sorted({int(part) for part in text.split(",")}))
    if not all(1 <= month <= 12 for month in months):  # noqa: PLR2004 - months of a year
        raise ValueError(text)
    return months


def at_hour(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """A full hour of a day in the office, in UTC; an hour that a change of clocks leaves out is the next one."""
    return datetime.combine(day, time(hour), zone).astimezone(UTC)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last minute of a day in the office, as an instant in UTC."""
    return datetime.combine(day, LAST_MINUTE, zone).astimezone(UTC)


def due_after(now: datetime, working_days: int, zone: ZoneInfo, days: WorkingDays) -> datetime:
    """Until when a round that opens now can be answered: the end of the day so many working days ahead."""
    return end_of_day(days.after(now.astimezone(zone).date(), working_days), zone)


def starting_between(
    rules: Sequence[Asking], after: datetime, until: datetime, zone: ZoneInfo, days: WorkingDays
) -> list[Due]:
    """The occurrences that start after the one instant and not after the other, earliest first."""
    # a rule's day late in December may be held in January
    years = range(after.astimezone(zone).year - 1, until.astimezone(zone).year + 1)
    return [due for due in in_years(rules, years, zone, days) if after < due.starts_at <= until]


def running(rules: Sequence[Asking], now: datetime, zone: ZoneInfo, days: WorkingDays) -> list[Due]:
    """The occurrences that have started and whose window has not passed."""
    longest = max((rule.working_days for rule in rules), default=0)
    started = starting_between(rules, now - timedelta(days=2 * longest + 30), now, zone, days)
    return [due for due in started if now <= due.ends_at]


def length_meant(rules: Sequence[Asking], kind: RoundKind, period: str) -> int | None:
    """How many working days the calendar would have this round stay open; None if it asks for none of the kind."""
    for rule in rules:
        if rule.kind is kind and (isinstance(rule, Dates) or period_judged(kind, rule.day).key == period):
            return rule.working_days
    return None


def in_years(rules: Sequence[Asking], years: range, zone: ZoneInfo, days: WorkingDays) -> list[Due]:
    """The occurrences whose named days are in these years, earliest first."""
    found = [due for rule in rules for due in _from_rule(rule, years, zone, days)]
    return sorted(found, key=lambda due: (due.starts_at, due.kind))


def _from_rule(rule: Asking, years: range, zone: ZoneInfo, days: WorkingDays) -> Iterator[Due]:
    for year in years:
        for named in rule.named_in(year):
            starts_at = at_hour(days.on_or_after(named), rule.hour, zone)
            ends_at = due_after(starts_at, rule.working_days, zone, days)
            period = period_judged(rule.kind, named).key
            yield Due(rule.kind, period, starts_at, ends_at, rule.working_days, named, rule.since)
