"""One keeper at a time on a real PostgreSQL, and another one soon after it is gone; on a file, always this one."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text

from phieu.storage import advisory_lock
from phieu.storage.advisory_lock import SILENCE_SECONDS, AdvisoryLock
from phieu.storage.database import Database
from phieu.storage.keeper import ADVISORY_LOCK, Keeper, Pace

QUICK = Pace(look=0.05, settle=0.05)
PATIENCE = 30
KEEPALIVES = ("idle", "interval", "count")


@dataclass
class Record:
    """What keepers did, in order: their name with `begins` or `ends`."""

    entries: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    finishing: asyncio.Event = field(default_factory=asyncio.Event)
    """What is under way when a term ends is finished once this is set."""

    def __post_init__(self) -> None:
        self.finishing.set()

    def note(self, entry: str) -> None:
        self.entries.append(entry)
        self.changed.set()

    async def until(self, *entries: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while self.entries != list(entries):
                    self.changed.clear()
                    await self.changed.wait()
        except TimeoutError:
            raise AssertionError(self.entries) from None


@dataclass
class Noted:
    """Duties that only note that they are done."""

    name: str
    record: Record

    def start(self) -> None:
        self.record.note(f"{self.name} begins")

    async def stop(self) -> None:
        self.record.note(f"{self.name} stops")
        await self.record.finishing.wait()
        self.record.note(f"{self.name} ends")


def keeper(database: Database, name: str, record: Record, pace: Pace = QUICK) -> Keeper:
    duties: Callable[[], Noted] = lambda: Noted(name, record)  # noqa: E731
    return Keeper(database, duties, contested=not database.is_sqlite, pace=pace)


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    database = Database(url)
    yield database
    await database.dispose()


async def end_connections(database: Database, locks: str = "granted") -> None:
    """As when the server is started anew: the connections of those that have the keeper's lock are gone."""
    pids = f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND {locks} AND objid = {ADVISORY_LOCK & 0xFFFFFFFF}"
    async with database.engine.connect() as connection:
        await connection.execute(text(f"SELECT pg_terminate_backend(pid, 10000) FROM ({pids}) AS holders"))


async def test_on_a_file_this_one_keeps_at_once_and_always(sqlite_url: str) -> None:
    async with opened(sqlite_url) as database:
        record = Record()
        one = keeper(database, "one", record)
        assert not one.held
        one.start()
        assert one.held
        assert record.entries == ["one begins"]
        await one.stop()
        assert not one.held
        assert record.entries == ["one begins", "one stops", "one ends"]


async def test_the_next_one_takes_over_when_the_first_has_finished(postgres_url: str) -> None:
    async with opened(postgres_url) as database:
        record = Record()
        one, two = (keeper(database, name, record) for name in ("one", "two"))
        one.start()
        await record.until("one begins")
        two.start()
        record.finishing.clear()
        leaving = asyncio.ensure_future(one.stop())
        await record.until("one begins", "one stops")
        assert (one.held, two.held) == (False, False)
        record.finishing.set()
        await leaving
        await record.until("one begins", "one stops", "one ends", "two begins")
        assert two.held
        await two.stop()


async def test_of_several_one_keeps(postgres_url: str) -> None:
    async with opened(postgres_url) as database:
        record = Record()
        several = {name: keeper(database, name, record) for name in ("one", "two", "three")}
        for each in several.values():
            each.start()
        order = []
        while several:
            async with asyncio.timeout(PATIENCE):
                while not any(each.held for each in several.values()):
                    record.changed.clear()
                    await record.changed.wait()
            (name,) = [name for name, each in several.items() if each.held]
            order.append(name)
            await several.pop(name).stop()
        expected = [f"{name} {what}" for name in order for what in ("begins", "stops", "ends")]
        assert record.entries == expected


async def test_a_keeper_whose_connection_is_lost_stops_at_once_and_competes_anew(postgres_url: str) -> None:
    async with opened(postgres_url) as database:
        record = Record()
        unhurried = Pace(look=PATIENCE * 10, settle=0)  # it hears of the lost connection without looking
        one = keeper(database, "one", record, unhurried)
        one.start()
        await record.until("one begins")
        record.finishing.clear()
        await end_connections(database)
        await record.until("one begins", "one stops", "one begins")  # while it still finishes what was under way
        assert one.held
        record.finishing.set()
        await one.stop()
        assert record.entries[3:] in (["one ends", "one stops", "one ends"], ["one stops", "one ends", "one ends"])


async def test_who_loses_the_lock_while_it_waits_for_the_last_keeper_does_not_begin(postgres_url: str) -> None:
    async with opened(postgres_url) as database:
        record = Record()
        one = keeper(database, "one", record, Pace(look=0.01, settle=0.5))
        one.start()
        await until_granted(database)
        await end_connections(database)
        await until_granted(database)
        assert record.entries == []
        await record.until("one begins")
        await one.stop()


async def until_granted(database: Database) -> None:
    asked = text(f"SELECT count(*) FROM pg_locks WHERE objid = {ADVISORY_LOCK & 0xFFFFFFFF} AND granted")
    async with asyncio.timeout(PATIENCE), database.engine.connect() as connection:
        while not (await connection.execute(asked)).scalar():
            pass


async def test_the_server_watches_the_connection_of_the_lock(postgres_url: str) -> None:
    async with opened(postgres_url) as database:
        lock = AdvisoryLock(database, ADVISORY_LOCK)
        assert await lock.take()
        assert lock._connection is not None
        names = ["idle_session_timeout", "tcp_user_timeout", *(f"tcp_keepalives_{what}" for what in KEEPALIVES)]
        found = [await lock._connection.fetchval("SELECT current_setting($1)", name) for name in names]
        assert found == [f"{SILENCE_SECONDS}s", f"{SILENCE_SECONDS}000", "10", "5", "3"]
        await lock.release()


async def test_a_holder_that_says_nothing_is_taken_for_dead(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(advisory_lock, "SILENCE_SECONDS", 1)
    async with opened(postgres_url) as database:
        asleep, awake = AdvisoryLock(database, ADVISORY_LOCK), AdvisoryLock(database, ADVISORY_LOCK)
        assert await asleep.take()
        async with asyncio.timeout(PATIENCE):
            while not await awake.take():
                await awake.pause(0.1)  # more often than it may be silent
        assert not await asleep.holds()
        for lock in (asleep, awake):
            await lock.release()
