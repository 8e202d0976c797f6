"""The client's calls: what goes out, what replies of every recorded and reported kind mean, and that nothing leaks."""

import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from pydantic import SecretStr

from phieu.bot.zalo_api import calls
from phieu.bot.zalo_api.answers import BotAccount, SendResult, Style, WebhookTest
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import (
    AuthError,
    IdleError,
    QuotaError,
    RefusedError,
    TransientError,
    WebhookActiveError,
    ZaloError,
)
from phieu.logs import set_up_logging
from tests.zalo.scripted import BREAK_OFF, NEVER, Answer, ScriptedZalo, ok, refused, scripted_zalo

TOKEN = "4433221100:short"
CHAT, TEXT = "0f1e2d3c4b5a69788796", "Đồng chí hoàn thành xuất sắc"
SENT = ok({"message_id": "a1b2c3", "date": 1780000000123})
SUCCESS = SendResult("a1b2c3", 1780000000123)
QUICK = {"call_seconds": 0.2, "connect_seconds": 2.0, "photo_seconds": 0.2, "poll_grace_seconds": 0.2}

Call = Callable[[ZaloBot], Awaitable[Any]]


def bot_at(url: str, **limits: Any) -> ZaloBot:
    return ZaloBot(SecretStr(TOKEN), url, **limits)


@pytest.fixture
async def zalo() -> AsyncIterator[ScriptedZalo]:
    async with scripted_zalo() as zalo:
        yield zalo


@pytest.fixture
async def bot(zalo: ScriptedZalo) -> AsyncIterator[ZaloBot]:
    bot = bot_at(zalo.url)
    yield bot
    await bot.close()


def send(bot: ZaloBot) -> Awaitable[Any]:
    return bot.send_message(CHAT, TEXT)


def poll(bot: ZaloBot) -> Awaitable[Any]:
    return bot.get_updates(0)


async def failure(bot: ZaloBot, call: Call = send) -> ZaloError:
    with pytest.raises(ZaloError) as caught:
        await call(bot)
    return caught.value


async def test_every_call_goes_out_as_the_reference_has_it(zalo: ScriptedZalo, bot: ZaloBot) -> None:
    for method in ("sendMessage", "sendPhoto", "sendSticker", "sendVoice"):
        zalo.write(method, SENT)
    me = {"id": "123", "account_name": "bot.x", "account_type": "BASIC", "can_join_groups": False, "new": 1}
    zalo.write("getMe", ok(me, error_code=0)).write("sendChatAction", ok()).write("getUpdates", ok({"a": 1}))
    bold = Style(0, 8, ("b", "f_18"))

    assert await bot.get_me() == BotAccount("123", "bot.x", "", can_join_groups=False)
    assert await bot.get_updates(25) == {"a": 1}
    assert await bot.send_message(CHAT, TEXT) == SUCCESS
    assert await bot.send_message(CHAT, TEXT, [bold]) == SUCCESS
    assert await bot.send_photo(CHAT, "https://a.vn/1.png") == SUCCESS
    assert await bot.send_photo(CHAT, "https://a.vn/1.png", "Kết quả") == SUCCESS
    assert await bot.send_sticker(CHAT, "abc") == SUCCESS
    assert await bot.send_voice(CHAT, "https://a.vn/1.aac") == SUCCESS
    await bot.send_chat_action(CHAT)

    assert zalo.asked == [
        ("getMe", {}),
        ("getUpdates", {"timeout": 25}),
        ("sendMessage", {"chat_id": CHAT, "text": TEXT}),
        (
            "sendMessage",
            {"chat_id": CHAT, "text": TEXT, "text_styles": [{"start": 0, "len": 8, "st": ["b", "f_18"]}]},
        ),
        ("sendPhoto", {"chat_id": CHAT, "photo": "https://a.vn/1.png"}),
        ("sendPhoto", {"chat_id": CHAT, "photo": "https://a.vn/1.png", "caption": "Kết quả"}),
        ("sendSticker", {"chat_id": CHAT, "sticker": "abc"}),
        ("sendVoice", {"chat_id": CHAT, "voice_url": "https://a.vn/1.aac"}),
        ("sendChatAction", {"chat_id": CHAT, "action": "typing"}),
    ]
    assert zalo.paths[0] == f"/bot{TOKEN}/getMe"


