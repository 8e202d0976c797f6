"""Who acts, looked up anew for every event, and together for those that come at the same time.

Nothing is remembered from one event to the next: another process may have let somebody join, or leave, in between.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from phieu.office.people import Caller, find_callers
from phieu.storage.database import Database
from phieu.words import Channel

Key = tuple[Channel, str]


@dataclass(eq=False, slots=True)
class _Batch:
    keys: set[Key] = field(default_factory=set)
    found: asyncio.Future[Mapping[Key, Caller]] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Callers:
    """One look-up at a time; whatever is asked meanwhile makes up the next one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._looking = asyncio.Lock()
        self._next: _Batch | None = None

    async def find(self, channel: Channel, chat_id: str) -> Caller | None:
        """Whose chat this is; None if it is nobody's."""
        key = (channel, chat_id)
        batch = self._next
        if batch is None:
            batch = self._next = _Batch({key})
            await self._look_up(batch)
        else:
            batch.keys.add(key)
        return (await batch.found).get(key)

    async def _look_up(self, batch: _Batch) -> None:
        """Whoever asks first does it for all who join until their turn comes."""
        try:
            async with self._looking:
                self._next = None
                batch.found.set_result(await find_callers(self._database, batch.keys))
        except Exception as error:  # noqa: BLE001 - it is raised again by all who await it
            batch.found.set_exception(error)
        finally:
            if self._next is batch:  # cancelled before its turn
                self._next = None
            batch.found.cancel()  # does nothing to one that is done
