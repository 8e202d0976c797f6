"""Announcements for a time that is still to come."""

from datetime import datetime, timedelta

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.audience import members_of
from phieu.office.announcements.drafts import open_draft
from phieu.office.announcements.sending import NotReadyError, what_is_missing
from phieu.office.staff import load_staff
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState

TOO_LATE = timedelta(days=1)
"""After so much time what was planned may no longer be true: its author decides anew."""


class OverError(Exception):
    """The time that it was planned for has come already, or none was chosen."""


async def plan(session: AsyncSession, announcement_id: int, now: datetime) -> bool:
    """Let the clock send this draft at its time; False if it is no draft any more. Raises NotReadyError, OverError."""
    draft = await open_draft(session, announcement_id)
    if draft is None:
        return False
    if draft.send_at is None or draft.send_at <= now:
        raise OverError
    people = members_of(await load_staff(session), draft.audience)
    if lacking := await what_is_missing(session, draft, len(people)):
        raise NotReadyError(lacking)
    draft.state = AnnouncementState.PLANNED
    session.add(draft)
    await session.flush()
    return True


async def call_off(session: AsyncSession, announcement_id: int) -> bool:
    """Make a draft again of what is planned; False if it was not, or has gone out meanwhile."""
    mine = (col(Announcement.id) == announcement_id) & (col(Announcement.state) == AnnouncementState.PLANNED)
    changed = await session.exec(update(Announcement).where(mine).values(state=AnnouncementState.DRAFT))
    return changed.rowcount == 1


async def planned_until(session: AsyncSession, now: datetime) -> list[tuple[int, datetime]]:
    """What was planned for this instant or an earlier one, with its time, earliest first."""
    due = select(Announcement.id, Announcement.send_at).where(
        Announcement.state == AnnouncementState.PLANNED, col(Announcement.send_at) <= now
    )
    rows = await session.exec(due.order_by(col(Announcement.send_at), col(Announcement.id)))
    return [(one, send_at) for one, send_at in rows if one is not None and send_at is not None]
