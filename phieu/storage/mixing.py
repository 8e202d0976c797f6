"""Mixing the ballot box: makes the storage engine forget in which order ballots came.

Tried out: SQLite lays cells out within a page as they arrive, until VACUUM. PostgreSQL stamps each row with its
transaction, which ranks rows by arrival and joins them to others of the same transaction, and keeps the stamp through
VACUUM FULL, FREEZE and CLUSTER; only rows written anew, in one transaction, share one stamp. Either way the rows are
written in the order of their keys, which to anybody without the round's key is no order at all.

Between two mixings the order of arrival can be seen in a copy of the database; `storage.mixer` keeps that while short.
What this does not reach: blocks of the disk that the file system has given back but not yet used again, and
PostgreSQL's write-ahead log (and its archive, if the operator keeps one), which tell the order of arrival as well. A
dump by `pg_dump` holds neither; taken in the very instant of a mixing, it may hold no ballots.
"""

import sqlite3

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from phieu.storage import sqlite_file
from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database

CANNOT_NOW = (sqlite_file.FileInUseError, DBAPIError, sqlite3.Error, OSError)
"""What mixing raises when somebody else holds the database for too long, say: nothing is lost then, and it is to be
tried again. SQLite's file is worked on past SQLAlchemy, so that the driver's own errors are among them."""

_INTO_A_FRESH_FILE = (
    # while a long dump reads the table, nobody should have to wait behind this: it is tried again another time
    "SET LOCAL lock_timeout = '1s'",
    "LOCK TABLE ballot IN ACCESS EXCLUSIVE MODE",
    "CREATE TEMPORARY TABLE ballots_to_mix ON COMMIT DROP AS SELECT * FROM ballot",
    # gives the table a new file and keeps its name, constraints and grants; the old file goes at the commit
    "TRUNCATE ballot",
    "INSERT INTO ballot SELECT * FROM ballots_to_mix ORDER BY key",
)


async def mix(database: Database, box: BallotBox) -> None:
    """Lay the ballots out in an order that says nothing; answers given meanwhile wait.

    Raises one of CANNOT_NOW.
    """
    try:
        if database.is_sqlite:
            await _rebuild_the_file(database, box)
        else:
            await _copy_to_a_fresh_file(database, box)
    except BaseException:
        box.unmixed.set()
        raise


async def _rebuild_the_file(database: Database, box: BallotBox) -> None:
    async with sqlite_file.connected(database) as connection:
        async with box.paused():
            box.unmixed.clear()
            await sqlite_file.rebuild(connection)
        await sqlite_file.empty_the_log(connection)


async def _copy_to_a_fresh_file(database: Database, box: BallotBox) -> None:
    async with box.paused(), database.writing_engine.begin() as connection:
        box.unmixed.clear()
        for statement in _INTO_A_FRESH_FILE:
            await connection.execute(text(statement))
