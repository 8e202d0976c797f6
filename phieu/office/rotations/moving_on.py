"""What the clock does about the steps: puts into force, ends, and asks the admins what follows.

Each is done once, however often the clock comes by, and what was missed while the program did not run is made up for in
the order of its days. What cannot be done, because the person or the unit is gone, is left to the admins, who are told.
"""

import logging
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.rotations.ending import finish
from phieu.office.rotations.faults import MovedOnError
from phieu.office.rotations.hindrances import hindrance_of
from phieu.office.rotations.shelves import SOON
from phieu.office.rotations.steps import put_in_force
from phieu.office.rotations.subjects import Step, Subject
from phieu.office.rotations.telling import tell_admins
from phieu.office.time_zone import office_day
from phieu.storage.tables import Notice, Rotation
from phieu.words import NoticeKind, RotationState

log = logging.getLogger(__name__)


class Due(NamedTuple):
    """One thing to do. Sorts as things are done: on one day, endings before beginnings."""

    day: date
    begins: bool
    rotation_id: int


async def move_rotations_on(installation: Installation) -> None:
    """Put into force what begins today, end what ends today, and ask what follows where a term is nearly over."""
    await _do_what_is_due(installation)
    await _ask_what_follows(installation)


async def _do_what_is_due(installation: Installation) -> None:
    """Begin and end what is due; one rotation that fails does not keep the others back."""
    now = installation.now()
    async with installation.database.reading() as session:
        due = await _due(session, await office_day(session, now))
    for one in due:
        try:
            await _do(installation, one, now)
        except MovedOnError:
            continue  # somebody was quicker
        except Exception as error:  # noqa: BLE001 - the next tick tries it again
            log.error("moving rotation %s on failed: %s", one.rotation_id, type(error).__name__)  # noqa: TRY400


async def _ask_what_follows(installation: Installation) -> None:
    """Tell the admins whose last day is near or past, each once."""
    now = installation.now()
    async with installation.database.reading() as session:
        today = await office_day(session, now)
        unasked = await _unasked(session, today)
    for rotation_id, step, day in unasked:
        async with installation.database.writing() as session:
            rotation = await session.get(Rotation, rotation_id)
            if rotation is not None:
                await tell_admins(session, rotation, step, now, day)


async def _due(session: AsyncSession, today: date) -> list[Due]:
    begins = (col(Rotation.state) == RotationState.DECIDED) & (col(Rotation.starts_on) <= today)
    ends = (col(Rotation.state) == RotationState.IN_FORCE) & (col(Rotation.ended_on) <= today)
    found = []
    for one in await session.exec(select(Rotation).where(begins | ends)):
        starts = one.state is RotationState.DECIDED
        day = one.starts_on if starts else one.ended_on
        assert one.id is not None
        assert day is not None
        found.append(Due(day, starts, one.id))
    return sorted(found)


async def _do(installation: Installation, due: Due, now: datetime) -> None:
    async with installation.database.reading() as session:
        hindrance = await hindrance_of(session, due.rotation_id)
        if hindrance and await _told(session, Subject(due.rotation_id, Step.HELD_UP, hindrance)):
            return
    async with installation.database.writing() as session:
        if hindrance:
            rotation = await session.get_one(Rotation, due.rotation_id)
            await tell_admins(session, rotation, Step.HELD_UP, now, hindrance)
        elif due.begins:
            await put_in_force(session, due.rotation_id, now)
        else:
            await finish(session, due.rotation_id, now)
    state = "is held up" if hindrance else "came into force" if due.begins else "ended"
    log.info("rotation %s %s", due.rotation_id, state)


async def _told(session: AsyncSession, subject: Subject) -> bool:
    told = select(Notice.id).where(Notice.kind == NoticeKind.ROTATION_STEP, Notice.subject == str(subject))
    return (await session.exec(told.limit(1))).first() is not None


async def _unasked(session: AsyncSession, today: date) -> list[tuple[int, Step, str]]:
    undecided = (col(Rotation.state) == RotationState.IN_FORCE) & col(Rotation.ending).is_(None)
    near = undecided & (col(Rotation.ends_on) <= today + SOON)
    found = []
    for one in await session.exec(select(Rotation).where(near).order_by(col(Rotation.ends_on), col(Rotation.id))):
        rotation_id, ends_on = one.id, one.ends_on
        assert rotation_id is not None
        assert ends_on is not None
        step = Step.OVER if ends_on < today else Step.ENDS_SOON
        if not await _told(session, Subject(rotation_id, step, ends_on.isoformat())):
            found.append((rotation_id, step, ends_on.isoformat()))
    return found
