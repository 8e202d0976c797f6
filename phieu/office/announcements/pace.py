"""When something that goes out to many will have gone out: from the pace of the last minutes and the office's hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from phieu.office.speaking_hours import SpeakingHours

LONGEST_LOOK = timedelta(minutes=2)
"""The pace is that of the last minutes: an hour without network must not slow it for the rest of the day."""
WHOLE_DAY = 24
MOST_DAYS = 30
"""Whatever takes longer is not foretold."""


@dataclass(frozen=True, slots=True)
class Look:
    """How many were left at one instant."""

    at: datetime
    left: int


def looked(looks: Sequence[Look], now: Look) -> tuple[Look, ...]:
    """The looks that the pace is worked out from, with this one; none of before a stop or another announcement."""
    recent = [look for look in looks if now.at - look.at <= LONGEST_LOOK and look.left >= now.left]
    return (*recent, now)


def seconds_left(looks: Sequence[Look]) -> float | None:
    """How long the rest takes at the pace seen; None as long as nothing has been seen to move."""
    if not looks:
        return None
    first, last = looks[0], looks[-1]
    seconds, done = (last.at - first.at).total_seconds(), first.left - last.left
    return last.left * seconds / done if done > 0 and seconds > 0 else None


def ends_at(now: datetime, seconds: float, hours: SpeakingHours | None) -> datetime | None:
    """When so many seconds of sending will be over, only within these hours if they are given; None if never soon."""
    moment, rest = now, timedelta(seconds=seconds)
    if hours is None:
        return now + rest
    for _ in range(MOST_DAYS):
        moment = hours.next_allowed(moment)
        until = _closing(moment, hours)
        if until is None or moment + rest <= until:
            return moment + rest
        rest -= until - moment
        moment = until
    return None


def _closing(moment: datetime, hours: SpeakingHours) -> datetime | None:
    """When the hours end in which this moment lies; None if they never do."""
    if hours.first >= hours.last or hours.last - hours.first == WHOLE_DAY:
        return None
    midnight = datetime.combine(moment.astimezone(hours.zone).date(), time(), hours.zone)
    day = midnight if hours.last < WHOLE_DAY else midnight + timedelta(days=1)
    return day.replace(hour=hours.last % WHOLE_DAY).astimezone(UTC)
