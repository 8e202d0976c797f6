"""Delivery to a webhook in Zalo: probe, both bodies, headers, redelivery; against a real server that may fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.requests import RefusedError
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from tests.sandbox.conftest import ZaloCall

SECRET = "Bi-mat-1"
HEADER = "X-Bot-Api-Secret-Token"


class Hook:
    """A server at `url` that answers by `answer`, and keeps what came."""

    def __init__(self) -> None:
        self.answer: Callable[[web.Request], Awaitable[web.Response]] = self.accept
        self.came: list[tuple[str | None, str]] = []  # secret, body
        self.headers: list[dict[str, str]] = []
        self.news = asyncio.Event()
        self.url = ""

    async def accept(self, request: web.Request) -> web.Response:
        del request
        return web.Response()

    async def handle(self, request: web.Request) -> web.Response:
        self.came.append((request.headers.get(HEADER), await request.text()))
        self.headers.append(dict(request.headers))
        self.news.set()
        return await self.answer(request)

    @property
    def texts(self) -> list[str]:
        bodies = [json.loads(body) for _, body in self.came if body]
        return [body.get("result", body)["message"]["text"] for body in bodies]

    async def has(self, number: int) -> None:
        """Wait until so many requests have come."""
        while len(self.came) < number:
            self.news.clear()
            await self.news.wait()


@pytest.fixture
async def hook(sandbox: Sandbox) -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    sandbox.zalo.switches.redelivery_pause = 0.0
    yield hook
    await sandbox.zalo.webhook.remove()
    await runner.cleanup()


def failing(*statuses: int) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Answers with these statuses in turn, then with 200."""
    left = iter(statuses)

    async def answer(request: web.Request) -> web.Response:
        del request
        return web.Response(status=next(left, 200))

    return answer


async def set_webhook(zalo_call: ZaloCall, hook: Hook) -> dict[str, Any]:
    status, body = await zalo_call("setWebhook", url=hook.url, secret_token=SECRET)
    assert status == 200
    result: dict[str, Any] = body["result"]
    return result


async def test_the_probe_is_empty_and_bears_the_secret(zalo_call: ZaloCall, hook: Hook) -> None:
    result = await set_webhook(zalo_call, hook)
    assert hook.came == [(SECRET, "")]
    assert hook.headers[0]["User-Agent"] == "Java/1.8.0_192"
    verification = result.pop("verification")
    assert 0 <= verification.pop("latency_ms") < 2000
    assert verification == {"ok": True, "url": hook.url, "outcome": "webhook.ok", "hint": "", "status_code": 200}
    _, info = await zalo_call("getWebhookInfo")
    assert info["result"] == result == {"url": hook.url, "updated_at": result["updated_at"]}


async def test_the_probe_may_come_without_the_secret(client: SandboxClient, zalo_call: ZaloCall, hook: Hook) -> None:
    await client.zalo_switch(probe_with_secret=False)
    await set_webhook(zalo_call, hook)
    assert hook.came == [(None, "")]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(403, "http.403"), (404, "http.404"), (503, "http.5xx"), (302, "http.other"), (401, "http.other"), (204, "ok")],
)
async def test_a_url_is_kept_whatever_the_probe_finds(
    zalo_call: ZaloCall, hook: Hook, zalo_hanh: ZaloPerson, status: int, outcome: str
) -> None:
    hook.answer = failing(status)
    verification = (await set_webhook(zalo_call, hook))["verification"]
    assert (verification["ok"], verification["outcome"]) == (outcome == "ok", f"webhook.{outcome}")
    assert verification["status_code"] == status
    await zalo_hanh.write("một")
    await hook.has(2)
    assert hook.texts == ["một"]


