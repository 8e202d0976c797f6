"""The mixer: mixes the ballot box soon after it has changed, so that a copy of the database never shows much order.

How soon matters: people who join and answer one after the other could be matched, rank by rank, with ballots whose
order of arrival is still to be seen. So it works as often as is cheap: a small office's box is mixed within seconds of
each answer, a large one's so that mixing takes a fiftieth of the time.
"""

import asyncio
import logging
import time
from contextlib import suppress

from phieu.monitoring.counts import COUNTS
from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database
from phieu.storage.mixing import CANNOT_NOW, mix
from phieu.supervisor import Supervisor

SHORTEST_INTERVAL, LONGEST_INTERVAL = 2.0, 300.0
"""Seconds from one mixing to the next."""
REST = 50
"""So many times as long as a mixing took the mixer rests after it."""

log = logging.getLogger(__name__)


class Mixer:
    """One task that mixes whatever has not been mixed."""

    def __init__(
        self, database: Database, box: BallotBox, interval: float = SHORTEST_INTERVAL, rest: float = REST
    ) -> None:
        self._database = database
        self._box = box
        self._interval = interval
        self._rest = rest
        self._stopping = asyncio.Event()
        self._supervisor = Supervisor()

    def start(self) -> None:
        """Begin. The first mixing is due even if nothing changes: who knows how the last process ended."""
        self._supervisor.start(self._run(), "ballot mixer")

    async def stop(self) -> None:
        """Mix once more what has changed since, and end; to be called after the box has stopped."""
        self._stopping.set()
        await self._supervisor.drain()
        if self._box.unmixed.is_set():
            await self._mix()

    async def _run(self) -> None:
        rest, unknown = self._interval, True
        while not await self._stopped_within(rest):
            began = time.monotonic()
            if unknown or self._box.unmixed.is_set():
                await self._mix()
                unknown = False
            rest = max(self._interval, min(self._rest * (time.monotonic() - began), LONGEST_INTERVAL))

    async def _stopped_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return self._stopping.is_set()

    async def _mix(self) -> None:
        try:
            await mix(self._database, self._box)
        except CANNOT_NOW as error:
            COUNTS.failed_mixings.add()
            log.warning("the ballot box could not be mixed, which will be tried again: %s", type(error).__name__)
