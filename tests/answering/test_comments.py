"""Comments: what is kept, what is given back, and what the person is told."""

import unicodedata
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from phieu.office import answering
from phieu.office.comment_text import MAX_COMMENT, CommentTooLongError, EmptyCommentError, clean_comment
from phieu.storage.tables import Person
from tests.answering.chat import Chat
from tests.answering.conftest import NOW, OpenOffice
from tests.answering.test_faults import make_ballots_unwritable

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


@pytest.mark.parametrize(("length", "too_many"), [(1001, "1 character"), (2000, "1,000 characters")])
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
    await chat.type("x" * 4000)
    assert "3,000 characters too long" in chat.text
    assert "copy your message above" in chat.text
    assert (chat.screen.discards_input, chat.screen.holds_input) == (False, True)
    assert await kept(office) == ""
    expects, later = chat.screen.expects, NOW + timedelta(seconds=11)
    chat = replace(office, installation=replace(office.installation, now=lambda: later)).chat()
    await chat.type("x" * 900, expected=expects)
    assert await kept(office) == "x" * 900


async def test_the_last_part_of_a_text_that_the_app_cut_up_is_not_the_comment(office: OpenOffice) -> None:
    chat = await at_comment(office)
    for part in ("x" * 4096, "y" * 4096, "z" * 200):
        await chat.type(part)
        assert (chat.screen.discards_input, chat.screen.holds_input) == (False, True)
    assert "7,392 characters too long" in chat.text
    assert await kept(office) == ""


DECLINING = ("Không", "dạ không ạ", "khong co y kien", "Không góp ý.", "No comment", "KO")
SAYING = ("Không có gì", "Không hợp tác với đồng nghiệp", "Nothing", "No, but the meetings are long")


@pytest.mark.parametrize("text", DECLINING)
async def test_who_writes_that_they_have_none_has_none(office: OpenOffice, text: str) -> None:
    chat = await at_comment(office)
    await chat.type(text)
    assert chat.text.startswith("I take it that you have no comment, so I have saved none.")
    assert await kept(office) == ""


@pytest.mark.parametrize("text", SAYING)
async def test_who_says_something_by_similar_words_is_heard(office: OpenOffice, text: str) -> None:
    chat = await at_comment(office)
    await chat.type(text)
    assert await kept(office) == text


async def test_who_has_nothing_more_to_say_keeps_what_they_wrote(office: OpenOffice) -> None:
    chat = await at_comment(office)
    await chat.type("Nên họp ngắn hơn.")
    await chat.tap("✏️ Change the comment")
    await chat.type("không")
    assert chat.text.startswith("I have not taken that as a comment. The one that you wrote before is still there.")
    assert await kept(office) == "Nên họp ngắn hơn."


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


async def test_text_that_nobody_asked_for_is_given_back_and_not_kept(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    await chat.type("Tốt <lắm>")
    assert "I was not waiting for text" in chat.text
    assert "<code>Tốt &lt;lắm&gt;</code>" in chat.screen.text
    assert chat.screen.discards_input
    assert await kept(office) == ""


async def test_long_text_that_nobody_asked_for_stays_with_all_its_parts_until_the_next_tap(office: OpenOffice) -> None:
    chat = office.chat()
    await chat.act(f"question.{office.round}.{office.chief}.0")
    for part in ("x" * 4096, "y"):
        await chat.type(part)
        assert "Your message above disappears with your next tap." in chat.text
        assert (chat.screen.discards_input, chat.screen.holds_input) == (False, True)
    await chat.tap("📝 My ballots (2)")
    assert not chat.screen.expects


async def test_a_comment_that_could_not_be_saved_goes_once_it_is(office: OpenOffice) -> None:
    chat = await at_comment(office)
    await make_ballots_unwritable(office)
    await chat.type("Ngắn.")
    assert "could not be saved just now" in chat.text
    assert (chat.screen.discards_input, chat.screen.holds_input) == (False, True)
    await make_ballots_unwritable(office, undo=True)
    await chat.type("Ngắn.")
    assert await kept(office) == "Ngắn."


async def test_a_comment_of_somebody_who_has_left_meanwhile_is_taken_out_of_the_chat(office: OpenOffice) -> None:
    chat = await at_comment(office)
    async with office.installation.database.writing() as session:
        rater = await session.get_one(Person, office.raters[0])
        rater.active = False
        session.add(rater)
    await chat.type("Ngắn.")
    assert "no longer on the office's staff list" in chat.text
    assert chat.screen.discards_input


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
