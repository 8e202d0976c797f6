"""The one interface to what may be forgotten: kept in this process, or in Redis where several answer together."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from phieu.storage.volatile.snoozes import Snoozes
from phieu.storage.volatile.topic import Topic, Value


class Volatile(Protocol):
    """Nothing in here may be needed for an answer to be right, and nothing of it may reach a disk. Raises nothing."""

    @property
    def snoozes(self) -> Snoozes:
        """Who asked to be reminded later."""
        ...

    async def get(self, topic: Topic[Value], name: str) -> Value | None:
        """What was put there; None if nothing was, or if it has been forgotten."""
        ...

    async def put(self, topic: Topic[Value], name: str, value: Value) -> None:
        """Keep this in place of what was there."""
        ...

    async def put_new(self, topic: Topic[Value], name: str, value: Value) -> bool:
        """Keep this where nothing was; whether it surely is there now, for all who answer."""
        ...

    async def take(self, topic: Topic[Value], name: str) -> Value | None:
        """What was put there, which nobody will find any more; None unless that is sure. Of several one gets it."""
        ...

    async def drop(self, topic: Topic[Value], name: str) -> bool:
        """Forget what was put there, if anything was; whether it surely is gone, for all who answer."""
        ...

    async def first(self, topic: Topic[bool], name: str) -> bool:
        """Whether nobody has asked this before; of several who ask at once, one is the first."""
        ...

    def turn(self, name: str) -> AbstractAsyncContextManager[None]:
        """Wait until nobody else has the turn of this name, and have it."""
        ...

    async def close(self) -> None:
        """Hang up; what stands in this process is gone."""
        ...
