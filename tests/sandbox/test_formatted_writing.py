"""People who format what they write, and send several pictures at once: what the bot is given."""

from typing import Any

import pytest

from phieu.sandbox.person import Person
from phieu.sandbox.requests import RefusedError
from phieu.sandbox.server import Sandbox
from tests.sandbox.conftest import picture


def received(sandbox: Sandbox) -> list[dict[str, Any]]:
    return [update["message"] for update in sandbox.telegram.updates.pending]


async def test_formatting_comes_as_entities(sandbox: Sandbox, started: Person) -> None:
    source = '<b>Họp 😀</b> <a href="https://a.vn/">đây</a> https://b.vn'
    await started.write_html(source)
    (message,) = received(sandbox)
    assert message["text"] == "Họp 😀 đây https://b.vn"
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in message["entities"]] == [
        ("bold", 0, 6),
        ("text_link", 7, 3),
        ("url", 11, 12),
    ]
    (shown,) = [message for message in await started.conversation() if "Họp" in message.text]
    assert shown.html == source


async def test_a_plain_text_stays_plain(sandbox: Sandbox, started: Person) -> None:
    await started.write("<b>a</b>")
    assert [message["text"] for message in received(sandbox)] == ["<b>a</b>"]
    assert "entities" not in received(sandbox)[0]


async def test_an_album_is_a_message_each_with_the_caption_at_the_first(sandbox: Sandbox, started: Person) -> None:
    await started.send_album([picture(), picture(), picture()], "<i>ba ảnh</i>")
    first, *others = received(sandbox)
    assert first["caption"] == "ba ảnh"
    assert first["caption_entities"] == [{"type": "italic", "offset": 0, "length": 6}]
    assert [message["media_group_id"] for message in others] == [first["media_group_id"]] * 2
    assert not any("caption" in message for message in others)
    await started.send_photo(picture())
    assert "media_group_id" not in received(sandbox)[-1]


@pytest.mark.parametrize("source", ["<b>a", "<table>a</table>", "<b></b>", "x" * 4097])
async def test_what_no_app_would_send_is_impossible(sandbox: Sandbox, started: Person, source: str) -> None:
    with pytest.raises(RefusedError):
        await started.write_html(source)
    assert received(sandbox) == []


@pytest.mark.parametrize(("pictures", "caption"), [(11, ""), (1, "x" * 1025), (2, "<b>")])
async def test_albums_and_captions_have_their_limits(
    sandbox: Sandbox, started: Person, pictures: int, caption: str
) -> None:
    with pytest.raises(RefusedError):
        await started.send_album([picture()] * pictures, caption)
    assert received(sandbox) == []
