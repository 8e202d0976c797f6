"""What has been deleted of somebody cannot be read in the database's files either."""

from pathlib import Path

from sqlalchemy import text
from sqlmodel import select

from phieu.installation import Installation
from phieu.office.retention.erasing import erase
from phieu.storage.tables import Person
from tests.databases import PostgresServer
from tests.retention.somebody import SOMEBODY, build_records, leave

CONTACT = "0900 000 000"
"""Stands in this person's row alone."""


async def files_of(installation: Installation, server: PostgresServer) -> bytes:
    """Every byte, after the server has written down what it had in memory."""
    database = installation.database
    if not database.is_sqlite:
        async with database.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("CHECKPOINT"))
        return await server.files_of(database)
    assert database.url.database is not None
    folder = Path(database.url.database).parent
    return b"".join(path.read_bytes() for path in folder.glob("phieu.sqlite3*"))


async def test_no_byte_is_left(installation: Installation, postgres_server: PostgresServer) -> None:
    await build_records(installation)
    await leave(installation)
    assert CONTACT.encode() in await files_of(installation, postgres_server)
    await erase(installation, SOMEBODY)
    assert CONTACT.encode() not in await files_of(installation, postgres_server)
    async with installation.database.reading() as session:
        assert (await session.exec(select(Person.contact).where(Person.id == SOMEBODY))).one() == ""
