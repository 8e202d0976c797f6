"""Zalo as a whole: it starts, or says in one line what the operator can do."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from markupsafe import Markup
from pydantic import SecretStr

from phieu.bot.event import Event
from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.handlers.web_server import WebServer
from phieu.bot.handlers.zalo_channel import ZaloChannel
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.monitoring.watch import Watch
from phieu.settings import Settings
from phieu.start_error import NotReachedError, StartError
from tests.zalo.scripted import NEVER, Answer, ScriptedZalo, ok, refused, scripted_zalo

TOKEN = "4433221100:short.part"
ME = ok({"id": "77", "account_name": "bot.phieu", "display_name": "Bot Phiếu"})


class Counted:
    def __init__(self) -> None:
        self.counts = {"sent": 0, "received": 0}

    async def sent(self) -> None:
        self.counts["sent"] += 1

    async def received(self) -> None:
        self.counts["received"] += 1


async def answer(event: Event) -> Screen:
    assert event
    return Screen(Markup("Chào anh/chị"), language="vi")


@pytest.fixture
async def zalo() -> AsyncIterator[ScriptedZalo]:
    async with scripted_zalo() as zalo:
        zalo.write("getMe", ME).write("getUpdates", NEVER).write("getWebhookInfo", refused(404))
        zalo.write("setWebhook", ok({})).write("deleteWebhook", ok({}))
        zalo.write("sendMessage", ok({"message_id": "m9", "date": 1780000000123}))
        yield zalo


def channel_at(installation: Installation, url: str, token: str = TOKEN, **others: Any) -> ZaloChannel:
    installation.settings.zalo_api_url = url
    files = PublicFiles(installation.volatile, "")
    return ZaloChannel(installation, SecretStr(token), others.pop("server", None), files, **others)


def server(installation: Installation, port: int) -> WebServer:
    settings = Settings(_env_file=None, zalo_token=TOKEN, webhook_url="https://phieu.vn", webhook_secret="s-e-c-r-e-t")
    settings.webhook_port = port
    return WebServer(settings, Watch(installation.now()), PublicFiles(installation.volatile, ""))


async def test_it_answers_and_what_went_either_way_is_counted(
    zalo: ScriptedZalo, sqlite_installation: Installation
) -> None:
    message = {"message_id": "1", "from": {"id": "a"}, "chat": {"id": "a"}, "text": "chào"}
    zalo.write("getUpdates", ok({"event_name": "message.text.received", "message": message}), NEVER)
    counted = Counted()
    channel = channel_at(sqlite_installation, zalo.url, traffic=counted)
    assert await channel.connect() == "Bot Phiếu"
    await channel.start(answer, sqlite_installation.volatile)
    await zalo.until("sendMessage", 1)
    await channel.stop()
    await channel.close()
    assert "Chào anh/chị" in zalo.of("sendMessage")[0]["text"]
    assert counted.counts == {"sent": len(zalo.of("sendMessage")), "received": 1}


async def test_by_webhook_it_is_called(
    zalo: ScriptedZalo, sqlite_installation: Installation, unused_tcp_port: int
) -> None:
    channel = channel_at(sqlite_installation, zalo.url, server=server(sqlite_installation, unused_tcp_port))
    await channel.connect()
    await channel.start(answer, sqlite_installation.volatile)
    await channel.stop()
    await channel.close()
    (asked,) = zalo.of("setWebhook")
    assert asked["url"] == "https://phieu.vn/zalo"
    assert "s-e-c-r-e-t" not in asked["secret_token"]
    assert zalo.of("getUpdates") == []


@pytest.mark.parametrize("token", ["", "nonsense", "a:b", "12:", "12:a b", "12:ă", f" {TOKEN}", f"{TOKEN}\n"])
async def test_a_token_that_is_none_is_said_to_be_none(sqlite_installation: Installation, token: str) -> None:
    with pytest.raises(StartError, match="ZALO_TOKEN"):
        channel_at(sqlite_installation, "http://127.0.0.1:9", token)


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (refused(401), StartError, "ZALO_TOKEN"),
        (refused(404), StartError, "ZALO_TOKEN"),
        (refused(502), NotReachedError, "ZALO_API_URL"),
        (refused(429), NotReachedError, "thử lại sau"),
        (ok({}), NotReachedError, "ZALO_API_URL"),
        (Answer(200, "<html>hotel</html>"), NotReachedError, "ZALO_API_URL"),
    ],
)
async def test_why_it_cannot_connect(
    zalo: ScriptedZalo, sqlite_installation: Installation, reply: Answer, kind: type[StartError], says: str
) -> None:
    zalo.write("getMe", reply, ME)
    channel = channel_at(sqlite_installation, zalo.url)
    with pytest.raises(StartError, match=says) as caught:
        await channel.connect()
    assert type(caught.value) is kind
    assert TOKEN not in str(caught.value)
    assert await channel.connect() == "Bot Phiếu"  # another time
    await channel.stop()
    await channel.close()


@pytest.mark.parametrize(
    ("method", "reply", "kind", "says"),
    [
        ("getWebhookInfo", ok({"url": "https://other.vn/a-secret"}), StartError, "other.vn.*phieu run --take-over"),
        ("getWebhookInfo", refused(502), NotReachedError, "ZALO_API_URL"),
        ("setWebhook", refused(400), StartError, "WEBHOOK_URL"),
        ("setWebhook", refused(426), NotReachedError, "thử lại sau"),
        ("setWebhook", refused(401), StartError, "ZALO_TOKEN"),
    ],
)
async def test_why_it_cannot_start(
    zalo: ScriptedZalo,
    sqlite_installation: Installation,
    unused_tcp_port: int,
    method: str,
    reply: Answer,
    kind: type[StartError],
    says: str,
) -> None:
    zalo.write(method, reply)
    channel = channel_at(sqlite_installation, zalo.url, server=server(sqlite_installation, unused_tcp_port))
    await channel.connect()
    with pytest.raises(StartError, match=says) as caught:
        await channel.start(answer, sqlite_installation.volatile)
    assert type(caught.value) is kind
    assert "a-secret" not in str(caught.value)
    assert "{" not in str(caught.value)
    await channel.stop()
    await channel.close()


async def test_a_data_directory_that_cannot_be_written_is_named(
    zalo: ScriptedZalo, sqlite_installation: Installation, unused_tcp_port: int
) -> None:
    channel = channel_at(sqlite_installation, zalo.url, server=server(sqlite_installation, unused_tcp_port))
    await channel.connect()
    assert sqlite_installation.keyring.secret("zalo-webhook")
    assert sqlite_installation.keyring.secret("zalo-updates")
    sqlite_installation.settings.home /= "missing"
    with pytest.raises(StartError, match="PHIEU_HOME"):
        await channel.start(answer, sqlite_installation.volatile)
    await channel.close()


async def test_told_to_it_takes_the_bot_over(zalo: ScriptedZalo, sqlite_installation: Installation) -> None:
    zalo.write("getWebhookInfo", ok({"url": "https://other.vn/"}))
    channel = channel_at(sqlite_installation, zalo.url, take_over=True)
    await channel.connect()
    await channel.start(answer, sqlite_installation.volatile)
    await channel.stop()
    await channel.close()
    assert len(zalo.of("deleteWebhook")) == 1
