"""The names of people by id, and the units that they belong to."""

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.namesakes import told_apart
from phieu.storage.tables import Person, Position, Unit


async def names_of(session: AsyncSession, person_ids: Collection[int]) -> dict[int, str]:
    """The names of these people, also of those who have left; namesakes are told apart."""
    found = select(Person.id, Person.name, Person.staff_number).where(col(Person.id).in_(person_ids))
    return told_apart({id_: (name, number) for id_, name, number in await session.exec(found) if id_ is not None})


async def unit_names_of(session: AsyncSession, person_ids: Collection[int]) -> dict[int, str]:
    """In which units these people hold a post; several with commas."""
    rows = await session.exec(
        select(Position.person_id, Unit.name)
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Position.person_id).in_(person_ids))
        .order_by(col(Position.id))
    )
    units: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for person_id, name in rows:
        units[person_id][name] = None
    return {person_id: ", ".join(names) for person_id, names in units.items()}
