"""One update at a time from each chat, in the order in which they came."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
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

    def in_chat(self, bot_id: int, chat_id: int) -> AbstractAsyncContextManager[None]:
        """A turn in a private chat, for what the program does there by itself."""
        return self.lock(StorageKey(bot_id=bot_id, chat_id=chat_id, user_id=chat_id))

    async def close(self) -> None:
        """Nothing is kept."""
