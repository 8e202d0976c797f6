"""What nothing reads any more: codes, chats of people who have left, assignments of closed rounds, idle drafts, files.

Nothing here looks at ballots: what goes depends on days and on who is asked, never on who has answered.
"""

from typing import Any

from sqlmodel import col, delete, exists, func, or_, select, update

from phieu.installation import Installation
from phieu.office.retention.periods import Limits
from phieu.storage.tables import (
    Announcement,
    AnnouncementFile,
    Assignment,
    ChatAccount,
    Draft,
    Invite,
    Person,
    RaterUnit,
    Round,
)
from phieu.words import AnnouncementState, RoundState


def asked_in_open_round(person_id: Any) -> Any:
    """The condition that this person rates, or is rated, in a round that is open."""
    theirs = or_(col(Assignment.rater_id) == person_id, col(Assignment.ratee_id) == person_id)
    open_ = (col(Assignment.round_id) == col(Round.id)) & (col(Round.state) == RoundState.OPEN)
    return exists().where(theirs, open_)


async def delete_invites(installation: Installation, limits: Limits) -> int:
    """Codes that have been used, or have expired.

    While an open round asks its person, a used code stays: it tells that somebody has been in a chat of theirs, so
    that no new one opens the ballots that they may have begun there (`office.joining`).
    """
    expired = col(Invite.used_at).is_(None) & (col(Invite.expires_at) < limits.settled)
    used = (col(Invite.used_at) < limits.settled) & ~asked_in_open_round(col(Invite.person_id))
    return await _delete(installation, Invite, or_(expired, used))


async def delete_chats(installation: Installation, limits: Limits) -> int:
    """The chats of people who left; until then they get an answer there that says so."""
    gone = exists().where(
        col(Person.id) == col(ChatAccount.person_id), ~col(Person.active), col(Person.left_at) < limits.settled
    )
    return await _delete(installation, ChatAccount, gone & ~asked_in_open_round(col(ChatAccount.person_id)))


async def delete_assignments(installation: Installation, limits: Limits) -> int:
    """Who was asked about whom, and where raters were counted, in rounds that are over: figures need it no more."""
    ended = func.coalesce(col(Round.closed_at), col(Round.due_at))
    over = select(Round.id).where(col(Round.state) != RoundState.OPEN, ended < limits.settled)
    async with installation.database.reading() as session:
        rounds = list(await session.exec(over.where(exists().where(col(Assignment.round_id) == col(Round.id)))))
    tables = (Assignment, RaterUnit)
    return sum([await _delete(installation, one, col(one.round_id).in_(rounds)) for one in tables]) if rounds else 0


async def delete_drafts(installation: Installation, limits: Limits) -> int:
    """What nobody has gone on with. Of a draft only the first idle night is known, and no moment of anybody's doing."""
    async with installation.database.writing() as session:
        unmarked = update(Draft).where(col(Draft.idle_since).is_(None)).values(idle_since=limits.today)
        await session.exec(unmarked.execution_options(synchronize_session=False))
    return await _delete(installation, Draft, col(Draft.idle_since) < limits.draft)


async def delete_withdrawn_files(installation: Installation, limits: Limits) -> int:
    """The pictures and documents of announcements that were withdrawn: nobody is to have them any more."""
    withdrawn = exists().where(
        col(Announcement.id) == col(AnnouncementFile.announcement_id),
        col(Announcement.state) == AnnouncementState.WITHDRAWN,
        col(Announcement.sent_at) < limits.notices,
    )
    return await _delete(installation, AnnouncementFile, withdrawn)


async def _delete(installation: Installation, table: Any, which: Any) -> int:
    async with installation.database.writing() as session:
        deleted = await session.exec(delete(table).where(which).execution_options(synchronize_session=False))
    count: int = deleted.rowcount
    return count
