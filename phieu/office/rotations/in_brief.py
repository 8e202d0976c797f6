"""A rotation as those read of it who are asked about it: who, from where, to where, since when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Person, Rotation, Unit
from phieu.words import RotationState


@dataclass(frozen=True, slots=True)
class InBrief:
    """One rotation, with names instead of ids."""

    id: int
    code: str
    state: RotationState
    person_id: int
    person: str
    person_active: bool
    from_unit: str
    to_unit_id: int
    to_unit: str
    to_title: str
    starts_on: date
    ends_on: date | None
    """Its last day; None for good."""
    ended_on: date | None
    """The first day on which it is no longer in force, where that has been decided."""
    not_by_chat: bool
    read_from: str

    @property
    def last_day(self) -> date | None:
        """The last day by what has been decided so far; None for good."""
        return self.ended_on - timedelta(days=1) if self.ended_on else self.ends_on

    @property
    def lasts(self) -> bool:
        """Whether it is in force for somebody who is on the staff: only then anything is asked."""
        return self.state is RotationState.IN_FORCE and self.person_active


async def load_in_brief(session: AsyncSession, rotation_id: int) -> InBrief | None:
    """One rotation; None if there is none with this id."""
    if not 0 < rotation_id <= LARGEST_ID:
        return None
    found = (await session.exec(_query().where(col(Rotation.id) == rotation_id))).first()
    return _in_brief(*found) if found else None


async def load_lasting(session: AsyncSession, rotation_ids: Collection[int] | None = None) -> list[InBrief]:
    """The rotations in force of people on the staff, all or those among these."""
    query = _query().where(Rotation.state == RotationState.IN_FORCE, col(Person.active)).order_by(col(Rotation.id))
    if rotation_ids is not None:
        query = query.where(col(Rotation.id).in_(rotation_ids))
    return [_in_brief(*found) for found in await session.exec(query)]


async def load_decided(session: AsyncSession) -> list[InBrief]:
    """The rotations that have been decided and are not in force yet."""
    query = _query().where(Rotation.state == RotationState.DECIDED).order_by(col(Rotation.id))
    return [_in_brief(*found) for found in await session.exec(query)]


def _query() -> Any:
    giving, receiving = aliased(Unit), aliased(Unit)
    return (
        select(Rotation, Person, giving.name, receiving.name)
        .join(Person, col(Person.id) == col(Rotation.person_id))
        .join(giving, col(giving.id) == col(Rotation.from_unit_id))
        .join(receiving, col(receiving.id) == col(Rotation.to_unit_id))
        .where(~col(Person.erased))  # of those only the statistics know still
    )


def _in_brief(rotation: Rotation, person: Person, giving: str, receiving: str) -> InBrief:
    assert rotation.id is not None
    return InBrief(
        id=rotation.id,
        code=rotation.code,
        state=rotation.state,
        person_id=rotation.person_id,
        person=person.name,
        person_active=person.active,
        from_unit=giving,
        to_unit_id=rotation.to_unit_id,
        to_unit=receiving,
        to_title=rotation.to_title,
        starts_on=rotation.starts_on,
        ends_on=rotation.ends_on,
        ended_on=rotation.ended_on,
        not_by_chat=rotation.not_by_chat,
        read_from=rotation.read_from,
    )
