"""Questions that people have about a nomination, and the replies."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.notices import admin_ids, announce
from phieu.office.only_the_day import only_the_day
from phieu.office.training.answers import theirs
from phieu.office.training.refusals import refuse
from phieu.office.training.subjects import question_subject
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Course, Nomination, NominationQuestion, Person
from phieu.words import NoticeKind

LONGEST = 1000
"""Characters of a question, and of a reply."""
MOST_OPEN = 5
"""So many questions of one person to one nomination may wait for a reply."""


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for a reply."""

    id: int
    person: str
    course: Course


async def questions_about(session: AsyncSession, nomination_id: int) -> list[NominationQuestion]:
    """All questions to one nomination with their replies, oldest first."""
    wanted = select(NominationQuestion).where(NominationQuestion.nomination_id == nomination_id)
    return list(await session.exec(wanted.order_by(col(NominationQuestion.id))))


async def find_question(
    session: AsyncSession, question_id: int
) -> tuple[NominationQuestion, Nomination, Course, Person] | None:
    """The question with this id, to which nomination and course it is, and whose."""
    if not 0 < question_id <= LARGEST_ID:
        return None
    wanted = (
        select(NominationQuestion, Nomination, Course, Person)
        .join(Nomination, col(Nomination.id) == col(NominationQuestion.nomination_id))
        .join(Course, col(Course.id) == col(Nomination.course_id))
        .join(Person, col(Person.id) == col(Nomination.person_id))
        .where(NominationQuestion.id == question_id)
    )
    return (await session.exec(wanted)).first()


async def open_questions(session: AsyncSession, course_id: int | None = None) -> list[OpenQuestion]:
    """What waits for a reply, oldest first: for one course, or for all of them."""
    wanted = (
        select(NominationQuestion.id, Person.name, Course)
        .join(Nomination, col(Nomination.id) == col(NominationQuestion.nomination_id))
        .join(Course, col(Course.id) == col(Nomination.course_id))
        .join(Person, col(Person.id) == col(Nomination.person_id))
        .where(NominationQuestion.reply == "")
        .order_by(col(NominationQuestion.id))
    )
    if course_id is not None:
        wanted = wanted.where(Nomination.course_id == course_id)
    return [OpenQuestion(id_, name, course) for id_, name, course in await session.exec(wanted) if id_ is not None]


async def ask(session: AsyncSession, person_id: int, nomination_id: int, question: str, now: datetime) -> int:
    """Put a question to the admins; its id. Raises TrainingError if too many wait already."""
    found = await theirs(session, person_id, nomination_id, lock=True)
    assert found is not None
    waiting = select(func.count(col(NominationQuestion.id))).where(
        NominationQuestion.nomination_id == nomination_id, NominationQuestion.reply == ""
    )
    if (await session.exec(waiting)).one() >= MOST_OPEN:
        raise refuse(mark("Your earlier questions still wait for a reply; please wait for it first."))
    row = NominationQuestion(nomination_id=nomination_id, question=question)
    session.add(row)
    await session.flush()
    assert row.id is not None
    subject = question_subject(row.id)
    await announce(session, NoticeKind.NOMINATION_QUESTION, subject, await admin_ids(session), only_the_day(now))
    return row.id


async def reply(session: AsyncSession, question_id: int, text: str, admin_id: int, now: datetime) -> bool:
    """Reply to a question, and tell the person; False if another admin has replied already."""
    wanted = select(NominationQuestion).where(NominationQuestion.id == question_id).with_for_update()
    question = (await session.exec(wanted)).one()
    if question.reply:
        return False
    question.reply, question.replied_by = text, admin_id
    session.add(question)
    nomination = await session.get_one(Nomination, question.nomination_id)
    subject = question_subject(question_id)
    await announce(session, NoticeKind.NOMINATION_REPLY, subject, [nomination.person_id], now)
    return True
