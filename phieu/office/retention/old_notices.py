"""Notices that have been in the outbox for long: those that wait in vain are given up, those that are done with go."""

from typing import Any

from sqlmodel import col, delete, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.announcements.freezing import freeze_outcomes
from phieu.office.announcements.subjects import announcement_of
from phieu.office.chat_of_notice import can_be_reached
from phieu.office.retention.lasting import is_needed
from phieu.office.retention.loading_lasting import load_lasting
from phieu.office.retention.periods import WAITED_IN_VAIN, Limits
from phieu.storage.tables import Notice
from phieu.words import NoticeKind, NoticeState

DONE_WITH = (NoticeState.SENT, NoticeState.FAILED, NoticeState.STOPPED)


async def give_up_waiting(installation: Installation, limits: Limits) -> int:
    """Give up what waits for people who have never joined, have blocked the bot or left; how many that were."""
    old = (col(Notice.state) == NoticeState.WAITING) & (col(Notice.created_at) < limits.notices)
    values = {"state": NoticeState.FAILED, "failure": WAITED_IN_VAIN, "next_attempt_at": Notice.created_at}
    async with installation.database.writing() as session:
        given_up = await session.exec(
            update(Notice).where(old, ~can_be_reached()).values(values).execution_options(synchronize_session=False)
        )
    count: int = given_up.rowcount
    return count


async def delete_old_notices(installation: Installation, limits: Limits) -> int:
    """Delete what is done with, subject by subject in short transactions; how many that were."""
    async with installation.database.reading() as session:
        lasting = await load_lasting(session, limits.today)
        subjects = select(Notice.kind, Notice.subject).where(_old(limits)).distinct()
        found = [(NoticeKind(kind), subject) for kind, subject in await session.exec(subjects)]
    count = 0
    for kind, subject in sorted(found):
        if not is_needed(kind, subject, lasting):
            async with installation.database.writing() as session:
                count += await _delete(session, kind, subject, limits)
    return count


async def _delete(session: AsyncSession, kind: NoticeKind, subject: str, limits: Limits) -> int:
    theirs = (col(Notice.kind) == kind) & (col(Notice.subject) == subject) & _old(limits)
    if kind is NoticeKind.ANNOUNCEMENT:
        people = list(await session.exec(select(Notice.person_id).where(theirs)))
        await freeze_outcomes(session, announcement_of(subject), people)
    deleted = await session.exec(delete(Notice).where(theirs).execution_options(synchronize_session=False))
    count: int = deleted.rowcount
    return count


def _old(limits: Limits) -> Any:
    yearly = col(Notice.kind) == NoticeKind.YEARLY_DATE
    old = or_(~yearly & (col(Notice.created_at) < limits.notices), col(Notice.created_at) < limits.yearly_notices)
    return col(Notice.state).in_(DONE_WITH) & old
