"""The one interface to what may be forgotten: kept in this process, or in Redis where several answer together."""

from typing import Protocol

from phieu.storage.volatile.snoozes import Snoozes


class Volatile(Protocol):
    """Nothing in here may be needed for an answer to be right, and nothing of it may reach a disk."""

    @property
    def snoozes(self) -> Snoozes:
        """Who asked to be reminded later."""
        ...

    async def close(self) -> None:
        """Hang up; what stands in this process is gone."""
        ...
