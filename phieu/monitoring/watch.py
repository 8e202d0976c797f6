"""Watches one running program for whoever asks how it is."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from phieu.monitoring.counts import COUNTS
from phieu.monitoring.figures import Figures, Looks
from phieu.monitoring.health import Health, Stage, hindrance

if TYPE_CHECKING:
    from collections.abc import Callable

    from phieu.installation import Installation


class Watch:
    """Made before anything else of the program, so that it can tell that it is starting."""

    def __init__(self, started_at: datetime) -> None:
        self.health = Health()
        self.keeps: Callable[[], bool] = lambda: False
        """Whether this process keeps the clock and the outbox."""
        self.backed_up_at: Callable[[], datetime | None] = lambda: None
        """When the youngest backup was made; asked in a thread, as it looks into a folder."""
        self._started_at = started_at
        self._installation: Installation | None = None
        self._looks: Looks | None = None

    def watch(self, installation: "Installation") -> None:
        """From now on there is a database to be asked."""
        self._installation, self._looks = installation, Looks(installation.database)

    async def hindrance(self) -> str:
        """Why nobody should be sent here now, in one word; empty if all is well. Takes a second at most."""
        figures = await self._figures() if self.health.stage is Stage.RUNNING else None
        return hindrance(self.health, figures)

    async def metrics(self) -> bytes:
        """The page for Prometheus; about a second at most."""
        from phieu.monitoring.metrics import Scrape, told  # noqa: PLC0415 - only who is scraped needs Prometheus' library

        figures = await self._figures()
        backed_up_at = await asyncio.to_thread(self.backed_up_at)
        return told(Scrape(COUNTS, self.health, figures, self._started_at, self.keeps(), backed_up_at))

    async def close(self) -> None:
        """Ask the database nothing more."""
        if self._looks is not None:
            await self._looks.close()
            self._installation = self._looks = None

    async def _figures(self) -> Figures | None:
        if self._installation is None or self._looks is None:
            return None
        return await self._looks.look(self._installation.now())
