"""The database: SQLite in WAL mode, or PostgreSQL. Reads and writes are told apart, because SQLite wants it so."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a confirmed answer survives power loss
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",  # deleted ballots are overwritten, not only unlinked
    "PRAGMA temp_store=MEMORY",  # no copy of a ballot in a temporary file that nobody overwrites
    "PRAGMA busy_timeout=30000",
)
POSTGRESQL_SETTINGS = {"synchronous_commit": "on"}  # as above, whatever the server's default is


class Database:
    """One database and its connections."""

    def __init__(self, url: str | URL) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine: AsyncEngine = create_async_engine(
            self.url,
            hide_parameters=True,  # an error must not quote what was to be written
            connect_args={} if self.is_sqlite else {"server_settings": POSTGRESQL_SETTINGS},
        )
        if self.is_sqlite:
            event.listen(self.engine.sync_engine, "connect", _set_up_sqlite)
            event.listen(self.engine.sync_engine, "begin", _begin_sqlite)
        self.writing_engine = self.engine.execution_options(phieu_writes=True)

    @property
    def address(self) -> str:
        """Where it is, as the operator writes it in DATABASE_URL, without the password."""
        return self.url.set(drivername=self.url.get_backend_name()).render_as_string(hide_password=True)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that sees one state of the database and changes nothing."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session in one transaction: committed at the end, rolled back by an error.

        Never await the network inside: on SQLite this holds the only write lock.
        """
        async with AsyncSession(self.writing_engine, expire_on_commit=False) as session, session.begin():
            yield session

    async def dispose(self) -> None:
        """Close all connections."""
        await self.engine.dispose()


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # SQLAlchemy's `begin` event below says when a transaction begins
    try:
        cursor = connection.cursor()
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
        cursor.close()
    except BaseException:
        connection.close()  # else its thread outlives the event loop
        raise


def _begin_sqlite(connection: Connection) -> None:
    # a deferred BEGIN that turns into a write fails at once under load; IMMEDIATE waits its turn
    writes = connection.get_execution_options().get("phieu_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
