"""What the program counts while it runs. Whoever comes upon something worth counting says so here, in one line.

**What may not be counted.** Monitoring asks every few seconds and keeps each answer with its time. So nothing may be
counted that moves when somebody answers a ballot: no taps, no events, no time that an answer took, no mixings, no
progress. Beside such a curve, whoever sees in the corridor who is at their phone could date each ballot.

What only goes wrong while somebody is at their phone is told by the hour: an error that a tap has caused, a mixing that
failed after one. Otherwise a day of bad luck would draw the same curve.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

HOUR = 3600


class ByTheHour:
    """A count that is told as it stood when the present hour began."""

    def __init__(self, seconds: Callable[[], float] = time.time) -> None:
        self._seconds = seconds
        self._hour = self._present_hour()
        self._before, self._now = 0, 0

    def add(self) -> None:
        """One more."""
        self._turn()
        self._now += 1

    @property
    def told(self) -> int:
        """How many there were when the hour began."""
        self._turn()
        return self._before

    def _turn(self) -> None:
        if (hour := self._present_hour()) != self._hour:
            self._hour, self._before = hour, self._now

    def _present_hour(self) -> int:
        return int(self._seconds() // HOUR)


@dataclass
class Counts:
    """Since this process has been started."""

    errors: ByTheHour = field(default_factory=ByTheHour)
    """Whatever went wrong unexpectedly, in conversations and in delivery."""
    failed_mixings: ByTheHour = field(default_factory=ByTheHour)
    notices: Counter[str] = field(default_factory=Counter)
    """What became of notices that were tried, in the words of the log."""
    failed_steps: Counter[str] = field(default_factory=Counter)
    """Steps of the clock that failed, by their name."""
    ticked_at: datetime | None = None
    """When the clock last began to go through all its steps, none of which failed; to the minute."""


COUNTS = Counts()
"""Those of this process."""
