"""How updates come in: no webhook is taken from anybody silently, and none is set for nothing."""

import json
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.handlers.same_address import same_address
from phieu.bot.handlers.web_server import WebServer
from phieu.bot.handlers.zalo_way_in import TakenElsewhereError, WebhookRefusedError, ZaloWayIn, secret_for_zalo
from phieu.bot.handlers.zalo_webhook import SECRET_HEADER
from phieu.bot.handlers.zalo_webhook_record import FILE, WebhookRecord
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import TransientError, ZaloError
from phieu.bot.zalo_api.outcomes import UNKNOWN, meaning_of
from phieu.bot.zalo_api.updates import ZaloUpdate
from phieu.monitoring.watch import Watch
from phieu.settings import Settings
from phieu.storage.volatile import InMemory
from tests.zalo.scripted import NEVER, ScriptedZalo, ok, refused, scripted_zalo

KEY = b"k" * 32
SECRET = "the-operators-secret"
OURS, THEIRS = "https://phieu.vn/bot/zalo", "https://other.example.vn/hook/their-secret"
NONE = refused(404)


@dataclass
class Scene:
    zalo: ScriptedZalo
    bot: ZaloBot
    home: Path
    port: int

    def server(self, url: str = "https://phieu.vn/bot", secret: str = SECRET) -> WebServer:
        settings = Settings(
            _env_file=None,
            zalo_token="1:a",
            webhook_url=url,
            webhook_secret=secret,
            webhook_port=self.port,
        )
        return WebServer(settings, Watch(datetime.now(UTC)), PublicFiles(InMemory(), url))

    def way_in(self, server: WebServer | None, *, take_over: bool = False, bot_id: str = "77") -> ZaloWayIn:
        return ZaloWayIn(self.bot, bot_id, WebhookRecord(self.home, KEY), server, KEY, take_over=take_over)

    async def opens(self, server: WebServer | None, *, now_at: str = "", **others: Any) -> list[str]:
        """Open, where updates go to this address now; which calls have changed something."""
        self.zalo.asked.clear()
        self.zalo.write("getWebhookInfo", ok({"url": now_at}) if now_at else NONE)
        way_in = self.way_in(server, **others)
        try:
            await way_in.open(nobody)
        finally:
            await way_in.close()
        return [method for method, _ in self.zalo.asked if method not in ("getWebhookInfo", "getUpdates")]


async def nobody(_update: ZaloUpdate) -> None:
    return


@pytest.fixture
async def scene(tmp_path: Path, unused_tcp_port: int) -> AsyncIterator[Scene]:
    async with scripted_zalo() as zalo:
        zalo.write("getUpdates", NEVER).write("deleteWebhook", ok({"url": ""}))
        zalo.write("setWebhook", ok({"verification": {"ok": True, "outcome": "webhook.ok"}}))
        bot = ZaloBot(SecretStr("1:a"), zalo.url)
        yield Scene(zalo, bot, tmp_path, unused_tcp_port)
        await bot.close()


async def test_a_webhook_is_set_once(scene: Scene) -> None:
    server = scene.server()
    assert await scene.opens(server) == ["setWebhook"]
    assert scene.zalo.of("setWebhook") == [{"url": OURS, "secret_token": secret_for_zalo(KEY, SECRET)}]
    assert await scene.opens(server, now_at=OURS) == []
    assert await scene.opens(server) == ["setWebhook"]  # somebody has taken it away


async def test_it_is_set_anew_with_another_secret_and_for_another_bot_or_address(scene: Scene) -> None:
    await scene.opens(scene.server())
    assert await scene.opens(scene.server(secret="another"), now_at=OURS) == ["setWebhook"]
    assert await scene.opens(scene.server(secret="another"), now_at=OURS, bot_id="78") == ["setWebhook"]
    moved = scene.server("https://new.phieu.vn")
    assert await scene.opens(moved, now_at=OURS) == ["setWebhook"]
    assert await scene.opens(moved, now_at="https://new.phieu.vn/zalo") == []


async def test_our_address_is_ours_even_if_nobody_remembers(scene: Scene) -> None:
    assert await scene.opens(scene.server(), now_at=OURS) == ["setWebhook"]


async def test_the_platform_may_write_our_address_in_its_own_way(scene: Scene) -> None:
    server = scene.server("https://phieu.vn/một-cửa")
    await scene.opens(server)
    written = "https://PHIEU.vn:443/m%E1%BB%99t-c%E1%BB%ADa/zalo/"
    assert await scene.opens(server, now_at=written) == []
    assert await scene.opens(None, now_at=written) == ["deleteWebhook"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.vn/z", "https://a.vn/z/", True),
        ("https://cơquan.vn/z", "https://xn--cquan-uob.vn/z", True),
        ("https://a.vn", "https://a.vn:443/", True),
        ("https://a.vn/z", "http://a.vn/z", False),
        ("https://a.vn/z", "https://a.vn:8443/z", False),
        ("https://a.vn/z", "https://b.vn/z", False),
        ("https://a.vn/z", "https://a.vn/Z", False),
        ("https://a.vn/z?a=1", "https://a.vn/z", False),
        ("nonsense", "nothing", False),
        ("http://[", "http://[", True),
        ("http://[", "http://a:b", False),
        ("https://a..vn", "https://" + "ơ" * 80, False),
    ],
)
def test_addresses_that_mean_the_same(one: str, other: str, *, same: bool) -> None:
    assert same_address(one, other) is same
    assert same_address(other, one) is same


