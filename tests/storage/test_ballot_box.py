"""The ballot box keeps what it has confirmed, whoever else is writing."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from phieu.storage.ballot_box import BallotBox, Change, NotSavedError, RoundNotOpenError, StoredBallot, ballot_key
from phieu.storage.database import Database
from phieu.storage.together import NotServingError
from tests.storage.rounds import ROUND_KEY, add_round, change, close


@pytest.fixture
async def box(database: Database) -> AsyncIterator[BallotBox]:
    box = BallotBox(database)
    await box.start()
    yield box
    await box.stop()


def key(rater: int, ratee: int = 2) -> bytes:
    return ballot_key(ROUND_KEY, rater, ratee)


async def rows(database: Database) -> list[tuple[bytes, bytes]]:
    async with database.engine.connect() as connection:
        found = await connection.execute(text("SELECT key, answers FROM ballot ORDER BY key"))
        return [(bytes(row.key), bytes(row.answers)) for row in found]


async def test_answers_add_up_on_one_ballot(box: BallotBox, database: Database) -> None:
    round_id = await add_round(database)
    assert await box.find([key(1)]) == {}
    assert await box.put(change(round_id, answer=(0, 4))) == StoredBallot(b"\4\0\0\0\0\0", "", submitted=False)
    assert await box.put(change(round_id, answer=(5, 255))) == StoredBallot(b"\4\0\0\0\0\xff", "", submitted=False)
    assert await box.put(change(round_id, answer=(0, 1), comment="Cảm ơn chị")) == StoredBallot(
        b"\1\0\0\0\0\xff", "Cảm ơn chị", submitted=False
    )
    done = await box.put(change(round_id, submitted=True))
    assert done == StoredBallot(b"\1\0\0\0\0\xff", "Cảm ơn chị", submitted=True)
    assert await box.find([key(1), key(3)]) == {key(1): done}
    reopened = await box.put(change(round_id, comment="", submitted=False))
    assert reopened == StoredBallot(b"\1\0\0\0\0\xff", "", submitted=False)


async def test_changes_to_one_ballot_in_one_batch_are_made_in_order(box: BallotBox, database: Database) -> None:
    round_id = await add_round(database)
    async with box.paused():
        taps = [
            asyncio.ensure_future(box.put(change(round_id, rater, answer=(place, value))))
            for value in (1, 2, 3)
            for place in range(6)
            for rater in range(20)
        ]
        await asyncio.sleep(0)
        assert not any(tap.done() for tap in taps)
    await asyncio.gather(*taps)
    assert await rows(database) == [(it, b"\3\3\3\3\3\3") for it in sorted(key(rater) for rater in range(20))]


async def test_a_change_that_cannot_be_saved_fails_alone(box: BallotBox, database: Database) -> None:
    round_id = await add_round(database)
    closed = await add_round(database, "2026-H2")
    await close(database, closed)
    too_big = Change(key(99), round_id, 2**70, 1, 1, 6, answer=(0, 1))
    async with box.paused():
        taps = [
            asyncio.ensure_future(box.put(it))
            for it in (
                change(round_id, 1, answer=(0, 1)),
                change(closed, 2, answer=(0, 1)),
                change(round_id, 3, answer=(0, 3)),
                too_big,
                change(77, 4, answer=(0, 1)),
                change(round_id, 5, answer=(0, 5)),
            )
        ]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*taps, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [
        StoredBallot,
        RoundNotOpenError,
        StoredBallot,
        NotSavedError,
        RoundNotOpenError,
        StoredBallot,
    ]
    assert [stored for stored, _ in await rows(database)] == sorted([key(1), key(3), key(5)])


@pytest.mark.parametrize(
    "content",
    [
        {"answer": (6, 1)},
        {"answer": (-1, 1)},
        {"answer": (0, 256)},
        {"comment": "a\0b"},
        {"comment": "\ud800"},
    ],
)
def test_what_no_ballot_can_hold_is_refused_at_once(content: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        change(1, **content)  # type: ignore[arg-type]


async def test_nothing_is_saved_once_the_round_is_closed(box: BallotBox, database: Database) -> None:
    round_id = await add_round(database)
    async with box.paused():
        late = asyncio.ensure_future(box.put(change(round_id, answer=(0, 1))))
        await asyncio.sleep(0)
        await close(database, round_id)
    with pytest.raises(RoundNotOpenError):
        await late
    assert await rows(database) == []


async def test_who_stops_waiting_disturbs_nobody(box: BallotBox, database: Database) -> None:
    round_id = await add_round(database)
    async with box.paused():
        impatient = asyncio.ensure_future(box.put(change(round_id, 1, answer=(0, 1))))
        patient = asyncio.ensure_future(box.put(change(round_id, 2, answer=(0, 2))))
        await asyncio.sleep(0)
        impatient.cancel()
    assert (await patient).answers == b"\2\0\0\0\0\0"
    assert impatient.cancelled()
    assert await box.find([key(1), key(2)]) == await box.find([key(2), key(1)])


async def test_a_failed_commit_confirms_nothing_and_the_next_one_works(box: BallotBox, database: Database) -> None:
    round_id = await add_round(database)
    async with database.writing_engine.begin() as connection:
        await connection.execute(text("ALTER TABLE ballot RENAME TO elsewhere"))
    async with box.paused():
        taps = [asyncio.ensure_future(box.put(change(round_id, rater, answer=(0, 1)))) for rater in range(4)]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*taps, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [NotSavedError] * 4
    async with database.writing_engine.begin() as connection:
        await connection.execute(text("ALTER TABLE elsewhere RENAME TO ballot"))
    assert await rows(database) == []
    assert (await box.put(change(round_id, answer=(0, 1)))).answers == b"\1\0\0\0\0\0"


async def test_whoever_pauses_may_pause_again_inside(box: BallotBox, database: Database) -> None:
    round_id = await add_round(database)
    async with box.paused(), box.paused():
        pass
    assert await box.put(change(round_id, answer=(0, 1)))


async def test_two_boxes_on_one_database_lose_nothing(box: BallotBox, database: Database) -> None:
    """Two phones at once, each served by another process."""
    round_id = await add_round(database)
    other_database = Database(database.url.render_as_string(hide_password=False))
    other = BallotBox(other_database)
    await other.start()
    for value in (1, 2, 3):
        await asyncio.gather(
            *(
                served.put(change(round_id, rater, answer=(place, value)))
                for rater in range(8)
                for served, places in ((box, range(3)), (other, range(3, 6)))
                for place in places
            )
        )
    await other.stop()
    await other_database.dispose()
    assert [answers for _, answers in await rows(database)] == [b"\3" * 6] * 8


async def test_a_pause_keeps_other_processes_out_too(box: BallotBox, database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("there the write lock of a transaction does it")
    round_id = await add_round(database)
    other = BallotBox(database)
    await other.start()
    async with box.paused():
        tap = asyncio.ensure_future(other.put(change(round_id, answer=(0, 1))))
        async with database.engine.connect() as connection:
            waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            while (await connection.execute(waiting)).scalar() == 0:
                await connection.rollback()
        assert not tap.done()
    await tap
    await other.stop()


async def test_stopping_saves_what_waits_and_takes_no_more(database: Database) -> None:
    round_id = await add_round(database)
    box = BallotBox(database)
    await box.start()
    taps = [asyncio.ensure_future(box.put(change(round_id, rater, answer=(0, 1)))) for rater in range(50)]
    await asyncio.sleep(0)
    await box.stop()
    assert all(tap.done() for tap in taps)
    assert len(await rows(database)) == 50
    with pytest.raises(NotServingError):
        await box.put(change(round_id, answer=(0, 1)))
