"""What the calendar asks for once what admins have decided of single dates is taken into account: plain values.

A date that was moved is held on its new day; what was skipped, declined, opened or missed is dealt with. Where two
dates of one rule are about the same period, the first one is held.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from phieu.office.calendar import Asking, Due, at_hour, due_after, in_years
from phieu.office.working_days import WorkingDays
from phieu.words import OccurrenceState, RoundKind

Key = tuple[RoundKind, str]
LOOKED_AROUND = timedelta(days=400)
"""A date that was moved into a span of time is looked for so far around it: further than admins can move one."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of one date; as `storage.tables.Occurrence`."""

    state: OccurrenceState
    moved_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """The calendar of one office, as it stands now."""

    rules: tuple[Asking, ...]
    decided: Mapping[Key, Decided]
    zone: ZoneInfo
    days: WorkingDays

    def between(self, after: datetime, until: datetime) -> list[Due]:
        """What starts after the one instant and not after the other, whatever became of it, earliest first."""
        first, last = after - LOOKED_AROUND, until + LOOKED_AROUND
        years = range(first.astimezone(self.zone).year - 1, last.astimezone(self.zone).year + 1)
        held: dict[Key, Due] = {}
        for due in in_years(self.rules, years, self.zone, self.days):
            held.setdefault(due.key, due)
        found = [due for due in map(self._as_decided, held.values()) if after < due.starts_at <= until]
        return sorted(found, key=lambda due: (due.starts_at, due.kind))

    def state_of(self, due: Due) -> OccurrenceState | None:
        """What became of it; None as long as nothing has."""
        decided = self.decided.get(due.key)
        return decided.state if decided else None

    def is_to_come(self, due: Due) -> bool:
        """Whether nothing has become of it yet but, at most, another day."""
        return self.state_of(due) in (None, OccurrenceState.MOVED)

    def find(self, kind: RoundKind, period: str, now: datetime) -> Due | None:
        """The date for this round; None if the calendar has none within a few years of now."""
        years = timedelta(days=3 * 366)
        return next((due for due in self.between(now - years, now + years) if due.key == (kind, period)), None)

    def _as_decided(self, due: Due) -> Due:
        decided = self.decided.get(due.key)
        if decided is None or decided.moved_to is None:
            return due
        here = decided.moved_to.astimezone(self.zone)
        day, starts_at = self.days.on_or_after(here.date()), decided.moved_to
        if day != here.date():  # the day has been declared off since
            starts_at = at_hour(day, here.hour, self.zone)
        ends_at = due_after(starts_at, due.working_days, self.zone, self.days)
        return replace(due, starts_at=starts_at, ends_at=ends_at, moved_from=due.starts_at)
