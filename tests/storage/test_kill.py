"""`kill -9` at any moment loses no answer that was confirmed."""

import asyncio
import multiprocessing
import os
from random import Random

from sqlalchemy import text

from phieu.storage.ballot_box import BallotBox, ballot_key
from phieu.storage.database import Database
from phieu.storage.migrate import migrate
from tests.storage.one_life import QUESTIONS, RATERS, live
from tests.storage.rounds import ROUND_KEY, add_round

LIVES = 25
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.storage.one_life", "phieu.storage.tables", "aiosqlite"])


def live_until_killed(url: str, round_id: int, life: int, confirmed_taps: int) -> list[tuple[int, int]]:
    """Kill a process once it has confirmed so many taps; all that it confirmed until it was dead, as (rater, place)."""
    heard, confirms = os.pipe()
    process = processes.Process(target=_live, args=(url, round_id, life, _Descriptor(confirms)))
    process.start()
    os.close(confirms)
    heard_so_far = b""
    while len(heard_so_far) < 2 * confirmed_taps:
        more = os.read(heard, 2)
        assert more, "it died by itself"
        heard_so_far += more
    process.kill()
    process.join()
    with os.fdopen(heard, "rb") as rest:
        heard_so_far += rest.read()
    return list(zip(heard_so_far[::2], heard_so_far[1::2], strict=True))


class _Descriptor:
    """A file descriptor that can be given to another process."""

    def __init__(self, descriptor: int) -> None:
        self._dup = multiprocessing.reduction.DupFd(descriptor)

    def detach(self) -> int:
        return int(self._dup.detach())


def _live(url: str, round_id: int, life: int, confirmations: _Descriptor) -> None:
    live(url, round_id, life, confirmations.detach())


async def test_no_confirmed_answer_is_lost(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    await migrate(database)
    round_id = await add_round(database)
    dice = Random(20260601)
    confirmed: dict[tuple[int, int], int] = {}
    for life in range(1, LIVES + 1):
        taps = await asyncio.to_thread(live_until_killed, sqlite_url, round_id, life, dice.randint(1, 100))
        confirmed |= dict.fromkeys(taps, life)
        stored = await answers_in(database)
        # what was not confirmed may have been saved all the same: then it is what the life that was killed tapped
        lost = {tap: value for tap, value in confirmed.items() if stored[tap] not in (value, life)}
        assert lost == {}
        confirmed = {tap: value for tap, value in stored.items() if value}
    async with database.engine.connect() as connection:
        assert (await connection.execute(text("PRAGMA integrity_check"))).scalar() == "ok"
    await database.dispose()


async def answers_in(database: Database) -> dict[tuple[int, int], int]:
    """What stands in the box after a restart, by rater and question; 0 where nothing does."""
    box = BallotBox(database)
    await box.start()
    keys = {rater: ballot_key(ROUND_KEY, rater, 2) for rater in RATERS}
    found = await box.find(list(keys.values()))
    await box.stop()
    return {
        (rater, place): found[key].answers[place] if key in found else 0
        for rater, key in keys.items()
        for place in QUESTIONS
    }


async def test_a_commit_reaches_the_disk_before_it_is_confirmed(database: Database) -> None:
    """What `kill -9` cannot show: a power failure loses nothing either."""
    async with database.writing_engine.connect() as connection:
        if database.is_sqlite:
            assert (await connection.execute(text("PRAGMA synchronous"))).scalar() == 2
        else:
            assert (await connection.execute(text("SHOW synchronous_commit"))).scalar() == "on"
