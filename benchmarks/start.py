"""(c) Memory and time until the program asks for updates, against a bare aiogram bot."""

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import psutil

from benchmarks.platform import Platform
from benchmarks.table import Ratio
from benchmarks.taps import prepared_office, running_bot

REPEATS = 5
MEGABYTE = 1_000_000


async def starts() -> Sequence[Ratio]:
    """Seconds to ready, and resident megabytes then; in turn, each in a process of its own."""
    ready = Ratio("time until it asks for updates", "bare aiogram", aim="≤ 1.3")
    memory = Ratio("memory then", "bare aiogram", aim="≤ 1.3", unit="MB")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        await prepared_office(home)
        for _ in range(REPEATS):
            for command, figures in ((("phieu", "run"), "ours"), (("benchmarks.bare_bot",), "raw")):
                platform = Platform([])
                started = perf_counter()
                async with running_bot(platform, *command, home=home):
                    getattr(ready, figures).append(perf_counter() - started)
                    await asyncio.sleep(0)
                    (process,) = psutil.Process().children()
                    getattr(memory, figures).append(process.memory_info().rss / MEGABYTE)
    return [ready, memory]
