"""Markup that the platform strips: Markdown and HTML, as far as they are known."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.sandbox.utf16 import utf16_length
from phieu.sandbox.zalo.html import parse_html
from phieu.sandbox.zalo.markdown import parse_markdown
from phieu.sandbox.zalo.rich_text import CODES

Span = tuple[int, int, str]


def spans(styles: list[dict[str, Any]]) -> list[Span]:
    return [(style["start"], style["len"], " ".join(style["st"])) for style in styles]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("a **b** c", "a b c", [(2, 1, "b")]),
        ("__ế__ *nghiêng* _i_", "ế nghiêng i", [(0, 1, "b"), (2, 7, "i"), (10, 1, "i")]),
        ("***cả hai***", "cả hai", [(0, 6, "b i")]),
        ("~~bỏ~~ `x*y*z`", "bỏ x*y*z", [(0, 2, "s")]),
        ("**đậm *và* nghiêng**", "đậm và nghiêng", [(0, 14, "b"), (4, 2, "i")]),
        ("😀 **b**", "😀 b", [(3, 1, "b")]),
        ("{red}đỏ{/red} {big}to{/big} {blue}x{/blue}", "đỏ to {blue}x{/blue}", [(0, 2, "c_db342e"), (3, 2, "f_18")]),
        ("# Đầu **đề**\ntiếp", "Đầu đề\ntiếp", [(0, 6, "b f_18"), (4, 2, "b")]),
        ("##### không", "##### không", []),
        (r"\*không\* \_đậm\_", "*không* _đậm_", []),
        ("ma_so_can_bo 2 * 3 * 4", "ma_so_can_bo 2 * 3 * 4", []),
        ("[nhãn](https://x.example)", "[nhãn](https://x.example)", []),
        ("1. một\n- hai", "1. một\n- hai", []),
        ("**chưa đóng", "**chưa đóng", []),
    ],
)
def test_markdown(source: str, text: str, expected: list[Span]) -> None:
    found, styles = parse_markdown(source)
    assert (found, spans(styles)) == (text, expected)


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("a <b>b</b> <i>c</i>", "a b c", [(2, 1, "b"), (4, 1, "i")]),
        ("<strong>đậm <em>và</em></strong>", "đậm và", [(0, 6, "b"), (4, 2, "i")]),
        ("<u>x</u><s>y</s><del>z</del>", "xyz", [(0, 1, "u"), (1, 1, "s"), (2, 1, "s")]),
        ("&lt;b&gt; &amp;", "<b> &", []),
        ("<p>một</p><p>hai</p>", "một\nhai", []),
        ("<ul><li>một</li><li>hai</li></ul>", "một\nhai", []),
        ("<h1>Đề</h1>thân", "Đề\nthân", [(0, 2, "f_20")]),
        ("a<br>b", "a\nb", []),
        ("<code>x</code> <b>chưa đóng", "x chưa đóng", []),
        ("</b>x<b></b>", "x", []),
    ],
)
def test_html(source: str, text: str, expected: list[Span]) -> None:
    found, styles = parse_html(source)
    assert (found, spans(styles)) == (text, expected)


@given(st.text(alphabet="ab ế😀*_~`#{}/\\<>b&;\n-", max_size=60))
def test_styles_lie_within_the_text_whatever_is_written(source: str) -> None:
    for parse in (parse_markdown, parse_html):
        text, styles = parse(source)
        for style in styles:
            assert style["len"] > 0
            assert 0 <= style["start"] < style["start"] + style["len"] <= utf16_length(text)
            assert set(style["st"]) <= CODES
