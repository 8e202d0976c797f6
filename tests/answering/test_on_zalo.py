"""Answering where numbers are typed and all that was said stays in the chat: no screen tells what was answered."""

from dataclasses import replace

import pytest
from sqlmodel import col, update

from phieu.bot.flows.answering.ballot_list import ballot_list
from phieu.bot.flows.answering.question import question_screen
from phieu.bot.screen import Screen
from phieu.office import answering
from phieu.office.answer_numbers import numbers_secret
from phieu.storage.tables import ChatAccount, Person
from phieu.words import Channel
from tests.answering.chat import Chat
from tests.answering.conftest import OpenOffice
from tests.answering.context import context_of

COMMENT = "Lãnh đạo gần gũi, việc giao rõ ràng."


@pytest.fixture
async def chat(office: OpenOffice) -> Chat:
    """The first rater, who has joined on Zalo instead."""
    async with office.installation.database.writing() as session:
        moved = update(ChatAccount).where(col(ChatAccount.person_id) == office.raters[0])
        await session.exec(moved.values(channel=Channel.ZALO))
    return Chat(office.installation, "chat-0", Channel.ZALO)


async def fill_in(chat: Chat, office: OpenOffice, *answers: str) -> None:
    """Answer the chief's ballot, without a comment."""
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.tap(*answers, "No comment ›")


def words_of(screen: Screen) -> str:
    return "\n".join([screen.text, *(choice.label for row in screen.rows for choice in row)])


async def test_no_screen_after_an_answer_depends_on_which_it_was(chat: Chat, office: OpenOffice) -> None:
    """The same walk with the best and with the worst answers reads the same, word for word."""
    walks = [await _walk(chat, office, answer) for answer in ("Excellent", "Not completed")]
    assert walks[0] == walks[1]
    assert not any("✓" in words for words in walks[0])


async def test_a_question_says_that_it_was_dealt_with_and_not_how(chat: Chat, office: OpenOffice) -> None:
    dealt_with = "You have dealt with this question already. Choosing again replaces what you chose before."
    await chat.act(f"question.{office.round}.{office.chief}.0")
    assert dealt_with not in chat.text
    await chat.tap("Skip ›", "‹ Back")
    assert dealt_with in chat.text
    telegram = question_screen(await _view(office), 0, await context_of(office))
    assert dealt_with not in telegram.text
    assert any(choice.label.startswith("✓") for row in telegram.rows for choice in row)


async def test_answers_are_listed_only_after_a_warning(chat: Chat, office: OpenOffice) -> None:
    await fill_in(chat, office, "Good", "Excellent", "Skip ›")
    await chat.type(COMMENT, f"comment.{office.round}.{office.chief}")
    assert "Good" not in words_of(chat.screen)
    assert COMMENT not in chat.text
    assert "A comment of yours is on it." in chat.text
    await chat.tap("Show my answers (they then stay in this chat)")
    assert "Good" not in words_of(chat.screen)
    await chat.tap("Yes, show them")
    assert "→ Good" in chat.text
    assert "→ Excellent" in chat.text
    assert "→ left out" in chat.text
    assert COMMENT in chat.text


async def test_an_answer_can_be_changed_from_where_the_ballot_was_handed_in(chat: Chat, office: OpenOffice) -> None:
    await fill_in(chat, office, "Good", "Good", "Good")
    await chat.tap("✅ Hand in this ballot")
    assert "What you typed still stands in this chat. To delete this chat:" in chat.text
    assert "Nothing of your answers is left" not in chat.text
    await chat.tap("✏️ Change an answer of this ballot")
    second = [row[0].action for row in chat.screen.rows][1]
    await chat.act(second)
    await chat.tap("Excellent")
    view = await _view(office)
    assert (list(view.answers), view.submitted) == ([3, 4, 3], True)


async def test_a_comment_is_not_repeated_and_a_number_is_none(chat: Chat, office: OpenOffice) -> None:
    await fill_in(chat, office, "Good", "Good", "Good")
    await chat.act(f"comment.{office.round}.{office.chief}")
    assert "Your message stays in this chat" in chat.text
    for typed in ("2", " 2. ", "(12)"):
        await chat.type(typed)
        assert "I have not taken that number as a comment." in chat.text
    assert (await _view(office)).comment == ""
    await chat.type(COMMENT)
    assert "✓ Your comment has been saved." in chat.text
    assert "taken out" not in chat.text
    await chat.tap("✏️ Change the comment")
    assert COMMENT not in chat.text
    assert "You have written a comment already." in chat.text
    assert (await _view(office)).comment == COMMENT


