"""The single dates of what is no round that admins have moved or left out."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.rotations.shifts import Shifted
from phieu.storage.tables import Shift

CHECK_IN = "check_in"
"""What a shift is of, where it is of a check-in; its subject is the rotation's id."""


async def shifted_check_ins(session: AsyncSession) -> dict[int, Shifted]:
    """By rotation, what was decided of its check-ins."""
    found: dict[int, Shifted] = {}
    for row in await session.exec(select(Shift).where(Shift.what == CHECK_IN)):
        rotation_id = int(row.subject)
        found[rotation_id] = {**found.get(rotation_id, {}), row.planned_on: row.moved_to}
    return found
