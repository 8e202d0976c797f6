"""The little that may be forgotten: what waits for a chat's next message, gone when the program stops."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from phieu.bot.event import Event
from phieu.office.wrong_codes import WrongCodes
from phieu.storage.volatile import InMemory, Volatile

LARGEST = 10_000
"""So many things are remembered; beyond that the oldest is forgotten, so that strangers cannot fill the memory."""


class Memory:
    """Values by topic and chat. Nothing in here may be needed for an answer to be right."""

    def __init__(self, volatile: Volatile | None = None) -> None:
        volatile = volatile or InMemory()
        self.snoozes = volatile.snoozes
        """Who asked to be reminded later; the clock reads them too."""
        self.wrong_codes = WrongCodes()
        self.announcement_file = LastLoaded()
        """The picture or document that is going out to many."""
        self._values: OrderedDict[tuple[str, str, str], Any] = OrderedDict()

    def keep(self, topic: str, event: Event, value: object) -> None:
        """Remember a value for the chat of this event; one a topic."""
        key = (topic, event.channel, event.chat_id)
        self._values[key] = value
        self._values.move_to_end(key)
        if len(self._values) > LARGEST:
            self._values.popitem(last=False)

    def recall(self, topic: str, event: Event) -> Any:
        """What was kept; None if nothing was, or if it has been forgotten."""
        return self._values.get((topic, event.channel, event.chat_id))

    def forget(self, topic: str, event: Event) -> None:
        """Drop what was kept, if anything was."""
        self._values.pop((topic, event.channel, event.chat_id), None)


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
