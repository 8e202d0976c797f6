"""What the clock does for announcements."""

import logging
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.announcements.missed import give_back
from phieu.office.announcements.planned import TOO_LATE, planned_until
from phieu.office.announcements.sending import NotReadyError, hand_over
from phieu.office.announcements.subjects import Missed
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState

log = logging.getLogger(__name__)


async def send_what_is_planned(installation: Installation) -> None:
    """Hand over to the outbox what was planned for a time that has come; what is too late goes back to its author."""
    now = installation.now()
    async with installation.database.reading() as session:
        due = await planned_until(session, now)
    for announcement_id, send_at in due:
        try:
            await _send(installation, announcement_id, send_at, now)
        except Exception as error:  # noqa: BLE001 - one that fails must not keep the others from being sent
            log.error("announcement %s could not be sent: %s", announcement_id, type(error).__name__)  # noqa: TRY400


async def _send(installation: Installation, announcement_id: int, send_at: datetime, now: datetime) -> None:
    if now - send_at > TOO_LATE:
        async with installation.database.writing() as session:
            await give_back(session, announcement_id, send_at, Missed.LATE, now)
        log.info("announcement %s was too late to be sent", announcement_id)
        return
    try:
        async with installation.database.writing() as session:
            if await _is_still_due(session, announcement_id, now):
                await hand_over(session, announcement_id, now)
    except NotReadyError:
        async with installation.database.writing() as session:
            await give_back(session, announcement_id, send_at, Missed.NOT_READY, now)
        log.info("announcement %s lacks something, and so was not sent", announcement_id)
    else:
        log.info("announcement %s was handed over at its time", announcement_id)


async def _is_still_due(session: AsyncSession, announcement_id: int, now: datetime) -> bool:
    """Whether nobody has called it off or given it another time since it was found."""
    due = select(Announcement.id).where(
        Announcement.id == announcement_id,
        Announcement.state == AnnouncementState.PLANNED,
        col(Announcement.send_at) <= now,
    )
    return (await session.exec(due.with_for_update())).first() is not None
