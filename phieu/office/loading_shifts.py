"""When the check-ins of rotations are asked, with the single ones that admins have moved or left out."""

from collections.abc import Callable

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.rotations.in_brief import InBrief
from phieu.office.rotations.shifts import CheckInPlan, Shifted
from phieu.office.special_days import load_working_days
from phieu.storage.tables import Shift

CHECK_IN = "check_in"
"""What a shift is of, where it is of a check-in; its subject is the rotation's id."""


async def check_in_plans(session: AsyncSession, every_months: int) -> Callable[[InBrief], CheckInPlan]:
    """By rotation: when its check-ins are asked, in an office that wants one every so many months."""
    days, shifted = await load_working_days(session), await _shifted_check_ins(session)
    return lambda one: CheckInPlan(one.starts_on, one.last_day, every_months, days, shifted.get(one.id, {}))


async def _shifted_check_ins(session: AsyncSession) -> dict[int, Shifted]:
    """By rotation, what was decided of its check-ins."""
    found: dict[int, Shifted] = {}
    for row in await session.exec(select(Shift).where(Shift.what == CHECK_IN)):
        rotation_id = int(row.subject)
        found[rotation_id] = {**found.get(rotation_id, {}), row.planned_on: row.moved_to}
    return found
