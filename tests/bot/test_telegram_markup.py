"""Formatting of what people write: kept where a screen can show it, and never more than that."""

import html
import re

import pytest
from aiogram.types import MessageEntity, User
from hypothesis import given
from hypothesis import strategies as st

from phieu.bot.handlers.telegram_markup import markup_of
from phieu.sandbox.telegram.rich_text import parse_html

KINDS = ("bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote")
OTHERS = ("custom_emoji", "mention", "hashtag", "url", "email", "bot_command", "something_new")


def entity(kind: str, offset: int, length: int, **others: object) -> MessageEntity:
    return MessageEntity(type=kind, offset=offset, length=length, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_formatting_of_a_screen_is_kept(kind: str) -> None:
    markup = markup_of("a <đ> 😀 b", [entity(kind, 2, 6)])
    text, (found,) = parse_html(markup)
    assert text == "a <đ> 😀 b"
    assert found == {"type": kind, "offset": 2, "length": 6}


def test_code_loses_its_language_and_stays_code() -> None:
    assert markup_of("x=1", [entity("pre", 0, 3, language="python")]) == "<pre>x=1</pre>"


@pytest.mark.parametrize("kind", OTHERS)
def test_the_rest_becomes_plain_text(kind: str) -> None:
    assert markup_of("a <b> c", [entity(kind, 2, 3)]) == "a &lt;b&gt; c"


def test_a_person_who_is_named_is_a_name_only() -> None:
    someone = User(id=5, is_bot=False, first_name="An")
    assert markup_of("hỏi An", [entity("text_mention", 4, 2, user=someone)]) == "hỏi An"


@pytest.mark.parametrize("url", ["tg://user?id=5", "javascript:alert(1)", "file:///etc/passwd", ""])
def test_links_that_lead_elsewhere_than_into_the_web_are_dropped(url: str) -> None:
    assert markup_of("đây", [entity("text_link", 0, 3, url=url)]) == "đây"


def test_a_link_cannot_break_out_of_its_tag() -> None:
    markup = markup_of("đây", [entity("text_link", 0, 3, url='HTTPS://a.vn/?x="><b>&y=1')])
    assert markup == '<a href="HTTPS://a.vn/?x=&quot;&gt;&lt;b&gt;&amp;y=1">đây</a>'
    assert parse_html(markup)[1][0]["url"] == 'HTTPS://a.vn/?x="><b>&y=1'


def test_formatting_within_formatting_is_kept_whichever_comes_first() -> None:
    inner, outer = entity("italic", 0, 2), entity("bold", 0, 5)
    assert markup_of("ab cd", [inner, outer]) == "<b><i>ab</i> cd</b>"


@given(
    st.text(st.sampled_from("aệ😀<&\n\u200d"), max_size=20),
    st.lists(st.tuples(st.sampled_from((*KINDS, *OTHERS)), st.integers(0, 9), st.integers(1, 9)), max_size=4),
)
def test_whatever_is_written_shows_as_the_same_text(text: str, parts: list[tuple[str, int, int]]) -> None:
    """Entities side by side, as wide as the text allows: the text that a reader sees is the one that was written."""
    units, entities, start = len(text.encode("utf-16-le")) // 2, [], 0
    for kind, gap, length in parts:
        if start + gap + length <= units and _whole(text, start + gap) and _whole(text, start + gap + length):
            entities.append(entity(kind, start + gap, length))
            start += gap + length
    shown = html.unescape(re.sub(r"<[^>]+>", "", markup_of(text, entities)))
    assert shown == text


def _whole(text: str, offset: int) -> bool:
    """Whether no character is cut in two there."""
    try:
        text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le")
    except UnicodeDecodeError:
        return False
    return True
