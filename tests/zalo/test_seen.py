"""Updates that have been dealt with are known again; a copy of the database tells nothing of them."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, text
from sqlmodel import select

from phieu.installation import Installation
from phieu.scheduler.tick import STEPS
from phieu.scheduler.zalo_updates import tend_seen_updates
from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database
from phieu.storage.mixing import mix
from phieu.storage.seen_updates import KEPT, OLDEST, SeenUpdates, too_old
from phieu.storage.tables import ZaloUpdateSeen
from tests.bot.conftest import Clock

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
SECRET = b"s" * 32
IDS = [f"a1b2c3d4e5f6071829{number:02x}" for number in range(60)]


@pytest.fixture
async def box(database: Database) -> AsyncIterator[BallotBox]:
    box = BallotBox(database)
    await box.start()
    yield box
    await box.stop()


async def rows(database: Database) -> list[ZaloUpdateSeen]:
    async with database.reading() as session:
        return list(await session.exec(select(ZaloUpdateSeen)))


async def test_what_is_marked_is_known_again_also_after_a_restart(database: Database) -> None:
    seen = SeenUpdates(database, SECRET, asyncio.Event())
    assert not await seen.seen(IDS[0])
    await seen.mark(IDS[0], NOW)
    await seen.mark(IDS[0], NOW + timedelta(days=1))
    again = SeenUpdates(database, SECRET, asyncio.Event())
    assert await again.seen(IDS[0])
    assert not await again.seen(IDS[1])
    assert not await SeenUpdates(database, b"t" * 32, asyncio.Event()).seen(IDS[0])
    assert len(await rows(database)) == 1


async def test_several_who_mark_at_once_do_each_other_no_harm(database: Database) -> None:
    doors = [SeenUpdates(database, SECRET, asyncio.Event()) for _ in range(2)]
    await asyncio.gather(*(door.mark(one, NOW) for one in IDS[:5] for door in doors))
    assert len(await rows(database)) == 5


async def test_a_row_holds_a_hash_and_a_day(database: Database) -> None:
    seen = SeenUpdates(database, SECRET, asyncio.Event())
    await seen.mark(IDS[0], NOW)
    (row,) = await rows(database)
    assert set(row.model_dump()) == {"key_hash", "day"}
    assert len(row.key_hash) == 32
    assert row.day == NOW.date()
    assert IDS[0].encode() not in row.key_hash
    assert IDS[0] not in row.key_hash.hex()


async def test_what_is_forgotten_would_be_too_old(database: Database) -> None:
    unmixed = asyncio.Event()
    seen = SeenUpdates(database, SECRET, unmixed)
    await seen.mark(IDS[0], NOW)
    unmixed.clear()
    await seen.forget_old(NOW + KEPT)
    assert await seen.seen(IDS[0])
    assert not unmixed.is_set()
    await seen.forget_old(NOW + KEPT + timedelta(days=1))
    assert not await seen.seen(IDS[0])
    assert unmixed.is_set()
    written_at = int((NOW + timedelta(days=1)).timestamp() * 1000)  # the platform's clock may be ahead of ours by a day
    assert too_old(written_at, NOW + KEPT)


@given(st.integers(0, 10**14))
def test_three_days_are_the_limit(date_ms: int) -> None:
    then = NOW.timestamp() * 1000 - OLDEST / timedelta(milliseconds=1)
    assert too_old(date_ms, NOW) is (date_ms < then)
    assert not too_old(None, NOW)


async def laid_out(database: Database) -> list[object]:
    """What a thief sees of the order in which the rows came."""
    if database.is_sqlite:
        assert database.url.database is not None
        content = await asyncio.to_thread(Path(database.url.database).read_bytes)
        return [content.find(row.key_hash) for row in sorted(await rows(database), key=lambda row: row.key_hash)]
    async with database.engine.connect() as connection:
        places = await connection.execute(
            text("SELECT ctid::text, dense_rank() OVER (ORDER BY xmin::text) FROM zaloupdateseen ORDER BY key_hash")
        )
        return [tuple(place) for place in places]


async def fill(database: Database, box: BallotBox, order: Iterable[str]) -> None:
    async with database.writing() as session:
        await session.exec(delete(ZaloUpdateSeen))
    await mix(database, box)
    seen = SeenUpdates(database, SECRET, box.unmixed)
    for one in order:
        await seen.mark(one, NOW)
    assert box.unmixed.is_set()


async def test_mixing_forgets_in_which_order_messages_came(database: Database, box: BallotBox) -> None:
    seen_by_thief = []
    for order in (IDS, IDS[::-1]):
        await fill(database, box, order)
        unmixed = await laid_out(database)
        await mix(database, box)
        assert len(await rows(database)) == len(IDS)
        seen_by_thief.append(await laid_out(database))
        assert seen_by_thief[-1] != unmixed
    assert seen_by_thief[0] == seen_by_thief[1]


async def test_no_stamp_joins_marks_with_ballots(database: Database, box: BallotBox) -> None:
    if database.is_sqlite:
        return
    from tests.storage.test_mixing import fill as fill_box

    await fill_box(database, box)
    await fill(database, box, IDS)
    await mix(database, box)
    async with database.engine.connect() as connection:
        stamps = "SELECT DISTINCT xmin::text FROM {}"
        marks = list((await connection.execute(text(stamps.format("zaloupdateseen")))).scalars())
        ballots = list((await connection.execute(text(stamps.format("ballot")))).scalars())
    assert (len(marks), len(ballots)) == (1, 1)
    assert marks != ballots


async def test_each_day_has_rows_that_stand_for_nothing(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as chance will have it, once a day, and only where Zalo is on."""
    monkeypatch.setattr("phieu.storage.seen_updates.secrets.randbelow", lambda limit: limit // 2)
    seen = SeenUpdates.of(installation.database, installation.keyring, installation.box)
    monkeypatch.setitem(vars(installation.settings), "zalo_token", None)
    clock = Clock(NOW)
    object.__setattr__(installation, "now", clock)
    assert tend_seen_updates in STEPS
    await tend_seen_updates(installation)
    assert await rows(installation.database) == []

    clock.forward(days=1)
    monkeypatch.setitem(vars(installation.settings), "zalo_token", "set")
    await seen.mark(IDS[0], clock())
    for _ in range(3):
        await tend_seen_updates(installation)
    assert {row.day for row in await rows(installation.database)} == {clock().date()}
    assert len(await rows(installation.database)) == 1 + 100

    for day in range(8):
        clock.forward(days=1)
        await tend_seen_updates(installation)
        assert await seen.seen(IDS[0]) is (day < 7)
    assert len(await rows(installation.database)) == 8 * 100
