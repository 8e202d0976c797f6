"""Mixing changes no ballot and forgets in which order they came; erasing leaves no byte of what was deleted."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
from sqlalchemy import delete, text
from sqlmodel import col

from phieu.storage import sqlite_file
from phieu.storage.ballot_box import BallotBox, ballot_key
from phieu.storage.database import Database
from phieu.storage.erasing import erase_ballots
from phieu.storage.mixing import mix
from phieu.storage.sqlite_file import FileInUseError
from phieu.storage.tables import Ballot, Round
from tests.storage.rounds import ROUND_KEY, add_round, change
from tests.storage.test_migrate import constraint_names, differences

RATERS = range(60)
COMMENT = "Chị luôn lắng nghe và giải thích cặn kẽ. " * 20


@pytest.fixture
async def box(database: Database) -> AsyncIterator[BallotBox]:
    box = BallotBox(database)
    await box.start()
    yield box
    await box.stop()


async def fill(
    database: Database, box: BallotBox, period: str = "2026-H1", first_rater: int = 0, order: Iterable[int] = RATERS
) -> int:
    """Ballots given one after the other, each in a transaction of its own, with long comments."""
    round_id = await add_round(database, period)
    for rater in order:
        await box.put(change(round_id, first_rater + rater, answer=(0, 1 + rater % 4), comment=f"{COMMENT}{rater}"))
    return round_id


async def empty(database: Database, box: BallotBox, round_id: int) -> None:
    """As if nothing had ever been."""
    async with database.writing() as session:
        await session.exec(delete(Ballot))
        await session.exec(delete(Round).where(col(Round.id) == round_id))
    await erase_ballots(database, box)


async def ballots(database: Database) -> list[tuple[object, ...]]:
    async with database.engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text("SELECT * FROM ballot ORDER BY key"))]


async def laid_out(database: Database) -> dict[bytes, object]:
    """Where in the files the row under each key lies."""
    if not database.is_sqlite:
        async with database.engine.connect() as connection:
            rows = await connection.execute(text("SELECT key, ctid::text AS place, xmin::text AS stamp FROM ballot"))
            stamps: dict[str, int] = {}
            return {bytes(row.key): (row.place, stamps.setdefault(row.stamp, len(stamps))) for row in rows}
    assert database.url.database is not None
    content = await asyncio.to_thread(Path(database.url.database).read_bytes)
    return {key: content.find(key) for key in (ballot_key(ROUND_KEY, rater, 2) for rater in RATERS)}


async def test_mixing_keeps_every_ballot_and_no_order_of_arrival(database: Database, box: BallotBox) -> None:
    """After mixing the rows lie in the same places, in whichever order they came."""
    places = []
    for order in (RATERS, RATERS[::-1]):
        round_id = await fill(database, box, order=order)
        before = await ballots(database)
        unmixed = await laid_out(database)
        await mix(database, box)
        places.append(await laid_out(database))
        assert await ballots(database) == before
        assert places[-1] != unmixed
        await empty(database, box, round_id)
    assert places[0] == places[1]


async def test_what_is_committed_together_shows_no_order_even_unmixed(database: Database, box: BallotBox) -> None:
    places = []
    for order in (RATERS, RATERS[::-1]):
        round_id = await add_round(database)
        async with box.paused():
            taps = [asyncio.ensure_future(box.put(change(round_id, rater, answer=(0, 1)))) for rater in order]
            await asyncio.sleep(0)
        await asyncio.gather(*taps)
        if database.is_sqlite:
            async with sqlite_file.connected(database) as connection:
                await sqlite_file.empty_the_log(connection)
        places.append(await laid_out(database))
        assert len(set(places[-1].values())) == len(RATERS)
        await empty(database, box, round_id)
    assert places[0] == places[1]


async def test_mixing_leaves_the_schema_as_it_is(database: Database, box: BallotBox) -> None:
    async with database.engine.connect() as connection:
        names = await connection.run_sync(constraint_names)
    await mix(database, box)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(constraint_names) == names
        assert await connection.run_sync(differences) == []
    if not database.is_sqlite:
        async with database.engine.connect() as connection:
            targets = await connection.execute(
                text("SELECT DISTINCT attstattarget FROM pg_attribute WHERE attrelid='ballot'::regclass AND attnum > 0")
            )
            assert list(targets.scalars()) == [0]


async def test_answers_come_in_while_the_box_is_mixed(database: Database, box: BallotBox) -> None:
    round_id = await fill(database, box)
    for value in (1, 2, 3):
        await asyncio.gather(
            mix(database, box), *(box.put(change(round_id, rater, answer=(5, value))) for rater in RATERS)
        )
        found = await box.find([ballot_key(ROUND_KEY, rater, 2) for rater in RATERS])
        assert {ballot.answers[5] for ballot in found.values()} == {value}
    assert len(await ballots(database)) == len(RATERS)


async def test_erasing_leaves_no_byte_of_the_deleted_ballots(
    database: Database, box: BallotBox, request: pytest.FixtureRequest
) -> None:
    gone, kept = await fill(database, box), await fill(database, box, "2026-H2", first_rater=1000)
    await mix(database, box)
    for rater in RATERS:
        await box.put(change(gone, rater, answer=(1, 2), comment=f"{COMMENT}sửa {rater}"))
    remain = [row for row in await ballots(database) if row[1] == kept]
    async with box.paused(), database.writing() as session:
        await session.exec(delete(Ballot).where(col(Ballot.round_id) == gone))

    await erase_ballots(database, box)
    await erase_ballots(database, box)

    assert await ballots(database) == remain
    content = await _files(database, request)
    found = {rater: content.count(ballot_key(ROUND_KEY, rater, 2)) for rater in (*RATERS, *(1000 + r for r in RATERS))}
    assert [rater for rater, count in found.items() if count] == [1000 + rater for rater in RATERS]
    assert content.count("sửa".encode()) == 0


async def _files(database: Database, request: pytest.FixtureRequest) -> bytes:
    """Every byte in the database's own files; on PostgreSQL all but the write-ahead log."""
    assert database.url.database is not None
    if database.is_sqlite:
        file = Path(database.url.database)
        assert file.with_name(f"{file.name}-wal").stat().st_size == 0
        return b"".join(path.read_bytes() for path in sorted(file.parent.glob(f"{file.name}*")))
    content: bytes = await request.getfixturevalue("postgres_server").files_of(database)
    return content


async def test_a_reader_in_the_way_is_waited_for(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(sqlite_url)
    async with database.writing_engine.begin() as connection:
        await connection.run_sync(Ballot.metadata.create_all)
    box = BallotBox(database)
    await box.start()
    round_id = await fill(database, box)
    async with database.reading() as session:
        await session.exec(text("SELECT * FROM ballot"))  # type: ignore[call-overload]
        await box.put(change(round_id, 0, answer=(3, 3)))
        mixing = asyncio.ensure_future(mix(database, box))
        done, _ = await asyncio.wait([mixing], timeout=0.5)
        assert not done
        assert (await box.put(change(round_id, 0, answer=(4, 4)))).answers[3:5] == b"\3\4"
    await mixing

    monkeypatch.setattr("phieu.storage.sqlite_file.CHECKPOINT_ATTEMPTS", 2)
    async with database.reading() as session:
        await session.exec(text("SELECT * FROM ballot"))  # type: ignore[call-overload]
        await box.put(change(round_id, 0, answer=(3, 3)))
        with pytest.raises(FileInUseError):
            await mix(database, box)
    await mix(database, box)
    await box.stop()
    await database.dispose()
