"""Why a rotation whose day has come cannot begin or end by itself."""

from enum import StrEnum

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import Person, Rotation, Unit
from phieu.words import RotationEnding, RotationState


class Hindrance(StrEnum):
    """What is missing."""

    LEFT = "left"
    """The person is no longer on the staff."""
    NO_UNIT = "no_unit"
    """The unit that the person would go to is no longer there."""


async def hindrance_of(session: AsyncSession, rotation_id: int) -> Hindrance | None:
    """What keeps it from going on, as things stand; None if nothing does."""
    rotation = await session.get(Rotation, rotation_id)
    if rotation is None:
        return None
    active = (await session.exec(select(Person.active).where(col(Person.id) == rotation.person_id))).first()
    if not active:
        return Hindrance.LEFT
    goes_to = _goes_to(rotation)
    open_ = (await session.exec(select(Unit.active).where(col(Unit.id) == goes_to))).first()
    return None if goes_to is None or open_ else Hindrance.NO_UNIT


def _goes_to(rotation: Rotation) -> int | None:
    if rotation.state is not RotationState.IN_FORCE:
        return rotation.to_unit_id
    if rotation.ending is RotationEnding.RETURNS:
        return rotation.from_unit_id
    return rotation.end_unit_id