@pytest.mark.parametrize("status", [None, 200])
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (400, RefusedError),
        (401, AuthError),
        (403, TransientError),
        (404, RefusedError),
        (408, TransientError),
        (426, QuotaError),
        (429, QuotaError),
        (500, TransientError),
        (504, TransientError),
    ],
)
async def test_the_code_counts_whatever_the_status(
    zalo: ScriptedZalo, bot: ZaloBot, code: int, kind: type[ZaloError], status: int | None
) -> None:
    zalo.write("sendMessage", refused(code, TEXT, status))
    error = await failure(bot)
    assert (type(error), error.code) == (kind, code)
    if isinstance(error, TransientError):
        assert error.in_doubt is (code != 403)


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (Answer(200, {"ok": False, "errorCode": 426}), QuotaError, 426),
        (Answer(200, {"ok": False, "error_code": "401"}), AuthError, 401),
        (Answer(401, {"ok": False}), AuthError, 401),
        (Answer(502, "<html>Bad Gateway</html>"), TransientError, 502),
        (Answer(403, "<html>Attention Required</html>"), TransientError, 403),
        (Answer(200, "<html>Log in to this network</html>"), TransientError, 200),
        (Answer(200, "[" * 100_000), TransientError, 200),
        (Answer(200, [1]), TransientError, 200),
        (Answer(200, {"ok": "true", "error_code": True}), RefusedError, 200),
        (Answer(302, "", {"Location": "https://elsewhere.vn/"}), RefusedError, 302),
    ],
)
async def test_odd_replies_mean_something(
    zalo: ScriptedZalo, bot: ZaloBot, answer: Answer, kind: type[ZaloError], code: int
) -> None:
    zalo.write("sendMessage", answer)
    error = await failure(bot)
    assert (type(error), error.code) == (kind, code)


async def test_a_success_is_one_whatever_else_stands_in_it(zalo: ScriptedZalo, bot: ZaloBot) -> None:
    for answer in (Answer(500, {"ok": True, "error_code": 400, "result": {"message_id": 7, "date": "x"}}), ok()):
        zalo.write("sendMessage", answer)
        assert (await bot.send_message(CHAT, TEXT)).date_ms is None


@pytest.mark.parametrize(
    ("headers", "pause"),
    [
        ({}, None),
        ({"Retry-After": "90"}, timedelta(seconds=90)),
        ({"Retry-After": "9" * 30}, timedelta(days=31)),
        ({"Retry-After": "soon"}, None),
        (
            {"Retry-After": "Mon, 01 Jun 2026 00:02:00 GMT", "Date": "Mon, 01 Jun 2026 00:00:00 GMT"},
            timedelta(minutes=2),
        ),
    ],
)
async def test_a_pause_that_is_asked_for(
    zalo: ScriptedZalo, bot: ZaloBot, headers: dict[str, str], pause: timedelta | None
) -> None:
    zalo.write("sendMessage", refused(429, headers=headers))
    error = await failure(bot)
    assert isinstance(error, QuotaError)
    assert error.retry_after == pause


@pytest.mark.parametrize("status", [408, 200])
async def test_an_idle_poll_is_no_fault(zalo: ScriptedZalo, bot: ZaloBot, status: int) -> None:
    zalo.write("getUpdates", refused(408, "Request timeout", status))
    assert isinstance(await failure(bot, poll), IdleError)


@pytest.mark.parametrize("answer", [refused(400, "can't use getUpdates while Webhook is active"), refused(409)])
async def test_a_poll_learns_that_there_is_a_webhook(zalo: ScriptedZalo, bot: ZaloBot, answer: Answer) -> None:
    zalo.write("getUpdates", answer)
    assert isinstance(await failure(bot, poll), WebhookActiveError)
    zalo.write("getUpdates", refused(400, "bad request"))
    assert isinstance(await failure(bot, poll), RefusedError)


