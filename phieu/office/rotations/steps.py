"""The steps of a rotation from the talk to the day it comes into force; each begins where the one before has ended."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.rotations.entering import enter
from phieu.office.rotations.faults import Fault, MovedOnError, RotationError, refuse_long
from phieu.office.rotations.holding import hold_rotation
from phieu.office.rotations.opinions import tell_the_asked
from phieu.office.rotations.plan import LONGEST_NUMBER, LONGEST_TEXT, TALKABLE
from phieu.office.rotations.standing import load_standing
from phieu.office.rotations.subjects import Step
from phieu.office.rotations.telling import tell_admins, tell_all, tell_heads, tell_person
from phieu.office.time_zone import office_day
from phieu.storage.tables import Rotation
from phieu.words import RotationState

DROPPABLE = TALKABLE | {RotationState.DECIDED}


async def answer(
    session: AsyncSession, rotation_id: int, person_id: int, *, turn: int, agrees: bool, wishes: str, now: datetime
) -> Rotation:
    """The person's own answer in that turn of the talk; they may think better of it until it is decided.

    Raises MovedOnError if it is not theirs, or no longer what they were asked.
    """
    rotation = await hold_rotation(session, rotation_id, TALKABLE)
    if rotation.person_id != person_id or rotation.turn != turn:
        raise MovedOnError
    refuse_long(wishes, LONGEST_TEXT)
    await _note(session, rotation, agrees=agrees, wishes=wishes, now=now)
    return rotation


async def note_talk(
    session: AsyncSession, rotation_id: int, *, agrees: bool, wishes: str, by: int, now: datetime
) -> Rotation:
    """What an admin and the person agreed on face to face; the person is told what was noted. Raises MovedOnError."""
    there = RotationState.AGREED if agrees else RotationState.REFUSED
    rotation = await hold_rotation(session, rotation_id, TALKABLE - {there})
    refuse_long(wishes, LONGEST_TEXT)
    await _note(session, rotation, agrees=agrees, wishes=wishes, now=now, by=by)
    await tell_person(session, rotation, Step.AGREED if agrees else Step.REFUSED, now, str(rotation.turn))
    return rotation


async def decide(session: AsyncSession, rotation_id: int, decision_number: str, by: int, now: datetime) -> Rotation:
    """It has been decided; if its day has come, it is in force at once.

    Raises MovedOnError, and RotationError if the person or the unit is no longer there.
    """
    rotation = await hold_rotation(session, rotation_id, {RotationState.AGREED})
    refuse_long(decision_number, LONGEST_NUMBER)
    today = await office_day(session, now)
    standing = await load_standing(session, rotation.person_id, today, without=rotation_id)
    if not standing.active:
        raise RotationError([Fault(mark("This person is no longer on the staff."))])
    if rotation.to_unit_id not in standing.open_units:
        raise RotationError([Fault(mark("The unit that the person would go to no longer exists."))])
    rotation.state, rotation.decision_number = RotationState.DECIDED, decision_number
    if rotation.starts_on <= today:
        await enter(session, rotation, now, by=by)
    else:
        await tell_all(session, rotation, Step.DECIDED, now, by=by)
    return rotation


async def set_number(session: AsyncSession, rotation_id: int, decision_number: str) -> Rotation:
    """Write the decision's number down later, or correct it. Raises RotationError."""
    states = {RotationState.DECIDED, RotationState.IN_FORCE, RotationState.ENDED}
    rotation = await hold_rotation(session, rotation_id, states)
    refuse_long(decision_number, LONGEST_NUMBER)
    rotation.decision_number = decision_number
    return rotation


async def put_in_force(session: AsyncSession, rotation_id: int, now: datetime) -> Rotation:
    """Its day has come. Raises MovedOnError if it is not decided any more, or not due yet."""
    rotation = await hold_rotation(session, rotation_id, {RotationState.DECIDED})
    if rotation.starts_on > await office_day(session, now):
        raise MovedOnError
    await enter(session, rotation, now)
    return rotation


async def drop(session: AsyncSession, rotation_id: int, by: int, now: datetime) -> Rotation:
    """It will not take place; whoever has heard of it is told. Raises MovedOnError."""
    rotation = await hold_rotation(session, rotation_id, DROPPABLE)
    heads_know = rotation.state in {RotationState.AGREED, RotationState.DECIDED}
    rotation.state = RotationState.DROPPED
    if rotation.turn or heads_know:
        await tell_person(session, rotation, Step.DROPPED, now)
    if heads_know:
        await tell_heads(session, rotation, Step.DROPPED, now)
    else:
        await tell_the_asked(session, rotation, Step.DROPPED, now)
    await tell_admins(session, rotation, Step.DROPPED, now, but=by)
    return rotation


async def _note(
    session: AsyncSession, rotation: Rotation, *, agrees: bool, wishes: str, now: datetime, by: int | None = None
) -> None:
    rotation.state = RotationState.AGREED if agrees else RotationState.REFUSED
    rotation.wishes = wishes
    rotation.turn += 1
    await tell_admins(session, rotation, Step.ANSWERED, now, str(rotation.turn), but=by)
    if agrees:
        await tell_heads(session, rotation, Step.AGREED, now, str(rotation.turn))
