"""What may be forgotten, kept in Redis for several processes that answer together; in this one while it is away."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from phieu.storage.volatile.in_memory import InMemory
from phieu.storage.volatile.leases import LEASE_SECONDS, Leases
from phieu.storage.volatile.reach import FAILURES, PAUSE_SECONDS, Reach
from phieu.storage.volatile.redis_check import RedisFinding
from phieu.storage.volatile.redis_connection import connect
from phieu.storage.volatile.sealing import Sealing
from phieu.storage.volatile.snoozes_in_redis import SnoozesInRedis
from phieu.storage.volatile.topic import Topic, Value


class InRedis:
    """A Volatile for replicas that share the keyring. Raises ValueError if `url` is no address of a Redis."""

    def __init__(self, url: str, secret: bytes, *, pause: float = PAUSE_SECONDS, lease: float = LEASE_SECONDS) -> None:
        self._redis = connect(url)
        self._sealing = Sealing(secret)
        self._reach = Reach(self._redis, pause)
        self._leases = Leases(self._redis, self._reach, lease)
        self.snoozes = SnoozesInRedis(self._redis, self._reach, self._sealing)
        self._here = InMemory()
        self._here_since = 0
        self._alone: set[str] = set()
        """Turns that are being had without a lease, since Redis was away: another process may have the same one."""

    async def start(self) -> RedisFinding:
        """Look whether it may be used, and begin; what is found is for the operator."""
        finding = await self._reach.look()
        self._leases.start()
        return finding

    async def get(self, topic: Topic[Value], name: str) -> Value | None:
        """As in Volatile."""
        if await self._reach.usable():
            try:
                return await self._get(topic, name)
            except FAILURES as error:
                self._reach.lost(error)
        return await self._in_this_process().get(topic, name)

    async def put(self, topic: Topic[Value], name: str, value: Value) -> None:
        """As in Volatile."""
        if await self._reach.usable():
            try:
                await self._put(topic, name, value)
            except FAILURES as error:
                self._reach.lost(error)
            else:
                return
        await self._in_this_process().put(topic, name, value)

    async def put_new(self, topic: Topic[Value], name: str, value: Value) -> bool:
        """As in Volatile; never in this process alone, nor for a turn that others may have, too."""
        if name not in self._alone and await self._reach.usable():
            try:
                return await self._put(topic, name, value, only_new=True)
            except FAILURES as error:
                self._reach.lost(error)
        return False

    async def take(self, topic: Topic[Value], name: str) -> Value | None:
        """As in Volatile; never from this process alone, nor for a turn that others may have, too."""
        await self._in_this_process().drop(topic, name)
        if name not in self._alone and await self._reach.usable():
            try:
                return await self._take(topic, name)
            except FAILURES as error:
                self._reach.lost(error)
        return None

    async def drop(self, topic: Topic[Any], name: str) -> bool:
        """As in Volatile; never sure in a turn that others may have, too: they may just be putting it there."""
        await self._in_this_process().drop(topic, name)
        if await self._reach.usable():
            try:
                await self._redis.delete(self._sealing.name(topic.name, name))
            except FAILURES as error:
                self._reach.lost(error)
            else:
                return name not in self._alone
        return False

    async def first(self, topic: Topic[bool], name: str) -> bool:
        """As in Volatile."""
        if await self._reach.usable():
            try:
                return await self._put(topic, name, True, only_new=True)  # noqa: FBT003 - the value of such a topic
            except FAILURES as error:
                self._reach.lost(error)
        return await self._in_this_process().first(topic, name)

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """As in Volatile: first among those of this process, in their order, then among all."""
        async with self._here.turns.turn(name):
            lease = await self._leases.take(self._sealing.name("turn", name))
            if lease is None:
                self._alone.add(name)
            try:
                yield
            finally:
                self._alone.discard(name)
                await self._leases.give_back(lease)

    async def close(self) -> None:
        """As in Volatile; what is in Redis stays there for the others, and for the next start."""
        await self._leases.stop()
        await self._redis.aclose()

    async def _get(self, topic: Topic[Value], name: str) -> Value | None:
        place = self._sealing.name(topic.name, name)
        closed = await self._redis.get(place)
        return topic.from_json(self._sealing.open(closed, place)) if isinstance(closed, bytes) else None

    async def _take(self, topic: Topic[Value], name: str) -> Value | None:
        """Both in one transaction, since not every Redis knows GETDEL."""
        place = self._sealing.name(topic.name, name)
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.get(place)
            pipeline.delete(place)
            closed, deleted = await pipeline.execute()
        found = isinstance(closed, bytes) and deleted == 1
        return topic.from_json(self._sealing.open(closed, place)) if found else None

    async def _put(self, topic: Topic[Value], name: str, value: Value, *, only_new: bool = False) -> bool:
        place = self._sealing.name(topic.name, name)
        closed = self._sealing.close(topic.to_json(value), place)
        return bool(await self._redis.set(place, closed, ex=topic.lasts, nx=only_new))

    def _in_this_process(self) -> InMemory:
        """Empty at the beginning of each time without Redis: what was kept in the last one is out of date."""
        if self._here_since != self._reach.times_lost:
            self._here_since = self._reach.times_lost
            self._here.forget()
        return self._here
