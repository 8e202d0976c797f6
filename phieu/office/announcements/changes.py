"""What an admin does to an announcement that has been sent: stop it, withdraw it, remind those who owe a word."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.acknowledgements import SENT_STATES, owing
from phieu.office.announcements.recipients import can_be_changed, in_their_chat, its_notices, load_recipients
from phieu.office.announcements.subjects import announcement_subject, correction_subject, reminder_subject
from phieu.office.notices import announce, stop_waiting
from phieu.storage.database import Database
from phieu.storage.tables import Announcement, Notice
from phieu.words import AnnouncementState, NoticeKind


async def stop(database: Database, announcement_id: int) -> bool:
    """Send it to nobody else; False if it was not being sent any more."""
    async with database.writing() as session:
        if not await moved(session, announcement_id, (AnnouncementState.SENDING,), AnnouncementState.STOPPED):
            return False
        await stop_waiting(session, NoticeKind.ANNOUNCEMENT, announcement_subject(announcement_id))
    return True


async def withdraw(database: Database, announcement_id: int, now: datetime) -> bool:
    """Take it away from whoever has it; False if it is not there to be withdrawn."""
    async with database.writing() as session:
        if not await moved(session, announcement_id, SENT_STATES, AnnouncementState.WITHDRAWN):
            return False
        announcement = await session.get(Announcement, announcement_id)
        assert announcement is not None
        subject = announcement_subject(announcement_id)
        await stop_waiting(session, NoticeKind.ANNOUNCEMENT, subject)
        await _stop_all(
            session,
            NoticeKind.ANNOUNCEMENT_CORRECTED,
            (correction_subject(announcement_id, version) for version in range(2, announcement.version + 1)),
        )
        await _stop_all(
            session,
            NoticeKind.ANNOUNCEMENT_REMINDER,
            (reminder_subject(announcement_id, number) for number in range(1, announcement.reminders + 1)),
        )
        for changes_in_place, people in (await who_have(session, announcement_id)).items():
            # what is only taken away makes no sound, and need not wait for the office's hours
            urgent = changes_in_place or announcement.urgent
            await announce(session, NoticeKind.ANNOUNCEMENT_WITHDRAWN, subject, people, now, urgent=urgent)
    return True


async def remind(database: Database, announcement_id: int, number: int, now: datetime) -> int | None:
    """Remind those who have it and have not confirmed it, for the `number`th time; how many they are.

    None, and nothing happens, if it has been reminded so often already, or there is nothing to be confirmed.
    """
    async with database.writing() as session:
        due = (
            col(Announcement.id) == announcement_id,
            col(Announcement.acknowledge),
            col(Announcement.reminders) == number - 1,
            col(Announcement.state).in_(SENT_STATES),
        )
        if (await session.exec(update(Announcement).where(*due).values(reminders=number))).rowcount != 1:
            return None
        announcement = await session.get(Announcement, announcement_id)
        assert announcement is not None
        if number > 1:
            last = reminder_subject(announcement_id, number - 1)
            await stop_waiting(session, NoticeKind.ANNOUNCEMENT_REMINDER, last)
        people = [one.person_id for one in owing(await load_recipients(session, announcement_id))]
        subject = reminder_subject(announcement_id, number)
        await announce(session, NoticeKind.ANNOUNCEMENT_REMINDER, subject, people, now, urgent=announcement.urgent)
    return len(people)


async def moved(
    session: AsyncSession, announcement_id: int, before: Iterable[AnnouncementState], after: AnnouncementState
) -> bool:
    """Bring an announcement from one of these states into another; False if it was in none of them."""
    theirs = (col(Announcement.id) == announcement_id, col(Announcement.state).in_(list(before)))
    return (await session.exec(update(Announcement).where(*theirs).values(state=after))).rowcount == 1


async def who_have(session: AsyncSession, announcement_id: int) -> dict[bool, list[int]]:
    """The ids of those in whose chats it stands, or may stand in a moment, by whether it can surely be changed."""
    people: dict[bool, list[int]] = {True: [], False: []}
    theirs = select(Notice.person_id, can_be_changed()).where(its_notices(announcement_id), in_their_chat())
    for person_id, in_place in await session.exec(theirs):
        people[in_place].append(person_id)
    return people


async def _stop_all(session: AsyncSession, kind: NoticeKind, subjects: Iterable[str]) -> None:
    for subject in subjects:
        await stop_waiting(session, kind, subject)
