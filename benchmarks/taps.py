"""(a) 64 people answering at once, each tap saved durably, against a bare aiogram handler that stores nothing."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import quantiles

from sqlmodel import select

from benchmarks.platform import Platform, Tapper
from benchmarks.table import Ratio
from phieu.bot.actions import action
from phieu.installation import Installation
from phieu.office.opening import open_round
from phieu.settings import Settings
from phieu.storage.tables import Assignment, ChatAccount
from phieu.words import Channel, RoundKind
from tests.offices import OfficeSize, build_office

PEOPLE = 64
TAPS_EACH = 30
REPEATS = 5
SIZE = OfficeSize(units=10, people=10)
TOKEN = "7000000002:benchmark-token-that-opens-nothing-at-all"


async def taps() -> Sequence[Ratio]:
    """Taps a second, and the seconds that half of them and all but one in a hundred took."""
    rate = Ratio("taps a second, 64 people", "bare aiogram, stores nothing", aim="≥ 1.5", unit="/s")
    half = Ratio("  a tap takes (p50)", "", aim="")
    slowest = Ratio("  a tap takes (p99)", "", aim="")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        chats = await prepared_office(home)
        ours, bare = Platform(chats), Platform(await _same_taps(chats))
        async with running_bot(ours, "phieu", "run", home=home), running_bot(bare, "benchmarks.bare_bot", home=home):
            for platform in (ours, bare):
                await platform.run(TAPS_EACH)  # warm; meanwhile the notices of the opening go out
            for _ in range(REPEATS):
                for platform, figures in ((ours, "ours"), (bare, "raw")):
                    seconds, each = await platform.run(TAPS_EACH)
                    cuts = quantiles(each, n=100)
                    getattr(rate, figures).append(PEOPLE * TAPS_EACH / seconds)
                    getattr(half, figures).append(cuts[49])
                    getattr(slowest, figures).append(cuts[98])
    return [rate, half, slowest]


async def prepared_office(home: Path) -> list[Tapper]:
    """A round that is open, and 64 people of it at their phones."""
    installation = await Installation.start(Settings(_env_file=None, PHIEU_HOME=home))
    await build_office(installation.database, SIZE)
    due_at = installation.now() + timedelta(days=10)
    round_id = await open_round(installation, RoundKind.SEMIANNUAL, "2026-H1", due_at)
    async with installation.database.writing() as session:
        assignments = (await session.exec(select(Assignment))).all()
        raters = sorted({one.rater_id for one in assignments})[-PEOPLE:]
        session.add_all(
            ChatAccount(
                channel=Channel.TELEGRAM, person_id=rater, chat_id=str(5000 + rater), joined_at=installation.now()
            )
            for rater in raters
        )
    await installation.stop()
    return [
        Tapper(5000 + rater, _answers(round_id, [one.ratee_id for one in assignments if one.rater_id == rater], rater))
        for rater in raters
    ]


def _answers(round_id: int, ratees: list[int], seed: int) -> Iterator[str]:
    dice = Random(seed)
    for ratee in cycle(ratees):
        for place in range(SIZE.questions):
            yield action("answer", round_id, ratee, place, dice.randint(1, 4))


async def _same_taps(tappers: list[Tapper]) -> list[Tapper]:
    return [Tapper(tapper.chat, cycle(["answer.1.2.3.4"])) for tapper in tappers]


@asynccontextmanager
async def running_bot(platform: Platform, *command: str, home: Path) -> AsyncIterator[None]:
    """The bot in a process of its own, from when it asks for updates."""
    async with bot_process(await platform.start(), TOKEN, *command, home=home):
        await platform.bot_is_there()
        yield


@asynccontextmanager
async def bot_process(url: str, token: str, *command: str, home: Path) -> AsyncIterator[None]:
    """The bot in a process of its own."""
    environment = os.environ | {
        "PHIEU_HOME": str(home),
        "BACKUPS_KEPT": "0",
        "TELEGRAM_TOKEN": token,
        "TELEGRAM_API_URL": url,
        "LOG_LEVEL": "WARNING",
        "DATABASE_URL": "",
    }
    arguments = command[1:] or (url, token)
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", command[0], *arguments, env=environment)
    try:
        yield
    finally:
        process.terminate()
        await process.wait()
