"""Courses: found, made, changed and cancelled."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.heads import heads_of, units_of
from phieu.office.notices import announce, stop_waiting
from phieu.office.record_codes import COURSE, next_code
from phieu.office.training.course_plan import CoursePlan, course_faults
from phieu.office.training.refusals import TrainingError, refuse
from phieu.office.training.subjects import nomination_subject
from phieu.storage.columns import LARGEST_ID
from phieu.storage.inserting import insert_new
from phieu.storage.tables import Course, Nomination
from phieu.words import NominationState, NoticeKind

SEATED = (NominationState.ASKED, NominationState.ACCEPTED, NominationState.ENROLLED, NominationState.FINISHED)
"""Whoever is in one of these states has a seat."""
UNDER_WAY = (NominationState.ASKED, NominationState.ACCEPTED, NominationState.ENROLLED)
"""Whom a course still concerns."""
HELD = (NominationState.FINISHED, NominationState.BROKEN_OFF)
"""Where somebody is in one of these states, the course has been held, and is on record."""
_TOLD_OF = ("name", "mode", "place", "provider", "starts_on", "ends_on")
"""People are told when one of these changes."""


async def find_course(session: AsyncSession, course_id: int, *, lock: bool = False) -> Course | None:
    """The course with this id; with `lock`, nobody else changes it or its nominations until the transaction ends."""
    if not 0 < course_id <= LARGEST_ID:
        return None
    wanted = select(Course).where(Course.id == course_id)
    return (await session.exec(wanted.with_for_update() if lock else wanted)).first()


async def courses_beginning_in(session: AsyncSession, year: int) -> list[Course]:
    """The courses that begin in a year, in their order."""
    wanted = select(Course).where(Course.starts_on >= date(year, 1, 1), Course.starts_on <= date(year, 12, 31))
    return list(await session.exec(wanted.order_by(col(Course.starts_on), col(Course.code))))


async def count_states(session: AsyncSession, course_id: int) -> Counter[NominationState]:
    """How many nominations for a course are in each state."""
    states = await session.exec(select(Nomination.state).where(Nomination.course_id == course_id))
    return Counter(map(NominationState, states))


def seats_taken(states: Counter[NominationState]) -> int:
    """How many seats are given away."""
    return sum(states[state] for state in SEATED)


async def create_course(session: AsyncSession, plan: CoursePlan, today: date) -> int:
    """Make a course of the plan, with a code of its year; its id. Raises TrainingError."""
    if faults := course_faults(plan, today):
        raise TrainingError(*faults)
    assert plan.starts_on is not None
    new = False
    while not new:  # another admin may have taken the code at this moment
        code = next_code(COURSE, plan.starts_on.year, await session.exec(select(Course.code)))
        new = await insert_new(session, Course, {"code": code, **_values(plan)})
    made = await session.exec(select(Course.id).where(Course.code == code))
    return made.one() or 0


async def change_course(session: AsyncSession, course_id: int, plan: CoursePlan, now: datetime, today: date) -> bool:
    """Change a course; who takes part is told of what concerns them. Says if they are. Raises TrainingError."""
    course = await find_course(session, course_id, lock=True)
    assert course is not None, "courses are never deleted"
    if course.cancelled:
        raise refuse(mark("This course has been cancelled."))
    answer_by = None if plan.answer_by == course.answer_by else plan.answer_by  # what was agreed may be over
    taken = seats_taken(await count_states(session, course_id))
    faults = course_faults(replace(plan, answer_by=answer_by), today, taken)
    if faults:
        raise TrainingError(*faults)
    values = _values(plan)
    concerns = any(getattr(course, name) != values[name] for name in _TOLD_OF)
    course.sqlmodel_update(values)
    course.version += concerns
    session.add(course)
    told = [one for one in await nominations_for(session, course_id) if one.state in UNDER_WAY] if concerns else []
    for nomination in told:
        subject = nomination_subject(nomination, "changed", course.version)
        await announce(session, NoticeKind.NOMINATION_STEP, subject, [nomination.person_id], now)
    return bool(told)


def plan_of(course: Course) -> CoursePlan:
    """What is said of a course today."""
    return CoursePlan(**{name: getattr(course, name) for name in CoursePlan.__slots__})


async def cancel_course(session: AsyncSession, course_id: int, now: datetime) -> bool:
    """It will not be held: everybody whom it still concerns, and their heads, are told. Says if it was still on.

    Raises TrainingError if it has been held.
    """
    course = await find_course(session, course_id, lock=True)
    if course is None or course.cancelled:
        return False
    nominations = await nominations_for(session, course_id)
    if any(one.state in HELD for one in nominations):
        raise refuse(mark("Somebody has finished this course already, or broken it off: it stays on record."))
    course.cancelled = True
    session.add(course)
    for nomination in nominations:
        if nomination.state not in UNDER_WAY:
            continue
        subject, person_id = nomination_subject(nomination, "cancelled"), nomination.person_id
        heads = await heads_of(session, await units_of(session, person_id), without=person_id)
        if not await stop_waiting(session, NoticeKind.NOMINATION, nomination_subject(nomination)):
            await announce(session, NoticeKind.NOMINATION_STEP, subject, [person_id], now)  # they had heard of it
        await announce(session, NoticeKind.NOMINATION_HEAD, subject, heads, now)
    theirs = col(Nomination.course_id) == course_id, col(Nomination.state).in_(UNDER_WAY)
    await session.exec(update(Nomination).where(*theirs).values(state=NominationState.WITHDRAWN))
    return True


async def nominations_for(session: AsyncSession, course_id: int) -> list[Nomination]:
    """All nominations for a course, in the order in which they were made."""
    wanted = select(Nomination).where(Nomination.course_id == course_id).order_by(col(Nomination.id))
    return list(await session.exec(wanted))


def _values(plan: CoursePlan) -> dict[str, object]:
    texts = ("scheme", "place", "provider")
    return {name: getattr(plan, name) or ("" if name in texts else None) for name in CoursePlan.__slots__}
