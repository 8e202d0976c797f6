"""HTML to text and entities, and back."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.sandbox.call import Call
from phieu.sandbox.errors import ApiError
from phieu.sandbox.telegram.entities import detect, to_html
from phieu.sandbox.telegram.rich_text import formatted_text, parse_html

# without code, since code within pre says only which language it is
TAGS = ("b", "i", "u", "s", "pre", "blockquote", "tg-spoiler")


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &amp; &quot;c&quot; &#x1F600; &nbsp; & d", 'a <b> & "c" 😀 &nbsp; & d', []),
        ("😀<b>Đ</b>", "😀Đ", [{"type": "bold", "offset": 2, "length": 1}]),
        ("<STRONG>x</STRONG>", "x", [{"type": "bold", "offset": 0, "length": 1}]),
        ("<b></b>x", "x", []),
        (
            "<a href='https://t.me/x?start=1&amp;y'>mở</a>",
            "mở",
            [{"type": "text_link", "offset": 0, "length": 2, "url": "https://t.me/x?start=1&y"}],
        ),
        ("<a>x</a>", "x", []),
        ("<code>x</code>", "x", [{"type": "code", "offset": 0, "length": 1}]),
        ('<span class="tg-spoiler">x</span>', "x", [{"type": "spoiler", "offset": 0, "length": 1}]),
        (
            '<pre><code class="language-python">x</code></pre>',
            "x",
            [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
        ),
        ("<blockquote expandable>x</blockquote>", "x", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
    ],
)
def test_markup_becomes_entities(source: str, text: str, entities: list[dict[str, object]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("ế <p>x</p>", 'Unsupported start tag "p" at byte offset 4'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_bad_markup_is_refused(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {complaint}"


@given(st.text())
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    assert parse_html(html.escape(text)) == (text, [])


marked_up = st.recursive(
    st.text(min_size=1, max_size=5).map(lambda text: html.escape(text, quote=False)),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, min_size=1, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=8,
)


@given(marked_up)
def test_markup_comes_back_the_same(source: str) -> None:
    text, entities = parse_html(source)
    again = parse_html(to_html(text, entities))
    key = lambda entity: (entity["offset"], entity["length"], entity["type"])  # noqa: E731
    assert (again[0], sorted(again[1], key=key)) == (text, sorted(entities, key=key))


@given(marked_up)
def test_entities_lie_within_the_trimmed_text(source: str) -> None:
    call = Call("sendMessage", {"text": f" \n{source} ", "parse_mode": "HTML"})
    text, entities = formatted_text(call, "text", required=False)
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert text == text.strip()
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= length for e in entities)


def test_links_commands_and_mentions_are_found() -> None:
    text = "😀 Gõ /help hoặc t.me/phieu_bot?start=a-1, hỏi @chi_hanh. https://x.vn/a/b."
    units = text.encode("utf-16-le")
    found = [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in detect(text, [])
    ]
    assert found == [
        ("bot_command", "/help"),
        ("url", "t.me/phieu_bot?start=a-1"),
        ("mention", "@chi_hanh"),
        ("url", "https://x.vn/a/b"),
    ]
    assert detect("1/2 và/hoặc a@b.vn", []) == []
    assert detect("/help", [{"type": "code", "offset": 0, "length": 5}]) == []
