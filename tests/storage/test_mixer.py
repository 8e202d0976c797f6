"""The mixer mixes whatever has changed, soon after, and before the program leaves."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from phieu.storage.ballot_box import BallotBox, ballot_key
from phieu.storage.database import SQLITE_PRAGMAS, Database
from phieu.storage.erasing import erase_ballots
from phieu.storage.migrate import migrate
from phieu.storage.mixer import Mixer
from tests.storage.rounds import ROUND_KEY, add_round, change
from tests.storage.test_mixing import RATERS, fill, laid_out

LONG = 1e6
"""Seconds that no test lives."""


async def until_mixed(box: BallotBox) -> None:
    while box.unmixed.is_set():  # noqa: ASYNC110 - the program needs no event for its being over
        await asyncio.sleep(0)
    async with box.paused():  # the flag goes when a mixing begins; this waits until it is done
        pass


async def test_what_changes_is_mixed_soon(database: Database) -> None:
    box = BallotBox(database)
    await box.start()
    mixer = Mixer(database, box, interval=0.001, rest=0)
    mixer.start()
    round_id = await fill(database, box)
    for rater in RATERS[:5]:
        await box.put(change(round_id, rater, answer=(1, 2)))
        await until_mixed(box)
    assert not box.unmixed.is_set()
    await box.stop()
    await mixer.stop()
    if not database.is_sqlite:
        async with database.engine.connect() as connection:
            assert (await connection.execute(text("SELECT count(DISTINCT xmin::text) FROM ballot"))).scalar() == 1


async def test_what_is_left_unmixed_is_mixed_at_the_end(database: Database) -> None:
    places: list[dict[bytes, object]] = []
    for _ in range(2):
        box = BallotBox(database)
        await box.start()
        mixer = Mixer(database, box, interval=LONG)
        mixer.start()
        if not places:
            await fill(database, box)
        places.append(await laid_out(database))
        await box.stop()
        await mixer.stop()
        assert not box.unmixed.is_set()
    assert places[0] != places[1]
    assert places[1] == await laid_out(database)  # and not if nothing has changed


async def test_what_could_not_be_erased_at_once_is_erased_later(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    database = Database(sqlite_url)
    await migrate(database)
    box = BallotBox(database)
    await box.start()
    await fill(database, box)
    monkeypatch.setattr("phieu.storage.sqlite_file.CHECKPOINT_ATTEMPTS", 1)
    async with database.engine.connect() as reader:
        await reader.execute(text("SELECT count(*) FROM ballot"))  # it sees this state for as long as it likes
        async with database.writing_engine.begin() as connection:
            await connection.execute(text("DELETE FROM ballot"))
        await erase_ballots(database, box)
    assert "deleted ballots could not be cleared away yet: FileInUseError" in caplog.messages
    assert remains(tmp_path) > 0
    await box.stop()
    await Mixer(database, box).stop()
    assert remains(tmp_path) == 0
    await database.dispose()


def remains(folder: Path) -> int:
    """How many ballots can still be read in the files."""
    content = b"".join(path.read_bytes() for path in folder.glob("phieu.sqlite3*"))
    return sum(ballot_key(ROUND_KEY, rater, 2) in content for rater in RATERS)


async def test_a_database_that_is_locked_for_a_while_does_not_end_the_mixing(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    impatient = [pragma.replace("busy_timeout=30000", "busy_timeout=1") for pragma in SQLITE_PRAGMAS]
    monkeypatch.setattr("phieu.storage.database.SQLITE_PRAGMAS", impatient)
    database = Database(sqlite_url)
    await migrate(database)
    box = BallotBox(database)
    await box.start()
    round_id = await add_round(database)
    await box.put(change(round_id, answer=(0, 1)))
    mixer = Mixer(database, box, interval=0.001, rest=0)
    with closing(sqlite3.connect(tmp_path / "phieu.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        mixer.start()
        while not caplog.messages:  # noqa: ASYNC110 - until it has met the lock
            await asyncio.sleep(0)
        other.execute("ROLLBACK")
    assert caplog.messages[0] == "the ballot box could not be mixed, which will be tried again: OperationalError"
    await asyncio.wait_for(until_mixed(box), 20)
    await box.stop()
    await mixer.stop()
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    await database.dispose()


async def test_a_mixing_that_fails_is_tried_again(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    box = BallotBox(database)
    await box.start()
    round_id = await add_round(database)
    await box.put(change(round_id, answer=(0, 1)))
    broken = Database("sqlite+aiosqlite:////nowhere/at/all.sqlite3")
    mixer = Mixer(broken, box, interval=LONG)
    with caplog.at_level(logging.WARNING):
        await mixer.stop()
    assert [record.getMessage() for record in caplog.records] == [
        "the ballot box could not be mixed, which will be tried again: OperationalError"
    ]
    assert box.unmixed.is_set()
    await broken.dispose()
    await box.stop()
    await Mixer(database, box).stop()
    assert not box.unmixed.is_set()
