"""Delivery to a webhook: aiogram's own handler behind a real HTTP server, and one that fails."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person
from phieu.sandbox.server import Sandbox
from tests.sandbox.conftest import HANH

Answer = Callable[[web.Request], Awaitable[web.Response]]
SECRET = "Bi-mat_1"


class Hook:
    """A server at `url` that answers by `answer`, and keeps what came."""

    def __init__(self) -> None:
        self.answer: Answer = self.accept
        self.came: list[tuple[str, str]] = []  # secret header, text of the message
        self.url = ""

    async def accept(self, request: web.Request) -> web.Response:
        del request
        return web.Response()

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        self.came.append((secret, update.get("message", {}).get("text", "")))
        return await self.answer(request)


@pytest.fixture
async def hook(sandbox: Sandbox) -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    sandbox.telegram.webhook.first_pause = 0.001
    yield hook
    await sandbox.telegram.webhook.remove()
    await runner.cleanup()


async def test_aiograms_handler_checks_the_secret_and_replies_in_its_response(
    aiogram_bot: Bot, hook: Hook, started: Person
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> SendMessage:
        return SendMessage(chat_id=message.chat.id, text=f"<i>{message.text}</i>", parse_mode="HTML")

    handler = SimpleRequestHandler(dispatcher, aiogram_bot, handle_in_background=False, secret_token=SECRET)

    async def answer(request: web.Request) -> web.Response:
        response = await handler.handle(request)
        assert isinstance(response, web.Response)
        return response

    hook.answer = answer
    await aiogram_bot.set_webhook(hook.url, secret_token=SECRET)
    await started.write("một")
    assert (await started.sees("một")).html == "<i>một</i>"
    await aiogram_bot.set_webhook(hook.url, secret_token="sai")
    await started.write("hai")
    while (info := await aiogram_bot.get_webhook_info()).last_error_message is None:
        pass
    assert (info.last_error_message, info.pending_update_count) == (
        "Wrong response from the webhook: 401 Unauthorized", 1,
    )  # fmt: skip
    await aiogram_bot.set_webhook(hook.url, secret_token=SECRET)
    await started.sees("hai")
    assert {secret for secret, _ in hook.came} == {SECRET, "sai"}


async def test_a_reply_in_json_is_carried_out(aiogram_bot: Bot, hook: Hook, started: Person) -> None:
    async def answer(request: web.Request) -> web.Response:
        del request
        return web.Response(
            text=json.dumps({"method": "sendMessage", "chat_id": HANH, "text": "vâng"}),
            content_type="application/json",
        )

    hook.answer = answer
    await aiogram_bot.set_webhook(hook.url)
    await started.write("một")
    await started.sees("vâng")
    assert hook.came == [("", "một")]


async def test_an_update_comes_again_until_it_is_taken_and_in_order(
    aiogram_bot: Bot, hook: Hook, started: Person
) -> None:
    failures = iter([500, 503])
    taken = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        status = next(failures, 200)
        if (await request.json())["message"]["text"] == "hai":
            taken.set()
        return web.Response(status=status)

    hook.answer = answer
    await started.write("một")
    await started.write("hai")
    await aiogram_bot.set_webhook(hook.url)
    await taken.wait()
    assert [text for _, text in hook.came] == ["một", "một", "một", "hai"]


async def test_one_chat_does_not_wait_for_another(
    aiogram_bot: Bot, client: SandboxClient, hook: Hook, started: Person
) -> None:
    binh = await client.person(102, "Trần Văn Bình")
    let_go = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        chat = (await request.json())["message"]["chat"]["id"]
        if chat == HANH:
            await let_go.wait()
        body = {"method": "sendMessage", "chat_id": chat, "text": "xong"}
        return web.json_response(body)

    hook.answer = answer
    await aiogram_bot.set_webhook(hook.url)
    await started.write("chậm")
    await binh.write("nhanh")
    await binh.sees("xong")
    assert not (await started.conversation())[-1].from_bot
    let_go.set()
    await started.sees("xong")


async def test_what_was_not_delivered_is_polled_later(aiogram_bot: Bot, sandbox: Sandbox, started: Person) -> None:
    await aiogram_bot.set_webhook("http://127.0.0.1:9/", drop_pending_updates=True)
    await started.write("một")
    await started.write("hai")
    while (info := await aiogram_bot.get_webhook_info()).last_error_message is None:
        pass
    assert (info.last_error_message, info.pending_update_count) == ("Connection refused", 2)
    await aiogram_bot.delete_webhook()
    updates = await aiogram_bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["một", "hai"]
    await aiogram_bot.set_webhook("http://127.0.0.1:9/")
    await aiogram_bot.delete_webhook(drop_pending_updates=True)
    assert not sandbox.telegram.updates.pending
