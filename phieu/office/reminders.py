"""When people are reminded of an open round: plain rules on plain values, in the wall-clock time of the office's zone.

Each reminder is on a working day, at the office's hour, on no day on which people were told of the round anyway (it
opened, or was extended), and before the close. Two that fall on one day are one.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from phieu.office.speaking_hours import SpeakingHours
from phieu.office.working_days import NoWorkingDayError, WorkingDays

HALF = "half"
LATE = timedelta(hours=6)
"""A reminder that could not be sent for longer than this is left out."""


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """When the office wants people to be reminded, on which days it works, and where it is."""

    half: bool
    """At half time, in working days."""
    days_before: tuple[int, ...]
    """So many working days before the last day."""
    hour: int
    """0 to 23."""
    hours: SpeakingHours
    days: WorkingDays

    def allow(self, now: datetime) -> bool:
        """Whether people may be reminded at this instant: on a working day, at an hour at which they are spoken to."""
        return self.hours.allow(now) and self.days.works(now.astimezone(self.hours.zone).date())

    def at(self, day: date) -> datetime:
        """When people are reminded on this day, in UTC: at the office's hour, if that is a decent one."""
        decent = self.hours.allow(datetime.combine(day, time(self.hour), self.hours.zone))
        hour = self.hour if decent else self.hours.first
        return datetime.combine(day, time(hour), self.hours.zone).astimezone(UTC)


def read_reminders(text: str) -> tuple[bool, tuple[int, ...]]:
    """`half,3,1`: whether at half time, and how many working days before the last day, the earliest first.

    Raises ValueError if it says something else.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return HALF in parts, tuple(sorted({int(part) for part in parts if part != HALF}, reverse=True))


def reminder_rules(text: str, hour: int, hours: SpeakingHours, days: WorkingDays) -> ReminderRules:
    """The rules of an office, from what `storage.tables.Office` keeps of them."""
    half, days_before = read_reminders(text)
    return ReminderRules(half, days_before, hour, hours, days)


def planned_reminders(rules: ReminderRules, since: datetime, due_at: datetime) -> list[datetime]:
    """The instants, in UTC and in order, at which people are reminded of a round that closes at `due_at`.

    `since`: when it opened; after an extension, when it was extended, for then the plan is made anew.
    """
    first, last = since.astimezone(rules.hours.zone).date(), due_at.astimezone(rules.hours.zone).date()
    try:
        days = set(_days(rules, first, last))
    except NoWorkingDayError:  # the office's own list of days says that it never works
        return []
    return sorted(at for day in days if day > first and (at := rules.at(day)) < due_at)


def due_reminders(planned: Iterable[datetime], have_run: Collection[datetime], now: datetime) -> list[datetime]:
    """Those whose time has come, and that are not too late yet."""
    return [at for at in planned if at <= now <= at + LATE and at not in have_run]


def left_out(planned: Iterable[datetime], have_run: Collection[datetime], now: datetime) -> list[datetime]:
    """Those that nobody got: the program was off, say, and they would have come too late."""
    return [at for at in planned if at + LATE < now and at not in have_run]


def reminded_again(rules: ReminderRules, now: datetime) -> datetime:
    """When somebody is reminded who asks not to be bothered today: on the next working day. In UTC.

    Raises NoWorkingDayError if there is none.
    """
    tomorrow = now.astimezone(rules.hours.zone).date() + timedelta(days=1)
    return rules.at(rules.days.on_or_after(tomorrow))


def _days(rules: ReminderRules, first: date, last: date) -> Iterator[date]:
    if rules.half and (working_days := rules.days.between(first, last)):
        yield rules.days.after(first, (working_days + 1) // 2)
    for count in rules.days_before:
        yield rules.days.before(last, count)
