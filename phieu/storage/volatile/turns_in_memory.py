"""One at a time for each name, in the order in which they came, within this process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary


class TurnsInMemory:
    """A lock a name, which goes with its last user: nothing is kept of who has once been here."""

    def __init__(self) -> None:
        self.locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait one's turn."""
        lock = self.locks.setdefault(name, asyncio.Lock())
        async with lock:
            yield
