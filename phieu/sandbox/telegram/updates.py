"""The queue of updates for the bot, and long polling of it."""

import asyncio
import itertools
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from phieu.sandbox.errors import ApiError, conflict

MOST_AT_ONCE = 100
LONGEST_POLL = 50.0  # seconds

Update = dict[str, Any]


@dataclass(slots=True)
class Updates:
    """Updates that the bot has not confirmed, oldest first. One reader at a time: a new one ends the one before."""

    pending: deque[Update] = field(default_factory=deque)
    allowed: frozenset[str] = frozenset()  # kinds that the bot asked for; empty: all that it gets by default
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(100_000_001))
    _reader: asyncio.Future[None] | None = None

    def add(self, kind: str, content: dict[str, Any]) -> None:
        """Queue an update of a kind ("message", "callback_query" ...), unless the bot does not want that kind."""
        if self.allowed and kind not in self.allowed:
            return
        self.pending.append({"update_id": next(self._numbers), kind: content})
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def want(self, kinds: Iterable[Any] | None) -> None:
        """Remember which kinds the bot wants from now on; None leaves it as it was, none at all means the default."""
        if kinds is not None:
            self.allowed = frozenset(str(kind) for kind in kinds)

    def forget_before(self, offset: int) -> None:
        """Drop what an offset confirms: all before it, or, if negative, all but the last so many."""
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()

    async def poll(self, offset: int, limit: int, wait: float) -> list[Update]:
        """Confirm by offset, then up to `limit` updates; waits up to `wait` seconds for the first one.

        Raises ApiError 409 when another reader, or a webhook, takes over meanwhile.
        """
        self.interrupt(
            conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        )
        self.forget_before(offset)
        if not self.pending and wait > 0:
            await self._arrival(min(wait, LONGEST_POLL))
        return list(itertools.islice(self.pending, max(1, min(limit, MOST_AT_ONCE))))

    async def take(self) -> Update:
        """The oldest update, removed from the queue; waits for one if there is none. For the webhook."""
        while not self.pending:
            await self._arrival(None)
        return self.pending.popleft()

    def give_back(self, undelivered: Iterable[Update]) -> None:
        """Put updates back that were taken and not delivered, in their old order."""
        everything = sorted([*undelivered, *self.pending], key=lambda update: int(update["update_id"]))
        self.pending = deque(everything)

    def interrupt(self, reason: ApiError) -> None:
        """End the reader that is waiting, if one is."""
        if self._reader is not None and not self._reader.done():
            self._reader.set_exception(reason)
        self._reader = None

    async def _arrival(self, wait: float | None) -> None:
        self._reader = reader = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(wait):
                await reader
        except TimeoutError:
            pass
        finally:
            if self._reader is reader:
                self._reader = None
