"""The client and both ways in against the sandbox, in every reading of what the platform does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pydantic import SecretStr

from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.handlers.web_server import WebServer
from phieu.bot.handlers.zalo_polling import ZaloPolling
from phieu.bot.handlers.zalo_way_in import TakenElsewhereError, ZaloWayIn
from phieu.bot.handlers.zalo_webhook_record import WebhookRecord
from phieu.bot.zalo_api import calls
from phieu.bot.zalo_api.answers import Style
from phieu.bot.zalo_api.calls import call
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import QuotaError, RefusedError, TransientError, WebhookActiveError
from phieu.bot.zalo_api.updates import Kind, ZaloUpdate
from phieu.installation import Installation
from phieu.monitoring.watch import Watch
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.settings import Settings
from phieu.storage.seen_updates import SeenUpdates

KEY = b"k" * 32


@pytest.fixture
async def lan(client: SandboxClient) -> ZaloPerson:
    return await client.zalo_person(1001, "Trần Thị Lan")


@dataclass
class Echo:
    """A small program: says back what came, once each, and marks it afterwards."""

    sandbox: Sandbox
    installation: Installation
    port: int
    came: list[ZaloUpdate] = field(default_factory=list)

    def server(self) -> WebServer:
        url = f"http://127.0.0.1:{self.port}"
        settings = Settings(
            _env_file=None, zalo_token="1:a", webhook_url=url, webhook_secret="secret", webhook_port=self.port
        )
        return WebServer(settings, Watch(self.installation.now()), PublicFiles(self.installation.volatile, url))

    def bot(self) -> ZaloBot:
        return ZaloBot(SecretStr(self.sandbox.zalo_token), self.sandbox.zalo_url)

    @asynccontextmanager
    async def runs(self, *, by_webhook: bool = False, take_over: bool = False) -> AsyncIterator[ZaloBot]:
        bot, server = self.bot(), self.server() if by_webhook else None
        installation = self.installation
        seen = SeenUpdates.of(installation.database, installation.keyring, installation.box)

        async def take(update: ZaloUpdate) -> None:
            async with installation.volatile.turn(update.chat_id):
                if await seen.seen(update.message_id):
                    return
                self.came.append(update)
                await call(lambda: bot.send_message(update.chat_id, f"{update.kind.value}: {update.text}"))
                await seen.mark(update.message_id, installation.now())

        me = (await bot.get_me()).id
        record = WebhookRecord(installation.settings.home, KEY)
        way_in = ZaloWayIn(bot, me, record, server, KEY, take_over=take_over)
        try:
            if server is not None:
                await server.start()
            await way_in.open(take)
            yield bot
        finally:
            if server is not None:
                await server.stop()
            await way_in.close()
            await bot.close()


@pytest.fixture
async def echo(sandbox: Sandbox, sqlite_installation: Installation, unused_tcp_port: int) -> Echo:
    return Echo(sandbox, sqlite_installation, unused_tcp_port)


def a_picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


async def said(person: ZaloPerson) -> list[str]:
    """What the bot has said, once it has said something to everything."""
    await person.settled()
    return [message.text for message in await person.conversation() if message.from_bot]


POLLING: tuple[dict[str, Any], ...] = (
    {},
    {"idle_status": 200},
    {"replays": True},
    {"sender_name": "first_name"},
    {"own_messages_return": True},
    {"own_messages_return": True, "replays": True},
    {"code_in_success": False},
    {"info_without_webhook": 200, "delete_without_webhook": 400},
)
WEBHOOK: tuple[dict[str, Any], ...] = (
    {},
    {"enveloped": False},
    {"content_type": False},
    {"probe_with_secret": False},
    {"enveloped": False, "own_messages_return": True},
)


@pytest.mark.parametrize(
    ("by_webhook", "switches"),
    [*((False, switches) for switches in POLLING), *((True, switches) for switches in WEBHOOK)],
)
async def test_each_message_is_answered_once_and_in_order(
    echo: Echo, client: SandboxClient, lan: ZaloPerson, *, by_webhook: bool, switches: dict[str, Any]
) -> None:
    await client.zalo_switch(**switches)
    await lan.write("trước")  # before the program runs
    async with echo.runs(by_webhook=by_webhook):
        await lan.sees("text: trước")
        for number in range(5):
            await lan.write(f"câu {number}")
        await lan.sees("text: câu 4")
    assert await said(lan) == ["text: trước", *(f"text: câu {number}" for number in range(5))]


@pytest.mark.parametrize("by_webhook", [True, False])
async def test_every_kind_comes_through(
    echo: Echo, client: SandboxClient, lan: ZaloPerson, *, by_webhook: bool
) -> None:
    await client.zalo_switch(picture_field="photo_url" if by_webhook else "photo")
    await client.zalo_group(-5, "Phòng Một Cửa", [1001])
    async with echo.runs(by_webhook=by_webhook):
        await lan.send_image(a_picture(), "Ảnh của tôi")
        await lan.send_sticker()
        await lan.send_voice()
        await lan.send_unsupported()
        await lan.send_event("message.link.received")
        await lan.sees("other: ")
        await lan.in_group(-5).write("có ai không")
        await lan.in_group(-5).sees("có ai không")
    kinds = [Kind.IMAGE, Kind.STICKER, Kind.VOICE, Kind.UNSUPPORTED, Kind.OTHER, Kind.TEXT]
    assert [update.kind for update in echo.came] == kinds
    assert [update.group for update in echo.came] == [False] * 5 + [True]
    assert echo.came[0].picture_url.startswith("http")
    assert echo.came[0].caption == "Ảnh của tôi"
    assert {update.sender_id for update in echo.came} == {lan.chat_id}


@pytest.mark.parametrize("by_webhook", [True, False])
async def test_a_restart_answers_nothing_twice(
    echo: Echo, client: SandboxClient, lan: ZaloPerson, *, by_webhook: bool
) -> None:
    await client.zalo_switch(replays=True)
    first = await lan.write("một")
    async with echo.runs(by_webhook=by_webhook):
        await lan.sees("text: một")
    async with echo.runs(by_webhook=by_webhook):
        await lan.redeliver(first)
        await lan.write("hai")
        await lan.sees("text: hai")
    assert await said(lan) == ["text: một", "text: hai"]


@pytest.mark.parametrize(
    ("kind", "details", "times"),
    [
        (FaultKind.BAD_GATEWAY, {"times": 2}, 1),
        (FaultKind.PAGE, {"times": 1}, 1),
        (FaultKind.ERROR, {"times": 2, "code": 403, "description": "Internal Server Error"}, 1),
        (FaultKind.RESET, {"times": 2}, 1),
        (FaultKind.LOST_ANSWER, {"times": 1}, 2),
        (FaultKind.TOO_MANY_REQUESTS, {"times": 1}, 0),
    ],
)
async def test_bad_weather(
    echo: Echo,
    client: SandboxClient,
    lan: ZaloPerson,
    monkeypatch: pytest.MonkeyPatch,
    kind: FaultKind,
    details: dict[str, Any],
    times: int,
) -> None:
    """What stumbles is said all the same, if need be twice; what goes beyond a quota is not."""
    monkeypatch.setattr(calls, "PAUSE_SECONDS", 0)
    await client.zalo_fault(kind, method="sendMessage", **details)
    async with echo.runs():
        await lan.write("một")
        if times:
            await lan.sees("text: một")
        await lan.write("hai")
        await lan.sees("text: hai")
    assert await said(lan) == ["text: một"] * times + ["text: hai"]


async def test_polling_survives_what_becomes_of_its_polls(
    echo: Echo, client: SandboxClient, lan: ZaloPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("phieu.bot.handlers.zalo_polling.SHORTEST_SETBACK", 0.001)
    for kind in (FaultKind.BAD_GATEWAY, FaultKind.RESET, FaultKind.PAGE, FaultKind.TOO_MANY_REQUESTS):
        await client.zalo_fault(kind, method="getUpdates", times=1, retry_after=0)
    await lan.write("một")
    async with echo.runs():
        await lan.sees("text: một")


@pytest.mark.parametrize("status", [400, 409])
async def test_one_of_the_two_at_a_time(echo: Echo, client: SandboxClient, lan: ZaloPerson, status: int) -> None:
    await client.zalo_switch(polling_beside_webhook=status)
    async with echo.runs(by_webhook=True) as bot:
        with pytest.raises(WebhookActiveError):
            await bot.get_updates(0)
    async with echo.runs():  # by polling again: the webhook is known as ours, and goes
        await lan.write("một")
        await lan.sees("text: một")


async def test_a_webhook_of_others_is_not_taken_away(echo: Echo, client: SandboxClient, lan: ZaloPerson) -> None:
    bot = echo.bot()
    await bot.set_webhook("http://127.0.0.1:9/other", "their-secret")
    for by_webhook in (True, False):
        with pytest.raises(TakenElsewhereError):
            async with echo.runs(by_webhook=by_webhook):
                raise AssertionError
    assert (await client.zalo_overview())["webhook"] == "http://127.0.0.1:9/other"
    await bot.close()
    async with echo.runs(take_over=True):
        await lan.write("một")
        await lan.sees("text: một")


async def test_what_is_sent_arrives_as_it_was_meant(echo: Echo, lan: ZaloPerson) -> None:
    async with echo.runs() as bot:
        await lan.write("chào")
        await lan.sees("text: chào")
        sent = await bot.send_message(lan.chat_id, "😀 Tốt **không đậm**", [Style(3, 3, ("b",))])
        message = await lan.sees("Tốt")
        assert (message.id, message.date) == (sent.message_id, sent.date_ms)
        assert message.bold == ["Tốt"]
        assert message.text == "😀 Tốt **không đậm**"
        await bot.send_chat_action(lan.chat_id)
        await bot.send_sticker(lan.chat_id, "abc")
        await lan.sees_one(lambda message: message.sticker == "abc")
        for text in ("", "x" * 2001):
            with pytest.raises(RefusedError):
                await bot.send_message(lan.chat_id, text)
        with pytest.raises(RefusedError):
            await bot.send_message("0" * 20, "ai đó")


async def test_the_plans_limit_is_told_from_a_stumble(echo: Echo, client: SandboxClient, lan: ZaloPerson) -> None:
    async with echo.runs() as bot:
        await lan.write("một")
        await lan.sees("text: một")
        await client.zalo_switch(most_messages=1)
        with pytest.raises(QuotaError):
            await bot.send_message(lan.chat_id, "hai")
        await client.zalo_fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=1)
        with pytest.raises(TransientError):
            await bot.send_message(lan.chat_id, "hai")


async def test_a_stranger_to_the_token_is_told_so(sandbox: Sandbox) -> None:
    from phieu.bot.zalo_api.errors import AuthError

    bot = ZaloBot(SecretStr("12345:nobody"), sandbox.zalo_url)
    with pytest.raises(AuthError):
        await bot.get_me()
    await bot.close()


async def test_a_platform_that_replays_is_not_asked_without_a_rest(
    echo: Echo, client: SandboxClient, lan: ZaloPerson
) -> None:
    await client.zalo_switch(replays=True)
    rests: list[float] = []
    bot = echo.bot()

    async def pause(seconds: float) -> None:
        rests.append(seconds)
        if len(rests) > 3:
            polling._loop.cancel()  # type: ignore[union-attr]

    async def take(_update: ZaloUpdate) -> None:
        return

    for number in range(5):
        await lan.write(f"câu {number}")
    polling = ZaloPolling(bot, (await bot.get_me()).id, take, pause=pause)
    polling.start()
    await polling._supervisor.drain()
    await bot.close()
    assert rests == [1.0] * 4
    assert (await client.zalo_counters())["polls"] <= 5 + 4 * 6
