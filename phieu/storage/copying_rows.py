"""Copying all rows of one database into another, of either kind.

Tables are taken from the metadata, so that none can be forgotten; rows go in the order of their primary keys, which for
ballots is no order at all. Both sides are one transaction of the caller's.
"""

from collections.abc import Callable

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

import phieu.storage.tables  # noqa: F401 - so that the metadata knows every table

Progress = Callable[[int, int], None]
"""Called with how much is done, and of how much."""

ROWS_AT_ONCE = 1000
LARGE_ROWS = {"announcementfile"}
"""Each holds a file, so that one at a time is enough."""


def nobody_watches(_done: int, _of: int) -> None:
    """For work that nobody waits for."""


def tables() -> list[Table]:
    """All tables, each after those that it refers to."""
    return SQLModel.metadata.sorted_tables


async def copy_rows(source: AsyncConnection, target: AsyncConnection, progress: Progress = nobody_watches) -> None:
    """Copy every row; the target's tables are there, and empty."""
    await _check_references_at_the_end(target)
    total, done = await _count(source), 0
    for table in tables():
        at_once = 1 if table.name in LARGE_ROWS else ROWS_AT_ONCE
        in_order = select(table).order_by(*table.primary_key.columns)
        rows = await source.stream(in_order, execution_options={"yield_per": at_once})
        async for some in rows.mappings().partitions():
            await target.execute(insert(table), [dict(row) for row in some])
            done += len(some)
            progress(done, total)


async def empty_tables(connection: AsyncConnection) -> None:
    """Delete every row, in the caller's transaction."""
    if connection.dialect.name == "sqlite":
        for table in reversed(tables()):
            await connection.execute(table.delete())
    else:
        await connection.execute(text(f"TRUNCATE {_names()}"))


async def set_counters(connection: AsyncConnection) -> None:
    """PostgreSQL: let the next row of each table get an id above all that are there. SQLite does so by itself."""
    if connection.dialect.name == "sqlite":
        return
    for table in tables():
        if (column := table.autoincrement_column) is None:
            continue
        sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
        next_id = func.coalesce(select(func.max(column)).scalar_subquery(), 0) + 1
        await connection.execute(select(func.setval(sequence, next_id, False)))  # noqa: FBT003 - it has not been given out yet


async def hold_tables(connection: AsyncConnection) -> None:
    """PostgreSQL: keep tables from being emptied or changed under a copy.

    To be called first in the transaction. Mixing gives the ballots a fresh file, and a transaction that had begun
    before would find none in it: so whoever mixes has to wait, and tries again later.
    """
    await connection.execute(text(f"LOCK TABLE {_names()} IN ACCESS SHARE MODE"))


async def _check_references_at_the_end(connection: AsyncConnection) -> None:
    if connection.dialect.name == "sqlite":  # PostgreSQL's cannot wait: there the order of the tables alone must do
        await connection.execute(text("PRAGMA defer_foreign_keys=ON"))


async def _count(connection: AsyncConnection) -> int:
    total = 0
    for table in tables():
        total += (await connection.execute(select(func.count()).select_from(table))).scalar_one()
    return total


def _names() -> str:
    return ", ".join(f'"{table.name}"' for table in tables())
