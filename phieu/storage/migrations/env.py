"""Alembic runs this: it works on the connection that `storage.migrate` hands it, inside that one's transaction."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import phieu.storage.tables  # noqa: F401 - so that the metadata knows every table
from phieu.storage.columns import UtcDateTime


def in_plain_types(kind: str, column_type: Any, _context: Any) -> str | Literal[False]:
    """Write a migration in SQLAlchemy's own types: it must mean the same when ours have changed."""
    if kind == "type" and isinstance(column_type, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(column_type, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(column_type, Enum):
        return f"sa.String({column_type.length})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    render_item=in_plain_types,
)
context.run_migrations()
