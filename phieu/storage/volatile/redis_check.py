"""Whether a Redis may hold what people have in waiting: only one that writes nothing to its disk."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from phieu.locales.translator import mark

if TYPE_CHECKING:
    from redis.asyncio import Redis

PATIENCE_SECONDS = 3.0


class RedisVerdict(StrEnum):
    """What a look at it has shown."""

    FINE = "fine"
    WRITES = "writes"
    """It writes to its disk; a file would name who has a comment in waiting."""
    UNKNOWN = "unknown"
    """It does not say whether it writes, as many that are rented do."""
    UNREACHABLE = "unreachable"
    NO_ADDRESS = "no address"


TEXTS = {
    RedisVerdict.FINE: mark("Redis answers, and writes nothing to its disk."),
    RedisVerdict.WRITES: mark(
        'Redis writes to its disk what people have in waiting ({detail}). Set save "" and appendonly no in its '
        "configuration, or leave REDIS_URL empty."
    ),
    RedisVerdict.UNKNOWN: mark(
        "Redis does not say whether it writes to its disk. Please make sure with whoever runs it that snapshots (save) "
        "and the append-only file (appendonly) are off."
    ),
    RedisVerdict.UNREACHABLE: mark(
        "Redis does not answer as it should ({detail}). Check REDIS_URL, and that it is running."
    ),
    RedisVerdict.NO_ADDRESS: mark(
        "REDIS_URL is not the address of a Redis. Write redis://:password@host:6379/0, or rediss:// for TLS."
    ),
}
"""For a translator; `{detail}` is technical: settings and their values, or the kind of an error."""


@dataclass(frozen=True, slots=True)
class RedisFinding:
    """The verdict, and what it rests on."""

    verdict: RedisVerdict
    detail: str = ""

    @property
    def text(self) -> str:
        """What to say of it, with `{detail}` to be filled in."""
        return TEXTS[self.verdict]


async def check_redis(url: str) -> RedisFinding:
    """Look at the Redis of this address, and hang up. Raises nothing."""
    from redis.exceptions import RedisError  # noqa: PLC0415 - it is loaded only where one is used

    from phieu.storage.volatile.redis_connection import connect  # noqa: PLC0415 - for the same reason

    try:
        redis = connect(url, patience=PATIENCE_SECONDS)
    except ValueError:
        return RedisFinding(RedisVerdict.NO_ADDRESS)
    try:
        return await look_at(redis)
    except (RedisError, OSError) as error:
        return RedisFinding(RedisVerdict.UNREACHABLE, type(error).__name__)
    finally:
        await redis.aclose()


async def look_at(redis: "Redis") -> RedisFinding:
    """What its settings say; raises RedisError or OSError if it does not answer."""
    from redis.exceptions import ResponseError  # noqa: PLC0415 - it is loaded only where one is used

    await redis.ping()
    try:
        found = {**await redis.config_get("save"), **await redis.config_get("appendonly")}
    except ResponseError:  # not allowed to ask, or the command was taken away
        return await _by_its_own_account(redis)
    if {"save", "appendonly"} - set(found):
        return RedisFinding(RedisVerdict.UNKNOWN)
    writes = [f"{name} {value}" for name, value in sorted(found.items()) if value not in ("", "no")]
    return RedisFinding(RedisVerdict.WRITES, ", ".join(writes)) if writes else RedisFinding(RedisVerdict.FINE)


async def _by_its_own_account(redis: "Redis") -> RedisFinding:
    """It tells about the append-only file at least; whether it takes snapshots it does not."""
    from redis.exceptions import ResponseError  # noqa: PLC0415 - it is loaded only where one is used

    try:
        told = await redis.info("persistence")
    except ResponseError:
        return RedisFinding(RedisVerdict.UNKNOWN)
    if told.get("aof_enabled"):
        return RedisFinding(RedisVerdict.WRITES, "appendonly yes")
    return RedisFinding(RedisVerdict.UNKNOWN)
