"""What the office has to do every year, as it stands in the database."""

from collections.abc import Collection
from itertools import count

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import YearlyDate


async def load_yearly_dates(session: AsyncSession) -> list[YearlyDate]:
    """From January to December."""
    order = (col(YearlyDate.month), col(YearlyDate.day), col(YearlyDate.code))
    return list(await session.exec(select(YearlyDate).order_by(*order)))


def free_code(taken: Collection[str]) -> str:
    """A code for what is entered in chat, where nobody thinks of one."""
    return next(code for number in count(1) if (code := f"V{number}") not in taken)