async def test_nobody_answers_in_time(zalo: ScriptedZalo) -> None:
    bot = bot_at(zalo.url, **QUICK)
    zalo.write("sendMessage", NEVER).write("getUpdates", NEVER)
    error = await failure(bot)
    assert isinstance(error, TransientError)
    assert error.in_doubt
    assert isinstance(await failure(bot, poll), IdleError)
    await bot.close()


async def test_a_connection_that_breaks_off_leaves_doubt(zalo: ScriptedZalo, bot: ZaloBot) -> None:
    zalo.write("sendMessage", BREAK_OFF).write("getUpdates", BREAK_OFF)
    for call in (send, poll):
        error = await failure(bot, call)
        assert isinstance(error, TransientError)
        assert error.in_doubt


async def test_where_nobody_listens_nothing_was_sent(unused_tcp_port: int) -> None:
    bot = bot_at(f"http://127.0.0.1:{unused_tcp_port}")
    for call in (send, poll):
        error = await failure(bot, call)
        assert isinstance(error, TransientError)
        assert not error.in_doubt
    await bot.close()


@pytest.mark.parametrize("url", ["", "ftp://a.vn", "http://a.vn:port", "http://\n"])
async def test_an_address_that_is_none_is_refused(url: str) -> None:
    bot = bot_at(url)
    assert isinstance(await failure(bot), RefusedError)
    await bot.close()


async def test_what_is_no_text_is_refused(bot: ZaloBot) -> None:
    assert isinstance(await failure(bot, lambda bot: bot.send_message(CHAT, "\ud800")), RefusedError)


async def test_a_text_refused_in_its_styles_goes_without(zalo: ScriptedZalo, bot: ZaloBot) -> None:
    zalo.write("sendMessage", refused(400), SENT)
    assert await bot.send_message(CHAT, TEXT, [Style(0, 1, ("b",))]) == SUCCESS
    assert ["text_styles" in asked for asked in zalo.of("sendMessage")] == [True, False]
    zalo.write("sendMessage", refused(404), SENT)
    assert isinstance(await failure(bot, lambda bot: bot.send_message(CHAT, TEXT, [Style(0, 1, ("b",))])), RefusedError)


async def test_webhooks_are_set_looked_at_and_taken_away(zalo: ScriptedZalo, bot: ZaloBot) -> None:
    probe = {"ok": False, "url": "https://a.vn/z", "outcome": "webhook.err.tls", "hint": "…"}
    zalo.write("setWebhook", ok({"url": "https://a.vn/z", "updated_at": 1, "verification": probe}), ok({"url": "x"}))
    assert await bot.set_webhook("https://a.vn/z", "a-secret") == WebhookTest(ok=False, outcome="webhook.err.tls")
    assert await bot.set_webhook("https://a.vn/z", "a-secret") is None
    assert zalo.of("setWebhook")[0] == {"url": "https://a.vn/z", "secret_token": "a-secret"}
    zalo.write("testWebhook", ok(probe | {"ok": True, "outcome": "webhook.ok"}))
    assert await bot.test_webhook() == WebhookTest(ok=True, outcome="webhook.ok")
    zalo.write("getWebhookInfo", ok({"url": "https://a.vn/z"}), ok({"url": ""}), refused(404), refused(401))
    assert [(await bot.get_webhook_info()).url for _ in range(3)] == ["https://a.vn/z", "", ""]
    assert isinstance(await failure(bot, lambda bot: bot.get_webhook_info()), AuthError)
    zalo.write("deleteWebhook", ok({"url": ""}), refused(400), refused(404), refused(403))
    for _ in range(3):
        await bot.delete_webhook()
    assert isinstance(await failure(bot, lambda bot: bot.delete_webhook()), TransientError)


