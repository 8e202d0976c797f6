"""Putting a reminder off until the next working day; and what an old reminder does when it is tapped."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import update

from phieu.bot.dispatch import Dispatch
from phieu.storage.tables import Office
from phieu.words import RoundState
from tests.answering.chat import Chat
from tests.reminders.conftest import DUE, HALF, ONE, Owing, chats
from tests.rounds import open_round

MINUTE = timedelta(minutes=1)
NEXT_DAY = HALF + timedelta(days=1)


@pytest.fixture
def chat(office: Owing) -> Chat:
    """Rater 1, with the reminder of half time before them."""
    chat = Chat(office.installation, "chat-1")
    chat.dispatch = Dispatch(office.installation, "phieu_bot")
    return chat


async def reminded(office: Owing, chat: Chat, at: datetime = HALF) -> None:
    """Show the reminder in the chat."""
    office.time = at
    async with office.reminding() as reminding:
        await reminding.remind_of_ballots(office.installation)
        await reminding.sent()
    chat._screen = dict(office.said)[chat.chat_id]
    office.said.clear()


async def test_a_reminder_says_what_is_owed_and_offers_two_ways(office: Owing, chat: Chat) -> None:
    await reminded(office, chat)
    assert chat.labels == ["▶ To the next question", "⏰ Remind me tomorrow"]
    assert "Dear Lê Văn 1,\nYou still have 2 ballots to hand in." in chat.text
    assert "Evaluation, first half of 2026\nDue by 23:59, 15 June 2026." in chat.text
    assert not chat.screen.keeps
    await chat.tap("▶ To the next question")
    assert "Ballot 1 of 2" in chat.text


async def test_who_puts_it_off_is_reminded_the_next_working_day_once(office: Owing, chat: Chat) -> None:
    await reminded(office, chat)
    await chat.tap("⏰ Remind me tomorrow")
    assert "I will remind you again on 9 June 2026 at 09:00" in chat.text
    assert await office.step(NEXT_DAY - MINUTE) == []
    assert await office.step(NEXT_DAY) == chats(1)
    assert await office.step(NEXT_DAY + MINUTE) == []
    assert await office.runs() == [(office.round, HALF)]


async def test_who_has_handed_in_meanwhile_hears_nothing(office: Owing, chat: Chat) -> None:
    await reminded(office, chat)
    await chat.tap("⏰ Remind me tomorrow")
    await office.hand_in(1)
    assert await office.step(NEXT_DAY) == []


async def test_a_regular_reminder_of_the_same_morning_comes_in_its_place(office: Owing, chat: Chat) -> None:
    async with office.installation.database.writing() as session:
        await session.exec(update(Office).values(reminders="half,4"))
    await reminded(office, chat)
    await chat.tap("⏰ Remind me tomorrow")
    assert await office.step(NEXT_DAY) == chats(0, 1, 2, 3, 4, 5)  # four working days before the last
    assert await office.step(NEXT_DAY + MINUTE) == []


async def test_over_a_weekend_the_button_names_the_day(office: Owing, chat: Chat) -> None:
    await reminded(office, chat, ONE)
    await chat.tap("⏰ Remind me on 15 June 2026")
    assert await office.step(ONE + timedelta(days=1)) == []
    assert await office.step(datetime(2026, 6, 15, 2, tzinfo=UTC)) == chats(1)


async def test_on_the_last_day_it_is_not_offered_and_an_old_button_says_so(office: Owing, chat: Chat) -> None:
    office.time = datetime(2026, 6, 15, 3, tzinfo=UTC)
    await chat.act("remind-later")
    assert "I cannot put this off any more" in chat.text
    assert "▶ To the next question" in chat.labels
    await office.change(office.round, due_at=DUE - timedelta(days=3))  # as if it closed on Friday
    await reminded(office, chat, datetime(2026, 6, 11, 2, tzinfo=UTC))
    assert chat.labels == ["▶ To the next question", "⏰ Remind me tomorrow"]
    office.time = datetime(2026, 6, 12, 2, tzinfo=UTC)
    await chat.act("remind-later")
    assert "I cannot put this off any more" in chat.text
    assert await office.installation.volatile.snoozes.due(DUE) == []


async def test_one_of_two_rounds_that_is_still_open_then_is_enough(office: Owing, chat: Chat) -> None:
    later = DUE + timedelta(days=7)
    more = {office.ratees[0]: {"Staff": office.raters}}
    await open_round(office.installation, more, period="2026-H2", due_at=later)
    office.time = datetime(2026, 6, 15, 3, tzinfo=UTC)
    await chat.act("remind-later")
    assert "I will remind you again on 16 June 2026" in chat.text


async def test_an_old_reminder_tapped_when_nothing_is_owed_gets_a_kind_word(office: Owing, chat: Chat) -> None:
    await reminded(office, chat)
    later, onwards = chat.action_of("⏰ Remind me tomorrow"), chat.action_of("▶ To the next question")
    await office.hand_in(1)
    for old in (later, onwards):
        await chat.act(old)
        assert "You have handed in all your ballots. Thank you!" in chat.text
    await office.change(office.round, state=RoundState.CLOSED)
    for old in (later, onwards):
        await chat.act(old)
        assert "There is no ballot for you at the moment." in chat.text
    assert await office.installation.volatile.snoozes.due(DUE) == []


async def test_who_is_not_asked_can_put_nothing_off(office: Owing) -> None:
    stranger = Chat(office.installation, "chat-unknown")
    stranger.dispatch = Dispatch(office.installation, "phieu_bot")
    await stranger.act("remind-later")
    assert "nhập mã" in stranger.text
    assert await office.installation.volatile.snoozes.due(DUE) == []
