"""Looking at something that may hang, without hanging: who asks waits for a second, and no more than one looks."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from phieu.supervisor import Supervisor

PATIENCE_SECONDS = 1.0
LONGEST_LOOK_SECONDS = 30.0
"""After so long what does not answer is given up."""

Seen = TypeVar("Seen")


class Looks(Generic[Seen]):
    """Looks at one thing; a look that takes longer goes on by itself, and nobody begins another one beside it."""

    def __init__(self, look: Callable[[], Awaitable[Seen]]) -> None:
        self._look_once = look
        self._supervisor = Supervisor()
        self._under_way: asyncio.Task[Seen | None] | None = None

    async def look(self, patience: float = PATIENCE_SECONDS) -> Seen | None:
        """What is seen, after `patience` seconds at most; None if that takes longer, or fails."""
        if self._under_way is None or self._under_way.done():
            self._under_way = self._supervisor.start(self._look(), "a look for monitoring")
        await asyncio.wait([self._under_way], timeout=patience)
        return self._under_way.result() if self._under_way.done() and not self._under_way.cancelled() else None

    async def close(self) -> None:
        """Give up what is under way."""
        await self._supervisor.cancel()

    async def _look(self) -> Seen | None:
        try:
            async with asyncio.timeout(LONGEST_LOOK_SECONDS):
                return await self._look_once()
        except Exception:  # noqa: BLE001 - that nothing can be seen is the answer, and told by who asks
            return None