async def test_each_message_that_was_taken_is_counted(zalo: ScriptedZalo) -> None:
    counted: list[int] = []

    async def count() -> None:
        counted.append(len(zalo.asked))

    bot = ZaloBot(SecretStr(TOKEN), zalo.url, on_sent=count)
    zalo.write("sendMessage", refused(400), SENT, refused(403)).write("sendPhoto", SENT).write(
        "sendVoice", refused(429)
    )
    await bot.send_message(CHAT, TEXT, [Style(0, 1, ("b",))])
    await bot.send_photo(CHAT, "https://a.vn/1.png")
    await failure(bot)
    await failure(bot, lambda bot: bot.send_voice(CHAT, "https://a.vn/1.aac"))
    assert counted == [2, 3]
    await bot.close()


async def test_that_typing_is_not_shown_is_nobodys_concern(zalo: ScriptedZalo, bot: ZaloBot) -> None:
    zalo.write("sendChatAction", refused(500))
    await bot.send_chat_action(CHAT)
    assert len(zalo.asked) == 1


async def test_what_stumbles_is_tried_three_times(
    zalo: ScriptedZalo, bot: ZaloBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "PAUSE_SECONDS", 0)
    zalo.write("sendMessage", refused(403), BREAK_OFF, SENT)
    assert await calls.call(lambda: bot.send_message(CHAT, TEXT)) == SUCCESS
    zalo.asked.clear()
    zalo.write("sendMessage", refused(502))
    assert isinstance(await failure(bot, lambda bot: calls.call(lambda: send(bot))), TransientError)
    assert len(zalo.asked) == 3
    monkeypatch.setattr(calls, "PATIENCE_SECONDS", 0)  # as if each had taken long
    zalo.asked.clear()
    await failure(bot, lambda bot: calls.call(lambda: send(bot)))
    assert len(zalo.asked) == 1
    monkeypatch.undo()
    for code in (429, 401, 400):
        zalo.asked.clear()
        zalo.write("sendMessage", refused(code))
        await failure(bot, lambda bot: calls.call(lambda: send(bot)))
        assert len(zalo.asked) == 1


async def test_no_token_leads_elsewhere(zalo: ScriptedZalo) -> None:
    bot = ZaloBot(SecretStr("1:a/../b?c#d"), zalo.url)
    zalo.write("sendMessage", SENT)
    assert await send(bot) == SUCCESS
    assert zalo.paths == ["/bot1:a/../b?c#d/sendMessage"]  # as it was meant: one part of the path
    await bot.close()


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What is logged at DEBUG, with the libraries set to DEBUG."""
    loggers = [logging.getLogger(name) for name in ("", "phieu", "httpx", "httpcore", "asyncio")]
    before, handlers = [logger.level for logger in loggers], list(logging.getLogger().handlers)
    file = StringIO()
    set_up_logging("DEBUG", file)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield file
    logging.getLogger().handlers = handlers
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


async def test_neither_errors_nor_logs_tell_anything(
    zalo: ScriptedZalo, log: StringIO, unused_tcp_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calls, "PAUSE_SECONDS", 0)
    echo = f"{TOKEN} {CHAT} {TEXT}"
    faults = [refused(code, echo) for code in (400, 401, 403, 408, 429, 500)]
    zalo.write("sendMessage", *faults, Answer(200, echo), BREAK_OFF, NEVER)
    told = ""
    for url in [zalo.url] * 9 + [f"http://127.0.0.1:{unused_tcp_port}", "http://a.vn:port", "nonsense"]:
        bot = bot_at(url, **QUICK)
        error = await failure(bot)
        assert error.__context__ is None
        told += "".join(traceback.format_exception(error)) + repr(error) + repr(vars(error))
        logging.getLogger("phieu.bot").error("it failed", exc_info=error)
        logging.getLogger("aiohttp.server").error("it failed: %s", error, exc_info=error)
        told += repr(bot) + str(vars(bot))
        await bot.close()
    assert len(zalo.asked) == 9
    assert "phieu.bot.zalo_api.errors.QuotaError" in log.getvalue()
    for secret in (TOKEN, "4433221100", "short", CHAT, TEXT, "xuất sắc"):
        assert secret not in log.getvalue() + told
