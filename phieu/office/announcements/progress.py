"""How far an announcement has got in going out, and the end of that."""

import logging
from dataclasses import replace

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.announcements.changes import moved
from phieu.office.announcements.recipients import Outcome
from phieu.office.announcements.subjects import announcement_subject
from phieu.office.notices import Counts, announce, author_or_admins, count_notices
from phieu.storage.tables import Announcement, AnnouncementRecipient
from phieu.words import AnnouncementState, NoticeKind

log = logging.getLogger(__name__)

_COUNTED_AS = {
    Outcome.DELIVERED: "sent",
    Outcome.DOUBTFUL: "failed",
    Outcome.REFUSED: "failed",
    Outcome.STOPPED: "stopped",
}
"""Where the counts have what has been frozen; everything else could not be reached."""


async def load_progress(session: AsyncSession, announcement_id: int) -> Counts:
    """For how many people it is, and how many of them have it; also once its notices have gone from the outbox."""
    counts = await count_notices(session, NoticeKind.ANNOUNCEMENT, announcement_subject(announcement_id))
    frozen = select(AnnouncementRecipient.outcome, func.count()).where(
        AnnouncementRecipient.announcement_id == announcement_id, AnnouncementRecipient.outcome != ""
    )
    for outcome, count in await session.exec(frozen.group_by(col(AnnouncementRecipient.outcome))):
        place = _COUNTED_AS.get(Outcome(outcome), "unreachable")
        counts = replace(counts, **{place: getattr(counts, place) + count})
    return counts


async def finish(installation: Installation, announcement_id: int, *, watched_by: int | None = None) -> bool:
    """Note that everybody who can be reached has it; False if there is still something to deliver.

    Its author is told, where it had been planned or somebody was not reached, unless they (`watched_by`) see it end;
    if they are no admin any more, all admins are.
    """
    async with installation.database.writing() as session:
        counts = await load_progress(session, announcement_id)
        sending = (AnnouncementState.SENDING,)
        if counts.left or not await moved(session, announcement_id, sending, AnnouncementState.DONE):
            return False
        announcement = await session.get_one(Announcement, announcement_id)
        worth_a_word = announcement.send_at is not None or counts.unreachable + counts.failed > 0
        if worth_a_word and announcement.author_id != watched_by:
            told = await author_or_admins(session, announcement.author_id)
            subject = announcement_subject(announcement_id)
            await announce(session, NoticeKind.ANNOUNCEMENT_DONE, subject, told, installation.now())
    return True


async def finish_what_has_gone_out(installation: Installation) -> None:
    """What the clock does: note of each announcement that is being sent whether it has gone out."""
    async with installation.database.reading() as session:
        sending = select(Announcement.id).where(Announcement.state == AnnouncementState.SENDING)
        found = [one for one in await session.exec(sending) if one is not None]
        done = [one for one in found if not (await load_progress(session, one)).left]
    for announcement_id in done:
        if await finish(installation, announcement_id):
            log.info("announcement %s has gone out", announcement_id)
