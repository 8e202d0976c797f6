"""Who asked to be reminded later, and when: never on disk, since only who still owes ballots is reminded."""

from datetime import datetime
from typing import Protocol


class Snoozes(Protocol):
    """Reminders that were put off, one for each person."""

    async def put(self, person_id: int, until: datetime) -> None:
        """Remind this person again at this instant (aware), and not when they wanted it before."""
        ...

    async def due(self, now: datetime) -> list[int]:
        """Who is to be reminded by now, earliest first; each is handed out once, whoever asks."""
        ...

    async def drop(self, person_id: int) -> None:
        """Remind this person no more, if they wanted it at all."""
        ...


class SnoozesInMemory:
    """Those of this process."""

    def __init__(self) -> None:
        self._until: dict[int, datetime] = {}

    async def put(self, person_id: int, until: datetime) -> None:
        """As in Snoozes."""
        self._until[person_id] = until

    async def due(self, now: datetime) -> list[int]:
        """As in Snoozes."""
        due = sorted((until, person_id) for person_id, until in self._until.items() if until <= now)
        for _, person_id in due:
            del self._until[person_id]
        return [person_id for _, person_id in due]

    async def drop(self, person_id: int) -> None:
        """As in Snoozes."""
        self._until.pop(person_id, None)
