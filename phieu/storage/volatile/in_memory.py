"""What may be forgotten, kept in this process alone: gone when it stops."""

from collections import OrderedDict, defaultdict
from contextlib import AbstractAsyncContextManager
from typing import Any

from phieu.storage.volatile.snoozes import SnoozesInMemory
from phieu.storage.volatile.topic import Topic, Value
from phieu.storage.volatile.turns_in_memory import TurnsInMemory


class InMemory:
    """A Volatile for one process."""

    def __init__(self) -> None:
        self.snoozes = SnoozesInMemory()
        self.turns = TurnsInMemory()
        self._kept: defaultdict[str, OrderedDict[str, bytes]] = defaultdict(OrderedDict)

    async def get(self, topic: Topic[Value], name: str) -> Value | None:
        """As in Volatile."""
        return topic.from_json(self._kept[topic.name].get(name))

    async def put(self, topic: Topic[Value], name: str, value: Value) -> None:
        """As in Volatile."""
        kept = self._kept[topic.name]
        kept[name] = topic.to_json(value)
        kept.move_to_end(name)
        if len(kept) > topic.most:
            kept.popitem(last=False)

    async def put_new(self, topic: Topic[Value], name: str, value: Value) -> bool:
        """As in Volatile."""
        if name in self._kept[topic.name]:
            return False
        await self.put(topic, name, value)
        return True

    async def take(self, topic: Topic[Value], name: str) -> Value | None:
        """As in Volatile."""
        return topic.from_json(self._kept[topic.name].pop(name, None))

    async def drop(self, topic: Topic[Any], name: str) -> bool:
        """As in Volatile."""
        self._kept[topic.name].pop(name, None)
        return True

    async def first(self, topic: Topic[bool], name: str) -> bool:
        """As in Volatile."""
        return await self.put_new(topic, name, True)  # noqa: FBT003 - the value of such a topic

    def turn(self, name: str) -> AbstractAsyncContextManager[None]:
        """As in Volatile."""
        return self.turns.turn(name)

    def forget(self) -> None:
        """All that was put; turns that are being had go on."""
        self._kept.clear()

    async def close(self) -> None:
        """There is nothing to hang up."""
