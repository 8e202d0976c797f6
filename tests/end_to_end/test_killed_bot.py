"""`kill -9` of the running bot between any two taps: whatever it had confirmed to the phone is there afterwards."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

from phieu.bot.actions import action
from phieu.installation import Installation
from phieu.office.answering import ballots_of
from phieu.office.opening import open_round
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount
from phieu.words import Channel, RoundKind
from tests.offices import CHIEF_ID, OfficeSize, build_office

LIVES = 6
MOST_TAPS = 8
PATIENCE = 60.0
PHONE = 4000


@asynccontextmanager
async def until_killed(home: Path, sandbox: Sandbox) -> AsyncIterator[None]:
    """The bot, as the operator starts it, and killed at the end without a word."""
    environment = os.environ | {
        "PHIEU_HOME": str(home),
        "TELEGRAM_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DATABASE_URL": "",
    }
    silent = asyncio.subprocess.DEVNULL
    command = (sys.executable, "-m", "phieu", "run")
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=silent, stderr=silent)
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()


async def prepared(settings: Settings) -> tuple[int, list[int]]:
    """An open round and the chief's phone; the round's id, and whom the chief rates."""
    installation = await Installation.start(settings)
    await build_office(installation.database, OfficeSize())
    due_at = installation.now() + timedelta(days=10)
    round_id = await open_round(installation, RoundKind.SEMIANNUAL, "2026-H1", due_at)
    async with installation.database.writing() as session:
        account = ChatAccount(
            channel=Channel.TELEGRAM, person_id=CHIEF_ID, chat_id=str(PHONE), joined_at=installation.now()
        )
        session.add(account)
    ratees = [view.ratee.id for view in await ballots_of(installation, CHIEF_ID)]
    await installation.stop()
    return round_id, ratees


async def test_nothing_confirmed_is_lost(tmp_path: Path) -> None:
    sandbox = await start_sandbox()
    settings = Settings(_env_file=None, PHIEU_HOME=tmp_path, telegram_token=sandbox.token, telegram_api_url=sandbox.url)
    round_id, ratees = await prepared(settings)
    dice = Random(20261122)
    possible: dict[tuple[int, int], set[int]] = {}
    confirmed = 0
    async with SandboxClient(sandbox.url) as client:
        phone = await client.person(PHONE, "Người mẫu 1")
        await phone.write("/ballots")
        for _ in range(LIVES):
            async with until_killed(tmp_path, sandbox):
                screen = await phone.sees_one(lambda one: bool(one.buttons), timeout=PATIENCE)
                for _ in range(dice.randint(1, MOST_TAPS)):
                    ratee, place, value = dice.choice(ratees), dice.randrange(6), dice.randint(1, 4)
                    data = action("answer", round_id, ratee, place, value)
                    await phone.tap_action(screen.id, data, wait=PATIENCE)
                    possible[ratee, place] = {value}
                    confirmed += 1
                ratee, place, value = dice.choice(ratees), dice.randrange(6), dice.randint(1, 4)
                await phone.tap_action(screen.id, action("answer", round_id, ratee, place, value), wait=0)
                possible.setdefault((ratee, place), {0}).add(value)  # nobody can tell whether it arrived
    assert confirmed > LIVES
    installation = await Installation.start(settings)
    views = {view.ratee.id: view for view in await ballots_of(installation, CHIEF_ID)}
    await installation.stop()
    await sandbox.close()
    for (ratee, place), values in possible.items():
        assert views[ratee].answers[place] in values
