"""What people answer to a nomination. Kept with the day at most: an instant beside a name would date their ballots."""

from datetime import date, datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.heads import heads_of, units_of
from phieu.office.notices import admin_ids, announce
from phieu.office.only_the_day import only_the_day
from phieu.office.training.courses import count_states, find_course
from phieu.office.training.refusals import refuse
from phieu.office.training.subjects import course_subject, nomination_subject
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Course, Nomination
from phieu.words import NominationState, NoticeKind

LONGEST_REFUSAL = 500


async def find_nomination(
    session: AsyncSession, nomination_id: int, *, lock: bool = False
) -> tuple[Nomination, Course] | None:
    """The nomination with this id, and its course; with `lock`, both for the length of the transaction."""
    if not 0 < nomination_id <= LARGEST_ID:
        return None
    wanted = select(Nomination).where(Nomination.id == nomination_id)
    nomination = (await session.exec(wanted)).first()
    if nomination is None:
        return None
    course = await find_course(session, nomination.course_id, lock=lock)
    assert course is not None
    if lock:
        await session.refresh(nomination)  # nominations are changed only under their course's lock
    return nomination, course


async def theirs(
    session: AsyncSession, person_id: int, nomination_id: int, *, lock: bool = False
) -> tuple[Nomination, Course] | None:
    """As `find_nomination`, if it is this person's."""
    found = await find_nomination(session, nomination_id, lock=lock)
    return found if found is not None and found[0].person_id == person_id else None


def can_answer(nomination: Nomination, course: Course, today: date) -> bool:
    """Whether an answer is awaited: late ones too, until the course begins."""
    return nomination.state is NominationState.ASKED and not course.cancelled and today < course.starts_on


def can_give_up(nomination: Nomination, course: Course, today: date) -> bool:
    """Whether somebody who has accepted can still say that they cannot after all."""
    return nomination.state is NominationState.ACCEPTED and not course.cancelled and today < course.starts_on


async def accept(session: AsyncSession, person_id: int, nomination_id: int, now: datetime, today: date) -> bool:
    """They will come; their heads are told. Says whether it is new; raises TrainingError if it is too late."""
    found = await theirs(session, person_id, nomination_id, lock=True)
    assert found is not None
    nomination, course = found
    if nomination.state is NominationState.ACCEPTED:
        return False
    if not can_answer(nomination, course, today):
        raise refuse(mark("This nomination can no longer be answered."))
    nomination.state = NominationState.ACCEPTED
    session.add(nomination)
    await session.flush()
    await _tell_heads(session, nomination, "accepted", now)
    await _tell_if_complete(session, course, now)
    return True


async def decline(
    session: AsyncSession, person_id: int, nomination_id: int, why: str, now: datetime, today: date
) -> bool:
    """They cannot, also if they had accepted; heads and admins are told.

    Says whether it is new; raises TrainingError if it is too late.
    """
    found = await theirs(session, person_id, nomination_id, lock=True)
    assert found is not None
    nomination, course = found
    if nomination.state is NominationState.DECLINED:
        return False
    if not can_answer(nomination, course, today) and not can_give_up(nomination, course, today):
        raise refuse(mark("This nomination can no longer be answered."))
    nomination.state, nomination.refusal = NominationState.DECLINED, why
    session.add(nomination)
    await _tell_heads(session, nomination, "declined", now)
    subject = nomination_subject(nomination, "declined")
    await announce(session, NoticeKind.NOMINATION_ANSWERED, subject, await admin_ids(session), only_the_day(now))
    return True


async def _tell_heads(session: AsyncSession, nomination: Nomination, what: str, now: datetime) -> None:
    person_id = nomination.person_id
    heads = await heads_of(session, await units_of(session, person_id), without=person_id)
    subject = nomination_subject(nomination, what)
    await announce(session, NoticeKind.NOMINATION_HEAD, subject, heads, only_the_day(now))


async def _tell_if_complete(session: AsyncSession, course: Course, now: datetime) -> None:
    """The admins get one message when the last has answered, not one an answer; who cannot is told of at once."""
    assert course.id is not None
    if (await count_states(session, course.id))[NominationState.ASKED]:
        return
    asked = sum(await session.exec(select(Nomination.askings).where(Nomination.course_id == course.id)))
    subject = course_subject(course, "complete", asked)
    await announce(session, NoticeKind.NOMINATION_ANSWERED, subject, await admin_ids(session), only_the_day(now))
