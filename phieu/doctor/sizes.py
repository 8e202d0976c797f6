"""How large things are, as the operator is told."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from phieu.doctor.patient import file_of
from phieu.storage.database import Database

MEGABYTE = 1_000_000


async def size_of_database(database: Database, connection: AsyncConnection) -> int:
    """In bytes, with its log."""
    if database.is_sqlite:
        return size_of_files(database)
    size = await connection.execute(text("SELECT pg_database_size(current_database())"))
    return int(size.scalar() or 0)


def size_of_files(database: Database) -> int:
    """In bytes: the file of a SQLite database and its log; 0 for one that is elsewhere."""
    if not database.is_sqlite:
        return 0
    file = file_of(database)
    return sum(one.stat().st_size for one in (file, file.with_name(f"{file.name}-wal")) if one.exists())


def in_megabytes(size: int) -> int:
    """Rounded up, so that something is never nothing."""
    return -(-size // MEGABYTE)


def existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    folder = folder.absolute()
    while not folder.exists():
        folder = folder.parent
    return folder
