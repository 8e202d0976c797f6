"""Markup as text and styles: nothing that anybody wrote can become formatting."""

import html
import re

import pytest
from hypothesis import given, settings
from markupsafe import Markup, escape

from phieu.bot.handlers.zalo_styles import styled, written_out
from phieu.bot.zalo_api.answers import Style
from tests.zalo.marked_up import MARKED_UP, WORDS


def shown(text: Markup) -> tuple[str, tuple[Style, ...]]:
    return styled(written_out(text))


def utf16(text: str) -> bytes:
    return text.encode("utf-16-le")


def solid(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None)
@given(WORDS)
def test_what_people_write_stays_as_it_is_and_without_style(text: str) -> None:
    assert shown(escape(text)) == (text.strip(), ())


@settings(deadline=None)
@given(MARKED_UP)
def test_styles_stand_one_after_the_other_within_the_text(text: Markup) -> None:
    plain, styles = shown(text)
    end = 0
    for style in styles:
        assert end <= style.start
        assert style.length > 0
        end = style.start + style.length
        utf16(plain)[2 * style.start : 2 * end].decode("utf-16-le")  # raises within a surrogate pair
        assert set(style.codes) <= set("bius")
        assert list(style.codes) == sorted(set(style.codes))
    assert 2 * end <= len(utf16(plain))


@settings(deadline=None)
@given(MARKED_UP)
def test_only_tags_and_white_space_are_left_out(text: Markup) -> None:
    without_links = re.sub(r"</?a\b[^>]*>", "", str(text))
    plain, _ = styled(written_out(Markup(without_links)))
    quoted = re.sub(r"<blockquote[^>]*>", "“", without_links).replace("</blockquote>", "”")
    assert solid(plain) == solid(html.unescape(re.sub(r"</?[a-z-]+>", "", quoted)))


@settings(deadline=None)
@given(MARKED_UP)
def test_a_text_that_is_styled_a_second_time_stays_the_same(text: Markup) -> None:
    once = written_out(text)
    assert styled(written_out(Markup(once))) == styled(once)


def test_offsets_count_utf_16_units_from_the_first_sign() -> None:
    assert shown(Markup("\n😀 <b>hai</b> <i>🇻🇳</i>\n")) == ("😀 hai 🇻🇳", (Style(3, 3, ("b",)), Style(7, 4, ("i",))))


def test_styles_within_each_other_become_neighbours() -> None:
    text, styles = shown(Markup("<b>a<i>b</i>c</b>"))
    assert text == "abc"
    assert styles == (Style(0, 1, ("b",)), Style(1, 1, ("b", "i")), Style(2, 1, ("b",)))


def test_the_other_names_of_the_styles() -> None:
    text = Markup("<strong>a</strong><em>b</em><ins>c</ins><del>d</del><strike>e</strike>")
    codes = [style.codes for style in shown(text)[1]]
    assert codes == [("b",), ("i",), ("u",), ("s",)]  # the last two stand beside each other


@pytest.mark.parametrize("tag", ["code", "tg-spoiler", 'span class="tg-spoiler"'])
def test_what_zalo_has_no_style_for_is_plain(tag: str) -> None:
    assert shown(Markup(f"vào <{tag}>a1</{tag.partition(' ')[0]}> đi")) == ("vào a1 đi", ())


def test_a_link_has_its_address_behind_its_words() -> None:
    link = Markup('Xem <a href="https://a.vn/?x=1&amp;y=&#34;2&#34;">tại <b>đây</b></a> nhé.')
    assert shown(link) == ('Xem tại đây (https://a.vn/?x=1&y="2") nhé.', (Style(8, 3, ("b",)),))


def test_a_link_whose_words_are_its_address_shows_it_once() -> None:
    assert shown(Markup('<a href="https://a.vn">https://a.vn</a>')) == ("https://a.vn", ())


def test_a_quotation_stands_on_lines_of_its_own() -> None:
    text = Markup("Anh nói:<blockquote expandable>một\nhai</blockquote>Vâng.")
    assert shown(text) == ("Anh nói:\n“một\nhai”\nVâng.", ())
    apart = Markup("Hai ý kiến:\n\n<blockquote>một</blockquote>\n\n<blockquote>hai</blockquote>\n\nHết.")
    assert shown(apart) == ("Hai ý kiến:\n\n“một”\n\n“hai”\n\nHết.", ())


def test_tags_that_do_not_match_do_no_harm() -> None:
    assert shown(Markup("a</b><b>b<i>c</b>d")) == ("abcd", (Style(1, 1, ("b",)), Style(2, 1, ("b", "i"))))


def test_half_a_surrogate_pair_is_left_out() -> None:
    assert shown(Markup("a\ud83db")) == ("ab", ())
