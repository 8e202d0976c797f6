"""Rotations with the names of their person and units, as their page and the admins' list show them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.rotations.shelves import Shelf, ends_soon, shelf_of
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Person, Rotation, Unit
from phieu.words import RotationState

KNOWN_UNASKED = (RotationState.IN_FORCE, RotationState.ENDED)
"""In these states a person knows of a rotation, whether or not it was talked over with them here."""


@dataclass(frozen=True, slots=True)
class RotationView:
    """One rotation."""

    rotation: Rotation
    person: Person
    from_unit: str
    to_unit: str
    end_unit: str
    """Empty if the person was not placed anywhere else at the end."""

    @property
    def id(self) -> int:
        """The rotation's id."""
        assert self.rotation.id is not None
        return self.rotation.id

    def shelf(self, today: date) -> Shelf:
        """Where it stands in the list."""
        one = self.rotation
        return shelf_of(one.state, one.ends_on, one.ending, today)

    def ends_soon(self, today: date) -> bool:
        """Whether somebody has to decide what follows."""
        one = self.rotation
        return ends_soon(one.state, one.ends_on, one.ending, today)

    def overdue(self, today: date) -> bool:
        """Whether its last day is over, and nobody has decided what follows."""
        return self.ends_soon(today) and self.rotation.ends_on is not None and self.rotation.ends_on < today


async def load_view(session: AsyncSession, rotation_id: int) -> RotationView | None:
    """One rotation; None if there is none with this id."""
    if not 0 < rotation_id <= LARGEST_ID:
        return None
    found = (await session.exec(_query().where(col(Rotation.id) == rotation_id))).first()
    return RotationView(*found) if found else None


async def load_all(session: AsyncSession, state: RotationState | None = None) -> list[RotationView]:
    """All rotations, or those in one state, the one that begins first foremost."""
    query = _query() if state is None else _query().where(Rotation.state == state)
    return [RotationView(*found) for found in await session.exec(query)]


async def load_own(session: AsyncSession, person_id: int) -> list[RotationView]:
    """What a person has been told of, the latest first: what has not been talked over with them is not among it."""
    known = (col(Rotation.turn) > 0) | col(Rotation.state).in_(KNOWN_UNASKED)
    mine = _query().where(col(Rotation.person_id) == person_id, known, Rotation.state != RotationState.DROPPED)
    return [RotationView(*found) for found in await session.exec(mine)][::-1]


def is_told(rotation: Rotation, person_id: int | None) -> bool:
    """Whether this person has been told of it, as the one whom it is about; also of one that was dropped since."""
    known = rotation.turn > 0 or rotation.state in KNOWN_UNASKED
    return rotation.person_id == person_id and known


def _query() -> Any:
    giving, receiving, last = aliased(Unit), aliased(Unit), aliased(Unit)
    columns: Any = (Rotation, Person, giving.name, receiving.name, func.coalesce(last.name, ""))
    return (
        select(*columns)
        .join(Person, col(Person.id) == col(Rotation.person_id))
        .join(giving, col(giving.id) == col(Rotation.from_unit_id))
        .join(receiving, col(receiving.id) == col(Rotation.to_unit_id))
        .outerjoin(last, col(last.id) == col(Rotation.end_unit_id))
        .where(~col(Person.erased))  # of those only the statistics know still
        .order_by(col(Rotation.starts_on), col(Rotation.id))
    )
