"""What a thief carries off: every row with all that the storage engine remembers of it, and every byte of the files."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import text

from phieu.installation import Installation
from phieu.storage.database import Database

PROBE_BYTES = 16
"""A value of this many bytes or more is found again in the files: where it lies there is a trace, too."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands in a row, and what the engine remembers of it: places in files, numbers, transactions."""

    values: dict[str, Any]
    traces: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a database, taken at one moment."""

    tables: dict[str, list[Row]]
    files: dict[str, bytes] = field(default_factory=dict)


async def steal(database: Database) -> Copy:
    """Copy everything, without disturbing anybody."""
    return _steal_sqlite(database) if database.is_sqlite else await _steal_postgresql(database)


def _steal_sqlite(database: Database) -> Copy:
    assert database.url.database is not None
    original = Path(database.url.database)
    files = {
        path.name.removeprefix(original.name): path.read_bytes() for path in original.parent.glob(f"{original.name}*")
    }
    with TemporaryDirectory() as folder:
        for suffix, content in files.items():
            (Path(folder) / f"copy{suffix}").write_bytes(content)
        connection = sqlite3.connect(Path(folder) / "copy")
        connection.row_factory = sqlite3.Row
        names = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
        tables = {name: _sqlite_rows(connection, name, str(sql), files) for name, sql in names}
        connection.close()
    return Copy(tables, files)


def _sqlite_rows(connection: sqlite3.Connection, table: str, sql: str, files: dict[str, bytes]) -> list[Row]:
    rowid = "NULL" if "WITHOUT ROWID" in sql else "rowid"
    rows = []
    for place, found in enumerate(connection.execute(f'SELECT {rowid} AS "the rowid", * FROM "{table}" NOT INDEXED')):
        values = dict(found)
        traces = {"scan": place, "rowid": values.pop("the rowid")} | _places(values, files)
        rows.append(Row(values, traces))
    return rows


def _places(values: dict[str, Any], files: dict[str, bytes]) -> dict[str, int]:
    """Where the row's longest value lies: in the file, within its page, and first and last in the log."""
    probes = [value.encode() if isinstance(value, str) else value for value in values.values()]
    probe = max((value for value in probes if isinstance(value, bytes)), key=len, default=b"")
    if len(probe) < PROBE_BYTES:
        return {}
    at = files[""].find(probe)
    log = files.get("-wal", b"")
    return {"file": at, "page": at // 4096, "in page": at % 4096, "log": log.find(probe), "log end": log.rfind(probe)}


async def _steal_postgresql(database: Database) -> Copy:
    async with database.engine.connect() as connection:
        names = await connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        tables = {}
        for name in names.scalars().all():
            rows = await connection.execute(
                text(f'SELECT ctid::text, xmin::text::bigint, xmax::text::bigint, cmin::text::bigint, * FROM "{name}"')
            )
            tables[name] = [_postgresql_row(place, dict(row)) for place, row in enumerate(rows.mappings())]
    return Copy(tables)


def _postgresql_row(place: int, values: dict[str, Any]) -> Row:
    block, line = values.pop("ctid").strip("()").split(",")
    traces = {"scan": place, "ctid": (int(block), int(line))}
    return Row(values, traces | {name: values.pop(name) for name in ("xmin", "xmax", "cmin")})


async def moments(installation: Installation, moment: str) -> list[str]:
    """Where this moment is kept: in a row, or in a byte of the files."""
    copy = await steal(installation.database)
    found = [
        f"{table}.{column}"
        for table, rows in copy.tables.items()
        for row in rows
        for column, value in row.values.items()
        if moment in f"{value}"
    ]
    return found + [f"file {name}" for name, content in copy.files.items() if moment.encode() in content]
