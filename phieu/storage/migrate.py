"""Bringing the database to this version of the schema: done at every start, and quickly when nothing is to be done.

To write a migration: change the tables, then `python -m phieu.storage.migrations "What it does"`, read what stands in
the new file, put its name into `HEAD` here.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from phieu.storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0004"
"""The newest migration. It stands here so that a start need not load Alembic to learn that nothing is to be done."""
SCRIPTS = Path(__file__).with_name("migrations")
ADVISORY_LOCK = 0x50686965750002


class NewerDatabaseError(Exception):
    """A newer version of the program has worked on this database: this one would damage it."""


async def migrate(database: Database, revision: str = HEAD) -> None:
    """Apply what is missing, in one transaction; raises NewerDatabaseError. The revision "base" undoes everything."""
    async with database.engine.connect() as connection:
        if await connection.run_sync(revision_of) == revision:
            return
    async with database.writing_engine.connect() as connection:
        await _ignore_foreign_keys(connection, ignore=True)
        try:
            async with connection.begin():
                if not database.is_sqlite:  # several replicas start at once
                    await connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
                await connection.run_sync(_run, revision)
        finally:
            await _ignore_foreign_keys(connection, ignore=False)


def revision_of(connection: Connection) -> str | None:
    """Which migration the database has had last; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def configuration(connection: Connection | None = None) -> "Config":
    """What Alembic needs to know."""
    from alembic.config import Config  # noqa: PLC0415 - half a second that most starts can do without

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run(connection: Connection, revision: str) -> None:
    from alembic import command  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = configuration(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    present = revision_of(connection)
    if present is not None and present not in known:
        raise NewerDatabaseError(present)
    if revision == "base":
        command.downgrade(config, revision)
    else:
        command.upgrade(config, revision)


async def _ignore_foreign_keys(connection: AsyncConnection, *, ignore: bool) -> None:
    """On SQLite a table is changed by copying and dropping it, which must not count as deleting what refers to it."""
    if connection.dialect.name == "sqlite":
        raw = await connection.get_raw_connection()
        assert raw.driver_connection is not None
        await raw.driver_connection.execute(f"PRAGMA foreign_keys={'OFF' if ignore else 'ON'}")
