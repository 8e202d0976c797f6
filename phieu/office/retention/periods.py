"""How long things are kept, and from when on they go. Plain values; `docs/retention.md` tells it to people."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SETTLED_DAYS = 30
"""What nothing reads any more: used and expired codes, chats of people who have left, who was asked about whom in a
closed round. If somebody has a question about it, it comes within weeks."""
DRAFT_DAYS = 90
"""Whoever has not gone on with something for a quarter of a year begins it anew."""
YEARLY_NOTICES_DAYS = 400
"""A yearly date may be told long before it: what says that it has been told outlasts the year."""
WAITED_IN_VAIN = "its person could not be reached for too long"
"""Why a notice was given up that had waited for as long as delivered ones are kept."""
FIRST_NIGHT_HOUR = 3
"""Nobody is at work, and what belongs to the day before has been said and sent."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is older than this goes; the instants aware, the day by the office's calendar."""

    notices: datetime
    yearly_notices: datetime
    settled: datetime
    left: datetime
    draft: date
    today: date


def limits(now: datetime, zone: ZoneInfo, keep_notices_days: int, keep_left_days: int) -> Limits:
    """The limits at this instant; the two numbers are the office's (`storage.tables.Office`)."""
    today = now.astimezone(zone).date()
    return Limits(
        notices=now - timedelta(days=keep_notices_days),
        yearly_notices=now - timedelta(days=max(keep_notices_days, YEARLY_NOTICES_DAYS)),
        settled=now - timedelta(days=SETTLED_DAYS),
        left=now - timedelta(days=keep_left_days),
        draft=today - timedelta(days=DRAFT_DAYS),
        today=today,
    )


def night_of(now: datetime, zone: ZoneInfo) -> date:
    """To which night's work this instant belongs: from `FIRST_NIGHT_HOUR` on, to that of the day."""
    here = now.astimezone(zone)
    return here.date() if here.hour >= FIRST_NIGHT_HOUR else here.date() - timedelta(days=1)


def erased_on(left_at: datetime, zone: ZoneInfo, keep_left_days: int) -> date:
    """The day on which the personal data of somebody who left then are deleted."""
    gone = (left_at + timedelta(days=keep_left_days)).astimezone(zone)
    begins = datetime.combine(gone.date(), time(FIRST_NIGHT_HOUR), zone)
    return gone.date() if gone <= begins else gone.date() + timedelta(days=1)
