"""A load balancer is told whether to send people here, within a second, also where the database hangs."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from phieu.installation import Installation
from phieu.monitoring import looks
from phieu.monitoring.server import monitored
from phieu.monitoring.watch import Watch
from phieu.storage.database import Database
from tests.monitoring.conftest import Monitor, free_port, monitor

STARTED = datetime(2026, 6, 10, tzinfo=UTC)


@asynccontextmanager
async def hanging(database: Database) -> AsyncIterator[None]:
    """Somebody holds on to the database, so that even readers wait."""
    if database.is_sqlite:
        assert database.url.database
        await database.dispose()  # else nobody could have it alone
        with closing(sqlite3.connect(database.url.database)) as holder:
            holder.execute("PRAGMA locking_mode=EXCLUSIVE")
            holder.execute("BEGIN EXCLUSIVE")
            yield
        return
    async with database.engine.begin() as holder:
        await holder.execute(text("LOCK TABLE notice IN ACCESS EXCLUSIVE MODE"))
        yield


@pytest.fixture
async def watch(installation: Installation) -> AsyncIterator[Watch]:
    watch = Watch(STARTED)
    watch.watch(installation)
    yield watch
    await watch.close()


@pytest.fixture
async def asks(watch: Watch) -> AsyncIterator[Monitor]:
    async with monitor(watch) as asks:
        yield asks


async def test_from_the_start_to_the_end(watch: Watch, asks: Monitor) -> None:
    assert await asks.ask("/readyz") == (503, "starting\n")
    assert await asks.ask("/healthz") == (200, "ok\n")
    watch.health.runs()
    assert await asks.ask("/readyz") == (200, "ok\n")
    watch.health.stops()
    assert await asks.ask("/readyz") == (503, "stopping\n")
    assert await asks.ask("/healthz") == (200, "ok\n")


async def test_before_there_is_a_database_all_are_answered() -> None:
    async with monitor(Watch(STARTED)) as asks:
        assert await asks.ask("/readyz") == (503, "starting\n")
        assert await asks.figure("phieu_database_up") == 0


async def test_a_database_that_hangs(
    watch: Watch, asks: Monitor, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.health.runs()
    monkeypatch.setattr(looks, "LONGEST_LOOK_SECONDS", 5)
    async with hanging(installation.database):
        assert await asks.ask("/readyz") == (503, "database\n")
        assert await asks.figure("phieu_database_up") == 0
        assert await asks.figure("phieu_ready") == 0
        assert await asks.ask("/healthz") == (200, "ok\n")
    while await asks.ask("/readyz") != (200, "ok\n"):
        pass
    assert await asks.figure("phieu_database_up") == 1


async def test_a_database_of_another_version(watch: Watch, asks: Monitor, installation: Installation) -> None:
    watch.health.runs()
    async with installation.database.writing() as session:
        await (await session.connection()).execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert await asks.ask("/readyz") == (503, "migrations\n")
    assert "phieu_open_rounds" not in await asks.scrape()


async def test_a_taken_address_and_none() -> None:
    port = free_port()
    async with monitored(Watch(STARTED), "127.0.0.1", port):
        with pytest.raises(OSError):
            async with monitored(Watch(STARTED), "127.0.0.1", port):
                pass
    async with monitored(Watch(STARTED), "127.0.0.1", 0):
        pass
