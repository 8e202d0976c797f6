"""What may be forgotten, kept in this process alone: gone when it stops."""

from phieu.storage.volatile.snoozes import SnoozesInMemory


class InMemory:
    """A Volatile for one process."""

    def __init__(self) -> None:
        self.snoozes = SnoozesInMemory()

    async def close(self) -> None:
        """There is nothing to hang up."""
