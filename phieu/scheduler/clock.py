"""The clock: a job of APScheduler that carries no data and asks the office what is due.

Mixing the ballot box is not its work: `storage.mixer` does that soon after each change.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from phieu.scheduler.jumps import Jumps
from phieu.scheduler.tick import Step, tick
from phieu.supervisor import Supervisor

if TYPE_CHECKING:
    from phieu.installation import Installation

TICK_SECONDS = 60
GRACE_SECONDS = 300
"""A job that could not run in time, on a machine that slept, still runs if it is no later than this; the next one
finds what it missed."""


class Clock:
    """Runs beside the bot; one installation, one clock."""

    def __init__(
        self,
        installation: "Installation",
        more: Sequence[Step] = (),
    ) -> None:
        """`more` steps are done in each tick after the clock's own."""
        self._installation = installation
        self._more = more
        self._jumps = Jumps(installation)
        self._supervisor = Supervisor()
        self._working = asyncio.Lock()
        self._stopping = False
        zone = ZoneInfo(installation.settings.tz_name)
        self._scheduler = AsyncIOScheduler(
            timezone=zone,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE_SECONDS},
        )
        self._scheduler.add_job(self._start_tick, "interval", seconds=TICK_SECONDS, next_run_time=datetime.now(zone))

    def start(self) -> None:
        """Start ticking; the first tick comes at once and finds what was missed while nothing ran."""
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, and wait for the step that is under way: no round is left half opened or half closed.

        What else would be due is left to whoever keeps the clock next.
        """
        self._stopping = True
        if not self._scheduler.running:
            return
        self._scheduler.pause()
        await self._supervisor.drain()
        self._scheduler.shutdown()
        await asyncio.sleep(0)  # the scheduler shuts down in the loop's next turn

    async def tick(self) -> None:
        """Do what is due now."""
        async with self._working:
            if await self._jumps.may_act():
                await tick(self._installation, lambda: not self._stopping, self._more)

    async def _start_tick(self) -> None:
        # the scheduler cancels what it runs when it stops; what the supervisor runs is waited for
        if not self._stopping and not self._working.locked():
            self._supervisor.start(self.tick(), name="tick of the clock")
