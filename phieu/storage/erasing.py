"""Erasing: after a close, what has been deleted from the ballot box must not be readable in the files either.

What it reaches: the database's own files. SQLite overwrites deleted rows with zeros (`secure_delete`), the zeros are
moved from the write-ahead log into the file, the file is rebuilt without free space and the log is cut to nothing.
PostgreSQL gets a fresh file for the ballots that are left, and removes the old one.

What it cannot reach, and what therefore rests on the destroyed round key alone: blocks that the file system or the
disk has set free without overwriting them, PostgreSQL's write-ahead log until the server reuses it, and copies that
somebody else made. What can be found there are ballots under keys that nobody can work out any more.
"""

import logging

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from phieu.storage import sqlite_file
from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database
from phieu.storage.mixing import CANNOT_NOW, mix

log = logging.getLogger(__name__)


async def erase_ballots(database: Database, box: BallotBox) -> None:
    """Clear away the remains of ballots whose deletion has been committed; doing it again does no harm.

    Where somebody else holds the database for too long, the mixer does it as soon as they let go.
    """
    box.unmixed.set()
    try:
        if database.is_sqlite:
            async with sqlite_file.connected(database) as connection:
                await sqlite_file.empty_the_log(connection)  # first the zeros, over the space that a rebuild gives back
        await mix(database, box)
        if not database.is_sqlite:
            await _let_go_of_old_files(database)
    except CANNOT_NOW as error:
        log.warning("deleted ballots could not be cleared away yet: %s", type(error).__name__)


async def _let_go_of_old_files(database: Database) -> None:
    """Ask PostgreSQL for a checkpoint, after which removed files are gone; the operator may not have allowed it."""
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        try:
            await connection.execute(text("CHECKPOINT"))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != "42501":  # insufficient_privilege: it comes by itself
                raise
