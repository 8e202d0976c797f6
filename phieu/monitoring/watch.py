"""Watches one running program for whoever asks how it is."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from phieu.monitoring.counts import COUNTS
from phieu.monitoring.figures import Figures, read_figures
from phieu.monitoring.health import Health, Stage, hindrance
from phieu.monitoring.looks import Looks
from phieu.storage.last_backup import last_backup_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from phieu.installation import Installation


class Watch:
    """Made before anything else of the program, so that it can tell that it is starting."""

    def __init__(self, started_at: datetime) -> None:
        self.health = Health()
        self.keeps: Callable[[], bool] = lambda: False
        """Whether this process keeps the clock and the outbox."""
        self._started_at = started_at
        self._database: Looks[Figures] | None = None
        self._backups: Looks[datetime | None] | None = None

    def watch(self, installation: "Installation") -> None:
        """From now on there is something to be looked at."""
        folder = installation.settings.backup_folder
        self._database = Looks(lambda: read_figures(installation.database, installation.now()))
        self._backups = Looks(lambda: asyncio.to_thread(last_backup_at, folder))

    async def hindrance(self) -> str:
        """Why nobody should be sent here now, in one word; empty if all is well. Takes a second at most."""
        runs = self.health.stage is Stage.RUNNING
        return hindrance(self.health, await self._database.look() if runs and self._database else None)

    async def metrics(self) -> bytes:
        """The page for Prometheus, within about a second."""
        from phieu.monitoring.metrics import Scrape, told  # noqa: PLC0415 - only who is scraped needs Prometheus' library

        database, backups = self._database, self._backups
        figures, backed_up_at = await asyncio.gather(
            database.look() if database else _nothing(), backups.look() if backups else _nothing()
        )
        return told(Scrape(COUNTS, self.health, figures, self._started_at, self.keeps(), backed_up_at))

    async def close(self) -> None:
        """Look at nothing more."""
        for looks in (self._database, self._backups):
            if looks is not None:
                await looks.close()
        self._database = self._backups = None


async def _nothing() -> None:
    return None
