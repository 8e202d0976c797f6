"""Handing an announcement over to the outbox: from then on, whom it is for stands."""

from datetime import datetime

from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.announcements.audience import members_of
from phieu.office.announcements.readiness import missing
from phieu.office.announcements.subjects import announcement_subject
from phieu.office.notices import announce
from phieu.office.staff import load_staff
from phieu.storage.inserting import insert_all_new
from phieu.storage.tables import Announcement, AnnouncementFile, AnnouncementRecipient
from phieu.words import AnnouncementState, NoticeKind

UNSENT = (AnnouncementState.DRAFT, AnnouncementState.PLANNED)


class NotReadyError(Exception):
    """Something is missing; `missing` has its marked names. Nothing has been changed."""

    def __init__(self, lacking: list[str]) -> None:
        super().__init__(", ".join(lacking))
        self.missing = lacking


async def send(installation: Installation, announcement_id: int, now: datetime) -> int:
    """Send a draft, or what was planned; returns for how many people it is. What has been sent is left alone.

    Raises NotReadyError.
    """
    async with installation.database.writing() as session:
        await hand_over(session, announcement_id, now)
        return await count_recipients(session, announcement_id)


async def hand_over(session: AsyncSession, announcement_id: int, now: datetime) -> bool:
    """As `send`, in a transaction of the caller's; False if it was not there to be sent. Raises NotReadyError."""
    mine = (col(Announcement.id) == announcement_id) & col(Announcement.state).in_(UNSENT)
    claimed = await session.exec(update(Announcement).where(mine).values(state=AnnouncementState.SENDING, sent_at=now))
    if claimed.rowcount != 1:
        return False  # the other of two taps, of two admins, or of an admin and the clock
    announcement = await session.get_one(Announcement, announcement_id, populate_existing=True)
    people = sorted(members_of(await load_staff(session), announcement.audience))
    if lacking := await what_is_missing(session, announcement, len(people)):
        raise NotReadyError(lacking)
    rows = [
        {"announcement_id": announcement_id, "person_id": one, "acknowledged": False, "outcome": ""} for one in people
    ]
    await insert_all_new(session, AnnouncementRecipient, rows)
    subject = announcement_subject(announcement_id)
    await announce(session, NoticeKind.ANNOUNCEMENT, subject, people, now, urgent=announcement.urgent)
    return True


async def what_is_missing(session: AsyncSession, announcement: Announcement, people: int) -> list[str]:
    """Marked names of what this announcement, for so many people, still needs."""
    file = select(AnnouncementFile.announcement_id).where(AnnouncementFile.announcement_id == announcement.id)
    return missing(
        not_by_chat=announcement.not_by_chat,
        text=announcement.text,
        has_file=(await session.exec(file)).first() is not None,
        read_from=announcement.read_from,
        people=people,
    )


async def count_recipients(session: AsyncSession, announcement_id: int) -> int:
    """For how many people it was when it was sent."""
    recipients = select(func.count()).where(col(AnnouncementRecipient.announcement_id) == announcement_id)
    return (await session.exec(recipients)).one()
