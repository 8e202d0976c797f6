"""Proposing a rotation, and proposing it anew after it has been talked over."""

from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.record_codes import ROTATION, next_code
from phieu.office.rotations.faults import Fault, MovedOnError, RotationError
from phieu.office.rotations.holding import hold_office, hold_rotation
from phieu.office.rotations.opinions import ask_unit_anew
from phieu.office.rotations.plan import TALKABLE, Plan, faults
from phieu.office.rotations.standing import load_standing
from phieu.office.rotations.subjects import Step
from phieu.office.rotations.telling import tell_person
from phieu.office.time_zone import office_day
from phieu.storage.tables import Rotation
from phieu.words import RotationState


async def find_faults(session: AsyncSession, plan: Plan, now: datetime, rotation_id: int | None = None) -> list[Fault]:
    """All that speaks against a plan, or against changing this rotation into it."""
    today = await office_day(session, now)
    return faults(plan, await load_standing(session, plan.person_id, today, without=rotation_id))


async def propose(session: AsyncSession, plan: Plan, proposed_by: int, now: datetime) -> Rotation:
    """Write it down and ask the person; raises RotationError with all that speaks against it."""
    await hold_office(session)
    if found := await find_faults(session, plan, now):
        raise RotationError(found)
    rotation = Rotation(
        code=next_code(ROTATION, plan.starts_on.year, await session.exec(select(col(Rotation.code)))),
        person_id=plan.person_id,
        proposed_by=proposed_by,
        **_columns(plan),
    )
    session.add(rotation)
    await ask(session, rotation, now)
    return rotation


async def change(session: AsyncSession, rotation_id: int, plan: Plan, turn: int, now: datetime) -> Rotation:
    """Propose it anew, and ask the person again, and the receiving unit if it had been asked.

    `turn` is the turn of the talk that whoever changes it has seen. Raises RotationError; MovedOnError once it has been
    decided.
    """
    rotation = await hold_rotation(session, rotation_id, TALKABLE)
    if rotation.turn != turn:
        raise RotationError([Fault(mark("It has been changed or answered meanwhile."))])
    if found := await find_faults(session, plan, now, rotation_id):
        raise RotationError(found)
    for name, value in _columns(plan).items():
        setattr(rotation, name, value)
    rotation.wishes = ""
    await ask(session, rotation, now)
    await ask_unit_anew(session, rotation, now)
    return rotation


async def ask_again(session: AsyncSession, rotation_id: int, now: datetime) -> Rotation:
    """Ask the person, without a change: of one that came in by the workbook, or after a talk. Raises MovedOnError."""
    rotation = await hold_rotation(session, rotation_id, {RotationState.PROPOSED, RotationState.REFUSED})
    if rotation.state is RotationState.PROPOSED and rotation.turn:
        raise MovedOnError
    await ask(session, rotation, now)
    return rotation


async def ask(session: AsyncSession, rotation: Rotation, now: datetime) -> None:
    """Ask the person; what they were asked before counts no longer."""
    rotation.state = RotationState.PROPOSED
    rotation.turn += 1
    await session.flush()
    await tell_person(session, rotation, Step.ASKED, now, str(rotation.turn))


def _columns(plan: Plan) -> dict[str, Any]:
    old, new = plan.move.old, plan.move.new
    return {
        "kind": plan.kind,
        "from_unit_id": old.unit_id,
        "from_title": old.title,
        "from_rank": old.rank,
        "to_unit_id": new.unit_id,
        "to_title": new.title,
        "to_rank": new.rank,
        "keeps_post": plan.move.keeps_old,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "tasks": plan.tasks,
    }
