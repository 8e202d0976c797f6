"""Turns across processes: a lock in Redis with a lease, renewed as long as its holder lives."""

import asyncio
from secrets import token_hex

from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError

from phieu.storage.volatile.reach import FAILURES, Reach
from phieu.supervisor import Supervisor

LEASE_SECONDS = 10.0
"""So long a turn stays taken after its holder was killed."""
LOOK_SECONDS = 0.05
"""From one try to get a turn to the next."""


class Leases:
    """The locks that this process holds. Where Redis is out of reach there are none, and nobody waits."""

    def __init__(self, redis: Redis, reach: Reach, lease: float = LEASE_SECONDS) -> None:
        self._redis = redis
        self._reach = reach
        self._lease = lease
        self._held: set[Lock] = set()
        self._supervisor = Supervisor()

    def start(self) -> None:
        """Renew what is held, from now on."""
        self._supervisor.start(self._renew_all(), "leases")

    async def stop(self) -> None:
        """Renew nothing more."""
        await self._supervisor.cancel()

    async def take(self, name: str) -> Lock | None:
        """Wait for the lock of this name; None if that cannot be had for want of Redis."""
        if not await self._reach.usable():
            return None
        lock = Lock(self._redis, name, timeout=self._lease, sleep=LOOK_SECONDS, thread_local=False)
        try:
            await lock.acquire(token=token_hex(16))
        except FAILURES as error:
            self._reach.lost(error)
            return None
        self._held.add(lock)
        return lock

    async def give_back(self, lock: Lock | None) -> None:
        """Let the next one in. A lease that has run out meanwhile is gone already."""
        if lock is None:
            return
        self._held.discard(lock)
        try:
            await lock.release()
        except LockError:
            return
        except FAILURES as error:
            self._reach.lost(error)

    async def renew(self) -> None:
        """Have all that is held for another full lease."""
        for lock in list(self._held):
            try:
                await lock.reacquire()
            except LockError:  # given back meanwhile, or run out: its holder goes on alone
                continue
            except FAILURES as error:
                self._reach.lost(error)

    async def _renew_all(self) -> None:
        while True:
            await asyncio.sleep(self._lease / 3)
            await self.renew()
