"""The installation as the doctor sees it: without making, migrating, mixing or locking anything."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.settings import Settings
from phieu.storage.database import Database

PATIENCE_SECONDS = 10.0
CHECKING_SECONDS = 600.0
"""A large file is read through as a whole."""


@dataclass(slots=True)
class Patient:
    """One installation; `now` is the machine's clock, aware."""

    settings: Settings
    now: Callable[[], datetime]
    database: Database | None = None
    """None as long as it is not known to be there and to answer."""
    up_to_date: bool = False
    """Its tables are those of this version, so that they can be looked into."""

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that cannot write, on a connection of its own."""
        assert self.database is not None
        engine = read_only_engine(self.database)
        try:
            async with AsyncSession(engine, expire_on_commit=False) as session:
                yield session
        finally:
            await engine.dispose()


def read_only_engine(database: Database) -> AsyncEngine:
    """An engine whose connections cannot write."""
    if not database.is_sqlite:
        settings = {"default_transaction_read_only": "on", "statement_timeout": f"{PATIENCE_SECONDS:.0f}s"}
        connect = {"server_settings": settings, "timeout": PATIENCE_SECONDS}
        return create_async_engine(database.url, hide_parameters=True, connect_args=connect)
    file = file_of(database)
    # a log beside the file tells that somebody is at work on it; without one, nothing need be put beside it to read it
    log = file.with_name(f"{file.name}-wal")
    way = "mode=ro" if log.exists() else "mode=ro&immutable=1"
    return create_async_engine(f"sqlite+aiosqlite:///file:{quote(str(file))}?{way}&uri=true", hide_parameters=True)


def file_of(database: Database) -> Path:
    """The file of a SQLite database."""
    assert database.url.database is not None
    return Path(database.url.database).absolute()
