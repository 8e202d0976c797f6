"""What the office has to do each year at a certain time, and when the admins are told of it: plain values.

A day that the month lacks is its last one. The admins are told so many working days ahead, at the hour of reminders;
who hears of it only after the day is over, because the program was off, is not told any more.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from phieu.locales.translator import mark
from phieu.office.calendar import at_hour
from phieu.office.working_days import WorkingDays

LATE = timedelta(days=1)
"""So long after its day the admins are still told."""
MOST_DAYS_BEFORE = 60
LONGEST_CODE = 20
_MONTHS, _DAYS = 12, 31


@dataclass(frozen=True, slots=True)
class Yearly:
    """As `storage.tables.YearlyDate`."""

    code: str
    name: str
    month: int
    day: int
    days_before: int

    def in_year(self, year: int) -> date:
        """Its day in a year."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class YearlyDue:
    """It once, in one year."""

    yearly: Yearly
    day: date
    told_at: datetime
    """From when on the admins are told, in UTC."""


def yearly_fault(yearly: Yearly) -> str | None:
    """What is wrong with it, as a marked text; None if nothing is."""
    if not yearly.code or len(yearly.code) > LONGEST_CODE or ":" in yearly.code:
        return mark("The code is a short word of up to 20 letters, without a colon.")
    if not yearly.name:
        return mark("Please say what is to be done.")
    if not (1 <= yearly.month <= _MONTHS and 1 <= yearly.day <= _DAYS):
        return mark("There is no such day of the year.")
    if not 0 <= yearly.days_before <= MOST_DAYS_BEFORE:
        return mark("The admins can be told up to 60 working days ahead.")
    return None


def due_in(yearly: Yearly, year: int, hour: int, zone: ZoneInfo, days: WorkingDays) -> YearlyDue:
    """When it is due in a year, and from when on the admins are told."""
    day = yearly.in_year(year)
    told_on = days.before(day, yearly.days_before) if yearly.days_before else days.on_or_before(day)
    return YearlyDue(yearly, day, at_hour(told_on, hour, zone))


def to_tell(yearly: Yearly, now: datetime, hour: int, zone: ZoneInfo, days: WorkingDays) -> YearlyDue | None:
    """What is to be told now, if it has not been; None if there is nothing."""
    today = now.astimezone(zone).date()
    for year in (today.year - 1, today.year, today.year + 1):  # a day in January is told in December
        due = due_in(yearly, year, hour, zone, days)
        if due.told_at <= now and today <= due.day + LATE:
            return due
    return None


def yearly_subject(code: str, day: date) -> str:
    """What the notice is about: `yearly:QH:2026-11-25`."""
    return f"yearly:{code}:{day.isoformat()}"


def yearly_in(subject: str) -> tuple[str, date]:
    """The code and the day that a notice is about."""
    _, code, day = subject.split(":")
    return code, date.fromisoformat(day)
