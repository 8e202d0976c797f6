"""What the clock does for training: the one reminder, and telling the admins who has not answered in time."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.notices import admin_ids, announce
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone
from phieu.office.training.deadlines import reminder_day
from phieu.office.training.subjects import course_subject, nomination_subject
from phieu.office.working_days import WorkingDays
from phieu.storage.tables import Course, Nomination, Notice, Person
from phieu.words import NominationState, NoticeKind, NoticeState


async def remind_of_nominations(installation: Installation) -> None:
    """Remind, once, those whose answer is due soon; tell the admins, once, where the time for it is over."""
    now = installation.now()
    today = now.astimezone(await office_zone(installation)).date()
    async with installation.database.reading() as session:  # mostly nothing is due, and then nothing is locked
        waiting, days = await _unanswered(session, today), await load_working_days(session)
        remind = await _to_remind(session, [one for one, _ in waiting if _is_due(one, today, days)])
        over = await _not_told(session, {_over(one, course) for one, course in waiting if _is_over(one, today)})
    if not remind and not over:
        return
    async with installation.database.writing() as session:
        for subject, person_id in remind.items():
            await announce(session, NoticeKind.NOMINATION_REMINDER, subject, [person_id], now)
        for subject in sorted(over):
            await announce(session, NoticeKind.NOMINATION_ANSWERED, subject, await admin_ids(session), now)


async def _unanswered(session: AsyncSession, today: date) -> list[tuple[Nomination, Course]]:
    wanted = (
        select(Nomination, Course)
        .join(Course, col(Course.id) == col(Nomination.course_id))
        .join(Person, col(Person.id) == col(Nomination.person_id))
        .where(col(Person.active))  # nobody waits for the answer of somebody who has left
        .where(Nomination.state == NominationState.ASKED, col(Nomination.answer_by).is_not(None))
        .where(Course.starts_on > today, col(Course.cancelled).is_(False))
    )
    return [(nomination, course) for nomination, course in await session.exec(wanted)]


async def _to_remind(session: AsyncSession, due: list[Nomination]) -> dict[str, int]:
    """Who has had the nomination itself and no reminder yet: to the others the nomination comes late enough."""
    people = {nomination_subject(one): one.person_id for one in due}
    had = await _subjects(session, NoticeKind.NOMINATION, people, Notice.state == NoticeState.SENT)
    reminded = await _subjects(session, NoticeKind.NOMINATION_REMINDER, people)
    return {subject: people[subject] for subject in sorted(had - reminded)}


async def _not_told(session: AsyncSession, subjects: set[str]) -> set[str]:
    return subjects - await _subjects(session, NoticeKind.NOMINATION_ANSWERED, subjects)


async def _subjects(session: AsyncSession, kind: NoticeKind, among: Collection[str], *only: Any) -> set[str]:
    if not among:
        return set()
    wanted = select(Notice.subject).where(Notice.kind == kind, col(Notice.subject).in_(among), *only)
    return set(await session.exec(wanted))


def _is_due(nomination: Nomination, today: date, days: WorkingDays) -> bool:
    if nomination.answer_by is None or nomination.asked_on is None:
        return False
    day = reminder_day(nomination.asked_on, nomination.answer_by, days)
    return day is not None and day <= today <= nomination.answer_by


def _is_over(nomination: Nomination, today: date) -> bool:
    return nomination.answer_by is not None and nomination.answer_by < today


def _over(nomination: Nomination, course: Course) -> str:
    assert nomination.answer_by is not None
    return course_subject(course, "unanswered", nomination.answer_by)