async def test_a_probe_that_reaches_nobody(client: SandboxClient, zalo_call: ZaloCall, hook: Hook) -> None:
    async def never(request: web.Request) -> web.Response:
        del request
        await asyncio.Event().wait()
        raise AssertionError

    async def outcome(url: str) -> str:
        _, body = await zalo_call("setWebhook", url=url, secret_token=SECRET)
        assert (await zalo_call("getWebhookInfo"))[1]["result"]["url"] == url
        return str(body["result"]["verification"]["outcome"])

    assert await outcome("http://127.0.0.1:9/") == "webhook.err.conn"
    assert await outcome(hook.url.replace("http:", "https:")) == "webhook.err.tls"
    hook.answer = never
    await client.zalo_switch(webhook_patience=0.01)
    assert await outcome(hook.url) == "webhook.err.timeout"


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"url": "", "secret_token": SECRET}, "url is invalid"),
        ({"url": "ftp://van-phong.example/", "secret_token": SECRET}, "url is invalid"),
        ({"url": "https:///hook", "secret_token": SECRET}, "url is invalid"),
        *(
            ({"url": "https://van-phong.example/"} | secret, "secret_token must have 8 to 256 characters")
            for secret in ({}, {"secret_token": ""}, {"secret_token": "x" * 7}, {"secret_token": "x" * 257})
        ),
    ],
)
async def test_webhooks_that_are_refused(zalo_call: ZaloCall, fields: dict[str, str], description: str) -> None:
    refused = {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}
    assert await zalo_call("setWebhook", **fields) == (400, refused)


async def test_the_body_has_an_envelope_or_none(
    client: SandboxClient, zalo_call: ZaloCall, hook: Hook, zalo_hanh: ZaloPerson
) -> None:
    await set_webhook(zalo_call, hook)
    await zalo_hanh.write("một")
    await hook.has(2)
    await client.zalo_switch(enveloped=False, content_type=False)
    await zalo_hanh.write("hai")
    await hook.has(3)
    (_, first), (_, second) = hook.came[1:]
    assert json.loads(first).keys() == {"ok", "result"}
    assert json.loads(first)["ok"] is True
    assert json.loads(first)["result"].keys() == json.loads(second).keys() == {"event_name", "message"}
    assert [headers.get("Content-Type") for headers in hook.headers[1:]] == ["application/json", None]
    assert [secret for secret, _ in hook.came] == [SECRET] * 3
    assert hook.texts == ["một", "hai"]


async def test_an_event_is_sent_again_until_it_is_taken_and_in_order(
    client: SandboxClient, zalo_call: ZaloCall, hook: Hook, zalo_hanh: ZaloPerson
) -> None:
    await set_webhook(zalo_call, hook)
    hook.answer = failing(500, 302)
    await zalo_hanh.write("một")
    await zalo_hanh.write("hai")
    await hook.has(5)
    assert hook.texts == ["một", "một", "một", "hai"]
    assert (await client.zalo_counters())["given_up"] == 0


@pytest.mark.parametrize(("redeliveries", "times"), [(3, 4), (0, 1)])
async def test_an_event_that_is_never_taken_is_given_up(
    client: SandboxClient, zalo_call: ZaloCall, hook: Hook, zalo_hanh: ZaloPerson, redeliveries: int, times: int
) -> None:
    assert (await set_webhook(zalo_call, hook))["verification"]["ok"]
    await client.zalo_switch(redeliveries=redeliveries)
    hook.answer = failing(*[500] * times)
    await zalo_hanh.write("một")
    await zalo_hanh.write("hai")
    await hook.has(times + 2)
    assert hook.texts == ["một"] * times + ["hai"]
    counters = await client.zalo_counters()
    assert (counters["given_up"], counters["webhook_attempts"]) == (1, times + 1)


async def test_an_answer_that_takes_too_long_counts_as_none(
    client: SandboxClient, zalo_call: ZaloCall, hook: Hook, zalo_hanh: ZaloPerson
) -> None:
    await set_webhook(zalo_call, hook)
    await client.zalo_switch(webhook_patience=0.05)
    slow = iter([True])

    async def answer(request: web.Request) -> web.Response:
        del request
        if next(slow, False):
            await asyncio.Event().wait()
        return web.Response()

    hook.answer = answer
    await zalo_hanh.write("một")
    await hook.has(3)
    assert hook.texts == ["một", "một"]


