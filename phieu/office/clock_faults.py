"""Whether a machine's clock can be believed: plain rules on plain values.

The program keeps, by the hour, how far time has got. A clock that stands well before that was put back, or lost its
battery: acting by it would date what happens before what has happened. A clock that leaps ahead may be put right again
in a moment: what falls due by it waits a while, so that no round closes by mistake.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

PUT_BACK = timedelta(hours=2)
"""A clock that is behind by more than this is not believed; so much the setting of clocks may differ."""
MARKED_EVERY = timedelta(hours=1)
LEAP = timedelta(hours=1)
"""A clock that goes ahead by more than this at once is not believed at once."""
SETTLES_AFTER = timedelta(minutes=10)
"""So long it has to stay where it is."""


@dataclass(frozen=True, slots=True)
class ClockFault:
    """The clock stands before what the program has seen. Both instants are in UTC."""

    now: datetime
    seen: datetime


def clock_fault(now: datetime, mark: datetime | None) -> ClockFault | None:
    """What is wrong with the machine's clock, if it shows `now` and the program has seen `mark`; None if nothing is."""
    return ClockFault(now, mark) if mark is not None and mark - now > PUT_BACK else None


def is_to_be_marked(now: datetime, mark: datetime | None) -> bool:
    """Whether it is time to write down how far time has got."""
    return mark is None or now - mark >= MARKED_EVERY


@dataclass(frozen=True, slots=True)
class Leap:
    """The clock has gone ahead at once; it is waited whether it stays there."""

    ahead: timedelta
    """By how much it is ahead of the time that has passed since the program started."""
    seen_at: timedelta
    """When it was noticed, by a clock that nobody can set."""

    def is_the_same(self, ahead: timedelta) -> bool:
        """Whether the clock still stands where it leapt to."""
        return abs(ahead - self.ahead) <= LEAP

    def has_settled(self, steady: timedelta) -> bool:
        """Whether it has stood there for long enough, by the clock that nobody can set."""
        return steady - self.seen_at >= SETTLES_AFTER
