"""One update at a time from each chat, in the order in which they came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey


class Turns(BaseEventIsolation):
    """As aiogram's own, which keeps a lock for ever for whoever has once written; here it goes with its last user."""

    def __init__(self) -> None:
        self.locks: WeakValueDictionary[StorageKey, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncIterator[None]:
        """Wait one's turn."""
        lock = self.locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield

    async def close(self) -> None:
        """Nothing is kept."""
