"""The running program on Zalo, alone and beside Telegram: starting, doing without one of them, stopping."""

import asyncio
import logging
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from markupsafe import Markup

from phieu import channels
from phieu.bot.dispatch import Dispatch
from phieu.bot.handlers import zalo_speaking
from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.screen import Attachment, Screen
from phieu.office.notices import announce
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.settings import Settings
from phieu.start_error import StartError
from phieu.words import NoticeKind
from tests.bot.conftest import BINH, CHI, NAMES, Clock, add_staff, code_for, installed, joined, settings_for
from tests.bot.test_program import SECRET, free_port, webhook_settings
from tests.loud_log import log

__all__ = ["log"]

PATIENCE_SECONDS = 20
NOWHERE = "http://127.0.0.1:1"
FIRST_PHONE = 2000


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever waits for its turn has it."""
    monkeypatch.setattr(channels, "AGAIN_SECONDS", 0.01)
    monkeypatch.setattr(zalo_speaking, "PAUSE_SECONDS", 0)


def zalo_settings(sandbox: Sandbox, home: Path, **others: Any) -> Settings:
    """Zalo alone."""
    zalo = {"zalo_token": sandbox.zalo_token, "zalo_api_url": sandbox.zalo_url}
    return settings_for(sandbox, home, **{"telegram_token": None} | zalo | others)


def both(sandbox: Sandbox, home: Path, **others: Any) -> Settings:
    return zalo_settings(sandbox, home, **{"telegram_token": sandbox.token} | others)


async def phone_of(client: SandboxClient, person_id: int) -> ZaloPerson:
    """A member of the staff's Zalo, before they have written anything."""
    return await client.zalo_person(FIRST_PHONE + person_id, NAMES[person_id])


async def joined_on_zalo(client: SandboxClient, program: Program, person_id: int) -> ZaloPerson:
    phone = await phone_of(client, person_id)
    await phone.write(await code_for(program.installation, person_id))
    await phone.sees(NAMES[person_id])
    return phone


def lines_of(caplog: pytest.LogCaptureFixture, name: str) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == name]


class Listening(logging.Handler):
    """Tells that something has been logged."""

    def __init__(self) -> None:
        super().__init__()
        self.logged = asyncio.Event()

    def emit(self, _record: logging.LogRecord) -> None:
        self.logged.set()


async def until_logged(said: Callable[[], str], text: str, times: int = 1) -> None:
    """Wait until the log says this so many times."""
    listening = Listening()
    logging.getLogger("phieu").addHandler(listening)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while said().count(text) < times:
                await listening.logged.wait()
                listening.logged.clear()
    finally:
        logging.getLogger("phieu").removeHandler(listening)


@pytest.mark.parametrize("by_webhook", [False, True], ids=["by polling", "by webhook"])
async def test_on_zalo_alone(
    sandbox: Sandbox,
    client: SandboxClient,
    tmp_path: Path,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    *,
    by_webhook: bool,
) -> None:
    caplog.set_level(logging.INFO, "phieu")
    settings = zalo_settings(sandbox, tmp_path, **webhook_settings(free_port()) if by_webhook else {})
    async with installed(settings, clock) as office:
        await add_staff(office)
        async with Program(office) as program:
            phone = await joined_on_zalo(client, program, BINH)
            await phone.write("menu")
            await phone.sees("muốn làm gì")
    way_in = "by webhook" if by_webhook else "by polling"
    assert lines_of(caplog, "phieu.program") == [f"answering as Bot Phiếu on Zalo, {way_in}, on sqlite"]


@pytest.mark.parametrize("by_webhook", [False, True], ids=["by polling", "by webhook"])
async def test_on_both(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock, *, by_webhook: bool
) -> None:
    settings = both(sandbox, tmp_path, **webhook_settings(free_port()) if by_webhook else {})
    async with installed(settings, clock) as office:
        await add_staff(office)
        async with Program(office) as program:
            await joined_on_zalo(client, program, CHI)
            await joined(client, office, BINH)
            assert program.bot_username


@pytest.mark.parametrize(
    ("settings", "what_to_do"),
    [
        ({"telegram_token": None, "zalo_token": None}, ["TELEGRAM_TOKEN", "ZALO_TOKEN", "@BotFather", "Zalo Bot"]),
        ({"telegram_token": "7000000001:another-token-of-nobody"}, ["không chấp nhận TELEGRAM_TOKEN"]),
        ({"zalo_token": "7000000000000000009:another-token-of-nobody"}, ["không chấp nhận ZALO_TOKEN"]),
        ({"zalo_token": "no token"}, ["ZALO_TOKEN"]),
        ({"telegram_api_url": NOWHERE, "zalo_api_url": NOWHERE}, ["TELEGRAM_API_URL", "ZALO_API_URL"]),
        ({"telegram_token": None, "zalo_api_url": NOWHERE}, ["ZALO_API_URL"]),
        ({"telegram_token": None, "webhook_url": "https://bot.example/t"}, ["WEBHOOK_SECRET"]),
        ({"telegram_token": None, "webhook_url": "bot.example", "webhook_secret": SECRET}, ["WEBHOOK_URL không"]),
        # who is refused has to be told, even if the other one cannot be reached
        (
            {"telegram_api_url": NOWHERE, "zalo_token": "7000000000000000009:another-token-of-nobody"},
            ["không chấp nhận ZALO_TOKEN"],
        ),
    ],
)
async def test_what_is_missing_or_wrong_is_told_in_one_line(
    sandbox: Sandbox, tmp_path: Path, clock: Clock, settings: dict[str, Any], what_to_do: list[str]
) -> None:
    async with installed(both(sandbox, tmp_path, **settings), clock) as installation:
        with pytest.raises(StartError) as told:
            async with Program(installation):
                pass
    assert [word for word in what_to_do if word not in str(told.value)] == []
    assert "\n" not in str(told.value)
    assert "another-token" not in str(told.value)


