"""After people's data have been deleted, the files must not hold them any more either; as far as that can be reached.

SQLite: as after the close of a round (`storage.erasing`). PostgreSQL leaves old rows in a table's file until they are
overwritten: the tables are written anew, and the old files removed. Its write-ahead log and its archive, and copies
made before, are beyond the program's reach.
"""

import logging
from collections.abc import Iterable

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from phieu.storage import sqlite_file
from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database
from phieu.storage.erasing import erase_ballots
from phieu.storage.mixing import CANNOT_NOW
from phieu.storage.tables import Ballot

log = logging.getLogger(__name__)


async def clear_deleted(database: Database, box: BallotBox) -> None:
    """Clear away what is left of deleted rows of every table; doing it again does no harm.

    Where somebody else holds the database for too long, a warning is logged; the next time does it.
    """
    if not database.is_sqlite:
        await _write_anew(database)
    await erase_ballots(database, box)


async def empty_the_log(database: Database) -> None:
    """On SQLite deleted rows are overwritten at once, but in the log they stand until it is emptied: do that."""
    if not database.is_sqlite:
        return
    try:
        async with sqlite_file.connected(database) as connection:
            await sqlite_file.empty_the_log(connection)
    except CANNOT_NOW as error:
        log.warning("the database's log could not be emptied yet: %s", type(error).__name__)


def _tables() -> Iterable[str]:
    """All but the ballots, which are written anew in an order of their own (`storage.mixing`)."""
    return (table.name for table in SQLModel.metadata.sorted_tables if table.name != Ballot.__tablename__)


async def _write_anew(database: Database) -> None:
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("SET lock_timeout = '2s'"))  # nobody waits behind this for long
        try:
            for table in _tables():
                await connection.execute(text(f'VACUUM FULL "{table}"'))
        except DBAPIError as error:
            log.warning("deleted data could not be cleared away yet: %s", type(error).__name__)
        finally:
            await connection.execute(text("RESET lock_timeout"))
