"""An office with a calendar, two admins at their chats, and a time that the test sets."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.scheduler.tick import tick
from phieu.storage.tables import CalendarRule, ChatAccount, Occurrence, Person, Round
from phieu.words import Channel, NoticeKind, RoundKind
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID, OfficeSize, build_office

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
"""A Monday, 09:00 in Hà Nội."""
SECOND_ADMIN, NO_ADMIN = CHIEF_ID + 1, CHIEF_ID + 4
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass
class CalendarOffice:
    """The office."""

    installation: Installation
    time: datetime = NOW

    def chat(self, person_id: int = CHIEF_ID) -> Chat:
        """The chat of this person, as if the program had just been started."""
        chat = Chat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot")
        return chat

    async def add(self, *rows: Any) -> None:
        """Put rows straight into the database."""
        async with self.installation.database.writing() as session:
            session.add_all(rows)

    async def all(self, table: Any) -> list[Any]:
        """The rows of a table."""
        async with self.installation.database.reading() as session:
            return list(await session.exec(select(table)))

    async def decided(self) -> dict[tuple[str, str], tuple[str, datetime | None]]:
        """What became of each date so far."""
        rows: list[Occurrence] = await self.all(Occurrence)
        return {(row.kind.value, row.period): (row.state.value, row.moved_to) for row in rows}

    async def rounds(self) -> list[str]:
        """The periods of all rounds."""
        return [row.period for row in await self.all(Round)]

    async def ticks(self, now: datetime) -> None:
        """It is this time, and the clock does what is due."""
        self.time = now
        await tick(self.installation)

    async def words(self, kind: NoticeKind, subject: str, person_id: int = CHIEF_ID) -> Screen | None:
        """What a notice says now."""
        async with self.installation.database.reading() as session:
            person = await session.get_one(Person, person_id)
        screen = await self.chat().dispatch.notice(kind, subject, person)
        assert screen is None or isinstance(screen, Screen)
        return screen


@pytest.fixture
async def office(sqlite_installation: Installation) -> CalendarOffice:
    """Half-years by a rule: on 5 June and 5 December, a Saturday in 2026, at 08:00 for seven working days."""
    installation = sqlite_installation
    await build_office(installation.database, OfficeSize())
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=True))
        await session.exec(update(Person).values(locale="en"))
        for person_id in (CHIEF_ID, SECOND_ADMIN, NO_ADMIN):
            chat_id = f"chat-{person_id}"
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person_id, chat_id=chat_id, joined_at=NOW))
        session.add(CalendarRule(kind=RoundKind.SEMIANNUAL, months="6,12", day=5, hour=8, working_days=7, since=SINCE))
    found = CalendarOffice(installation)
    found.installation = replace(installation, now=lambda: found.time)
    return found
