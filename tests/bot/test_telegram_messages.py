"""Screens within Telegram's limits: nothing is lost, no tag is torn apart."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from phieu.bot.handlers.marked_up_text import fits, pieces
from phieu.bot.handlers.telegram_messages import buttons_of, messages_of, picked
from phieu.bot.screen import Attachment, Choice, Screen

TAGS = st.sampled_from(["b", "i", "code", "blockquote"])
WORDS = st.text(st.sampled_from("aệ😀<&\n \u200d"), max_size=30).map(html.escape)
MARKED_UP = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.builds(lambda tag, text: f"<{tag}>{text}</{tag}>", TAGS, inner),
    ),
    max_leaves=20,
)


def shown(text: str) -> str:
    return html.unescape(re.sub(r"</?[a-z]+>", "", text))


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def is_balanced(text: str) -> bool:
    opened: list[str] = []
    for close, tag in re.findall(r"<(/?)([a-z]+)>", text):
        if not close:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            return False
    return not opened


def solid(text: str) -> str:
    return "".join(text.split())


@given(MARKED_UP, st.integers(2, 40))
def test_pieces_hold_everything_within_the_limit(text: str, limit: int) -> None:
    cut = pieces(text, limit)
    assert solid("".join(map(shown, cut))) == solid(shown(text))
    assert all(utf16(shown(piece)) <= limit and is_balanced(piece) for piece in cut)
    assert all(solid(shown(piece)) for piece in cut) or len(cut) == 1


SENTENCES = st.text(st.sampled_from("aệ b, "), min_size=1, max_size=400).map(lambda text: "x" + text.strip() + ".")
LETTERS = st.lists(SENTENCES, min_size=30, max_size=60).map("\n\n".join)


@given(LETTERS)
@settings(max_examples=30)
def test_a_letter_is_cut_between_paragraphs_and_nothing_of_it_is_lost(text: str) -> None:
    cut = pieces(text, 4096)
    assert "\n\n".join(cut) == text
    assert all(utf16(piece) <= 4096 for piece in cut)


@given(MARKED_UP, st.integers(0, 200))
def test_what_fits_is_what_shows_in_so_many_units(text: str, limit: int) -> None:
    assert fits(text, limit) == (utf16(shown(text)) <= limit)


def test_lines_stay_whole_where_they_can() -> None:
    assert pieces("<b>one\ntwo</b>\nthree", 8) == ["<b>one\ntwo</b>", "three"]
    assert pieces("<b>one\ntwo</b>", 5) == ["<b>one</b>", "<b>two</b>"]


def test_a_cut_prefers_a_paragraph_then_a_line_then_a_word() -> None:
    assert pieces("aaaa\n\nbb\nc d", 10) == ["aaaa", "bb\nc d"]
    assert pieces("aaaa bb\nccc d", 10) == ["aaaa bb", "ccc d"]
    assert pieces("aaaa bb ccc d", 10) == ["aaaa bb", "ccc d"]
    assert pieces("aaaabbbbcccd", 10) == ["aaaabbbbcc", "cd"]


def test_a_heading_does_not_stand_alone_before_a_long_paragraph() -> None:
    assert pieces("a\n\nbbbb bbbb bbbb", 12) == ["a\n\nbbbb bbbb", "bbbb"]


@pytest.mark.parametrize("emoji", ["👩🏽‍💼", "🇻🇳", "❤️", "ệ", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_what_shows_as_one_sign_is_never_cut(emoji: str) -> None:
    text = "x" + emoji * 40
    cut = pieces(text, 20)
    assert "".join(cut) == text
    assert all(set(piece.removeprefix("x").split(emoji)) == {""} for piece in cut)


def test_a_sign_without_end_is_cut_all_the_same() -> None:
    cut = pieces("<b>e" + "\u0301" * 50 + "</b>", 20)
    assert "".join(map(shown, cut)) == "e" + "\u0301" * 50


def test_white_space_at_the_end_makes_no_empty_message() -> None:
    assert pieces("<b>" + "x" * 10 + "\n\n</b>", 10) == ["<b>" + "x" * 10 + "</b>"]


def test_a_short_text_is_the_caption_of_the_last_attachment() -> None:
    sheet, picture = Attachment("a.txt", b"a"), Attachment("b.png", b"b", picture=True)
    first, last = messages_of(Screen(Markup("text"), attachments=(sheet, picture)))
    assert (first.text, first.attachment) == ("", sheet)
    assert (last.text, last.attachment) == ("text", picture)


def test_a_long_text_follows_its_attachment() -> None:
    picture = Attachment("b.png", b"b", picture=True)
    choice = Choice("on", "on")
    first, last = messages_of(Screen(Markup("x" * 1025), ((choice,),), attachments=(picture,)))
    assert (first.text, first.attachment, first.buttons) == ("", picture, ())
    assert (last.text, last.attachment, last.buttons) == ("x" * 1025, None, ((("on", "on"),),))


def test_a_button_of_a_screen_that_stays_says_so() -> None:
    rows = ((Choice("on", "on.1"), Choice("long", "x" * 64)),)
    stays, goes = Screen(Markup("a"), rows, keeps=True), Screen(Markup("a"), rows)
    assert buttons_of(stays) == ((("on", "+on.1"), ("long", "x" * 64)),)
    assert buttons_of(goes) == ((("on", "on.1"), ("long", "x" * 64)),)
    assert picked("+on.1") == ("on.1", True)
    assert picked("on.1") == ("on.1", False)
