"""When the calendar asks for a round: plain rules on plain values, in the wall-clock time of the office's zone.

A rule names months, a day and an hour; in a month too short for the day, the month's last day is meant. A day off
gives way to the next working day. Each date that a rule gives is an occurrence with a window: from its hour until the
last day that a round opened then would stay open. What was missed by more than its window is over, and never held.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from phieu.office.periods import period_judged
from phieu.office.working_days import WorkingDays
from phieu.words import RoundKind

OPENS_BY_ITSELF = frozenset({RoundKind.SEMIANNUAL, RoundKind.ANNUAL})
"""The others are held when needed: they are proposed to the admins."""
LATE = timedelta(days=1)
"""After so much time an opening comes as a surprise: what was missed by more is proposed, whatever its kind."""
USUAL_DAYS = 7
"""How many working days a round stays open that nobody has said more about."""
LAST_MINUTE = time(23, 59)
"""A round that is due on a day can be answered until that day's end."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A kind of round that comes again; as `storage.tables.CalendarRule`, with the months read."""

    kind: RoundKind
    months: tuple[int, ...]
    day: int
    hour: int
    working_days: int


@dataclass(frozen=True, slots=True)
class Due:
    """One date of a rule, and the period that a round held then is about. Both instants are in UTC."""

    kind: RoundKind
    period: str
    starts_at: datetime
    ends_at: datetime
    working_days: int
    """How many working days after the first one the round stays open."""

    def opens_by_itself(self, now: datetime) -> bool:
        """Whether the round is opened without asking anybody."""
        return self.kind in OPENS_BY_ITSELF and now - self.starts_at <= LATE


def read_months(text: str) -> tuple[int, ...]:
    """The months of a rule, `6,12`, in order; raises ValueError if they are no months."""
    months = tuple(sorted({int(part) for part in text.split(",")}))
    if not all(1 <= month <= 12 for month in months):  # noqa: PLR2004 - months of a year
        raise ValueError(text)
    return months


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last minute of a day in the office, as an instant in UTC."""
    return datetime.combine(day, LAST_MINUTE, zone).astimezone(UTC)


def due_after(now: datetime, working_days: int, zone: ZoneInfo, days: WorkingDays) -> datetime:
    """Until when a round that opens now can be answered: the end of the day so many working days ahead."""
    return end_of_day(days.after(now.astimezone(zone).date(), working_days), zone)


def starting_between(
    rules: list[Dates], after: datetime, until: datetime, zone: ZoneInfo, days: WorkingDays
) -> list[Due]:
    """The occurrences that start after the one instant and not after the other, earliest first."""
    # a rule's day late in December may be held in January
    years = range(after.astimezone(zone).year - 1, until.astimezone(zone).year + 1)
    found = [due for rule in rules for due in _from_rule(rule, years, zone, days) if after < due.starts_at <= until]
    return sorted(found, key=lambda due: (due.starts_at, due.kind))


def running(rules: list[Dates], now: datetime, zone: ZoneInfo, days: WorkingDays) -> list[Due]:
    """The occurrences that have started and whose window has not passed."""
    longest = max((rule.working_days for rule in rules), default=0)
    started = starting_between(rules, now - timedelta(days=2 * longest + 30), now, zone, days)
    return [due for due in started if now <= due.ends_at]


def _from_rule(rule: Dates, years: range, zone: ZoneInfo, days: WorkingDays) -> Iterator[Due]:
    for year in years:
        for month in rule.months:
            named = date(year, month, min(rule.day, monthrange(year, month)[1]))
            starts_at = datetime.combine(days.on_or_after(named), time(rule.hour), zone).astimezone(UTC)
            ends_at = due_after(starts_at, rule.working_days, zone, days)
            yield Due(rule.kind, period_judged(rule.kind, named).key, starts_at, ends_at, rule.working_days)
