"""Who asked to be reminded later, in Redis: a sorted set of sealed ids by instant, which name nobody."""

from datetime import datetime, timedelta

from redis.asyncio import Redis

from phieu.storage.volatile.reach import FAILURES, Reach
from phieu.storage.volatile.sealing import Sealing
from phieu.storage.volatile.snoozes import SnoozesInMemory

LASTS = timedelta(days=14)
"""After the last wish: longer than the days off around Tết, over which a reminder may be put off."""


class SnoozesInRedis:
    """Those of all processes. What was put off while Redis was out of reach is remembered by this one."""

    def __init__(self, redis: Redis, reach: Reach, sealing: Sealing) -> None:
        self._redis = redis
        self._reach = reach
        self._sealing = sealing
        self._place = sealing.name("snoozes")
        self._here = SnoozesInMemory()

    async def put(self, person_id: int, until: datetime) -> None:
        """As in Snoozes."""
        await self._here.drop(person_id)
        if not await self._kept(person_id, until):
            await self._here.put(person_id, until)

    async def due(self, now: datetime) -> list[int]:
        """As in Snoozes."""
        return [*await self._taken(now), *await self._here.due(now)]

    async def drop(self, person_id: int) -> None:
        """As in Snoozes."""
        await self._here.drop(person_id)
        if await self._reach.usable():
            try:
                await self._redis.zrem(self._place, self._member(person_id))
            except FAILURES as error:
                self._reach.lost(error)

    async def _kept(self, person_id: int, until: datetime) -> bool:
        if not await self._reach.usable():
            return False
        try:
            async with self._redis.pipeline(transaction=True) as pipeline:
                pipeline.zadd(self._place, {self._member(person_id): until.timestamp()})
                pipeline.expire(self._place, LASTS)
                await pipeline.execute()
        except FAILURES as error:
            self._reach.lost(error)
            return False
        return True

    async def _taken(self, now: datetime) -> list[int]:
        if not await self._reach.usable():
            return []
        try:
            async with self._redis.pipeline(transaction=True) as pipeline:
                pipeline.zrange(self._place, "-inf", now.timestamp(), byscore=True)
                pipeline.zremrangebyscore(self._place, "-inf", now.timestamp())
                members, _ = await pipeline.execute()
        except FAILURES as error:
            self._reach.lost(error)
            return []
        opened = (self._sealing.open(member, self._place) for member in members)
        return [int(plain) for plain in opened if plain is not None]

    def _member(self, person_id: int) -> bytes:
        return self._sealing.close(str(person_id).encode(), self._place)
