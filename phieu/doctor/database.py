"""The database: there, whole, of the right version, and silent about what is written to it."""

import asyncio
import os
import sqlite3
from pathlib import Path

from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.migrations import check_migrations
from phieu.doctor.patient import PATIENCE_SECONDS, Patient, file_of, read_only_engine
from phieu.doctor.postgresql import check_postgresql
from phieu.doctor.sizes import in_megabytes, size_of_database
from phieu.installation import InstallationError, open_database
from phieu.locales.translator import mark
from phieu.storage.database import Database

NAME = "database"
HEADER = b"SQLite format 3\0"


async def check_database(patient: Patient) -> list[Finding]:
    """Everything about it; afterwards the patient's database is known, if it is there."""
    try:
        database = open_database(patient.settings)
    except InstallationError as error:
        return [bad(NAME, error.text, **error.arguments)]
    if database.is_sqlite and (hindrance := _look_at_file(database, patient.settings.home)):
        return [hindrance]
    engine = read_only_engine(database)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            connection = await engine.connect()
    except (DBAPIError, OSError, TimeoutError) as error:
        text = mark("The database {address} cannot be opened ({reason}). Check DATABASE_URL, and that it is running.")
        return [bad(NAME, text, address=database.address, reason=type(getattr(error, "orig", None) or error).__name__)]
    else:
        patient.database = database
        try:
            return await _look_inside(patient, database, connection)
        finally:
            await connection.close()
    finally:
        await engine.dispose()


async def _look_inside(patient: Patient, database: Database, connection: AsyncConnection) -> list[Finding]:
    damage = await _damage(connection) if database.is_sqlite else []
    if damage:
        return damage
    size = in_megabytes(await size_of_database(database, connection))
    found = [good(NAME, mark("{kind} answers; the database takes {size} MB."), kind=await _kind(connection), size=size)]
    if not database.is_sqlite:
        found += await check_postgresql(connection)
    migrations, patient.up_to_date = await check_migrations(connection)
    return [*found, *migrations]


def _look_at_file(database: Database, home: Path) -> Finding | None:
    """What hinders a file from being opened; of the folders that it may lie in, the start makes `home` alone."""
    file = file_of(database)
    if not file.parent.exists() and file.parent != home.absolute():
        text = mark("There is no folder {path}. Please make it, connect its disk, or choose another.")
        return bad(NAME, text, path=file.parent)
    if not file.exists():
        text = mark("There is no database yet at {path}. “phieu import” or “phieu run” makes it.")
        return warning(NAME, text, path=file)
    try:
        with file.open("rb") as stream:
            begins = stream.read(len(HEADER))
    except OSError as error:
        return bad(NAME, mark("The database {path} cannot be read ({reason})."), path=file, reason=error.strerror)
    if begins not in (b"", HEADER):
        text = mark("The file {path} is not a database. Move it away, or set DATABASE_URL to another file.")
        return bad(NAME, text, path=file)
    if not os.access(file, os.W_OK) or not os.access(file.parent, os.W_OK | os.X_OK):
        text = mark("The database {path}, or its folder, cannot be written by this account. Make it its owner.")
        return bad(NAME, text, path=file)
    return None


async def _damage(connection: AsyncConnection) -> list[Finding]:
    try:
        rows = (await connection.execute(sql("PRAGMA quick_check(1)"))).scalars().all()
    except (DBAPIError, sqlite3.Error):
        rows = ["?"]
    if rows == ["ok"]:
        return []
    text = mark("The database is damaged. Stop the bot, keep a copy of the file, and restore the last good backup.")
    return [bad(NAME, text)]


async def _kind(connection: AsyncConnection) -> str:
    if connection.dialect.name == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    version = str((await connection.execute(sql("SHOW server_version"))).scalar())
    return f"PostgreSQL {version.split(maxsplit=1)[0]}"
