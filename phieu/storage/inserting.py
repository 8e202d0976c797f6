"""Insert what is not there yet; what is there stays as it is. The same on SQLite and PostgreSQL."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


async def insert_new(session: AsyncSession, table: type[SQLModel], row: dict[str, Any]) -> bool:
    """Insert the row unless one with its key is there; says whether it was new."""
    result = await session.exec(_insert(session, table).values(row).on_conflict_do_nothing())
    inserted: int = result.rowcount
    return inserted == 1


async def insert_all_new(session: AsyncSession, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Insert those rows whose keys are not there."""
    if rows:
        await session.exec(_insert(session, table).on_conflict_do_nothing(), params=list(rows))


def _insert(session: AsyncSession, table: type[SQLModel]) -> Any:
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    return dialect.insert(table)
