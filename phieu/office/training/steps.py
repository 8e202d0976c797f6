"""What admins note about nominations: enrolled, finished, broken off, withdrawn. Each step starts from one state."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.heads import heads_of, units_of
from phieu.office.notices import announce, stop_waiting
from phieu.office.training.answers import find_nomination
from phieu.office.training.courses import find_course, nominations_for
from phieu.office.training.refusals import refuse
from phieu.office.training.subjects import nomination_subject
from phieu.storage.tables import Course, Nomination
from phieu.words import NominationState, NoticeKind

LONGEST_RESULT = 200
STARTS_FROM: Mapping[NominationState, Collection[NominationState]] = {
    NominationState.ENROLLED: (NominationState.ACCEPTED,),
    NominationState.FINISHED: (NominationState.ENROLLED,),
    NominationState.BROKEN_OFF: (NominationState.ENROLLED,),
    NominationState.WITHDRAWN: (NominationState.ASKED, NominationState.ACCEPTED),
}
"""From which states each step can be taken."""
_TOO_EARLY = {
    NominationState.ENROLLED: mark("Only who has accepted can be enrolled."),
    NominationState.FINISHED: mark("Only who is enrolled can finish the course."),
    NominationState.BROKEN_OFF: mark("Only who is enrolled can break the course off."),
    NominationState.WITHDRAWN: mark("Only who has been asked, or has accepted, can be withdrawn."),
}


async def enrol(session: AsyncSession, nomination_id: int, now: datetime) -> bool:
    """They are enrolled."""
    return await _step(session, nomination_id, NominationState.ENROLLED, now)


async def enrol_accepted(session: AsyncSession, course_id: int, now: datetime) -> int:
    """Everybody who has accepted is enrolled; how many."""
    await find_course(session, course_id, lock=True)
    accepted = [one.id for one in await nominations_for(session, course_id) if one.state is NominationState.ACCEPTED]
    return sum([await enrol(session, nomination_id, now) for nomination_id in accepted if nomination_id is not None])


async def finish(session: AsyncSession, nomination_id: int, result: str, now: datetime, today: date) -> bool:
    """They have finished, with this result, on the course's last day or, if it is not over yet, today."""
    return await _step(session, nomination_id, NominationState.FINISHED, now, result, today)


async def break_off(session: AsyncSession, nomination_id: int, why: str, now: datetime, today: date) -> bool:
    """They have broken it off, for this reason; their heads are told too."""
    return await _step(session, nomination_id, NominationState.BROKEN_OFF, now, why, today)


async def withdraw(session: AsyncSession, nomination_id: int, now: datetime) -> bool:
    """They are not asked any more; their heads are told too."""
    return await _step(session, nomination_id, NominationState.WITHDRAWN, now)


async def _step(
    session: AsyncSession,
    nomination_id: int,
    to: NominationState,
    now: datetime,
    result: str = "",
    today: date | None = None,
) -> bool:
    """Take the step and tell the person; False if it has been taken already. Raises TrainingError out of order."""
    found = await find_nomination(session, nomination_id, lock=True)
    assert found is not None, "nominations are never deleted"
    nomination, course = found
    if nomination.state is to:
        return False
    if nomination.state not in STARTS_FROM[to]:
        raise refuse(_TOO_EARLY[to])
    if to is NominationState.FINISHED and today is not None and today < course.starts_on:
        raise refuse(mark("The course begins only on {day}."), day=course.starts_on)
    nomination.state, nomination.result = to, result
    nomination.ended_on = _last_day(course, to, today)
    session.add(nomination)
    await _tell(session, nomination, now)
    return True


def _last_day(course: Course, to: NominationState, today: date | None) -> date | None:
    if today is None:
        return None
    return min(today, course.ends_on) if to is NominationState.FINISHED else today


async def _tell(session: AsyncSession, nomination: Nomination, now: datetime) -> None:
    subject, person_id = nomination_subject(nomination, nomination.state.value), nomination.person_id
    if not await stop_waiting(session, NoticeKind.NOMINATION, nomination_subject(nomination)):
        await announce(session, NoticeKind.NOMINATION_STEP, subject, [person_id], now)  # they had heard of it
    if nomination.state in (NominationState.BROKEN_OFF, NominationState.WITHDRAWN):
        heads = await heads_of(session, await units_of(session, person_id), without=person_id)
        await announce(session, NoticeKind.NOMINATION_HEAD, subject, heads, now)
