"""Where no file can come or go, it is said what to do instead; and letters that may be results are asked about."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import col, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.handlers.zalo_messages import drawn
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.storage.tables import Announcement, AnnouncementFile, ChatAccount, Nomination, Person
from phieu.words import Channel, NominationState
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID, OfficeSize, build_office
from tests.training.chats import training_office
from tests.training.test_steps import IN_THE_COURSE

SIZE = OfficeSize(units=2, people=3)


@pytest.fixture
async def small(sqlite_installation: Installation) -> Installation:
    """An office in which everybody reads on Zalo."""
    await build_office(sqlite_installation.database, SIZE)
    async with sqlite_installation.database.writing() as session:
        await session.exec(update(Person).values(locale="en"))
        for person_id in (CHIEF_ID, *SIZE.head_ids):
            chat_id, joined = f"chat-{person_id}", sqlite_installation.now()
            session.add(ChatAccount(channel=Channel.ZALO, person_id=person_id, chat_id=chat_id, joined_at=joined))
    return sqlite_installation


def at(installation: Installation, **settings: Any) -> Chat:
    """The chief's chat on Zalo, in a program with these settings."""
    settings = {"zalo_token": SecretStr("1:secret"), **settings}
    installation = replace(installation, settings=installation.settings.model_copy(update=settings))
    chat = Chat(installation, f"chat-{CHIEF_ID}", Channel.ZALO)
    chat.dispatch = Dispatch(installation, "phieu_bot")
    return chat


def as_drawn(screen: Screen, *addresses: str | None) -> str:
    """All that stands in the chat."""
    return "\n".join(message.text for message in drawn(screen, translator("en"), addresses=addresses).messages)


async def test_a_workbook_is_not_awaited_where_none_can_come(small: Installation) -> None:
    chat = at(small)
    await chat.act("workbook")
    assert chat.screen.expects == ""
    assert "Whoever looks after the server loads it with “phieu import FILE.xlsx”." in chat.text
    assert "Telegram" not in chat.text
    chat = at(small, telegram_token=SecretStr("2:secret"))
    await chat.act("workbook")
    assert "Please send it to me on Telegram" in chat.text


@pytest.mark.parametrize(
    ("action", "command"),
    [
        ("workbook-template", "phieu template FILE.xlsx"),
        ("workbook-current", "phieu template --current FILE.xlsx"),
        ("training-export.2026", "phieu export-training 2026 FILE.xlsx"),
        ("rot-export", "phieu export-rotations FILE.xlsx"),
    ],
)
async def test_a_file_comes_by_its_address_or_it_is_said_who_makes_it(
    small: Installation, action: str, command: str
) -> None:
    chat = at(small)
    await chat.act(action)
    assert command in as_drawn(chat.screen, None)
    served = as_drawn(chat.screen, "https://phieu.example/f/x")
    assert command not in served
    assert "https://phieu.example/f/x" in served


async def announced(installation: Installation, *, picture: bool) -> int:
    """A draft for everybody, with a picture or a document."""
    async with installation.database.writing() as session:
        draft = Announcement(author_id=CHIEF_ID, text="Họp", audience="everyone")
        session.add(draft)
        await session.flush()
        assert draft.id is not None
        session.add(AnnouncementFile(announcement_id=draft.id, name="lich-hop.pdf", picture=picture, content=b"x"))
        return draft.id


@pytest.mark.parametrize(
    ("picture", "served", "said"),
    [
        (False, "", "⚠️ 3 of them read it on Zalo, where this document cannot be sent"),
        (True, "", "⚠️ 3 of them read it on Zalo, where this picture cannot be sent"),
        (
            False,
            "https://phieu.example/hook",
            "📎 3 of them read it on Zalo, where the document comes as a web address",
        ),
        (True, "https://phieu.example/hook", ""),
    ],
)
async def test_it_is_said_before_how_many_get_the_file_otherwise(
    small: Installation,
    picture: bool,  # noqa: FBT001 - pytest gives it by name
    served: str,
    said: str,
) -> None:
    chat = at(small, webhook_url=served or None)
    await chat.act(f"announcement-confirm.{await announced(small, picture=picture)}")
    assert "Shall this announcement go out?" in chat.text
    assert (said in chat.text) if said else ("read it on Zalo, where" not in chat.text)


async def test_a_document_is_told_of_and_can_be_fetched_again(small: Installation) -> None:
    number = await announced(small, picture=False)
    chat = at(small)
    await chat.act(f"announcement-preview.{number}")
    assert "The document “lich-hop.pdf” belongs to this announcement" in as_drawn(chat.screen, None)
    chat = at(small, webhook_url="https://phieu.example/hook")
    await chat.act(f"announcement-preview.{number}")
    served = as_drawn(chat.screen, "https://phieu.example/f/x")
    assert "with a new address, under “📣 Announcements I received”" in served
    assert "https://phieu.example/f/x" in served


async def test_an_announcement_asks_for_no_document(small: Installation) -> None:
    chat = at(small)
    await chat.act("announcement-begin.0")
    assert "Please write the text now, or send a picture." in chat.text
    await chat.tap("🖼 Picture")
    assert "No document can reach me on Zalo." in chat.text


async def test_a_letter_that_may_be_a_result_ends_no_course_at_once(sqlite_installation: Installation) -> None:
    office = await training_office(sqlite_installation)
    course = await office.course(seats=None)
    (made,) = await office.nominated(course, SIZE.head_ids[0] + 1)
    async with office.installation.database.writing() as session:
        await session.exec(update(Nomination).values(state=NominationState.ENROLLED))
        await session.exec(
            update(ChatAccount).where(col(ChatAccount.person_id) == CHIEF_ID).values(channel=Channel.ZALO)
        )
    office.time = IN_THE_COURSE
    chat = Chat(office.installation, f"chat-{CHIEF_ID}", Channel.ZALO)
    chat.dispatch = Dispatch(office.installation, "phieu_bot")
    await chat.act(f"finish-one.{made}")
    assert [key.key for key in drawn(chat.screen, translator("en")).keys] == ["A"]
    await chat.tap("☑️ Finished, without a result")
    assert "such as “Grade A”" in chat.text
    assert set((await office.states(course)).values()) == {NominationState.ENROLLED}
    await chat.tap("☑️ Yes, without a result")
    assert set((await office.states(course)).values()) == {NominationState.FINISHED}
