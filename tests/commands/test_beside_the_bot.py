"""Commands in one process while the bot runs in another: what they do reaches people's phones."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import start_sandbox
from tests.commands.conftest import Shell

PATIENCE = 60


@asynccontextmanager
async def started(
    *arguments: str, ready: str, patience: int = PATIENCE
) -> AsyncIterator[tuple[asyncio.subprocess.Process, list[str]]]:
    """A command in a process of its own, once it has said that it is ready; ended by Ctrl-C."""
    program = "from phieu.commands import main; main()"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said: list[str] = []
    try:
        async with asyncio.timeout(patience):
            await _read_until(process, said, ready)
        yield process, said
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        async with asyncio.timeout(PATIENCE):
            rest, _ = await process.communicate()
        said += rest.decode().splitlines()


async def _read_until(process: asyncio.subprocess.Process, said: list[str], words: str) -> None:
    assert process.stdout is not None
    while not said or words not in said[-1]:
        line = await process.stdout.readline()
        assert line, f"it ended before it said {words!r}: {said}"
        said.append(line.decode().rstrip())


async def in_a_thread(shell: Shell, *arguments: str) -> str:
    """A command runs a loop of its own, so it needs a thread of its own."""
    return await asyncio.to_thread(shell, *arguments)


async def test_a_round_opened_and_closed_by_command_reaches_the_phones(
    office: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox = await start_sandbox()
    monkeypatch.setenv("TELEGRAM_TOKEN", sandbox.token)
    monkeypatch.setenv("TELEGRAM_API_URL", sandbox.url)
    async with SandboxClient(sandbox.url) as client, started("run", ready="The bot is running") as (bot, said):
        assert (await asyncio.to_thread(office.fails, "run")).startswith("The bot runs already on the data directory")
        invitation = await in_a_thread(office, "invites", "--person", "VP001")
        (link,) = [word for word in invitation.split() if word.startswith("https://t.me/")]
        phone = await client.person(1, "Nguyễn Văn Thành")
        await phone.open_link(link)
        await phone.sees("Nguyễn Văn Thành")
        await in_a_thread(office, "round", "open", "--period", "2026-H1", "--yes")
        await phone.sees("6 tháng đầu năm 2026")
        await in_a_thread(office, "round", "close", "--yes")
        await phone.sees_one(lambda one: one.photo is not None or "kết quả" in one.text.lower(), what="the summary")
    assert (bot.returncode, said[-1]) == (0, "The bot has stopped; everything is saved.")
    await sandbox.close()


async def test_the_demo_is_ready_to_be_tried_and_ends_at_ctrl_c(office: Shell) -> None:
    before = dict(_files(office.folder / "home"))
    async with started("demo", "--port", "0", ready="Ctrl-C ends the demo.") as (demo, said):
        (url,) = [line.split()[-1] for line in said if "http://" in line]
        async with SandboxClient(url) as client:
            people = (await client.overview())["people"]
            assert len(people) == 25
            first = people[0]
            phone = await client.person(first["id"])
            await phone.start(first["invitation"])
            await phone.sees(first["name"])
    assert (demo.returncode, said[-1]) == (0, "The demo has ended.")
    assert dict(_files(office.folder / "home")) == before


def test_the_demo_wipes_nothing_that_it_did_not_make(office: Shell) -> None:
    precious = office.folder / "var" / "demo" / "precious"
    precious.parent.mkdir(parents=True)
    precious.touch()
    assert office.fails("demo", "--port", "0").startswith("var/demo holds data that the demo did not make.")
    assert precious.exists()


@pytest.mark.slow
@pytest.mark.usefixtures("shell")
async def test_autoplay_shows_the_whole_product() -> None:
    arguments = ("demo", "--autoplay", "--port", "0")
    async with started(*arguments, ready="Ctrl-C ends the demo.", patience=5 * PATIENCE) as (demo, said):
        (url,) = [line.split()[-1] for line in said if "http://" in line]
        async with SandboxClient(url) as client:
            people = [person["id"] for person in (await client.overview())["people"]]
            on_telegram = [await (await client.person(number)).conversation() for number in people]
            on_zalo = [await (await client.zalo_person(number)).conversation() for number in people]
    assert demo.returncode == 0
    pictures = [
        sum(bool(message.photo) for message in telegram) + sum(bool(message.picture) for message in zalo)
        for telegram, zalo in zip(on_telegram, on_zalo, strict=True)
    ]
    # so many are rated, half a year ago and now, in either app; the way to the other app is one picture alone
    assert sum(count >= 2 for count in pictures) == 11
    assert any(message.picture for chat in on_zalo for message in chat)


def _files(folder: Path) -> list[tuple[str, bytes]]:
    return [(str(file), file.read_bytes()) for file in folder.rglob("*") if file.is_file()]
