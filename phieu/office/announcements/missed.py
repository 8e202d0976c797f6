"""What was planned and could not be sent: it becomes a draft again, and its author is told."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.planned import call_off
from phieu.office.announcements.subjects import Missed, missed_subject
from phieu.office.notices import announce, author_or_admins
from phieu.storage.tables import Announcement
from phieu.words import NoticeKind


async def give_back(
    session: AsyncSession, announcement_id: int, send_at: datetime, reason: Missed, now: datetime
) -> None:
    """Make it a draft, if it is still planned for that time. Where its author is no admin now, all admins are told."""
    announcement = await session.get(Announcement, announcement_id)
    if announcement is None or announcement.send_at != send_at or not await call_off(session, announcement_id):
        return
    told = await author_or_admins(session, announcement.author_id)
    subject = missed_subject(announcement_id, reason, send_at)
    await announce(session, NoticeKind.ANNOUNCEMENT_MISSED, subject, told, now)
