"""Moving, leaving out and putting back one check-in of a rotation; how often people are asked stays as it is."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.last_days import last_day_fault
from phieu.office.loading_shifts import CHECK_IN, check_in_plans
from phieu.office.moves import MovingError
from phieu.office.rotations.check_ins import latest_asked
from phieu.office.rotations.due_days import months_after
from phieu.office.rotations.in_brief import InBrief, load_in_brief
from phieu.office.rotations.shifts import ToAsk
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_day
from phieu.office.working_days import WorkingDays
from phieu.storage.tables import Office, Shift

if TYPE_CHECKING:
    from phieu.installation import Installation


@dataclass(frozen=True, slots=True)
class PlannedCheckIn:
    """One check-in that is still to come."""

    rotation: InBrief
    planned_on: date
    """The day that the rule gives."""
    by_rule: date
    """The same, or where that is a day off, the working day on which it is asked instead."""
    asked_on: date | None
    """The day on which it is asked; None if it is left out."""
    after: date
    """The day of the one before, or the first day of the rotation: it is asked later than this."""
    before: date
    """The day that the rule gives for the next one: it is asked earlier than this."""


async def find_check_in(installation: "Installation", rotation_id: int, planned_on: date) -> PlannedCheckIn:
    """One check-in as it stands; raises MovingError if it is not to come."""
    async with installation.database.reading() as session:
        return await _find(session, rotation_id, planned_on, await office_day(session, installation.now()))


async def move_check_in(installation: "Installation", rotation_id: int, planned_on: date, to: date) -> PlannedCheckIn:
    """Ask on this day instead, earlier or later. Raises MovingError."""
    async with installation.database.writing() as session:
        today = await office_day(session, installation.now())
        found = await _find(session, rotation_id, planned_on, today)
        _check(found, to, today, await load_working_days(session))
        await _decide(session, found, to)
        return await _find(session, rotation_id, planned_on, today)


async def skip_check_in(installation: "Installation", rotation_id: int, planned_on: date) -> PlannedCheckIn:
    """Do not ask this time; the second time is a no-op. Raises MovingError."""
    async with installation.database.writing() as session:
        today = await office_day(session, installation.now())
        await _decide(session, await _find(session, rotation_id, planned_on, today), None)
        return await _find(session, rotation_id, planned_on, today)


async def put_back_check_in(installation: "Installation", rotation_id: int, planned_on: date) -> PlannedCheckIn:
    """Ask on the day that the rule gives; the second time is a no-op. Raises MovingError."""
    async with installation.database.writing() as session:
        today = await office_day(session, installation.now())
        found = await _find(session, rotation_id, planned_on, today)
        if found.by_rule < today:
            raise MovingError(mark("{day} has passed. Please choose another day."), day=found.by_rule)
        await session.exec(delete(Shift).where(_is(rotation_id, planned_on)))
        return await _find(session, rotation_id, planned_on, today)


async def _find(session: AsyncSession, rotation_id: int, planned_on: date, today: date) -> PlannedCheckIn:
    rotation, office = await load_in_brief(session, rotation_id), await session.get(Office, 1)
    every = office.check_in_months if office else 0
    plan = (await check_in_plans(session, every))(rotation) if rotation else None
    if rotation is None or plan is None or not rotation.lasts or planned_on not in plan.planned(planned_on):
        raise MovingError(mark("No such check-in is planned any more."))
    asked_on, by_rule = plan.asked_on(planned_on), plan.by_rule(planned_on)
    latest, stands = (await latest_asked(session)).get(rotation_id, date.min), ToAsk(planned_on, asked_on or by_rule)
    if stands.covered(latest) or stands.asked_on < today:
        raise MovingError(mark("This check-in has been asked for already."))
    earlier = [day for one in plan.planned(planned_on) if one < planned_on and (day := plan.asked_on(one))]
    after, before = max([rotation.starts_on, *earlier]), months_after(planned_on, every)
    return PlannedCheckIn(rotation, planned_on, by_rule, asked_on, after, before)


def _check(found: PlannedCheckIn, to: date, today: date, days: WorkingDays) -> None:
    last = found.rotation.last_day
    if to < today:
        raise MovingError(mark("This day has passed. Please choose a later one."))
    if fault := last_day_fault(to, days):
        raise MovingError(fault.text, **fault.arguments)
    if not found.after < to < found.before or (last is not None and to > last):
        until = found.before if last is None else min(found.before, last)
        raise MovingError(mark("Please choose a day between {first} and {last}."), first=found.after, last=until)


async def _decide(session: AsyncSession, found: PlannedCheckIn, to: date | None) -> None:
    await session.exec(delete(Shift).where(_is(found.rotation.id, found.planned_on)))
    session.add(Shift(what=CHECK_IN, subject=str(found.rotation.id), planned_on=found.planned_on, moved_to=to))
    await session.flush()


def _is(rotation_id: int, planned_on: date) -> ColumnElement[bool]:
    return and_(
        col(Shift.what) == CHECK_IN, col(Shift.subject) == str(rotation_id), col(Shift.planned_on) == planned_on
    )
