"""Making a backup: one SQLite file of all tables, never of the keyring, while the program runs.

It is always SQLite, so that it can be read without a server of the right version, and takes an office from one kind of
database to the other. It is written beside its later name and gets that only when it is whole.

A backup shows no order of arrival: both ways write the ballots in the order of their keys, and a file has no memory of
how the database came to its rows.
"""

import asyncio
import errno
import logging
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, func, select, text

from phieu.storage import sqlite_file
from phieu.storage.backup_faults import BackupError, BackupFault
from phieu.storage.backup_file import complete, put_in_place, unfinished
from phieu.storage.backup_places import check_place
from phieu.storage.ballot_box import BallotBox
from phieu.storage.copying_rows import Progress, copy_rows, hold_tables, nobody_watches
from phieu.storage.database import Database
from phieu.storage.migrate import HEAD, migrate, revision_of
from phieu.storage.mixing import CANNOT_NOW, mix

log = logging.getLogger(__name__)

STEPS_BETWEEN_LOOKS = 200
"""So many steps of SQLite's machine pass before the operator sees that the copy has grown."""
KILOBYTE = 1024
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}


async def make_backup(
    database: Database,
    box: BallotBox,
    target: Path,
    *,
    home: Path,
    now: datetime,
    progress: Progress = nobody_watches,
) -> None:
    """Copy the database to this file, which must not be there yet; raises BackupError, and then leaves nothing.

    `home` is the data directory, `now` the instant that the backup is of.
    """
    await look_ahead(database, target, home)
    try:
        with unfinished(target) as copy:
            await (_copy_file if database.is_sqlite else _copy_tables)(database, box, copy, progress)
            await asyncio.to_thread(complete, copy, now)
            put_in_place(copy, target)
    except CANNOT_NOW as error:
        raise BackupError(fault_of(error), target.parent) from error


async def look_ahead(database: Database, target: Path, home: Path) -> None:
    """Raise BackupError for what can be seen to be in the way of a backup before it is begun."""
    check_place(target, database, home)
    try:
        await _check_revision(database)
        await _check_room(database, target.parent)
    except CANNOT_NOW as error:
        raise BackupError(fault_of(error), target.parent) from error


def fault_of(error: BaseException) -> BackupFault:
    """What an error of the system or a database comes down to."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR) or getattr(cause, "errno", None) in _NO_ROOM:
        return BackupFault.DISK_FULL
    if isinstance(cause, OSError) and cause.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return BackupFault.NOT_WRITABLE
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return BackupFault.DAMAGED
    return BackupFault.DATABASE_FAILED


async def _check_revision(database: Database) -> None:
    if database.is_sqlite and not _is_there(database):  # to connect would make it
        raise BackupError(BackupFault.NO_DATABASE)
    async with database.engine.connect() as connection:
        revision = await connection.run_sync(revision_of)
    if revision is None:
        raise BackupError(BackupFault.NO_DATABASE)
    if revision != HEAD and not database.is_sqlite:  # a SQLite file is copied as it is, of whatever version
        raise BackupError(BackupFault.OLDER_DATABASE if revision < HEAD else BackupFault.NEWER_DATABASE)


def _is_there(database: Database) -> bool:
    return Path(database.url.database or "").is_file()


async def _check_room(database: Database, folder: Path) -> None:
    """Not even try what would fill the disk: the database may be on it, too."""
    if shutil.disk_usage(folder).free < await _size(database):
        raise BackupError(BackupFault.DISK_FULL, folder)


async def _size(database: Database) -> int:
    """In bytes; on PostgreSQL rather more than a copy takes, with its indexes and what is to be cleared away."""
    size = (
        text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        if database.is_sqlite
        else select(func.pg_database_size(func.current_database()))
    )
    async with database.engine.connect() as connection:
        return int((await connection.execute(size)).scalar_one())


async def _copy_file(database: Database, box: BallotBox, copy: Path, progress: Progress) -> None:
    """VACUUM INTO writes every table in the order of its keys, without free space and without the write-ahead log."""
    size = await _size(database) // KILOBYTE

    def look() -> None:
        progress(min(copy.stat().st_size // KILOBYTE, size), size)

    async with sqlite_file.connected(database) as connection, box.paused():
        await connection.set_progress_handler(look, STEPS_BETWEEN_LOOKS)
        await connection.execute("VACUUM INTO ?", (str(copy),))
    progress(size, size)


async def _copy_tables(database: Database, box: BallotBox, copy: Path, progress: Progress) -> None:
    try:
        await mix(database, box)
    except CANNOT_NOW as error:  # of the copy that is no matter
        log.warning("the ballot box could not be mixed before a backup: %s", type(error).__name__)
    fresh = Database(URL.create("sqlite+aiosqlite", database=str(copy)))
    try:
        await migrate(fresh)
        async with database.engine.connect() as source, fresh.writing_engine.begin() as target:
            await source.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            await hold_tables(source)
            await copy_rows(source, target, progress)
        async with sqlite_file.connected(fresh) as connection:
            await sqlite_file.rebuild(connection)
    finally:
        await fresh.dispose()
