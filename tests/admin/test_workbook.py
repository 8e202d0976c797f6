"""The workbook in chat: sent, checked, confirmed; and nothing changes before that."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event, SentFile
from phieu.bot.flow_table import collect
from phieu.bot.flows import home, workbook
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.workbook.importing import apply, examine
from phieu.office.workbook.template import write_template
from phieu.sandbox.sample_office import SAMPLE_OFFICE
from phieu.storage.tables import ChatAccount, Office, Person
from phieu.storage.volatile import InMemory
from phieu.words import Channel
from tests.admin.conftest import NOW
from tests.answering.chat import Chat

EN = translator("en")
ADMIN_NUMBER = "VP007"
FLOWS = collect([home, workbook])


class AdminChat(Chat):
    """A chat whose person sends files."""

    def __init__(self, installation: Installation) -> None:
        super().__init__(installation, "chat-admin")
        self.dispatch = Dispatch(installation, "phieu_bot", FLOWS)

    async def send(self, content: bytes, size: int | None = None) -> Screen:
        async def fetch() -> bytes:
            return content

        file = SentFile("office.xlsx", len(content) if size is None else size, fetch)
        return await self._do(Event(Channel.TELEGRAM, self.chat_id, file=file, expected=self.screen.expects))


@pytest.fixture
async def chat(sqlite_installation: Installation) -> AdminChat:
    """The chat of an admin of the sample office."""
    installation = replace(sqlite_installation, now=lambda: NOW)
    examination = await examine(installation.database, write_template(EN, SAMPLE_OFFICE))
    assert examination.changes
    await apply(installation.database, examination.changes, NOW)
    async with installation.database.writing() as session:
        admin = (await session.exec(select(Person).where(Person.staff_number == ADMIN_NUMBER))).one()
        admin.locale = "en"
        session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=admin.id or 0, chat_id="chat-admin", joined_at=NOW))
    chat = AdminChat(installation)
    await chat.command("workbook")
    return chat


def sample(**changed: list[tuple[object, ...]]) -> bytes:
    """The sample office's workbook with some sheets exchanged; the admin speaks English as in the fixture."""
    rows = SAMPLE_OFFICE | changed
    people = [(*row[:2], "en", *row[3:]) if row[0] == ADMIN_NUMBER else row for row in rows["people"]]
    return write_template(EN, rows | {"people": people})


def with_a_new_name(name: str) -> bytes:
    return sample(people=[(row[0], name, *row[2:]) if row[0] == "VP008" else row for row in SAMPLE_OFFICE["people"]])


async def name_of(chat: Chat, number: str = "VP008") -> str:
    async with chat.dispatch._installation.database.reading() as session:
        return (await session.exec(select(Person.name).where(col(Person.staff_number) == number))).one()


async def test_the_templates_come_as_documents_that_excel_opens(chat: AdminChat) -> None:
    await chat.tap("📄 An empty workbook to fill in")
    (empty,) = chat.screen.attachments
    assert load_workbook(BytesIO(empty.content)).sheetnames
    await chat.tap("↩️ Back", "📗 The office as it is now")
    (filled,) = chat.screen.attachments
    await chat.send(filled.content)
    assert "The office is already as this workbook says" in chat.text


async def test_nothing_changes_before_it_is_confirmed_and_then_just_that_does(chat: AdminChat) -> None:
    before = await name_of(chat)
    await chat.send(with_a_new_name("Bùi Anh <b>Dũng</b>"))
    assert "This workbook would change the office" in chat.text
    assert "Bùi Anh &lt;b&gt;Dũng&lt;/b&gt;" in chat.screen.text
    assert await name_of(chat) == before
    await chat.tap("✅ Change it so")
    assert "The office is now as the workbook says." in chat.text
    assert await name_of(chat) == "Bùi Anh <b>Dũng</b>"


async def test_cancelling_forgets_the_workbook(chat: AdminChat) -> None:
    before = await name_of(chat)
    await chat.send(with_a_new_name("Somebody Else"))
    await chat.tap("✖️ Leave it as it is")
    assert "Nothing has been changed." in chat.text
    await chat.act("workbook-confirm")
    assert "I no longer have that workbook" in chat.text
    assert await name_of(chat) == before


async def test_after_a_restart_the_workbook_is_asked_for_again(chat: AdminChat) -> None:
    before = await name_of(chat)
    await chat.send(with_a_new_name("Somebody Else"))
    restarted = AdminChat(replace(chat.dispatch._installation, volatile=InMemory()))
    await restarted.act(chat.action_of("✅ Change it so"))
    assert "Please send it again." in restarted.text
    assert await name_of(chat) == before


async def test_two_confirmations_change_it_once(chat: AdminChat) -> None:
    await chat.send(with_a_new_name("Somebody Else"))
    confirm = chat.action_of("✅ Change it so")
    await chat.act(confirm)
    await chat.act(confirm)
    assert "I no longer have that workbook" in chat.text
    assert await name_of(chat) == "Somebody Else"


