"""A backup that is to be taken back: looked at, and brought up to date, in a copy of its own."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from phieu.storage.backup_ballots import moment_of, opened
from phieu.storage.backup_faults import BackupError, BackupFault
from phieu.storage.backup_file import unfinished
from phieu.storage.database import Database
from phieu.storage.migrate import NewerDatabaseError, migrate

_OF_EVERY_VERSION = {"alembic_version", "office", "person", "round", "ballot"}
_HEADER = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What would be taken back."""

    database: Database
    taken_at: datetime


@asynccontextmanager
async def candidate(file: Path, home: Path) -> AsyncIterator[Candidate]:
    """The backup's content in the tables of today, in a copy in the data directory that is wiped afterwards.

    Raises BackupError if it cannot be taken back. The file itself is never changed.
    """
    with unfinished(home / file.name) as copy:
        taken_at = await asyncio.to_thread(_copy, file, copy)
        database = Database(URL.create("sqlite+aiosqlite", database=str(copy)))
        try:
            await _bring_up_to_date(database, file)
            yield Candidate(database, taken_at)
        finally:
            await database.dispose()


async def _bring_up_to_date(database: Database, file: Path) -> None:
    try:
        await migrate(database)
    except NewerDatabaseError as error:
        raise BackupError(BackupFault.NEWER_FILE, file) from error
    except DBAPIError as error:
        raise BackupError(BackupFault.DAMAGED_FILE, file) from error


def _copy(file: Path, copy: Path) -> datetime:
    if not file.is_file():
        raise BackupError(BackupFault.NOT_FOUND, file)
    with file.open("rb") as stream:
        if stream.read(len(_HEADER)) != _HEADER:
            raise BackupError(BackupFault.NOT_OURS, file)
    try:
        with closing(opened(file)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables >= _OF_EVERY_VERSION:
                raise BackupError(BackupFault.NOT_OURS, file)
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise BackupError(BackupFault.DAMAGED_FILE, file)
            connection.execute("VACUUM INTO ?", (str(copy),))
            return moment_of(file, connection)
    except sqlite3.Error as error:
        full = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL
        raise (
            BackupError(BackupFault.DISK_FULL, copy.parent.parent)
            if full
            else BackupError(BackupFault.DAMAGED_FILE, file)
        ) from error
