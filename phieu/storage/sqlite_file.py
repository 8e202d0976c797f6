"""SQLite's file: made for its owner alone, and cleared of everything but the present rows, in no order of arrival."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiosqlite import Connection

from phieu.storage.database import Database

CHECKPOINT_PATIENCE = 0.2
"""Seconds: while a checkpoint waits for readers to finish, nobody can write, so it waits briefly and comes again."""
CHECKPOINT_ATTEMPTS = 100


_HEADER = b"SQLite format 3\0"


class NoDatabaseError(Exception):
    """The file is something else."""


class FileInUseError(Exception):
    """A reader held on to an old state of the file for so long that it could not be cleared away."""


def prepare(database: Database) -> None:
    """Make the file, for its owner alone, if there is none; raises OSError, and NoDatabaseError.

    SQLite would say both, but less clearly.
    """
    assert database.url.database is not None
    descriptor = os.open(database.url.database, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "rb") as file:
        if file.read(len(_HEADER)) not in (b"", _HEADER):
            raise NoDatabaseError


@asynccontextmanager
async def connected(database: Database) -> AsyncIterator[Connection]:
    """A connection of the driver's own kind, outside any transaction and with no other user afterwards."""
    async with database.engine.connect() as connection:
        raw = (await connection.get_raw_connection()).driver_connection
        assert isinstance(raw, Connection)
        try:
            yield raw
        finally:
            await connection.invalidate()  # its pragmas are not for others


async def rebuild(connection: Connection) -> None:
    """Write the whole database anew: every table in the order of its keys, without free space."""
    await connection.execute("VACUUM")


async def empty_the_log(connection: Connection) -> None:
    """Move everything from the write-ahead log into the database file, and cut the log to nothing.

    Raises FileInUseError.
    """
    await connection.execute(f"PRAGMA busy_timeout={int(CHECKPOINT_PATIENCE * 1000)}")
    for attempt in range(CHECKPOINT_ATTEMPTS):
        if attempt:
            await asyncio.sleep(CHECKPOINT_PATIENCE)
        async with connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
            row = await cursor.fetchone()
        assert row is not None
        busy, _frames_in_log, _frames_moved = row
        if not busy:
            return
    raise FileInUseError