async def test_one_chat_does_not_wait_for_another(
    client: SandboxClient, zalo_call: ZaloCall, hook: Hook, zalo_hanh: ZaloPerson
) -> None:
    await set_webhook(zalo_call, hook)
    let_go, binh = asyncio.Event(), await client.zalo_person(102, "Trần Văn Bình")

    async def answer(request: web.Request) -> web.Response:
        if "chậm" in (await request.json())["result"]["message"]["text"]:
            await let_go.wait()
        return web.Response()

    hook.answer = answer
    await zalo_hanh.write("chậm")
    await zalo_hanh.write("sau đó")
    await binh.write("nhanh")
    await hook.has(3)
    assert sorted(hook.texts) == ["chậm", "nhanh"]
    let_go.set()
    await hook.has(4)
    assert hook.texts[-1] == "sau đó"


async def test_what_was_kept_is_delivered_and_what_was_not_is_polled(
    zalo_call: ZaloCall, hook: Hook, zalo_hanh: ZaloPerson
) -> None:
    await zalo_hanh.write("một")
    await set_webhook(zalo_call, hook)
    await hook.has(2)
    assert hook.texts == ["một"]

    async def never(request: web.Request) -> web.Response:
        del request
        await asyncio.Event().wait()
        raise AssertionError

    hook.answer = never
    await zalo_hanh.write("hai")
    await zalo_hanh.write("ba")
    await hook.has(3)
    assert (await zalo_call("deleteWebhook"))[1]["result"]["url"] == ""
    for text in ("hai", "ba"):
        _, body = await zalo_call("getUpdates", timeout=0)
        assert body["result"]["message"]["text"] == text


async def test_without_a_webhook(client: SandboxClient, zalo_call: ZaloCall) -> None:
    none = {"ok": False, "error_code": 404, "description": "Not found: no webhook is set"}
    assert await zalo_call("getWebhookInfo") == (404, none)
    assert await zalo_call("testWebhook") == (404, none)
    status, body = await zalo_call("deleteWebhook")
    assert (status, body["result"]["url"]) == (200, "")
    await client.zalo_switch(info_without_webhook=200, delete_without_webhook=400)
    status, body = await zalo_call("getWebhookInfo")
    assert (status, body["result"]["url"]) == (200, "")
    assert (await zalo_call("deleteWebhook"))[0] == 400


async def test_testing_a_webhook_is_limited_by_the_day(
    client: SandboxClient, sandbox: Sandbox, zalo_call: ZaloCall, hook: Hook
) -> None:
    await set_webhook(zalo_call, hook)
    await client.zalo_switch(most_webhook_tests=1)
    status, body = await zalo_call("testWebhook")
    assert (status, body["result"]["outcome"]) == (200, "webhook.ok")
    over = {"ok": False, "errorCode": 426, "description": "The daily limit of testWebhook is reached"}
    assert await zalo_call("testWebhook") == (426, over)
    await client.zalo_clock(sandbox.zalo.clock.now() + 24 * 3600 * 1000)
    assert (await zalo_call("testWebhook"))[0] == 200
    assert len(hook.came) == 3


async def test_raw_bodies_and_forged_secrets(client: SandboxClient, zalo_call: ZaloCall, hook: Hook) -> None:
    with pytest.raises(RefusedError, match="no webhook is set"):
        await client.zalo_raw_webhook("{}")
    await set_webhook(zalo_call, hook)
    hook.answer = failing(200, 403)
    assert await client.zalo_raw_webhook("{") == 200
    assert await client.zalo_raw_webhook("[1]", secret="sai", content_type=None) == 403
    assert await client.zalo_raw_webhook("", secret=None) == 200
    assert hook.came[1:] == [(SECRET, "{"), ("sai", "[1]"), (None, "")]
    assert "Content-Type" not in hook.headers[2]
    await client.zalo_raw_update({"event_name": 5})
    await hook.has(5)
    assert json.loads(hook.came[4][1]) == {"ok": True, "result": {"event_name": 5}}
