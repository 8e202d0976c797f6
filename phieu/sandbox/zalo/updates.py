"""The queue of events for a bot that polls: one event a call."""

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from phieu.sandbox.errors import ApiError
from phieu.sandbox.zalo.events import Event
from phieu.sandbox.zalo.switches import Switches

LONGEST_MEMORY = 10_000  # events that can be given again


@dataclass(slots=True)
class Updates:
    """`pending` is what no poll has given yet. Several polls at once share what comes, each in its turn."""

    switches: Switches
    pending: deque[Event] = field(default_factory=deque)
    lost: int = 0  # came while nobody polled, where such events are not kept
    polls: int = 0
    _past: deque[Event] = field(default_factory=lambda: deque(maxlen=LONGEST_MEMORY))
    _position: int = 0  # in `_past`, where it is given again and again
    _readers: deque[asyncio.Future[Event]] = field(default_factory=deque)
    _attended: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, event: Event) -> None:
        """Give an event to whoever polls, or keep it."""
        self._past.append(event)
        while self._readers:
            reader = self._readers.popleft()
            if not reader.done():
                reader.set_result(event)
                return
        if self.switches.kept_unpolled:
            self.pending.append(event)
        else:
            self.lost += 1

    def remember(self, event: Event) -> None:
        """An event that went another way belongs to those that can be given again."""
        self._past.append(event)

    async def poll(self, wait: float) -> Event | None:
        """The next event; waits up to `wait` seconds for one. Raises the ApiError of `interrupt`."""
        self.polls += 1
        if self.switches.replays and self._past:
            event = self._past[self._position % len(self._past)]
            self._position = (self._position + 1) % len(self._past)
            if event in self.pending:
                self.pending.remove(event)
            return event
        return self.pending.popleft() if self.pending else await self._arrival(wait)

    async def attended(self, wait: float) -> bool:
        """Wait up to `wait` seconds until somebody polls and waits for an event; whether somebody does."""
        try:
            async with asyncio.timeout(wait):
                await self._attended.wait()
        except TimeoutError:
            return False
        return True

    def take_all(self) -> list[Event]:
        """Everything that is pending, for the webhook that was set."""
        taken = list(self.pending)
        self.pending.clear()
        return taken

    def give_back(self, undelivered: Iterable[Event]) -> None:
        """What the webhook had not delivered when it was taken away."""
        self.pending.extend(undelivered)

    def interrupt(self, reason: ApiError) -> None:
        """End all polls that wait."""
        for reader in self._readers:
            if not reader.done():
                reader.set_exception(reason)
        self._readers.clear()
        self._attended.clear()

    async def _arrival(self, wait: float) -> Event | None:
        reader: asyncio.Future[Event] = asyncio.get_running_loop().create_future()
        self._readers.append(reader)
        self._attended.set()
        try:
            async with asyncio.timeout(wait):
                return await reader
        except TimeoutError:
            return reader.result() if reader.done() and not reader.cancelled() else None
        except asyncio.CancelledError:
            if reader.done() and not reader.cancelled() and reader.exception() is None:
                self.pending.appendleft(reader.result())  # the client left before it was given
            raise
        finally:
            if reader in self._readers:
                self._readers.remove(reader)
            if not self._readers:
                self._attended.clear()
