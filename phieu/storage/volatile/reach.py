"""Whether Redis is to be used just now: not while it is out of reach, and never one that writes to its disk."""

import asyncio
import logging

from redis.asyncio import Redis
from redis.exceptions import RedisError

from phieu.storage.volatile.redis_check import RedisFinding, RedisVerdict, look_at

PAUSE_SECONDS = 5.0
"""From one look whether it is back to the next; meanwhile nobody waits for it."""
FAILURES = (RedisError, OSError)

log = logging.getLogger(__name__)


class Reach:
    """Looks before the first use and after each failure, since a Redis that comes back may have other settings."""

    def __init__(self, redis: Redis, pause: float = PAUSE_SECONDS) -> None:
        self._redis = redis
        self._pause = pause
        self._usable = False
        self._warned = False
        self._look_again = 0.0
        self.times_lost = 0

    async def usable(self) -> bool:
        """Whether to try it."""
        if not self._usable and self._now() >= self._look_again:
            self._look_again = self._now() + self._pause  # whoever asks meanwhile does not wait for the look
            await self.look()
        return self._usable

    async def look(self) -> RedisFinding:
        """Look at it now; from then on it is used if that is right."""
        try:
            finding = await look_at(self._redis)
        except FAILURES as error:
            self.lost(error)
            return RedisFinding(RedisVerdict.UNREACHABLE, type(error).__name__)
        self._usable = finding.verdict is not RedisVerdict.WRITES
        if not self._usable:
            self._warn('Redis writes to its disk (%s) and is not used; set save "" and appendonly no', finding.detail)
        elif self._warned:
            self._warned = False
            log.warning("Redis is in use again")
        return finding

    def lost(self, error: Exception) -> None:
        """A call has failed: do without for a while."""
        if self._usable:
            self.times_lost += 1
        self._usable = False
        self._look_again = self._now() + self._pause
        self._warn("Redis is out of reach (%s); what waits for typed text stays in this process", type(error).__name__)

    def _warn(self, text: str, detail: str) -> None:
        if not self._warned:
            self._warned = True
            log.warning(text, detail)

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()