async def test_if_the_office_has_changed_meanwhile_nothing_is_loaded(chat: AdminChat) -> None:
    before = await name_of(chat)
    await chat.send(with_a_new_name("Somebody Else"))
    async with chat.dispatch._installation.database.writing() as session:
        office = await session.get(Office, 1)
        assert office is not None
        office.threshold = 7
        session.add(office)
    await chat.tap("✅ Change it so")
    assert "Somebody has changed the office meanwhile" in chat.text
    assert await name_of(chat) == before


async def test_faults_are_told_with_their_place_and_long_lists_come_whole_as_a_document(chat: AdminChat) -> None:
    people = [(row[0], "", *row[2:]) for row in SAMPLE_OFFICE["people"]]
    await chat.send(sample(people=people))
    lines = [line for line in chat.text.splitlines() if line.startswith("– ")]
    assert len(lines) == 20
    assert all("row" in line and "column" in line for line in lines)
    (document,) = chat.screen.attachments
    assert len(document.content.decode("utf-8-sig").splitlines()) >= len(people)
    assert "workbook-confirm" not in {choice.action for row in chat.screen.rows for choice in row}


async def test_what_is_no_workbook_is_refused_kindly_and_may_be_sent_again(chat: AdminChat) -> None:
    await chat.send(b"not a workbook")
    assert "This is not an Excel workbook" in chat.text
    assert "Nothing has been changed." in chat.text
    assert "📄 An empty workbook to fill in" in chat.labels
    await chat.type("here it is")
    assert "Please send it as a file." in chat.text
    await chat.send(with_a_new_name("Somebody Else"))
    assert "This workbook would change the office" in chat.text


async def test_a_file_that_is_too_large_is_not_even_fetched(chat: AdminChat) -> None:
    async def fetch() -> bytes:
        raise AssertionError

    event = Event(Channel.TELEGRAM, "chat-admin", file=SentFile("big.xlsx", 6_500_000, fetch), expected="workbook-file")
    screen = await chat.dispatch.answer(event)
    assert isinstance(screen, Screen)
    assert "That file has 6.2 MB; a workbook may have 5." in screen.text


async def test_a_file_needs_no_announcement_if_it_comes_from_an_admin(chat: AdminChat) -> None:
    await chat.command("menu")
    assert not chat.screen.expects
    await chat.send(with_a_new_name("Somebody Else"))
    assert "This workbook would change the office" in chat.text
    async with chat.dispatch._installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.staff_number) == ADMIN_NUMBER).values(admin=False))
    await chat.command("menu")
    await chat.send(with_a_new_name("Somebody Else"))
    assert "This workbook would change the office" not in chat.text


@pytest.mark.parametrize("leaves", [True, False])
async def test_an_admin_who_would_lose_the_role_is_warned(chat: AdminChat, leaves: bool) -> None:  # noqa: FBT001 - pytest gives it by name
    warning = "You yourself would no longer be an administrator"
    await chat.send(with_a_new_name("Somebody Else"))
    assert warning not in chat.text
    others = [(*row[:4], True) if row[0] == "VP008" else row for row in SAMPLE_OFFICE["people"]]
    mine = [(*row[:4], False) if row[0] == ADMIN_NUMBER else row for row in others]
    posts = SAMPLE_OFFICE["positions"]
    if leaves:
        mine = [row for row in others if row[0] != ADMIN_NUMBER]
        posts = [row for row in posts if row[0] != ADMIN_NUMBER]
    members = [row for row in SAMPLE_OFFICE["members"] if row[1] != ADMIN_NUMBER]
    await chat.send(sample(people=mine, positions=posts, members=members))
    assert warning in chat.text
    await chat.tap("✅ Change it so")
    assert "The office is now as the workbook says." in chat.text
    await chat.command("workbook")
    assert ("staff list" if leaves else "Here is what you can do.") in chat.text


async def test_what_is_not_to_go_by_chat_is_refused_here_and_nothing_of_it_is_said(chat: AdminChat) -> None:
    _, _, *others = SAMPLE_OFFICE["courses"][-1][:-2]
    ends_on = next(place for place, value in enumerate(others) if isinstance(value, date)) + 1
    others[ends_on] = date(2020, 5, 17)  # before it begins
    await chat.send(sample(courses=[("MAT", "Nội dung mật", *others, True, "Phòng Tổng hợp")]))
    assert "this is not to go by chat, so I have taken the file out of this chat." in chat.text
    assert chat.screen.discards_input
    assert "1 fault" in chat.text, "nothing else of that row is quoted"
    assert "Nội dung mật" not in chat.text
    assert "workbook-confirm" not in {choice.action for row in chat.screen.rows for choice in row}