@pytest.mark.parametrize("by_webhook", [True, False])
async def test_what_another_program_has_set_stays_until_the_operator_says_so(scene: Scene, *, by_webhook: bool) -> None:
    server = scene.server() if by_webhook else None
    with pytest.raises(TakenElsewhereError) as taken:
        await scene.opens(server, now_at=THEIRS)
    assert taken.value.host == "other.example.vn"
    assert "their-secret" not in repr(taken.value) + str(vars(taken.value))
    assert [method for method, _ in scene.zalo.asked] == ["getWebhookInfo"]
    changes = ["setWebhook"] if by_webhook else ["deleteWebhook"]
    assert await scene.opens(server, now_at=THEIRS, take_over=True) == changes


async def test_an_address_that_is_none_has_no_host(scene: Scene) -> None:
    for url in ("nonsense", "http://[", "https://"):
        with pytest.raises(TakenElsewhereError) as taken:
            await scene.opens(None, now_at=url)
        assert taken.value.host == "?"


async def test_by_polling_our_own_webhook_goes(scene: Scene) -> None:
    await scene.opens(scene.server())
    assert await scene.opens(None, now_at=OURS) == ["deleteWebhook"]
    assert not (scene.home / FILE).exists()
    assert await scene.opens(None) == []
    with pytest.raises(TakenElsewhereError):  # it is no longer known as ours
        await scene.opens(None, now_at=OURS)


async def test_polling_begins_and_ends(scene: Scene) -> None:
    message = {"message_id": "1", "from": {"id": "a"}, "chat": {"id": "a"}, "text": "1"}
    scene.zalo.write("getWebhookInfo", NONE).write("getUpdates", ok({"message": message}), NEVER)
    came: list[str] = []

    async def take(update: ZaloUpdate) -> None:
        came.append(update.text)

    way_in = scene.way_in(None)
    await way_in.open(take)
    await scene.zalo.until("getUpdates", 2)
    await way_in.close()
    assert came == ["1"]


async def test_the_file_is_for_its_owner_alone_and_holds_no_secret(scene: Scene) -> None:
    await scene.opens(scene.server())
    file = scene.home / FILE
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(json.loads(file.read_text())) == {"bot_id", "url", "secret_hash", "verified"}
    for secret in (SECRET, secret_for_zalo(KEY, SECRET)):
        assert secret not in file.read_text()
    assert [path.name for path in scene.home.iterdir()] == [FILE]


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"url": 1}', "[" * 100_000, "\xff"])
async def test_a_file_that_cannot_be_read_is_no_file(scene: Scene, content: str) -> None:
    (scene.home / FILE).write_text(content, "latin-1")
    with pytest.raises(TakenElsewhereError):
        await scene.opens(None, now_at=THEIRS)
    assert await scene.opens(scene.server(), now_at=OURS) == ["setWebhook"]
    assert await scene.opens(scene.server(), now_at=OURS) == []


async def test_a_webhook_that_cannot_be_reached_is_told_and_tried_again(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    probe = {"ok": False, "url": OURS, "outcome": "webhook.http.403", "hint": "Java"}
    scene.zalo.write("setWebhook", ok({"url": OURS, "verification": probe}))
    for _ in range(2):
        assert await scene.opens(scene.server(), now_at=OURS) == ["setWebhook"]
    assert caplog.text.count("webhook.http.403: something before the program refuses Zalo's calls") == 2
    scene.zalo.write("setWebhook", ok({"url": OURS}))  # as it was before there were probes
    assert await scene.opens(scene.server(), now_at=OURS) == ["setWebhook"]
    assert await scene.opens(scene.server(), now_at=OURS) == []


async def test_what_the_platform_does_not_take(scene: Scene) -> None:
    scene.zalo.write("setWebhook", refused(400))
    with pytest.raises(WebhookRefusedError):
        await scene.opens(scene.server())
    scene.zalo.write("setWebhook", refused(502))
    with pytest.raises(TransientError):
        await scene.opens(scene.server())
    assert not (scene.home / FILE).exists()
    scene.zalo.write("getWebhookInfo", refused(500))
    with pytest.raises(ZaloError):
        await scene.way_in(None).open(nobody)


async def test_the_door_is_open_before_the_platform_knocks(scene: Scene) -> None:
    came: list[str] = []

    async def take(update: ZaloUpdate) -> None:
        came.append(update.text)

    server = scene.server()
    await server.start()
    scene.zalo.write("getWebhookInfo", NONE)
    await scene.way_in(server).open(take)
    message = {"message_id": "1", "from": {"id": "a"}, "chat": {"id": "a"}, "text": "chào"}
    address = f"http://127.0.0.1:{scene.port}/bot/zalo"
    async with aiohttp.ClientSession() as session:
        for secret, status in ((secret_for_zalo(KEY, SECRET), 200), (SECRET, 403)):
            posting = session.post(address, json={"message": message}, headers={SECRET_HEADER: secret})
            async with posting as reply:
                assert reply.status == status
    await server.stop()
    assert came == ["chào"]


def test_neither_platform_can_speak_in_the_others_name() -> None:
    zalos = secret_for_zalo(KEY, SECRET)
    assert len(zalos) == 64
    assert SECRET not in zalos
    assert zalos != secret_for_zalo(b"j" * 32, SECRET)
    assert zalos != secret_for_zalo(KEY, SECRET + "x")


def test_outcomes_are_told_with_what_helps() -> None:
    assert "TLS 1.2" in meaning_of("webhook.err.tls")
    assert "does not reach the program" in meaning_of("webhook.http.502")
    assert meaning_of("webhook.err.other") == f"webhook.err.other: {UNKNOWN}"
    assert meaning_of("https://secret") == UNKNOWN
