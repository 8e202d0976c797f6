"""What a database, or a backup of one, holds: every row of every table, to be compared."""

import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import URL, select

from phieu.installation import Installation
from phieu.storage.copying_rows import tables
from phieu.storage.database import Database
from phieu.storage.tables import AnnouncementFile, Draft
from tests.anonymity.elections import Election, announced, everybody_acts_and_answers

Contents = dict[str, list[dict[str, Any]]]


async def contents(database: Database) -> Contents:
    """The rows by table, in the order of their keys."""
    found = {}
    async with database.engine.connect() as connection:
        for table in tables():
            rows = await connection.execute(select(table).order_by(*table.primary_key.columns))
            found[table.name] = [dict(row) for row in rows.mappings()]
    return found


async def contents_of_file(file: Path) -> Contents:
    """The same of a backup."""
    database = Database(URL.create("sqlite+aiosqlite", database=str(file)))
    try:
        return await contents(database)
    finally:
        await database.dispose()


def query(file: Path, statement: str) -> list[Any]:
    """What a plain SQLite says of a backup."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        return connection.execute(statement).fetchall()


async def filled(installation: Installation, period: str = "2026-H1") -> Election:
    """An office in the midst of everything: a round that is being answered, an announcement, courses, rotations."""
    election = await announced(installation, period)
    await everybody_acts_and_answers(installation, election, Random(1))
    await add_files(installation)
    return election


async def add_files(installation: Installation) -> None:
    """What is large, and what is structured."""
    async with installation.database.writing() as session:
        file = AnnouncementFile(announcement_id=1, name="lịch họp.pdf", picture=False, content=bytes(range(256)) * 999)
        session.add(file)
        session.add(Draft(person_id=1, topic="announcement", content={"text": "Kính gửi các anh/chị", "n": [1, None]}))
