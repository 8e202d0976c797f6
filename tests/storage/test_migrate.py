"""Migrations lead to the tables that the code speaks of, and back, on both databases."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from phieu.storage.database import Database
from phieu.storage.migrate import HEAD, NewerDatabaseError, configuration, migrate, revision_of


def differences(connection: Connection) -> list[object]:
    """What the tables in the code have that the database has not, and the other way round."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, SQLModel.metadata))


def constraint_names(connection: Connection) -> dict[str, list[str | None]]:
    """The constraints of every table of ours, by name."""
    inspector = inspect(connection)
    return {
        table: sorted(
            [
                inspector.get_pk_constraint(table)["name"],
                *(key["name"] for key in inspector.get_foreign_keys(table)),
                *(key["name"] for key in inspector.get_unique_constraints(table)),
                *(index["name"] for index in inspector.get_indexes(table)),
            ],
            key=str,
        )
        for table in SQLModel.metadata.tables
    }


@pytest.fixture
async def empty_database(empty_database_url: str) -> AsyncIterator[Database]:
    database = Database(empty_database_url)
    yield database
    await database.dispose()


async def test_migrations_lead_to_the_tables_of_the_code_and_back(empty_database: Database) -> None:
    for _ in range(2):
        await migrate(empty_database)
        async with empty_database.engine.connect() as connection:
            assert await connection.run_sync(differences) == []
            assert await connection.run_sync(revision_of) == HEAD
        await migrate(empty_database, "base")
        async with empty_database.engine.connect() as connection:
            assert await connection.run_sync(lambda sync: inspect(sync).get_table_names()) == ["alembic_version"]


async def test_a_migrated_database_names_everything_as_the_tables_say(empty_database: Database) -> None:
    await migrate(empty_database)
    async with empty_database.engine.connect() as connection:
        migrated = await connection.run_sync(constraint_names)
    await migrate(empty_database, "base")
    async with empty_database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
        assert await connection.run_sync(constraint_names) == migrated
        await connection.run_sync(SQLModel.metadata.drop_all)


async def test_the_database_of_a_newer_version_is_left_alone(database: Database) -> None:
    async with database.writing_engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError):
        await migrate(database)


def test_the_head_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == HEAD


async def test_foreign_keys_are_watched_again_after_a_migration(empty_database: Database) -> None:
    await migrate(empty_database)
    if empty_database.is_sqlite:
        async with empty_database.engine.connect() as connection:
            assert (await connection.exec_driver_sql("PRAGMA foreign_keys")).scalar() == 1


async def test_postgresql_keeps_no_samples_of_ballots(database: Database) -> None:
    async with database.engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        if not database.is_sqlite:
            columns = "key, round_id, ratee_id, group_id, form_id, answers, comment, submitted"
            values = "(decode('00', 'hex'), 1, 1, 1, 1, decode('01', 'hex'), 'nothing', true)"
            await connection.execute(text(f"INSERT INTO ballot ({columns}) VALUES {values}"))
            await connection.execute(text("ANALYZE"))
            sampled = await connection.execute(text("SELECT count(*) FROM pg_stats WHERE tablename = 'ballot'"))
            assert sampled.scalar() == 0


def test_a_start_without_a_migration_loads_no_alembic(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys\n"
        "from phieu.storage.database import Database\n"
        "from phieu.storage.migrate import migrate\n"
        "async def start():\n"
        f"    database = Database('sqlite+aiosqlite:///{tmp_path}/phieu.sqlite3')\n"
        "    await migrate(database)\n"
        "    await database.dispose()\n"
        "asyncio.run(start())\n"
        "print('alembic' in sys.modules)\n"
    )
    outputs = [subprocess.check_output([sys.executable, "-c", program], text=True).split()[-1] for _ in range(2)]
    assert outputs == ["True", "False"]
