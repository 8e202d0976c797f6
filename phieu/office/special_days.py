"""The office's own days off and days made up for, as the workbook or an admin gave them."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.working_days import WorkingDays
from phieu.storage.tables import SpecialDay


async def load_working_days(session: AsyncSession) -> WorkingDays:
    """On which days this office works."""
    own = await session.exec(select(SpecialDay))
    return WorkingDays({one.day: one.works for one in own})


async def load_own_days(session: AsyncSession) -> list[SpecialDay]:
    """These days themselves, the earliest first."""
    return list(await session.exec(select(SpecialDay).order_by(col(SpecialDay.day))))
