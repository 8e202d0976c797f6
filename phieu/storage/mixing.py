"""Mixing the ballot box: makes the storage engine forget in which order ballots came.

Tried out: SQLite lays cells out within a page as they arrive, until VACUUM. PostgreSQL stamps each row with its
transaction, which ranks rows by arrival and joins them to others of the same transaction, and keeps the stamp through
VACUUM FULL, FREEZE and CLUSTER; only rows written anew, in one transaction, share one stamp. Either way the rows are
written in the order of their keys, which to anybody without the round's key is no order at all.

The marks of Zalo's updates (`storage.seen_updates`) are mixed with them: their stamps would tell how many other
transactions came between two messages.

Between two mixings the order of arrival can be seen in a copy of the database; `storage.mixer` keeps that while short.
What this does not reach: blocks of the disk that the file system has given back but not yet used again, and
PostgreSQL's write-ahead log (and its archive, if the operator keeps one), which tell the order of arrival as well. A
dump by `pg_dump` holds neither; taken in the very instant of a mixing, it may hold no ballots.
"""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from phieu.storage import sqlite_file
from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database

CANNOT_NOW = (sqlite_file.FileInUseError, DBAPIError, sqlite3.Error, OSError)
"""What mixing raises when somebody else holds the database for too long, say: nothing is lost then, and it is to be
tried again. SQLite's file is worked on past SQLAlchemy, so that the driver's own errors are among them."""

_MIXED = (("ballot", "key"), ("zaloupdateseen", "key_hash"))
"""The tables that are mixed on PostgreSQL, and what they are laid out by; SQLite mixes all."""


async def mix(database: Database, box: BallotBox) -> None:
    """Lay the ballots out in an order that says nothing; answers given meanwhile wait.

    Raises one of CANNOT_NOW.
    """
    try:
        if database.is_sqlite:
            await _rebuild_the_file(database, box)
        else:
            await _copy_to_fresh_files(database, box)
    except BaseException:
        box.unmixed.set()
        raise


async def _rebuild_the_file(database: Database, box: BallotBox) -> None:
    async with sqlite_file.connected(database) as connection:
        async with box.paused():
            box.unmixed.clear()
            await sqlite_file.rebuild(connection)
        await sqlite_file.empty_the_log(connection)


async def _copy_to_fresh_files(database: Database, box: BallotBox) -> None:
    async with box.paused():
        box.unmixed.clear()
        for table, key in _MIXED:  # each in a transaction of its own, so that no stamp joins them
            async with database.writing_engine.begin() as connection:
                for statement in _into_a_fresh_file(table, key):
                    await connection.execute(text(statement))


def _into_a_fresh_file(table: str, key: str) -> Iterator[str]:
    # while a long dump reads the table, nobody should have to wait behind this: it is tried again another time
    yield "SET LOCAL lock_timeout = '1s'"
    yield f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"
    yield f"CREATE TEMPORARY TABLE rows_to_mix ON COMMIT DROP AS SELECT * FROM {table}"  # noqa: S608 - names of ours
    # gives the table a new file and keeps its name, constraints and grants; the old file goes at the commit
    yield f"TRUNCATE {table}"
    yield f"INSERT INTO {table} SELECT * FROM rows_to_mix ORDER BY {key}"  # noqa: S608 - names of ours
