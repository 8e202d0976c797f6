"""What happens to a date of the calendar whose time has come: plain rules on plain values.

On time, and up to one working day later, a round opens by itself with all its days, on a working day only. Later than
that an opening would come as a surprise, so it is proposed to the admins; and what would be over by now is dropped.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from phieu.office.as_decided import OfficeCalendar
from phieu.office.calendar import ONLY_PROPOSED, Due, at_hour
from phieu.words import OccurrenceState

REMEMBERED = timedelta(days=400)
"""What was over longer ago is history: nobody is told of it any more."""


class Fate(StrEnum):
    """What is to be done about it now."""

    OPEN = "open"
    PROPOSE = "propose"
    MISS = "miss"
    """It is over: the admins are told that it was not held."""


def fate(due: Due, now: datetime, calendar: OfficeCalendar) -> Fate | None:
    """What is to be done; None if nothing, or not yet."""
    if not calendar.is_to_come(due) or now < due.starts_at:
        return None
    was_moved = calendar.state_of(due) is OccurrenceState.MOVED
    asked_for = was_moved or due.starts_at >= due.since
    if now > due.ends_at:
        return Fate.MISS if asked_for and now - due.starts_at <= REMEMBERED else None
    if not asked_for or due.kind in ONLY_PROPOSED or now > opens_until(due, calendar):
        return Fate.PROPOSE
    return Fate.OPEN if calendar.days.works(now.astimezone(calendar.zone).date()) else None


def opens_until(due: Due, calendar: OfficeCalendar) -> datetime:
    """Until when it still opens by itself: the same hour of the next working day."""
    here = due.starts_at.astimezone(calendar.zone)
    return max(
        at_hour(calendar.days.after(here.date(), 1), here.hour, calendar.zone), due.starts_at + timedelta(days=1)
    )
