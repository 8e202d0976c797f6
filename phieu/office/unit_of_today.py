"""To which unit somebody belongs today, for lists and statistics in which each person stands once."""

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import Position, Unit


async def unit_of_each(session: AsyncSession) -> dict[int, tuple[int, str]]:
    """By person: the id and name of the unit of the post that they have held longest. Whoever has left is in none."""
    rows = await session.exec(
        select(Position.person_id, Unit.id, Unit.name)
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Unit.active))
        .order_by(col(Position.id).desc())  # the first held comes last, and stays
    )
    return {person_id: (unit_id or 0, name) for person_id, unit_id, name in rows}
