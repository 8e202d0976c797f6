"""Who may run on a database and a data directory: in this process and in others, on both engines."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from phieu.storage.advisory_lock import OUT_OF_REACH, AdvisoryLock
from phieu.storage.database import Database
from phieu.storage.running import ADVISORY_LOCK, AnotherRunsError, Pace, alone, running, somebody_runs
from tests.databases import PostgresServer

QUICK = Pace(look=0.05, patience=0.3)
PATIENCE = 30
PROGRAM = """
import asyncio, sys
from pathlib import Path
from phieu.storage.database import Database
from phieu.storage.running import running

async def main():
    async with running(Database(sys.argv[1]), Path(sys.argv[2]), shared=sys.argv[3] == "shared"):
        print("runs", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""


@asynccontextmanager
async def another_program(url: str, home: Path, how: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Another process that runs there; killed at the end."""
    command = (sys.executable, "-c", PROGRAM, url, str(home), how)
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        assert await process.stdout.readline() == b"runs\n"
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()


def another_home(tmp_path: Path, name: str = "another") -> Path:
    home = tmp_path / name
    home.mkdir(exist_ok=True)
    return home


async def until(happened: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            if await happened():
                return
            await asyncio.sleep(0.01)


async def admitted(database: Database, home: Path, *, shared: bool) -> bool:
    try:
        async with running(database, home, shared=shared):
            return True
    except AnotherRunsError:
        return False


async def test_one_database_serves_one_program_even_from_two_data_directories(
    database: Database, tmp_path: Path
) -> None:
    one, two = another_home(tmp_path, "one"), another_home(tmp_path, "two")
    async with running(database, one):
        assert not await admitted(Database(str(database.url)), two, shared=False)
        assert not await admitted(Database(str(database.url)), two, shared=True)
    assert await admitted(database, two, shared=False)


async def test_one_data_directory_serves_one_database(database: Database, tmp_path: Path) -> None:
    other = Database(f"sqlite+aiosqlite:///{tmp_path / 'other.sqlite3'}")
    async with running(database, tmp_path):
        with pytest.raises(AnotherRunsError) as told:
            async with running(other, tmp_path):
                pass
        assert told.value.where == str(tmp_path)
    assert await admitted(other, tmp_path, shared=False)


async def test_a_file_is_the_same_file_whichever_way_leads_there(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "link.sqlite3").symlink_to(tmp_path / "phieu.sqlite3")
    linked = Database(f"sqlite+aiosqlite:///{tmp_path / 'link.sqlite3'}")
    async with running(Database(sqlite_url), another_home(tmp_path, "one")):
        with pytest.raises(AnotherRunsError) as told:
            async with running(linked, another_home(tmp_path, "two")):
                pass
    assert told.value.where == str(tmp_path / "phieu.sqlite3")


async def test_on_postgresql_those_that_share_run_together(postgres_url: str, tmp_path: Path) -> None:
    database = Database(postgres_url)
    async with running(database, tmp_path, shared=True), running(database, tmp_path, shared=True):
        assert not await admitted(database, another_home(tmp_path), shared=False)
    assert await admitted(database, another_home(tmp_path), shared=False)
    await database.dispose()


async def test_who_is_refused_hears_of_no_password(postgres_url: str, tmp_path: Path) -> None:
    database = Database(postgres_url.replace("phieu@", "phieu:secret@"))
    async with running(database, tmp_path):
        with pytest.raises(AnotherRunsError) as told:
            async with running(database, another_home(tmp_path)):
                pass
    assert "127.0.0.1" in told.value.where
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("how", ["alone", "shared"])
async def test_nobody_replaces_the_content_while_another_process_runs(
    database: Database, tmp_path: Path, how: str
) -> None:
    async with another_program(str(database.url), tmp_path, how) as other:
        assert await somebody_runs(database, tmp_path)
        with pytest.raises(AnotherRunsError):
            async with alone(database, tmp_path):
                pass
        other.send_signal(signal.SIGKILL)
        await other.wait()
    await until_nobody_runs(database, tmp_path)
    async with alone(database, tmp_path):
        assert await somebody_runs(database, tmp_path)
        assert not await admitted(database, tmp_path, shared=True)
    assert not await somebody_runs(database, tmp_path)


async def until_nobody_runs(database: Database, home: Path) -> None:
    """A killed process is gone at once; that its connection is, PostgreSQL notices a moment later."""

    async def nobody_runs() -> bool:
        return not await somebody_runs(database, home)

    await until(nobody_runs)


async def test_looking_whether_somebody_runs_leaves_nothing_behind(sqlite_url: str, tmp_path: Path) -> None:
    assert not await somebody_runs(Database(sqlite_url), tmp_path)
    assert not _files_in(tmp_path)


def _files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_server_that_lets_nobody_in_is_out_of_reach(postgres_server: PostgresServer, postgres_url: str) -> None:
    database, server = Database(postgres_url), Database(postgres_server.url("postgres"))
    async with server.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        await connection.execute(text(f"ALTER DATABASE {database.url.database} ALLOW_CONNECTIONS false"))
    lock = AdvisoryLock(database, ADVISORY_LOCK)
    with pytest.raises(OUT_OF_REACH):  # as while it shuts down or starts; whoever waits for it tries again
        await lock.take()
    await server.dispose()
    await database.dispose()


async def test_a_lost_lock_is_taken_again(postgres_url: str, tmp_path: Path) -> None:
    database = Database(postgres_url)
    async with running(database, tmp_path, pace=QUICK) as permission:
        ended = await end_the_holder(database)

        async def held_anew() -> bool:
            return await holder_of(database) not in (None, ended)

        await until(held_anew)
        assert not permission.withdrawn.is_set()
    await database.dispose()


async def test_who_cannot_have_the_lock_again_has_to_end(postgres_url: str, tmp_path: Path) -> None:
    database = Database(postgres_url)

    async def somebody_waits() -> bool:
        return await count_locks(database, granted=False) == 1

    async with running(database, tmp_path, pace=QUICK) as permission, database.engine.connect() as usurper:
        takes_over = asyncio.ensure_future(usurper.execute(text(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")))
        await until(somebody_waits)
        await end_the_holder(database)
        async with asyncio.timeout(PATIENCE):
            await takes_over
            await permission.withdrawn.wait()
    await database.dispose()


async def count_locks(database: Database, *, granted: bool) -> int:
    async with database.engine.connect() as connection:
        found = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted = :granted")
        return int((await connection.execute(found, {"granted": granted})).scalar_one())


async def holder_of(database: Database) -> int | None:
    """The server's process that holds the lock."""
    async with database.engine.connect() as connection:
        holder = await connection.execute(
            text("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = :low"),
            {"low": ADVISORY_LOCK & 0xFFFFFFFF},
        )
        pid: int | None = holder.scalar()
        return pid


async def end_the_holder(database: Database) -> int:
    """As when the server is started anew; returns which of its processes that was."""
    pid = await holder_of(database)
    assert pid is not None
    async with database.engine.connect() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:pid, 10000)"), {"pid": pid})
    return pid
