"""The little that may be forgotten: what waits for a chat's next message. Raises nothing; see storage/volatile."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from phieu.bot.event import Event
from phieu.storage.volatile import InMemory, Topic, Volatile
from phieu.storage.volatile.topic import Value


class Memory:
    """Values by topic and chat. Nothing in here may be needed for an answer to be right."""

    def __init__(self, volatile: Volatile | None = None) -> None:
        self._volatile = volatile or InMemory()
        self.snoozes = self._volatile.snoozes
        """Who asked to be reminded later; the clock reads them too."""
        self.announcement_file = LastLoaded()
        """The picture or document that is going out to many; in this process alone."""

    async def keep(self, topic: Topic[Value], event: Event, value: Value) -> None:
        """Remember a value for the chat of this event; one a topic."""
        await self._volatile.put(topic, chat_of(event), value)

    async def recall(self, topic: Topic[Value], event: Event) -> Value | None:
        """What was kept; None if nothing was, or if it has been forgotten."""
        return await self._volatile.get(topic, chat_of(event))

    async def forget(self, topic: Topic[Any], event: Event) -> None:
        """Drop what was kept, if anything was."""
        await self._volatile.drop(topic, chat_of(event))


def chat_of(event: Event) -> str:
    """The name of an event's chat, the same in every process."""
    return f"{event.channel}:{event.chat_id}"


class LastLoaded:
    """The large thing that was asked for last: loaded once, however many ask for it one after the other."""

    def __init__(self) -> None:
        self._key: Hashable = None
        self._value: Any = None
        self._turn = asyncio.Lock()

    async def get(self, key: Hashable, load: Callable[[], Awaitable[Any]]) -> Any:
        """The value of this key, which is not None."""
        async with self._turn:
            if key != self._key:
                self._key, self._value = None, None
                self._value = await load()
                self._key = key
            return self._value
