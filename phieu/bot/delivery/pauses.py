"""How long delivery waits before it tries again: one notice, or a whole channel."""

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=30)
LONGEST_REST = timedelta(minutes=1)
DOWN_AFTER = timedelta(minutes=30)
"""A channel that rests for longer than that, without a break, is down: what can goes by another one."""
BREAK = timedelta(minutes=5)
"""After a rest, whatever is due is tried at once. If nothing was for so long, nobody knows how the channel is."""


def pause_after(attempts: int) -> timedelta:
    """How long a notice waits after so many attempts: 5 seconds, doubling up to half an hour."""
    return _doubled(attempts, LONGEST_PAUSE)


class Rest:
    """The time for which nothing is sent on a channel, because nothing would get through."""

    def __init__(self) -> None:
        self._began_at: datetime | None = None
        self._over_at: datetime | None = None
        self._failures = 0
        self._resting_since: datetime | None = None

    def begin(self, now: datetime, pause: timedelta | None) -> None:
        """Rest for what the platform asks; if it cannot even be reached, for 5 seconds, doubling up to a minute."""
        if pause is None:
            if self.lasts(now):  # what was under way together fails together
                return
            self._failures += 1
            pause = _doubled(self._failures, LONGEST_REST)
        if self._resting_since is None or (self._broken_off(now) and not self._was_long()):
            self._resting_since = now
        self._over_at = max(now + pause, self._over_at or now) if self.lasts(now) else now + pause
        self._began_at = now

    def lasts(self, now: datetime) -> bool:
        """Whether it is not over yet; a clock that has been set back to before its beginning ends it."""
        return self._began_at is not None and self._over_at is not None and self._began_at <= now < self._over_at

    def down(self, now: datetime) -> bool:
        """Whether nothing gets through for long: it has rested, or is to rest, for more than half an hour."""
        return self._was_long() and not self._broken_off(now)

    def got_through(self) -> None:
        """The platform has answered: the next rest begins small again."""
        self._failures = 0
        self._resting_since = None

    def _was_long(self) -> bool:
        if self._resting_since is None or self._over_at is None:
            return False
        return self._over_at - self._resting_since > DOWN_AFTER

    def _broken_off(self, now: datetime) -> bool:
        """Nothing has been tried since it was over, or the clock has been set back: it must be tried again."""
        if self._began_at is None or self._over_at is None:
            return False
        return not self._began_at <= now <= self._over_at + BREAK


def _doubled(times: int, most: timedelta) -> timedelta:
    longer: int = 2 ** min(times - 1, 16)
    return min(FIRST_PAUSE * longer, most)
