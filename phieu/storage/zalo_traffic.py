"""Counts the messages that Zalo carries, for the whole office and coarsely.

A count that rose with every message would tell, to whoever looks twice, when the one person on Zalo answers. So it is
kept in memory and written in steps of STEP, in a transaction of its own that holds nothing else.
"""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, update

from phieu.storage.database import Database
from phieu.storage.inserting import insert_new
from phieu.storage.tables import ZaloMonth

STEP = 50
"""Messages that are written down together."""

log = logging.getLogger(__name__)


def month_of(now: datetime, zone: ZoneInfo) -> str:
    """The month of a zone's calendar, as `ZaloMonth` names it."""
    return f"{now.astimezone(zone):%Y-%m}"


class ZaloTraffic:
    """One a process. Never raises: a message that could not be counted has been sent all the same."""

    def __init__(self, database: Database, now: Callable[[], datetime], zone: ZoneInfo) -> None:
        self._database, self._now, self._zone = database, now, zone
        self._sent = self._received = 0
        self._turn = asyncio.Lock()

    async def sent(self) -> None:
        """The bot has sent a message."""
        self._sent += 1
        await self._write_when_due()

    async def received(self) -> None:
        """Somebody has written one."""
        self._received += 1
        await self._write_when_due()

    async def close(self) -> None:
        """Write what is left, to the nearest step: over many starts it comes out even."""
        async with self._turn:
            await self._write(round(self._sent / STEP) * STEP, round(self._received / STEP) * STEP)

    async def _write_when_due(self) -> None:
        if max(self._sent, self._received) >= STEP and not self._turn.locked():
            async with self._turn:
                await self._write(self._sent // STEP * STEP, self._received // STEP * STEP)

    async def _write(self, sent: int, received: int) -> None:
        if not sent and not received:
            return
        month = month_of(self._now(), self._zone)
        more = {"sent": ZaloMonth.sent + sent, "received": ZaloMonth.received + received}
        try:
            async with self._database.writing() as session:
                await insert_new(session, ZaloMonth, {"month": month, "sent": 0, "received": 0})
                await session.exec(update(ZaloMonth).where(col(ZaloMonth.month) == month).values(more))
        except Exception as error:  # noqa: BLE001 - counted the next time
            log.warning("the messages on Zalo could not be counted: %s", type(error).__name__)
            return
        self._sent -= sent
        self._received -= received
