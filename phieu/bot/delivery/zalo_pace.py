"""How fast notices go out on Zalo, which publishes no ceiling: slowly enough that answers find room."""

import asyncio

PER_SECOND = 5


class Pace:
    """An even stream of messages, over all chats."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._seconds = 1 / per_second
        self._turn = asyncio.Lock()
        self._free_at = 0.0

    async def wait(self) -> None:
        """Wait until the next message may go."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            await asyncio.sleep(self._free_at - loop.time())
            self._free_at = loop.time() + self._seconds
