"""Announcements that have been sent: the list of them, one of them, and those that a person received."""

from dataclasses import dataclass

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.acknowledgements import SENT_STATES
from phieu.office.announcements.drafts import file_of
from phieu.office.announcements.recipients import in_chat_of
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Announcement, AnnouncementRecipient, Person
from phieu.words import AnnouncementState

AFTERWARDS = (*SENT_STATES, AnnouncementState.WITHDRAWN)
"""The states of an announcement that has been handed to the outbox."""


@dataclass(frozen=True, slots=True)
class FileInBrief:
    """A picture or document, without its content, which may be large."""

    name: str
    picture: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """An announcement that has been sent, with what file it has and who sent it."""

    announcement: Announcement
    file: FileInBrief | None
    author: Person

    @property
    def id(self) -> int:
        """The announcement's id."""
        assert self.announcement.id is not None
        return self.announcement.id

    @property
    def withdrawn(self) -> bool:
        """Whether nobody has it any more."""
        return self.announcement.state is AnnouncementState.WITHDRAWN


async def sent_announcements(session: AsyncSession) -> list[Announcement]:
    """All that have been sent, newest first."""
    sent = select(Announcement).where(col(Announcement.state).in_(AFTERWARDS))
    return list(await session.exec(sent.order_by(col(Announcement.sent_at).desc(), col(Announcement.id).desc())))


async def load_sent(session: AsyncSession, announcement_id: int) -> Sent | None:
    """One of them; None if there is none of this id, or it has not been sent yet."""
    if not 0 < announcement_id <= LARGEST_ID:
        return None
    announcement = await session.get(Announcement, announcement_id)
    if announcement is None or announcement.state not in AFTERWARDS:
        return None
    author = await session.get(Person, announcement.author_id)
    assert author is not None
    file = await file_of(session, announcement)
    return Sent(announcement, None if file is None else FileInBrief(*file), author)


async def received(session: AsyncSession, person_id: int) -> list[Announcement]:
    """What this person was sent and has, newest first, without what was withdrawn."""
    mine = (
        select(Announcement)
        .join(AnnouncementRecipient, col(AnnouncementRecipient.announcement_id) == col(Announcement.id))
        .where(AnnouncementRecipient.person_id == person_id, col(Announcement.state).in_(SENT_STATES))
        .order_by(col(Announcement.sent_at).desc(), col(Announcement.id).desc())
    )
    found = (await session.exec(mine)).all()
    have = await in_chat_of(session, person_id, (one.id for one in found))
    return [one for one in found if one.id in have]


async def load_received(session: AsyncSession, announcement_id: int, person_id: int) -> tuple[Sent, bool] | None:
    """One that this person has, and whether they have confirmed it; None if they have it not, or no longer."""
    found = await load_sent(session, announcement_id)
    mine = await session.get(AnnouncementRecipient, (announcement_id, person_id)) if found else None
    if found is None or mine is None or found.withdrawn:
        return None
    return (found, mine.acknowledged) if await in_chat_of(session, person_id, [announcement_id]) else None
