"""A small office in which something has been announced, and people at their chats."""

from dataclasses import dataclass, field, replace

import pytest
from sqlmodel import col, select, update

from phieu.bot.delivery.revision import Removal, Revision, Spoken
from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.flow_table import collect
from phieu.bot.flows import announcements, home, matters, my_record
from phieu.bot.screen import NewChoices, Screen
from phieu.installation import Installation
from phieu.office.announcements.sending import send
from phieu.storage.tables import (
    Announcement,
    AnnouncementFile,
    AnnouncementRecipient,
    ChatAccount,
    Notice,
    Office,
    Person,
)
from phieu.words import Channel, NoticeKind, NoticeState
from tests.composing.conftest import NOW, ComposingChat, ComposingOffice
from tests.offices import CHIEF_ID, OfficeSize, build_office

FLOWS = collect([home, matters, my_record, *announcements.MODULES])
SECOND_ADMIN = CHIEF_ID + 1
SIZE = OfficeSize(units=2, people=3)
STAFF = 9
HEAD, CLERK, COLLEAGUE = SIZE.head_ids[0], SIZE.head_ids[0] + 1, SIZE.head_ids[1] + 1
ABSENT, BLOCKER = SIZE.head_ids[0] + 2, SIZE.head_ids[1] + 2
"""One has not joined, the other has blocked the bot."""
TEXT = "Họp <b>toàn cơ quan</b> lúc 8 giờ sáng thứ Hai, tại Hội trường lớn."


class ReadingChat(ComposingChat):
    """A chat in which an announcement's own button can be tapped, too."""

    async def acknowledge(self, announcement_id: int, version: int = 1) -> NewChoices | Screen:
        """Tap the button under the announcement."""
        tapped = Event(Channel.TELEGRAM, self.chat_id, action=f"announcement-ack.{announcement_id}.{version}")
        answer = await self.dispatch.answer(tapped)
        assert isinstance(answer, NewChoices | Screen)
        return answer


@dataclass
class AnnouncedOffice(ComposingOffice):
    """Nine people: seven have chats, one of whom has blocked the bot."""

    said: list[tuple[NoticeKind, int, Spoken | None]] = field(default_factory=list)
    """What has been delivered, to whom."""

    def chat(self, person_id: int = CHIEF_ID) -> ReadingChat:
        """The chat of this person, as if the program had just been started."""
        chat = ReadingChat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot", FLOWS)
        return chat

    async def announced(
        self, *, text: str = TEXT, file: AnnouncementFile | None = None, audience: str = "everyone", **values: object
    ) -> int:
        """Send one by the chief; its id."""
        async with self.installation.database.writing() as session:
            one = Announcement(author_id=CHIEF_ID, text=text, audience=audience, **values)  # type: ignore[arg-type]
            session.add(one)
            await session.flush()
            assert one.id is not None
            if file is not None:
                session.add(AnnouncementFile(**file.model_dump() | {"announcement_id": one.id}))
        await send(self.installation, one.id, self.time)
        return one.id

    async def deliver(self, *kinds: NoticeKind, most: int = 100) -> list[Spoken | None]:
        """Deliver what waits for people who can be reached, as the outbox would."""
        reachable = select(ChatAccount.person_id).where(col(ChatAccount.reachable))
        due = (
            select(Notice, Person)
            .join(Person, col(Person.id) == col(Notice.person_id))
            .where(Notice.state == NoticeState.WAITING, col(Notice.person_id).in_(reachable))
            .where(col(Notice.kind).in_(kinds or tuple(NoticeKind)))
            .order_by(col(Notice.id))
        )
        async with self.installation.database.reading() as session:
            rows = (await session.exec(due.limit(most))).all()
        spoken = []
        for notice, person in rows:
            words = await Dispatch(self.installation, "", FLOWS).notice(notice.kind, notice.subject, person)
            state = NoticeState.FAILED if words is None else NoticeState.SENT
            await self.set_notice(notice, state=state, message_ids=f"9{notice.id}")
            self.said.append((notice.kind, notice.person_id, words))
            spoken.append(words)
        return spoken

    async def set_notice(self, notice: Notice, **values: object) -> None:
        """Change one row of the outbox. What has numbers of messages has gone by Telegram, if nothing else is said."""
        if values.get("message_ids"):
            values = {"channel": Channel.TELEGRAM, **values}
        async with self.installation.database.writing() as session:
            await session.exec(update(Notice).where(col(Notice.id) == notice.id).values(**values))

    async def notice_of(self, person_id: int, kind: NoticeKind = NoticeKind.ANNOUNCEMENT) -> Notice:
        """The only notice of this kind to this person."""
        (found,) = [one for one in await self.notices(kind) if one.person_id == person_id]
        return found

    async def told(self, kind: NoticeKind, state: NoticeState = NoticeState.WAITING) -> set[int]:
        """Whose notices of this kind are in this state."""
        return {one.person_id for one in await self.notices(kind) if one.state is state}

    async def spoken(self, notice: Notice) -> Spoken | None:
        """What a notice says or does now."""
        async with self.installation.database.reading() as session:
            person = await session.get_one(Person, notice.person_id)
        return await Dispatch(self.installation, "", FLOWS).notice(notice.kind, notice.subject, person)

    async def acknowledged(self) -> set[int]:
        """Who has confirmed anything."""
        async with self.installation.database.reading() as session:
            rows = select(AnnouncementRecipient.person_id).where(col(AnnouncementRecipient.acknowledged))
            return set(await session.exec(rows))

    async def person(self, person_id: int) -> Person:
        """Somebody on the staff."""
        async with self.installation.database.reading() as session:
            return await session.get_one(Person, person_id)

    async def join(self, person_id: int) -> None:
        """This person has a chat from now on."""
        async with self.installation.database.writing() as session:
            session.add(
                ChatAccount(
                    channel=Channel.TELEGRAM, person_id=person_id, chat_id=f"chat-{person_id}", joined_at=self.time
                )
            )


@pytest.fixture
async def office(installation: Installation) -> AnnouncedOffice:
    """The office, once on each engine; the chief and a deputy are admins."""
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=True))
        await session.exec(update(Person).values(locale="en"))
        await session.exec(update(Office).values(first_hour=7, last_hour=21))
        for person_id in range(1, STAFF + 1):
            if person_id != ABSENT:
                chat_id, reachable = f"chat-{person_id}", person_id != BLOCKER
                session.add(
                    ChatAccount(
                        channel=Channel.TELEGRAM,
                        person_id=person_id,
                        chat_id=chat_id,
                        joined_at=NOW,
                        reachable=reachable,
                    )
                )
    found = AnnouncedOffice(installation)
    found.installation = replace(installation, now=lambda: found.time)
    return found


def revised(spoken: Spoken | None) -> Revision:
    """It changes messages."""
    assert isinstance(spoken, Revision)
    return spoken


def removed(spoken: Spoken | None) -> Removal:
    """It removes messages."""
    assert isinstance(spoken, Removal)
    return spoken
