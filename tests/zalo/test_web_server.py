"""The one web server: who is let in where, what is fetched, and what looks like nothing at all."""

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from phieu.bot.handlers.public_files import LASTS, PublicFiles
from phieu.bot.handlers.web_addresses import below, path_of
from phieu.bot.handlers.web_server import WebServer
from phieu.bot.screen import Attachment
from phieu.monitoring.watch import Watch
from phieu.settings import Settings
from phieu.start_error import StartError
from phieu.storage.volatile import InMemory
from phieu.words import Channel
from tests.bot.test_program import free_port

SECRET = "a-secret_of_the_webhook"
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n and what it shows"


@dataclass
class Served:
    """A server that runs, and somebody who calls it."""

    server: WebServer
    files: PublicFiles
    caller: aiohttp.ClientSession
    now: datetime = NOW

    async def asks(self, method: str, url: str, **more: Any) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers; those that tell the time are left out."""
        async with self.caller.request(method, url, **more) as response:
            headers = {name: value for name, value in response.headers.items() if name != "Date"}
            return response.status, await response.read(), headers


def settings_for(port: int, path: str = "/telegram", **others: Any) -> Settings:
    values: dict[str, Any] = {
        "telegram_token": "1:a",
        "zalo_token": "2:b",
        "webhook_url": f"http://127.0.0.1:{port}{path}",
        "webhook_secret": SECRET,
        "webhook_port": port,
    } | others
    return Settings(_env_file=None, **values)


@pytest.fixture(params=["/telegram", "/", "", "/a%20b/{c}", "/telegram?office=1"])
async def served(request: pytest.FixtureRequest) -> AsyncIterator[Served]:
    settings = settings_for(free_port(), request.param)
    async with aiohttp.ClientSession() as caller:
        files = PublicFiles(InMemory(), settings.webhook_url, lambda: it.now)
        it = Served(WebServer(settings, Watch(NOW), files), files, caller)
        await it.server.start()
        yield it
        await it.server.stop()


async def heard(request: web.Request) -> web.StreamResponse:
    return web.Response(text=f"heard {await request.text()}")


async def test_each_platform_is_let_in_at_its_own_address(served: Served) -> None:
    for channel in Channel:
        assert (await served.asks("POST", served.server.urls[channel], data="x"))[0] == 503  # come again
    served.server.let_in(Channel.ZALO, heard)
    assert (await served.asks("POST", served.server.urls[Channel.ZALO], data="x"))[:2] == (200, b"heard x")
    assert (await served.asks("POST", served.server.urls[Channel.TELEGRAM], data="x"))[0] == 503
    served.server.let_in(Channel.TELEGRAM, heard)
    assert (await served.asks("POST", served.server.urls[Channel.TELEGRAM], data="y"))[:2] == (200, b"heard y")
    assert (await served.asks("GET", served.server.urls[Channel.ZALO]))[0] == 405
    assert len({path_of(url) for url in served.server.urls.values()}) == 2


async def test_what_fails_is_neither_quoted_nor_asked_for_again(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_request: web.Request) -> web.StreamResponse:
        raise ValueError("a secret")

    served.server.let_in(Channel.ZALO, fail)
    assert (await served.asks("POST", served.server.urls[Channel.ZALO]))[0] == 200
    assert "ValueError" in caplog.text
    assert "a secret" not in caplog.text


async def test_a_file_is_fetched_at_its_address(served: Served) -> None:
    url = await served.files.publish(Attachment("phieu.png", PNG, picture=True))
    assert url is not None
    status, body, headers = await served.asks("GET", url)
    assert (status, body, headers["Content-Type"]) == (200, PNG, "image/png")
    status, body, only = await served.asks("HEAD", url)
    assert (status, body, only) == (200, b"", headers)


async def test_whatever_is_not_there_looks_the_same(served: Served) -> None:
    url = await served.files.publish(Attachment("phieu.png", PNG, picture=True))
    assert url is not None
    site = url.partition("/f/")[0]
    addresses = (f"{site}/f/{'A' * 43}", f"{site}/f/", f"{url}x", f"{url}/", f"{site}/f/../f/x", f"{site}/nowhere")
    unknown = [await served.asks("GET", address) for address in addresses]
    unknown += [await served.asks(method, url) for method in ("POST", "PUT", "DELETE", "OPTIONS")]
    served.now += LASTS
    unknown.append(await served.asks("GET", url))
    assert unknown[0][0] == 404
    assert all(answer == unknown[0] for answer in unknown)


async def test_no_line_tells_of_a_file(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        url = await served.files.publish(Attachment("phieu.png", PNG, picture=True))
        assert url is not None
        await served.asks("GET", url)
        await served.asks("GET", f"{url}x")
    assert url.rpartition("/")[2] not in caplog.text


async def test_health_is_asked_there_too(served: Served) -> None:
    site = "/".join(served.server.urls[Channel.ZALO].split("/")[:3])
    assert (await served.asks("GET", f"{site}/healthz"))[:2] == (200, b"ok\n")
    assert (await served.asks("GET", f"{site}/readyz"))[:2] == (503, b"starting\n")
    assert (await served.asks("GET", f"{site}/metrics"))[0] == 404


async def test_a_channel_that_is_off_has_no_door() -> None:
    settings = settings_for(free_port(), zalo_token=None)
    server = WebServer(settings, Watch(NOW), PublicFiles(InMemory(), settings.webhook_url))
    await server.start()
    try:
        async with aiohttp.ClientSession() as caller, caller.post(server.urls[Channel.ZALO]) as response:
            assert response.status == 404
    finally:
        await server.stop()


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"webhook_secret": None}, "WEBHOOK_SECRET"),
        ({"webhook_secret": "not a secret!"}, "WEBHOOK_SECRET"),
        ({"webhook_url": "our.office/bot"}, "WEBHOOK_URL"),
    ],
)
def test_settings_that_cannot_be_used(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(StartError, match=told):
        WebServer(settings_for(1, **settings), Watch(NOW), PublicFiles(InMemory(), ""))


async def test_a_port_in_use_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = settings_for(taken.getsockname()[1])
        server = WebServer(settings, Watch(NOW), PublicFiles(InMemory(), settings.webhook_url))
        with pytest.raises(StartError, match="WEBHOOK_PORT"):
            await server.start()
        await server.stop()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://bot.example/telegram", "https://bot.example/telegram/zalo"),
        ("https://bot.example/telegram/", "https://bot.example/telegram/zalo"),
        ("https://bot.example", "https://bot.example/zalo"),
        ("https://bot.example:8443/?a=b#c", "https://bot.example:8443/zalo"),
    ],
)
def test_addresses_below_another(address: str, expected: str) -> None:
    assert below(address, "zalo") == expected
