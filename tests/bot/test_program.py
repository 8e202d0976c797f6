"""Starting and stopping the program: by polling and by webhook, with what is missing or wrong told in one line."""

import asyncio
import logging
import os
import signal
import socket
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from phieu.bot import dispatch
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.server import Sandbox
from phieu.start_error import StartError
from tests.bot import echo_flows
from tests.bot.conftest import BINH, NAMES, Clock, add_staff, give_chat, installed, joined, settings_for, stands

SECRET = "a-secret_of_the_webhook"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def webhook_settings(port: int) -> dict[str, Any]:
    url = f"http://127.0.0.1:{port}/telegram"
    return {"webhook_url": url, "webhook_secret": SECRET, "webhook_port": port}


@pytest.mark.parametrize(
    ("settings", "what_to_do"),
    [
        ({"telegram_token": None}, "TELEGRAM_TOKEN"),
        ({"telegram_token": "no token"}, "@BotFather"),
        ({"telegram_token": "7000000001:another-token-of-nobody"}, "không chấp nhận TELEGRAM_TOKEN"),
        ({"telegram_token": "no token", "default_locale": "en"}, "is not a bot's token"),
        ({"telegram_api_url": "http://127.0.0.1:1"}, "TELEGRAM_API_URL"),
        ({"webhook_url": "http://127.0.0.1:1/"}, "WEBHOOK_SECRET"),
        ({"webhook_url": "http://127.0.0.1:1/", "webhook_secret": "not a secret!"}, "WEBHOOK_SECRET"),
        ({"webhook_url": "our.office/bot", "webhook_secret": SECRET}, "WEBHOOK_URL không phải là địa chỉ web"),
    ],
)
async def test_what_is_missing_or_wrong_is_told_in_one_line(
    sandbox: Sandbox, tmp_path: Path, clock: Clock, settings: dict[str, Any], what_to_do: str
) -> None:
    async with installed(settings_for(sandbox, tmp_path, **settings), clock) as installation:
        with pytest.raises(StartError) as told:
            async with Program(installation):
                pass
    assert what_to_do in str(told.value)
    assert "\n" not in str(told.value)
    assert "another-token" not in str(told.value)


async def test_a_port_in_use_is_told(sandbox: Sandbox, tmp_path: Path, clock: Clock) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = settings_for(sandbox, tmp_path, **webhook_settings(taken.getsockname()[1]))
        async with installed(settings, clock) as installation:
            with pytest.raises(StartError, match="WEBHOOK_PORT"):
                async with Program(installation):
                    pass


async def test_the_same_by_webhook(sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock) -> None:
    settings = settings_for(sandbox, tmp_path, **webhook_settings(free_port()))
    async with installed(settings, clock) as office:
        await add_staff(office)
        async with Program(office):
            phone = await joined(client, office, BINH)
            assert (await phone.tap("Ngôn ngữ")).text == ""
            assert (await phone.tap("English")).text == "I speak English with you now."
            await stands(phone, "what would you like to do?")
            assert await client.calls("answerCallbackQuery") in ({}, {200: 2})


async def test_the_webhook_answers_nobody_else(
    sandbox: Sandbox, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_port()
    settings = settings_for(sandbox, tmp_path, **webhook_settings(port))
    url = settings.webhook_url
    async with installed(settings, clock) as office, Program(office), aiohttp.ClientSession() as stranger:
        for headers in ({}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: "sai bí mật"}):
            async with stranger.post(url, json={"update_id": 1}, headers=headers) as response:
                assert response.status == 401
        async with stranger.get(url) as response:
            assert response.status == 405
        for rubbish in (b"a secret that is no JSON", b'{"update_id": "a secret"}', b"[]", b'{"update_id": 1}'):
            async with stranger.post(url, data=rubbish, headers={SECRET_HEADER: SECRET}) as response:
                assert response.status == 200  # or the platform would ask again for ever
    assert "a secret" not in caplog.text


async def test_polling_after_a_webhook(sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock) -> None:
    by_webhook = settings_for(sandbox, tmp_path, **webhook_settings(free_port()))
    async with installed(by_webhook, clock) as office:
        await add_staff(office)
        async with Program(office):
            pass
    async with installed(settings_for(sandbox, tmp_path), clock) as office, Program(office):
        await joined(client, office, BINH)


async def test_an_outage_is_told_once_and_so_is_its_end(
    client: SandboxClient, office: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "phieu")
    await client.fault(FaultKind.BAD_GATEWAY, method="getUpdates", times=3)
    async with Program(office):
        await joined(client, office, BINH)
    told = [record.getMessage() for record in caplog.records if "updates" in record.getMessage()]
    assert told == ["no updates from Telegram: TelegramServerError", "Telegram's updates come again"]


async def test_what_comes_while_nothing_runs_is_answered_afterwards_and_once(
    client: SandboxClient, office: Installation
) -> None:
    phone = await client.person(int(await give_chat(office, BINH)), NAMES[BINH])
    await phone.start()
    async with Program(office):
        await phone.sees("muốn làm gì")
    sent = await client.calls("sendMessage")
    async with Program(office):
        await phone.write("/help")
        await phone.sees("bấm các nút")
    assert await client.calls("sendMessage") == {200: sent[200] + 1}  # the first is not seen again


async def test_stopping_finishes_what_is_in_flight(
    client: SandboxClient, office: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered, go_on = asyncio.Event(), asyncio.Event()

    async def slow(event: Event, context: Context) -> Screen:
        entered.set()
        await go_on.wait()
        async with context.installation.database.reading():  # still there
            return await echo_flows.two(event, context)

    monkeypatch.setattr(echo_flows, "COMMANDS", {"slow": slow})
    monkeypatch.setattr(dispatch, "FLOW_MODULES", (*dispatch.FLOW_MODULES, echo_flows))
    phone = await client.person(int(await give_chat(office, BINH)), NAMES[BINH])
    await phone.start()
    program = Program(office)
    await program.__aenter__()
    await phone.write("/slow")
    await entered.wait()
    stopping = asyncio.ensure_future(program.__aexit__())
    go_on.set()
    await stopping
    await stands(phone, "two")


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_stops_it(office: Installation, name: signal.Signals) -> None:
    async with Program(office) as program:
        running = asyncio.ensure_future(program.run_until_stopped())
        await asyncio.sleep(0)  # one turn: it listens for signals now
        os.kill(os.getpid(), name)
        await running


async def test_no_log_line_holds_a_token_a_name_or_a_text(
    sandbox: Sandbox, client: SandboxClient, office: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    ours = ("phieu.bot", "phieu.office", "phieu.program", "phieu.scheduler", "phieu.supervisor", "aiogram")
    with caplog.at_level(logging.DEBUG):
        async with Program(office):
            phone = await joined(client, office, BINH)
            await phone.write("a very secret word")
            await phone.sees("không lưu")
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(ours))
    for secret in (sandbox.token, NAMES[BINH], "secret word", str(phone.id)):
        assert secret not in said
