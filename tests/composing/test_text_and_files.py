"""The bounds of what an announcement carries."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from phieu.locales.translator import translator
from phieu.office.announcements.files import MEGABYTE, FileError, check_content, check_size
from phieu.office.announcements.text import LONGEST, TextTooLongError, beginning, joined, without_markup
from tests.composing.conftest import picture


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60), st.text(max_size=60))
def test_what_is_joined_shows_both_and_can_be_stored(before: str, more: str) -> None:
    text = joined(str(Markup.escape(before)), str(Markup.escape(more)))
    assert without_markup(text).startswith(without_markup(joined("", str(Markup.escape(before)))))
    assert "\x00" not in text
    text.encode()


def test_formatting_does_not_count() -> None:
    text = f"<b>{'&lt;' * LONGEST}</b>"
    assert joined("", text) == text
    with pytest.raises(TextTooLongError) as error:
        joined(text, "x")
    assert "12.003 ký tự" in error.value.explain(translator("vi"))
    assert beginning("<b>Một</b>\n\nhai &amp; ba", 60) == "Một hai & ba"


@pytest.mark.parametrize("size", [(5000, 5000), (200, 10), (10, 200), (1, 1)])
def test_pictures_within_the_platforms_bounds(size: tuple[int, int]) -> None:
    check_content(picture(*size), picture=True)


@pytest.mark.parametrize("size", [(5001, 5000), (201, 10), (10, 201), (50_000, 50_000)])
def test_pictures_beyond_them(size: tuple[int, int]) -> None:
    with pytest.raises(FileError):
        check_content(head_of_png(*size), picture=True)


def test_sizes() -> None:
    check_size(10 * MEGABYTE, picture=True)
    check_size(20 * MEGABYTE, picture=False)
    for picture_sent, size in ((True, 10 * MEGABYTE + 1), (False, 20 * MEGABYTE + 1)):
        with pytest.raises(FileError):
            check_size(size, picture=picture_sent)
    with pytest.raises(FileError):
        check_content(b"", picture=False)


def head_of_png(width: int, height: int) -> bytes:
    """The beginning of a picture of this size, without its pixels: as a bomb would say it."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