async def test_what_is_too_long_stays_above_and_its_rest_is_no_comment(chat: Chat, office: OpenOffice) -> None:
    """An app may have cut the text in two anywhere."""
    await fill_in(chat, office, "Good", "Good", "Good")
    await chat.type("x" * 1001, f"comment.{office.round}.{office.chief}")
    assert "x" * 10 not in chat.text
    assert "It stays in this chat." in chat.text
    await chat.type("và phần còn lại")
    assert (await _view(office)).comment == ""


async def test_numbers_are_mixed_for_each_question_unless_somebody_asked_otherwise(office: OpenOffice) -> None:
    view, zalo = await _view(office), await context_of(office, channel=Channel.ZALO)
    one, other = (question_screen(view, place, zalo) for place in (0, 1))
    assert len({one.shuffled_by, other.shuffled_by, b""}) == 3
    assert question_screen(view, 0, zalo, amending=True).shuffled_by == one.shuffled_by
    answers = [choice for row in one.rows for choice in row if choice.answer]
    assert [choice.label for choice in answers][-2:] == ["Not enough contact to say", "Skip ›"]
    assert all(choice.action.startswith("answer.") for choice in answers)
    assert "they are mixed anew" in one.text
    assert not question_screen(view, 0, await context_of(office)).shuffled_by
    assert isinstance(zalo.person, Person)
    fixed = replace(zalo, person=Person(**zalo.person.model_dump() | {"fixed_numbers": True}))
    screen = question_screen(view, 0, fixed)
    assert (screen.shuffled_by, "mixed" in screen.text) == (b"", False)


def test_the_secret_is_another_for_everything_it_is_made_from() -> None:
    made = {
        numbers_secret(key, rater, ratee, question)
        for key in (b"k" * 32, b"l" * 32)
        for rater, ratee in ((1, 23), (12, 3), (23, 1), (1, 3))
        for question in ("a", "b")
    }
    assert len(made) == 16
    assert {len(one) for one in made} == {32}


async def test_the_numbers_come_from_a_key_that_dies_with_the_round(office: OpenOffice) -> None:
    view, zalo = await _view(office), await context_of(office, channel=Channel.ZALO)
    key = office.installation.keyring.round_key(office.round)
    assert key is not None
    code = view.form.questions[0].code
    assert question_screen(view, 0, zalo).shuffled_by == numbers_secret(key, office.raters[0], office.chief, code)


async def test_each_ballot_is_one_line_of_the_list(office: OpenOffice, chat: Chat) -> None:
    await chat.command("ballots")
    assert chat.labels == [
        "▶ Begin",
        "⬜ Nguyễn Văn An (Chánh Văn phòng, Phòng Hành chính) · not begun",
        "⬜ Trần Thị Bình (Trưởng phòng, Phòng Hành chính) · not begun",
        "🏠 Main menu",
    ]
    view, zalo = await _view(office), await context_of(office, channel=Channel.ZALO)
    many = ballot_list([replace(view, ratee=replace(view.ratee, id=n)) for n in range(40)], zalo)
    assert len(many.rows) == 42


async def _view(office: OpenOffice) -> answering.BallotView:
    return await answering.ballot(office.installation, office.raters[0], office.round, office.chief)


async def _walk(chat: Chat, office: OpenOffice, answer: str) -> list[str]:
    """All that stands in the chat after one has answered this to every question."""
    ballot = f"{office.round}.{office.chief}"
    screens = [await chat.act(f"question.{ballot}.0")]
    for _ in range(3):
        await chat.tap(answer)
        screens.append(chat.screen)
    again = [f"amend.{ballot}.{place}" for place in range(3)]
    verbs = ("comment", "review", "amend-which", "answers", "ballot", "submit", "review")
    others = [f"{verb}.{ballot}" for verb in verbs]
    screens += [await chat.act(action) for action in [*others, *again, "ballots", "continue"]]
    await chat.act(f"withdrawn.{ballot}")
    return [words_of(screen) for screen in screens]
