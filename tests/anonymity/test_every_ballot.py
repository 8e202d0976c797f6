"""Copies from before and after every tap: outside the ballots nothing has changed, and nothing was logged."""

import logging
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from phieu.bot.dispatch import Dispatch
from phieu.installation import Installation
from phieu.logs import set_up_logging
from tests.anonymity.monkeys import Monkey
from tests.anonymity.sqlite_pages import pages_in_the_log, pages_of_ballots, pages_outside_ballots
from tests.anonymity.stolen import Copy, steal
from tests.answering.conftest import open_office

TAPS, ENOUGH = 150, 15
PLACES_IN_FILES = ("file", "page", "in page", "log", "log end")
"""Left out of the comparison of rows: pages are compared byte by byte instead."""


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything that is logged at the most talkative level."""
    handlers, level = list(logging.getLogger().handlers), logging.getLogger("phieu").level
    file = StringIO()
    set_up_logging("DEBUG", file)
    yield file
    logging.getLogger().handlers = handlers
    logging.getLogger("phieu").setLevel(level)


@pytest.mark.parametrize("seed", range(2))
async def test_a_tap_changes_nothing_but_ballots(
    installation: Installation, log: StringIO, tmp_path: Path, seed: int
) -> None:
    await installation.mixer.stop()
    office = await open_office(installation)
    dice = Random(seed)
    dispatch = Dispatch(office.installation, "phieu_bot")
    monkeys = [Monkey(dispatch, f"chat-{number}", dice) for number in range(len(office.raters))]
    first = await steal(installation.database)
    pages = pages_outside_ballots(first) if installation.database.is_sqlite else {}
    kept = files_in(tmp_path / "home")
    states = [first.tables["ballot"]]
    for _ in range(TAPS):
        await dice.choice(monkeys).act()
        copy = await steal(installation.database)
        states.append(copy.tables["ballot"])
        assert outside_ballots(copy) == outside_ballots(first)
        assert files_in(tmp_path / "home") == kept
        if installation.database.is_sqlite:
            assert pages_outside_ballots(copy) == pages
    assert len(states[-1]) >= 4
    assert sum(before != after for before, after in pairwise(states)) >= ENOUGH
    assert log.getvalue() == ""


async def test_what_would_be_told_of_a_person_is_found(installation: Installation) -> None:
    """The control: one row that is touched."""
    await open_office(installation)
    before = await steal(installation.database)
    async with installation.database.writing_engine.begin() as connection:
        await connection.execute(text("UPDATE person SET contact = 'seen' WHERE id = 2"))
    after = await steal(installation.database)
    assert outside_ballots(after) != outside_ballots(before)
    if installation.database.is_sqlite:
        assert pages_outside_ballots(after) != pages_outside_ballots(before)


async def test_no_transaction_writes_ballots_and_anything_else(sqlite_installation: Installation) -> None:
    """Read off the write-ahead log: who wrote a page of ballots wrote no other, but for the file's header."""
    installation = sqlite_installation
    await installation.mixer.stop()
    office = await open_office(installation)
    earlier = len(pages_in_the_log(await steal(installation.database)))
    dispatch = Dispatch(office.installation, "phieu_bot")
    dice = Random(3)
    monkeys = [Monkey(dispatch, f"chat-{number}", dice) for number in range(len(office.raters))]
    for _ in range(TAPS):
        await dice.choice(monkeys).act()
    copy = await steal(installation.database)
    ballots = pages_of_ballots(copy)
    written = [pages for pages in pages_in_the_log(copy)[earlier:] if pages & ballots]
    assert len(written) >= ENOUGH
    assert [pages - ballots - {1} for pages in written] == [set()] * len(written)


def outside_ballots(copy: Copy) -> dict[str, list[tuple[dict[str, Any], dict[str, Any]]]]:
    """Every other table, row by row, with what the engine remembers of each row."""
    return {
        table: [
            (row.values, {name: trace for name, trace in row.traces.items() if name not in PLACES_IN_FILES})
            for row in rows
        ]
        for table, rows in copy.tables.items()
        if table != "ballot"
    }


def files_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    """What lies beside the database: contents, and when it was written."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }
