"""Holds a rotation fast for the length of a transaction, so that two steps, or a step and a workbook, never mix."""

from collections.abc import Collection

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.rotations.faults import MovedOnError
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Office, Rotation
from phieu.words import RotationState


async def hold_office(session: AsyncSession) -> None:
    """Wait until nobody else is changing rotations or posts; importing a workbook holds the same row."""
    await session.exec(select(Office.id).with_for_update())


async def hold_rotation(session: AsyncSession, rotation_id: int, states: Collection[RotationState]) -> Rotation:
    """The rotation, for this transaction alone. Raises MovedOnError if it is in none of these states, or not there."""
    await hold_office(session)
    rotation = await session.get(Rotation, rotation_id) if 0 < rotation_id <= LARGEST_ID else None
    if rotation is None or rotation.state not in states:
        raise MovedOnError
    return rotation
