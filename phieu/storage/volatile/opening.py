"""Opens what may be forgotten: in this process, or in Redis if the operator has set one. Redis is loaded only then."""

import logging

from phieu.storage.keyring import Keyring
from phieu.storage.volatile.in_memory import InMemory
from phieu.storage.volatile.redis_check import RedisFinding, RedisVerdict
from phieu.storage.volatile.volatile import Volatile

SECRET = "volatile"  # noqa: S105 - its name in the keyring

log = logging.getLogger(__name__)


class UnusableRedisError(Exception):
    """The Redis that is set must not be used; the finding says why."""

    def __init__(self, finding: RedisFinding) -> None:
        super().__init__(finding.verdict)
        self.finding = finding


async def open_volatile(redis_url: str, keyring: Keyring) -> Volatile:
    """In Redis if an address is given. One out of reach is used as soon as it is back; raises UnusableRedisError."""
    if not redis_url:
        return InMemory()
    from phieu.storage.volatile.in_redis import InRedis  # noqa: PLC0415 - it is loaded only where one is used

    try:
        volatile = InRedis(redis_url, keyring.secret(SECRET))
    except ValueError:
        raise UnusableRedisError(RedisFinding(RedisVerdict.NO_ADDRESS)) from None
    finding = await volatile.start()
    if finding.verdict is RedisVerdict.WRITES:
        await volatile.close()
        raise UnusableRedisError(finding)
    if finding.verdict is RedisVerdict.UNKNOWN:
        log.warning("Redis does not say whether it writes to its disk; make sure that save and appendonly are off")
    return volatile
