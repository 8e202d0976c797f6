"""Correcting an announcement that has been sent: a new version, and whose messages have to be changed for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.acknowledgements import SENT_STATES
from phieu.office.announcements.recipients import can_be_changed, in_their_chat, its_notices
from phieu.office.announcements.subjects import correction_subject
from phieu.office.notices import announce
from phieu.storage.tables import Announcement, AnnouncementFile, AnnouncementRecipient, Notice
from phieu.words import NoticeKind, NoticeState


@dataclass(frozen=True, slots=True)
class NewFile:
    """A picture or document that takes the place of the one before."""

    name: str
    picture: bool
    content: bytes


@dataclass(frozen=True, slots=True)
class Correction:
    """What an announcement is to say from now on."""

    text: str
    """Markup."""
    file: NewFile | None = None
    """The one that takes the place of the one before, if that goes."""
    file_goes: bool = False
    """Whether the file that it has had goes, for another one or for none."""


async def correct(
    session: AsyncSession, announcement_id: int, version: int, correction: Correction, now: datetime, *, ask_anew: bool
) -> bool:
    """Turn this version into the next one, for those who have it and those who get it only later.

    With `ask_anew` nobody counts as having confirmed it any more. False, and nothing happens, if that version is not
    the latest any more, or was withdrawn; what is not by chat has no text to be corrected.
    """
    latest = (
        col(Announcement.id) == announcement_id,
        col(Announcement.version) == version,
        ~col(Announcement.not_by_chat),
        col(Announcement.state).in_(SENT_STATES),
    )
    changed = update(Announcement).where(*latest).values(text=correction.text, version=version + 1)
    if (await session.exec(changed)).rowcount != 1:
        return False
    if correction.file_goes:
        await _put_file(session, announcement_id, correction.file)
    if ask_anew:
        confirmed = (
            col(AnnouncementRecipient.announcement_id) == announcement_id,
            col(AnnouncementRecipient.acknowledged),
        )
        await session.exec(update(AnnouncementRecipient).where(*confirmed).values(acknowledged=False))
    subject, urgent = correction_subject(announcement_id, version + 1), await _urgent(session, announcement_id)
    for changes_in_place, people in (await _who_may_have(session, announcement_id)).items():
        # a text that changes makes no sound; what comes as a new message, as another file may, keeps to the office's
        # hours
        silent = changes_in_place and not correction.file_goes
        await announce(session, NoticeKind.ANNOUNCEMENT_CORRECTED, subject, people, now, urgent=urgent or silent)
    return True


async def _who_may_have(session: AsyncSession, announcement_id: int) -> dict[bool, list[int]]:
    """Who has an older version, by whether it surely stands in messages that can be changed, or may just be getting it.

    All others will be told in the words of the new one. Locked, so that nothing is taken up for delivery between this
    look and the end of the transaction.
    """
    taken_up = (col(Notice.state) == NoticeState.WAITING) & (col(Notice.next_attempt_at) > col(Notice.created_at))
    notices = select(Notice.person_id, in_their_chat() | taken_up, can_be_changed()).where(its_notices(announcement_id))
    people: dict[bool, list[int]] = {True: [], False: []}
    for person_id, has_it, in_place in await session.exec(notices.with_for_update()):
        if has_it:
            people[in_place].append(person_id)
    return people


async def _urgent(session: AsyncSession, announcement_id: int) -> bool:
    return (await session.exec(select(Announcement.urgent).where(Announcement.id == announcement_id))).one()


async def _put_file(session: AsyncSession, announcement_id: int, file: NewFile | None) -> None:
    await session.exec(delete(AnnouncementFile).where(col(AnnouncementFile.announcement_id) == announcement_id))
    if file is not None:
        session.add(
            AnnouncementFile(
                announcement_id=announcement_id, name=file.name, picture=file.picture, content=file.content
            )
        )
