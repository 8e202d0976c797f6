"""Inserting many rows at once, and inserting what is not there yet; the same on SQLite and PostgreSQL.

The rows go past the ORM, which would first make an object of each: a round of 10,000 people has 40,000 of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

Rows = Sequence[Mapping[str, Any]]
"""Each with a value for every column but a generated key."""


async def insert_all(session: AsyncSession, table: type[SQLModel], rows: Rows) -> None:
    """Insert the rows."""
    if rows:
        await (await session.connection()).execute(insert(_columns(table)), rows)


async def insert_new(session: AsyncSession, table: type[SQLModel], row: Mapping[str, Any]) -> bool:
    """Insert the row unless one with its key is there; says whether it was new."""
    result = await (await session.connection()).execute(_or_nothing(session, table).values(row))
    inserted: int = result.rowcount
    return inserted == 1


async def insert_all_new(session: AsyncSession, table: type[SQLModel], rows: Rows) -> None:
    """Insert those rows whose keys are not there."""
    if rows:
        await (await session.connection()).execute(_or_nothing(session, table), rows)


def _or_nothing(session: AsyncSession, table: type[SQLModel]) -> Any:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(_columns(table)).on_conflict_do_nothing()


def _columns(table: type[SQLModel]) -> Table:
    columns = inspect(table).local_table
    assert isinstance(columns, Table)
    return columns
