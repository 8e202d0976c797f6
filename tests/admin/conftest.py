"""An office with two admins at their chats, and somebody who is none."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from sqlmodel import col, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.flow_table import collect
from phieu.bot.flows import (
    calling_off,
    extending,
    home,
    invites,
    past_rounds,
    proposals,
    round_opening,
    round_units,
    rounds,
    unit_progress,
    unreachable,
)
from phieu.installation import Installation
from phieu.storage.tables import ChatAccount, Person
from phieu.words import Channel
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID, OfficeSize, build_office

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
SECOND_ADMIN, NO_ADMIN = CHIEF_ID + 1, CHIEF_ID + 4
FLOWS = collect(
    [
        home,
        rounds,
        past_rounds,
        round_opening,
        extending,
        calling_off,
        round_units,
        unit_progress,
        proposals,
        invites,
        unreachable,
    ]
)


@dataclass
class AdminOffice:
    """The office, at a time that the test sets."""

    installation: Installation
    time: datetime = NOW

    def chat(self, person_id: int = CHIEF_ID) -> Chat:
        """The chat of this person, as if the program had just been started."""
        chat = Chat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot", FLOWS)
        return chat


@pytest.fixture
async def office(installation: Installation) -> AdminOffice:
    """The office, once on each engine."""
    await build_office(installation.database, OfficeSize())
    people = (CHIEF_ID, SECOND_ADMIN, NO_ADMIN)
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=True))
        await session.exec(update(Person).where(col(Person.id).in_(people)).values(locale="en"))
        for person_id in people:
            chat_id = f"chat-{person_id}"
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person_id, chat_id=chat_id, joined_at=NOW))
    found = AdminOffice(installation)
    found.installation = replace(installation, now=lambda: found.time)
    return found
