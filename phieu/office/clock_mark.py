"""How far time has got, as the program has seen it: one row, written once an hour, that says nothing of anybody."""

from datetime import datetime

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.inserting import insert_new
from phieu.storage.tables import ClockMark


async def clock_mark(session: AsyncSession) -> datetime | None:
    """The latest instant that was written down, in UTC; None if there is none yet."""
    row = await session.get(ClockMark, 1)
    return row.ticked_at if row else None


async def set_clock_mark(session: AsyncSession, now: datetime) -> None:
    """Write it down, instead of what was there."""
    if not await insert_new(session, ClockMark, {"id": 1, "ticked_at": now}):
        await session.exec(update(ClockMark).where(col(ClockMark.id) == 1).values(ticked_at=now))
