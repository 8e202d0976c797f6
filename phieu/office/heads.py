"""Who is told of what happens in a unit: its head, and where there is none the deputy chief in charge."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import Person, Position, Unit
from phieu.words import Rank

_HEADS = col(Position.rank) == Rank.HEAD


@dataclass(frozen=True, slots=True)
class UnitHeads:
    """Who looks after one unit today."""

    heads: tuple[int, ...]
    """Whoever heads it, the first in office foremost."""
    in_charge: tuple[int, ...]
    """The deputy chief in charge of it, if there is one."""

    def without(self, person_id: int | None) -> tuple[int, ...]:
        """Whom to tell of something about this person: nobody if that is the only one who looks after the unit."""
        heads, in_charge = (tuple(one for one in ids if one != person_id) for ids in (self.heads, self.in_charge))
        return heads or in_charge


async def heads_of(session: AsyncSession, unit_ids: Collection[int], *, without: int | None = None) -> list[int]:
    """The ids of those who head these units today, without the person whom it is about.

    For a unit that nobody else heads, whoever is in charge of it; nobody if there is none either.
    """
    found = await load_heads(session, unit_ids)
    return list(dict.fromkeys(head for unit_id in unit_ids for head in found[unit_id].without(without)))


async def load_heads(session: AsyncSession, unit_ids: Collection[int]) -> dict[int, UnitHeads]:
    """Who looks after each of these units, however many they are."""
    heads: defaultdict[int, list[int]] = defaultdict(list)
    in_charge: defaultdict[int, list[int]] = defaultdict(list)
    posts = (
        select(Position.unit_id, Position.person_id)
        .join(Person, col(Person.id) == col(Position.person_id))
        .where(col(Position.unit_id).in_(unit_ids), _HEADS, col(Person.active))
        .order_by(col(Position.id))
    )
    bosses = (
        select(Unit.id, Person.id)
        .join(Person, col(Person.id) == col(Unit.supervisor_id))
        .where(col(Unit.id).in_(unit_ids), col(Person.active))
    )
    for unit_id, head in await session.exec(posts):
        heads[unit_id].append(head)
    for of_unit, boss in await session.exec(bosses):
        if of_unit is not None and boss is not None:
            in_charge[of_unit].append(boss)
    return {unit_id: UnitHeads(tuple(heads[unit_id]), tuple(in_charge[unit_id])) for unit_id in unit_ids}


async def units_looked_after(session: AsyncSession, person_id: int) -> set[int]:
    """The ids of the units that this person heads, or is in charge of; most people have none."""
    headed = await session.exec(select(Position.unit_id).where(Position.person_id == person_id, _HEADS))
    in_charge = await session.exec(select(Unit.id).where(Unit.supervisor_id == person_id))
    return {*headed, *(unit_id for unit_id in in_charge if unit_id is not None)}


async def units_of(session: AsyncSession, person_id: int) -> list[int]:
    """The ids of the units in which a person holds a position, the first held first."""
    posts = select(Position.unit_id).where(Position.person_id == person_id).order_by(col(Position.id))
    return list(dict.fromkeys(await session.exec(posts)))
