"""An office in which two admins compose announcements, at their chats."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from markupsafe import Markup
from PIL import Image
from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event, SentFile
from phieu.bot.flow_table import collect
from phieu.bot.flows import announcements, home
from phieu.bot.screen import NewChoices, Screen
from phieu.installation import Installation
from phieu.scheduler.tick import tick
from phieu.storage.tables import (
    Announcement,
    AnnouncementFile,
    AnnouncementRecipient,
    ChatAccount,
    Notice,
    Office,
    Person,
)
from phieu.words import AnnouncementState, Channel, NoticeKind
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID, OfficeSize, build_office

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # Wednesday, 09:00 in Hà Nội
SECOND_ADMIN, NO_ADMIN = CHIEF_ID + 1, CHIEF_ID + 4
STAFF = 21
FLOWS = collect([home, *announcements.MODULES])


def picture(width: int = 40, height: int = 30) -> bytes:
    """A picture of this size, in one colour."""
    target = BytesIO()
    Image.new("RGB", (width, height), "teal").save(target, "PNG")
    return target.getvalue()


class ComposingChat(Chat):
    """A chat into which files, pictures and formatted text can be sent."""

    async def write(self, html: str) -> Screen:
        """Send a text with formatting."""
        markup = Markup(html)
        return await self._send(text=markup.striptags(), markup=markup)

    async def send_file(
        self, content: bytes, name: str = "giấy mời.pdf", *, size: int = 0, caption: str = ""
    ) -> Screen:
        """Send a document; `size` is what the platform says of it."""
        return await self._send(file=SentFile(name, size or len(content), _giving(content)), markup=Markup(caption))

    async def send_picture(self, content: bytes, *, size: int = 0, caption: str = "", album: bool = False) -> Screen:
        """Send a picture."""
        sent = SentFile("", size or len(content), _giving(content))
        return await self._send(other="photo", picture=sent, markup=Markup(caption), album=album)

    async def tap_inert(self, label: str) -> NewChoices:
        """Tap a button that leaves the message as it is."""
        event = Event(Channel.TELEGRAM, self.chat_id, action=self.action_of(label))
        answer = await self.dispatch.answer(event)
        assert isinstance(answer, NewChoices)
        return answer

    async def _send(self, **what: Any) -> Screen:
        event = Event(Channel.TELEGRAM, self.chat_id, expected=self.screen.expects)
        return await self._do(replace(event, **what))


def _giving(content: bytes) -> Callable[[], Awaitable[bytes]]:
    async def fetch() -> bytes:
        return content

    return fetch


@dataclass
class ComposingOffice:
    """The office, at a time that the test sets."""

    installation: Installation
    time: datetime = NOW

    def chat(self, person_id: int = CHIEF_ID) -> ComposingChat:
        """The chat of this person, as if the program had just been started."""
        chat = ComposingChat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot", FLOWS)
        return chat

    async def new(self, *way: str, person_id: int = CHIEF_ID) -> ComposingChat:
        """Begin a new announcement, and tap on."""
        chat = self.chat(person_id)
        await chat.command("announcements")
        await chat.tap("➕ A new announcement", *(way or ("💬 Yes, by chat",)))
        return chat

    async def ready(self) -> ComposingChat:
        """A draft for the whole office with a text."""
        chat = await self.new()
        await chat.write("Họp <b>toàn cơ quan</b> lúc 8 giờ.")
        await chat.tap("👥 For whom", "The whole office", "↩️ That is all")
        return chat

    async def strike(self, now: datetime) -> None:
        """Set the clock and let it do what is due."""
        self.time = now
        await tick(self.installation)

    async def announcements(self) -> list[Announcement]:
        """All of them, as they were begun."""
        async with self.installation.database.reading() as session:
            return list(await session.exec(select(Announcement).order_by(col(Announcement.id))))

    async def states(self) -> list[AnnouncementState]:
        """How far each has got."""
        return [one.state for one in await self.announcements()]

    async def only(self) -> Announcement:
        """The only one there is."""
        (one,) = await self.announcements()
        return one

    async def files(self) -> list[AnnouncementFile]:
        """The files of all announcements."""
        async with self.installation.database.reading() as session:
            return list(await session.exec(select(AnnouncementFile)))

    async def recipients(self) -> list[int]:
        """Whom announcements were for when they were sent."""
        async with self.installation.database.reading() as session:
            return sorted(await session.exec(select(AnnouncementRecipient.person_id)))

    async def notices(self, kind: NoticeKind = NoticeKind.ANNOUNCEMENT) -> list[Notice]:
        """What stands in the outbox of this kind."""
        async with self.installation.database.reading() as session:
            return list(await session.exec(select(Notice).where(Notice.kind == kind).order_by(col(Notice.id))))

    async def words(self, notice: Notice) -> Screen | None:
        """What a notice says now."""
        async with self.installation.database.reading() as session:
            person = await session.get_one(Person, notice.person_id)
        screen = await Dispatch(self.installation, "", FLOWS).notice(notice.kind, notice.subject, person)
        assert screen is None or isinstance(screen, Screen)
        return screen

    async def set_person(self, *person_ids: int, **values: Any) -> None:
        """Change people."""
        async with self.installation.database.writing() as session:
            await session.exec(update(Person).where(col(Person.id).in_(person_ids)).values(**values))


@pytest.fixture
async def office(installation: Installation) -> ComposingOffice:
    """The office, once on each engine: 21 people, of whom two admins and somebody else have joined."""
    await build_office(installation.database, OfficeSize())
    people = (CHIEF_ID, SECOND_ADMIN, NO_ADMIN)
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=True))
        await session.exec(update(Person).where(col(Person.id).in_(people)).values(locale="en"))
        await session.exec(update(Office).values(first_hour=7, last_hour=21))
        for person_id in people:
            chat_id = f"chat-{person_id}"
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person_id, chat_id=chat_id, joined_at=NOW))
    found = ComposingOffice(installation)
    found.installation = replace(installation, now=lambda: found.time)
    return found
