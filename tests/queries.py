"""Counts what the database is asked: a page must not ask once for each of the things that it lists."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from phieu.installation import Installation


@contextmanager
def queries(installation: Installation) -> Iterator[list[tuple[str, Any]]]:
    """What this task executes meanwhile: statements and parameters. What mixes the ballots runs in another task."""
    found: list[tuple[str, Any]] = []
    task = asyncio.current_task()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        if asyncio.current_task() is task:
            found.append((statement, parameters))

    engine = installation.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
