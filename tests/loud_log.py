"""What the operator's log holds at its most talkative, with every library as loud as it can be."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from phieu.logs import set_up_logging

LIBRARIES = (
    "aiogram",
    "aiogram.event",
    "aiohttp",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncio",
    "asyncpg",
    "httpcore",
    "httpx",
    "sqlalchemy",
    "sqlalchemy.engine",
    "sqlalchemy.engine.Engine",
    "sqlalchemy.pool",
    "telegram",
    "telegram.Bot",
    "telegram.ext",
    "telegram.ext.ExtBot",
)


@pytest.fixture
def log() -> Iterator[StringIO]:
    """The log at DEBUG, with every library set to DEBUG; as it was afterwards."""
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in (*LIBRARIES, "", "phieu")}
    handlers = list(root.handlers)
    file = StringIO()
    set_up_logging("DEBUG", file)
    for name in ("", *LIBRARIES):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield file
    root.handlers = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