async def test_zalo_stands_alone_until_telegram_is_within_reach(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "phieu")
    await client.fault(FaultKind.RESET)
    async with installed(both(sandbox, tmp_path), clock) as office:
        await add_staff(office)
        async with Program(office) as program:
            await joined_on_zalo(client, program, CHI)
            assert program.bot_username == ""
            await client.clear_faults()
            phone = await joined(client, office, BINH)  # and what was written meanwhile is answered
            assert program.bot_username
            assert phone
            await until_logged(lambda: caplog.text, "answering on Telegram, too")
    assert lines_of(caplog, "phieu.channels") == [
        "Telegram cannot be reached; it is tried again every minute",
        "answering on Telegram, too",
    ]


async def test_telegram_stands_alone_until_zalo_is_within_reach(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock
) -> None:
    await client.zalo_fault(FaultKind.BAD_GATEWAY)
    async with installed(both(sandbox, tmp_path, **webhook_settings(free_port())), clock) as office:
        await add_staff(office)
        async with Program(office) as program:
            await joined(client, office, BINH)
            await client.zalo_clear_faults()
            await joined_on_zalo(client, program, CHI)


@pytest.mark.parametrize("method", ["setMyCommands", "deleteWebhook"])
async def test_one_that_is_lost_between_two_calls_of_the_start(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock, method: str
) -> None:
    await client.fault(FaultKind.RESET, method=method, times=3)
    async with installed(both(sandbox, tmp_path), clock) as office:
        await add_staff(office)
        async with Program(office) as program:
            await joined_on_zalo(client, program, CHI)
            await joined(client, office, BINH)


async def test_a_token_that_turns_out_wrong_later_is_told_once(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "phieu")
    await client.fault(FaultKind.RESET, times=1)
    await client.fault(FaultKind.ERROR, code=401, description="Unauthorized", times=5)
    async with installed(both(sandbox, tmp_path), clock) as office, Program(office):
        await until_logged(lambda: caplog.text, "answering on Telegram, too")
    told = [line for line in lines_of(caplog, "phieu.channels") if "TELEGRAM_TOKEN" in line]
    assert len(told) == 1


async def test_stopping_does_not_wait_for_one_that_cannot_be_reached(
    sandbox: Sandbox, tmp_path: Path, clock: Clock
) -> None:
    settings = both(sandbox, tmp_path, telegram_api_url=NOWHERE)
    async with installed(settings, clock) as office, asyncio.timeout(PATIENCE_SECONDS), Program(office):
        pass


async def test_files_are_served_until_the_last_word_is_said(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A platform may be fetching a file that belongs to what is being said just then."""

    async def words(*_notice: object) -> Screen:
        return Screen(Markup("the last word"))

    monkeypatch.setattr(Dispatch, "notice", words)
    settings = both(sandbox, tmp_path, **webhook_settings(free_port()))
    async with installed(settings, clock) as office:
        await add_staff(office)
        program = Program(office)
        await program.__aenter__()
        phone = await joined(client, office, BINH)
        address = await PublicFiles(office.volatile, settings.webhook_url, clock).publish(Attachment("a.pdf", b"%PDF"))
        assert address is not None
        await client.fault(FaultKind.SLOW, method="sendMessage", times=1, delay=2)
        async with office.database.writing() as session:
            await announce(session, NoticeKind.ROUND_OPENED, "round:1", [BINH], clock(), urgent=True)
        program._dispatch.notices_due.set()
        await phone.sees("the last word")  # carried out, and not yet answered
        stopping = asyncio.ensure_future(program.__aexit__())
        async with aiohttp.ClientSession() as platform, platform.get(address) as response:
            assert response.status == 200
        assert not stopping.done()
        await stopping


async def test_a_bot_that_another_program_has_called_is_taken_over_on_demand_alone(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock
) -> None:
    async with installed(zalo_settings(sandbox, tmp_path, **webhook_settings(free_port())), clock) as office:
        await add_staff(office)
        async with Program(office):
            pass
    async with installed(zalo_settings(sandbox, tmp_path / "elsewhere"), clock) as office:
        await add_staff(office)
        with pytest.raises(StartError, match="--take-over"):
            async with Program(office):
                pass
        async with Program(office, take_over=True) as program:
            await joined_on_zalo(client, program, CHI)


@pytest.mark.parametrize("by_webhook", [False, True], ids=["by polling", "by webhook"])
async def test_no_log_line_holds_a_token_a_chat_a_name_or_a_text(
    sandbox: Sandbox, client: SandboxClient, tmp_path: Path, clock: Clock, log: StringIO, *, by_webhook: bool
) -> None:
    settings = both(sandbox, tmp_path, **webhook_settings(free_port()) if by_webhook else {})
    async with installed(settings, clock) as office:
        await add_staff(office)
        async with Program(office) as program:
            phone = await joined_on_zalo(client, program, CHI)
            await phone.write("a very secret word")
            await phone.sees("menu")
            for times, kind in enumerate((FaultKind.RESET, FaultKind.ERROR), start=1):
                await client.zalo_fault(kind, method="sendMessage", description="a very secret word")
                await phone.write("another secret word")
                await until_logged(log.getvalue, "answering on Zalo failed", times)
                await client.zalo_clear_faults()
                await phone.write("menu")
                await phone.settled()
        code = await code_for(office, CHI)
    said = log.getvalue()
    assert "answering as @" in said
    token = sandbox.zalo_token
    secrets = (token, token.partition(":")[2], sandbox.token, NAMES[CHI], "secret word", phone.chat_id, code, SECRET)
    assert [secret for secret in secrets if secret in said] == []
