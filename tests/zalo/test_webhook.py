"""The webhook's door: who may come in, in which form, and that nothing of what comes is told."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from phieu.bot.handlers.zalo_webhook import MAX_BYTES, SECRET_HEADER, receiver
from phieu.bot.zalo_api.updates import ZaloUpdate

SECRET, PATH, ME = "0f" * 32, "/zalo", "77"
EVENT: dict[str, Any] = {
    "event_name": "message.text.received",
    "message": {
        "message_id": "m1",
        "date": 1780000000123,
        "from": {"id": "lan", "is_bot": False},
        "chat": {"id": "lan", "chat_type": "PRIVATE"},
        "text": "bí mật",
    },
}


@dataclass
class Door:
    url: str = ""
    came: list[str] = field(default_factory=list)
    fails: bool = False
    held: asyncio.Event | None = None

    async def take(self, update: ZaloUpdate) -> None:
        self.came.append(update.text)
        if self.held:
            await self.held.wait()
        if self.fails:
            raise ValueError(update.text)

    async def post(self, body: bytes, secret: str | None = SECRET, **headers: str) -> int:
        """The status that answers it."""
        if secret is not None:
            headers[SECRET_HEADER] = secret
        async with (
            aiohttp.ClientSession(skip_auto_headers=["Content-Type"]) as session,
            session.post(self.url, data=BytesIO(body), headers=headers) as reply,
        ):
            return reply.status


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    door = Door()
    app = web.Application()
    app.router.add_post(PATH, receiver(SECRET, ME, door.take))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    door.url = f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}"
    yield door
    await runner.cleanup()


def as_bytes(body: object) -> bytes:
    return json.dumps(body).encode()


@pytest.mark.parametrize("body", [EVENT, {"ok": True, "result": EVENT}], ids=["flat", "enveloped"])
@pytest.mark.parametrize("kind", [None, "application/json", "text/plain"])
async def test_both_forms_come_in_whatever_they_are_called(door: Door, body: object, kind: str | None) -> None:
    headers = {} if kind is None else {"Content-Type": kind}
    assert await door.post(as_bytes(body), **headers) == 200
    assert door.came == ["bí mật"]


@pytest.mark.parametrize("secret", [None, "", "0f" * 31, SECRET + "0", SECRET.upper(), "é", "bí mật"])
async def test_without_the_secret_nothing_comes_in(door: Door, secret: str | None) -> None:
    assert await door.post(as_bytes(EVENT), secret) == 403
    assert await door.post(as_bytes({"ok": True, "result": {}}), secret) == 403
    assert door.came == []


@pytest.mark.parametrize("secret", [None, "wrong", SECRET])
@pytest.mark.parametrize("body", [b"", b" \n", b"{}", b"null", b"{", b"\xff\xfe", b"a=1", b"[" * 100_000])
async def test_a_probe_is_answered_kindly_and_comes_to_nothing(door: Door, body: bytes, secret: str | None) -> None:
    assert await door.post(body, secret) == 200
    assert door.came == []


@pytest.mark.parametrize(
    "body",
    [
        [1],
        "text",
        12,
        {"event_name": "user.follow"},
        {"event_name": "x", "message": {}},
        EVENT | {"message": EVENT["message"] | {"from": {"id": ME}}},
    ],
)
async def test_unknown_events_are_taken_for_what_they_are(door: Door, body: object) -> None:
    assert await door.post(as_bytes(body)) == 200
    assert door.came == []


async def test_what_is_too_large_is_not_read(door: Door) -> None:
    assert await door.post(b" " * MAX_BYTES + as_bytes(EVENT)) == 413
    assert await door.post(b" " * (MAX_BYTES - 1000) + as_bytes(EVENT)) == 200
    assert door.came == ["bí mật"]


async def test_a_body_that_cannot_be_unpacked_or_breaks_off(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    assert await door.post(b"bi mat", **{"Content-Encoding": "gzip"}) == 200
    host, port = door.url.removeprefix("http://").removesuffix(PATH).split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"POST {PATH} HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\nbi mat".encode())
    await writer.drain()
    writer.close()
    await writer.wait_closed()
    assert await door.post(as_bytes(EVENT)) == 200
    assert reader is not None
    assert "bi mat" not in caplog.text


async def test_it_is_confirmed_once_it_has_been_dealt_with(door: Door) -> None:
    door.held = asyncio.Event()
    posting = asyncio.ensure_future(door.post(as_bytes(EVENT)))
    done, _ = await asyncio.wait([posting], timeout=0.1)
    assert not done
    door.held.set()
    assert await posting == 200


async def test_what_fails_is_not_asked_for_again_and_not_quoted(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.fails = True
    assert await door.post(as_bytes(EVENT)) == 200
    assert "an update by webhook failed: ValueError" in caplog.text
    assert "bí mật" not in caplog.text


async def test_only_posts_at_its_own_path(door: Door) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(door.url) as reply:
            assert reply.status == 405
        async with session.post(f"{door.url}/more", data=as_bytes(EVENT)) as reply:
            assert reply.status == 404
