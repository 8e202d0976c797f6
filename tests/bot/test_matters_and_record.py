"""The list of what waits for an answer, and the way to one's own record."""

import pytest

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.dispatch import Dispatch
from phieu.bot.flow_table import collect
from phieu.bot.flows import home, matters, my_record
from phieu.bot.flows.matter import Matter
from phieu.bot.screen import Row, row
from tests.admin.conftest import NO_ADMIN, AdminOffice, office  # noqa: F401
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID


async def nothing(_context: Context) -> list[Matter]:
    return []


async def many(context: Context) -> list[Matter]:
    """What waits is the reader's own: nobody else's list has it."""
    name = context.somebody.name
    return [Matter(f"{number}. {name} " + "ừ" * 40, action("thing", number)) for number in range(1, 11)]


async def no_row(_context: Context) -> Row | None:
    return None


async def a_row(context: Context) -> Row | None:
    return row(f"🎓 {context.somebody.name}", "my-things")


@pytest.fixture
def chat(office: AdminOffice, monkeypatch: pytest.MonkeyPatch) -> Chat:  # noqa: F811
    monkeypatch.setattr(matters, "SOURCES", ())
    monkeypatch.setattr(my_record, "SOURCES", ())
    chat = office.chat(NO_ADMIN)
    chat.dispatch = Dispatch(office.installation, "phieu_bot", collect([home, matters, my_record]))
    return chat


async def test_without_anything_the_menu_is_short(chat: Chat) -> None:
    await chat.command("menu")
    assert chat.labels == ["📝 My ballots", "📊 Results", "🗂 My record", "🔒 Privacy", "🌐 Language"]
    await chat.command("matters")
    assert chat.text == "📬 Nothing waits for your answer."
    await chat.tap("🏠 Main menu")
    assert "what would you like to do?" in chat.text


async def test_what_waits_is_counted_and_listed_in_pages(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matters, "SOURCES", (nothing, many))
    await chat.command("menu")
    await chat.tap("📬 For you to answer (10)")
    assert len(chat.labels) == 8 + 2
    assert all(len(label) <= 40 for label in chat.labels)
    assert chat.labels[0].startswith(f"1. Người mẫu {NO_ADMIN} ")
    await chat.tap("Next ▶")
    assert [choice.action for (choice, *_) in chat.screen.rows] == ["thing.9", "thing.10", "matters.0", "home"]
    await chat.tap("◀ Previous")
    assert chat.labels[0].startswith("1. ")


@pytest.mark.parametrize("forged", ["matters.9", "matters.x", "matters.-1", "matters.1.2"])
async def test_a_page_that_does_not_exist_is_answered_kindly(
    chat: Chat, monkeypatch: pytest.MonkeyPatch, forged: str
) -> None:
    monkeypatch.setattr(matters, "SOURCES", (many,))
    await chat.act(forged)
    assert chat.labels[-1] in {"🏠 Main menu", "🌐 Language"}


async def test_the_record_says_when_it_is_empty(chat: Chat) -> None:
    await chat.command("menu")
    await chat.tap("🗂 My record")
    assert "is on record yet" in chat.text
    assert chat.labels == ["🔎 What is kept of me", "🏠 Main menu"]


async def test_the_record_leads_to_what_there_is(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(my_record, "SOURCES", (no_row, a_row))
    await chat.command("record")
    assert chat.labels == [f"🎓 Người mẫu {NO_ADMIN}", "🔎 What is kept of me", "🏠 Main menu"]


async def test_help_says_whose_name_goes_where(chat: Chat) -> None:
    await chat.command("help")
    assert "keep your answers secret" in chat.text
    assert "with your name" in chat.text


async def test_what_somebody_typed_who_lost_the_role_is_given_back(office: AdminOffice) -> None:  # noqa: F811
    chat = office.chat(NO_ADMIN)
    await chat.command("menu")
    await chat.type("Họp <b>giao ban</b>", expected="invite-find")
    assert "&lt;b&gt;giao ban&lt;/b&gt;" in chat.screen.text
    assert "That is for the people who look after this assistant." in chat.text
    await office.chat(CHIEF_ID).command("menu")
