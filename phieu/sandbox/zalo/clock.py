"""The platform's clock, which dates all messages. It is virtual: it stands wherever the newest message stands.

So what a bot concludes from dates can be tested without waiting. It never falls behind the machine's clock, or
behind whatever else a test puts in its place.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass


def _machine() -> int:
    return int(time.time() * 1000)


@dataclass(slots=True)
class PlatformClock:
    """All dates are milliseconds since 1970. `behind` is the clock that this one never falls behind."""

    newest: int = 0
    behind: Callable[[], int] = _machine

    def now(self) -> int:
        return max(self.newest, self.behind())

    def date(self, not_before: int = 0) -> int:
        """The date of a new message: later than that of every message before it, and not before `not_before`."""
        self.newest = max(self.newest + 1, self.behind(), not_before)
        return self.newest

    def take_note(self, date: int) -> None:
        """There is a message of this date, which a test has chosen."""
        self.newest = max(self.newest, date)
