"""Formatting, pictures, files and albums, as they reach a conversation over HTTP."""

import io

import pytest
from PIL import Image

from phieu.bot.handlers.telegram_albums import MOST, Albums
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as Phone
from phieu.storage.volatile import InMemory
from tests.bot import echo_flows
from tests.bot.conftest import stands

TOO_LARGE = 20 * 2**20 + 1


def picture(edge: int) -> bytes:
    content = io.BytesIO()
    Image.effect_noise((edge, edge), 50).save(content, "PNG")
    return content.getvalue()


async def test_what_is_written_with_formatting_can_be_shown_with_it(phone: Phone) -> None:
    await phone.tap("show")
    source = (
        '<b>Họp <i>giao ban</i></b> &lt;8h&gt; <a href="https://a.vn/?x=1&amp;y=2">đây</a> <tg-spoiler>mật</tg-spoiler>'
    )
    await phone.write_html(source)
    screen = await phone.sees("giao ban")
    assert screen.html.strip() == source


async def test_a_picture_comes_in_its_largest_size_with_its_caption(phone: Phone) -> None:
    await phone.tap("show")
    content = picture(600)
    await phone.send_photo(content, caption="<b>Sơ đồ</b> & lịch")
    screen = await phone.sees(f"{len(content)} of {len(content)} bytes, photo.jpg")
    assert screen.html.endswith("<b>Sơ đồ</b> &amp; lịch")


async def test_a_file_comes_with_its_caption(phone: Phone) -> None:
    await phone.tap("show")
    await phone.send_document(b"12345", "công văn.pdf", "<i>Xem kỹ</i>")
    screen = await phone.sees("5 of 5 bytes, công văn.pdf")
    assert screen.html.endswith("<i>Xem kỹ</i>")


async def test_of_an_album_the_first_is_taken_and_that_is_said(phone: Phone) -> None:
    await phone.tap("show")
    first, second = picture(20), picture(40)
    await phone.send_album([first, second, second], "ba ảnh")
    screen = await phone.sees(f"{len(first)} of")
    assert "chỉ nhận" in screen.text
    await phone.send_photo(second)
    screen = await phone.sees(f"{len(second)} of")
    assert "chỉ nhận" not in screen.text
    await stands(phone, f"{len(second)} of")


async def test_the_next_album_counts_again() -> None:
    albums = Albums(InMemory())
    assert [await albums.goes_on(1, album) for album in (None, "a", "a", None, "b", "a")] == [
        False, False, True, False, False, True,
    ]  # fmt: skip
    assert not await albums.goes_on(2, "a")
    for chat_id in range(3, 3 + MOST):
        await albums.goes_on(chat_id, "c")
    assert await albums.goes_on(3, "c")
    assert not await albums.goes_on(1, "a")  # forgotten


async def test_a_file_larger_than_a_bot_is_given_gets_a_clear_word(phone: Phone, client: SandboxClient) -> None:
    await phone.tap("show")
    await phone.send_document(b"x" * TOO_LARGE, "big.bin")
    await phone.sees("20 MB")
    assert await client.calls("getFile") == {}  # it would be in vain
    await phone.send_document(b"12345", "small.bin")  # still expected
    await phone.sees("5 of 5 bytes")


@pytest.mark.parametrize("sent", ["document", "photo"])
async def test_a_size_that_was_not_told_is_found_out(phone: Phone, client: SandboxClient, sent: str) -> None:
    await phone.tap("show")
    refusal = "Bad Request: file is too big"
    await client.fault(FaultKind.ERROR, method="getFile", times=1, description=refusal)
    await (phone.send_document(b"1", "a.bin") if sent == "document" else phone.send_photo(echo_flows.PNG))
    await phone.sees("20 MB")
