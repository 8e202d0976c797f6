"""Comments: what is kept, what is given back, and what the person is told."""

import unicodedata
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from phieu.office import answering
from phieu.office.comment_text import MAX_COMMENT, CommentTooLongError, EmptyCommentError, clean_comment
from tests.answering.chat import Chat
from tests.answering.conftest import OpenOffice

MISSING = "\0"


async def at_comment(office: OpenOffice) -> Chat:
    chat = office.chat()
    await chat.act(f"comment.{office.round}.{office.chief}")
    return chat


async def kept(office: OpenOffice) -> str:
    return (await answering.ballot(office.installation, office.raters[0], office.round, office.chief)).comment


async def test_markup_is_kept_as_it_was_typed(office_on_both: OpenOffice) -> None:
    typed = "Họp <b>ngắn</b> & rõ_ràng *hơn*\ndòng hai"
    chat = await at_comment(office_on_both)
    await chat.type(typed)
    assert await kept(office_on_both) == typed
    assert "Họp &lt;b&gt;ngắn&lt;/b&gt; &amp; rõ_ràng *hơn*\ndòng hai" in chat.screen.text


async def test_signs_alone_are_a_comment(office: OpenOffice) -> None:
    chat = await at_comment(office)
    await chat.type("👍🏽❤️")
    assert await kept(office) == "👍🏽❤️"
    assert "It has no words in it; it is kept as it is." in chat.text
    await chat.tap("✏️ Change the comment")
    await chat.type("Tốt")
    assert "no words" not in chat.text
    assert await kept(office) == "Tốt"


@pytest.mark.parametrize(("length", "too_many"), [(1001, "1 character"), (2500, "1,500 characters")])
async def test_a_long_comment_is_given_back_whole(office: OpenOffice, length: int, too_many: str) -> None:
    chat = await at_comment(office)
    await chat.type("Ngắn.")
    await chat.tap("✏️ Change the comment")
    typed = "ă" * length
    await chat.type(typed)
    assert f"is {too_many} too long" in chat.text
    assert "The limit is 1,000" in chat.text
    assert f"<code>{typed}</code>" in chat.screen.text
    assert "The comment that you wrote before is still there." in chat.text
    assert chat.screen.discards_input
    assert await kept(office) == "Ngắn."
    await chat.type("ă" * MAX_COMMENT)  # the screen still expects it
    assert await kept(office) == "ă" * MAX_COMMENT


async def test_a_very_long_comment_stays_until_it_is_shortened(office: OpenOffice) -> None:
    chat = await at_comment(office)
    await chat.type("x" * 10_000)
    assert "9,000 characters too long" in chat.text
    assert "copy your message above" in chat.text
    assert (chat.screen.discards_input, chat.screen.holds_input) == (False, True)
    assert await kept(office) == ""


@pytest.mark.parametrize("kind", ["photo", "sticker", "voice"])
async def test_a_photo_is_no_comment(office: OpenOffice, kind: str) -> None:
    chat = await at_comment(office)
    await chat.type("Ngắn.")
    await chat.tap("✏️ Change the comment")
    await chat.send_other(kind)
    assert "A comment can only be text." in chat.text
    assert "Your comment so far:\nNgắn." in chat.text
    await chat.type("Hai lần.")
    assert await kept(office) == "Hai lần."


async def test_a_comment_is_removed(office: OpenOffice) -> None:
    chat = await at_comment(office)
    await chat.type("Ngắn.")
    await chat.tap("✏️ Change the comment", "Remove the comment")
    assert "No comment." in chat.text
    assert await kept(office) == ""


async def test_text_that_nobody_asked_for_is_not_kept(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.type("Tốt lắm")
    assert "I was not waiting for text" in chat.text
    assert await kept(office) == ""


def test_letters_and_their_marks_become_one_character() -> None:
    assert clean_comment(unicodedata.normalize("NFD", "Tiếng Việt ")) == "Tiếng Việt"


@pytest.mark.parametrize("typed", ["", "  \n ", "\x00\x07", "\u202e\u2066", "\ud800", "\u200b"])
def test_nothing_to_read_is_no_comment(typed: str) -> None:
    with pytest.raises(EmptyCommentError):
        clean_comment(typed)


def test_the_direction_of_what_follows_is_not_turned() -> None:
    assert clean_comment("a\u202eb\u2066c") == "abc"


@given(st.text(st.characters(), max_size=MAX_COMMENT))
def test_what_is_kept_fits_every_database_and_stays_as_it_is(typed: str) -> None:
    text = MISSING
    with suppress(EmptyCommentError, CommentTooLongError):
        text = clean_comment(typed)
    assume(text != MISSING)
    assert 0 < len(text) <= MAX_COMMENT
    assert "\0" not in text
    text.encode()
    assert clean_comment(text) == text
