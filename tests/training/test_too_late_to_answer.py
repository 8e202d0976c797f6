"""What was typed too late is said to be so in words, and given back; what must not go by chat is not."""

from sqlmodel import select, update

from phieu.office.training.questions import MOST_OPEN
from phieu.storage.tables import Course, Nomination
from phieu.words import NominationState
from tests.answering.chat import Chat
from tests.training.chats import UNIT, TrainingOffice

WHY = "Mẹ tôi đang nằm viện, xin được đi đợt sau."


async def asked_why(office: TrainingOffice) -> Chat:
    """Nominated, and about to say why not; the person's chat."""
    await office.nominated(await office.course(), UNIT[0])
    chat = office.chat(UNIT[0])
    await chat.act("nomination.1")
    await chat.tap("✖️ I cannot")
    return chat


async def test_a_reason_that_comes_after_a_change_is_given_back_with_a_word(office: TrainingOffice) -> None:
    chat = await asked_why(office)
    async with office.installation.database.writing() as session:
        await session.exec(update(Course).values(version=2))
    await chat.type(WHY)
    assert "Something has changed meanwhile." in chat.text
    assert f"<code>{WHY}</code>" in chat.screen.text
    assert (await office.states(1))[UNIT[0]] is NominationState.ASKED


async def test_a_reason_that_comes_after_the_withdrawal_is_given_back_with_a_word(office: TrainingOffice) -> None:
    chat = await asked_why(office)
    async with office.installation.database.writing() as session:
        await session.exec(update(Nomination).values(state=NominationState.WITHDRAWN))
    await chat.type(WHY)
    assert "This nomination can no longer be answered." in chat.text
    assert f"<code>{WHY}</code>" in chat.screen.text


async def test_a_question_too_many_is_given_back(office: TrainingOffice) -> None:
    chat = await asked_why(office)
    for number in range(MOST_OPEN + 1):
        await chat.act("nomination-ask.1")
        await chat.type(f"Câu hỏi thứ {number}")
    assert "Your earlier questions still wait for a reply" in chat.text
    assert f"<code>Câu hỏi thứ {MOST_OPEN}</code>" in chat.screen.text


async def test_what_belongs_to_nothing_any_more_is_not_lost(office: TrainingOffice) -> None:
    chat = await asked_why(office)
    screen = await chat.type(WHY, "nomination-decline.99.1.1")
    assert "I was not waiting for text" in chat.text
    assert screen.holds_input  # their own message stays until the next tap


async def test_a_reason_that_must_not_go_by_chat_is_taken_out_of_it(office: TrainingOffice) -> None:
    await office.nominated(await office.course(), UNIT[0])
    async with office.installation.database.writing() as session:
        await session.exec(update(Course).values(not_by_chat=True, read_from="Phòng Tổ chức"))
    chat = office.chat(UNIT[0])
    await chat.act("nomination.1")
    await chat.tap("✖️ I cannot")
    screen = await chat.type(WHY)
    assert screen.discards_input
    assert WHY not in screen.text
    async with office.installation.database.reading() as session:
        assert list(await session.exec(select(Nomination.refusal))) == [""]
