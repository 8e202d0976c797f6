"""Who is told of what happens in a unit: its head, and where there is none the deputy chief in charge."""

from collections.abc import Collection

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import Person, Position, Unit
from phieu.words import Rank


async def heads_of(session: AsyncSession, unit_ids: Collection[int], *, without: int | None = None) -> list[int]:
    """The ids of those who head these units today, without the person whom it is about.

    For a unit that nobody else heads, whoever is in charge of it; nobody if there is none either.
    """
    found: list[int] = []
    for unit_id in unit_ids:
        heads = (
            select(Position.person_id)
            .join(Person, col(Person.id) == col(Position.person_id))
            .where(Position.unit_id == unit_id, Position.rank == Rank.HEAD, col(Person.active))
            .order_by(col(Position.id))
        )
        in_charge = (
            select(Unit.supervisor_id)
            .join(Person, col(Person.id) == col(Unit.supervisor_id))
            .where(Unit.id == unit_id, col(Person.active))
        )
        here = [head for head in await session.exec(heads) if head != without]
        here = here or [boss for boss in await session.exec(in_charge) if boss is not None and boss != without]
        found += [person_id for person_id in here if person_id not in found]
    return found


async def units_of(session: AsyncSession, person_id: int) -> list[int]:
    """The ids of the units in which a person holds a position, the first held first."""
    posts = select(Position.unit_id).where(Position.person_id == person_id).order_by(col(Position.id))
    return list(dict.fromkeys(await session.exec(posts)))
