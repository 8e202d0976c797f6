"""(b) Opening and closing a round for 10,000 staff, against the bare minimum the database can be asked to do.

Opening is compared with inserting the same rows (assignments, groups, notices) by `sqlite3` in one transaction;
closing with one `sqlite3` scan over all ballots. Both sides use fresh files with the same pragmas and take turns.
"""

import secrets
import sqlite3
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from random import Random
from time import perf_counter

from sqlmodel import select

from benchmarks.table import Ratio
from phieu.installation import Installation
from phieu.office.closing import close_round
from phieu.office.opening import open_round
from phieu.settings import Settings
from phieu.storage.ballot_box import ballot_key
from phieu.storage.database import SQLITE_PRAGMAS
from phieu.storage.tables import Assignment
from phieu.words import RoundKind
from tests.offices import OfficeSize, build_office

SIZE = OfficeSize(units=1000, people=10)
REPEATS = 3
DICE = Random(20261122)


async def large_rounds() -> Sequence[Ratio]:
    """Measure both, several times in turn; the ratios are of the sums."""
    opening = Ratio("open a round, 10,000 staff", "raw inserts", aim="≤ 2")
    closing = Ratio("close it with all ballots", "one raw scan", aim="≤ 3")
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as folder:
            await _one_round(Path(folder), opening, closing)
    return [opening, closing]


async def _one_round(home: Path, opening: Ratio, closing: Ratio) -> None:
    settings = Settings(_env_file=None, PHIEU_HOME=home)
    installation = await Installation.start(settings)
    try:
        await build_office(installation.database, SIZE)
        due_at = installation.now() + timedelta(days=10)
        started = perf_counter()
        round_id = await open_round(installation, RoundKind.SEMIANNUAL, "2026-H1", due_at)
        opening.ours.append(perf_counter() - started)
        file = home / "phieu.sqlite3"
        opening.raw.append(_insert_the_same(file, home / "raw.sqlite3"))
        await _cast_all(installation, round_id, file)
        closing.raw.append(_scan(file))
        started = perf_counter()
        await close_round(installation, round_id)
        closing.ours.append(perf_counter() - started)
    finally:
        await installation.stop()


def _insert_the_same(source: Path, target: Path) -> float:
    """The rows that opening wrote, inserted into an empty database of the same shape."""
    tables = ("assignment", "ratergroup", "notice")
    with sqlite3.connect(source) as from_, sqlite3.connect(target, isolation_level=None) as to:
        for pragma in SQLITE_PRAGMAS:
            to.execute(pragma)
        to.execute("PRAGMA foreign_keys=OFF")
        rows = {table: from_.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
        for table in tables:
            to.execute(from_.execute("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()[0])
            for (index,) in from_.execute(
                "SELECT sql FROM sqlite_master WHERE type='index' AND tbl_name=? AND sql NOT NULL", [table]
            ):
                to.execute(index)
        started = perf_counter()
        to.execute("BEGIN IMMEDIATE")
        for table in tables:
            to.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[table][0]))})", rows[table])
        to.execute("COMMIT")
        return perf_counter() - started


async def _cast_all(installation: Installation, round_id: int, file: Path) -> None:
    """Every rater answers everything: written straight into the box, as the conversation would have left it."""
    key = installation.keyring.round_key(round_id)
    assert key is not None
    async with installation.database.reading() as session:
        assignments = (await session.exec(select(Assignment))).all()
    rows = [
        (
            ballot_key(key, one.rater_id, one.ratee_id),
            round_id,
            one.ratee_id,
            one.group_id,
            one.form_id,
            bytes(DICE.choices([4, 3, 2, 1, 254], [50, 35, 10, 2, 3], k=SIZE.questions)),
            secrets.token_hex(30) if DICE.random() < 0.05 else "",
            True,
        )
        for one in assignments
    ]
    with sqlite3.connect(file) as raw:
        raw.executemany(
            "INSERT INTO ballot (key, round_id, ratee_id, group_id, form_id, answers, comment, submitted)"
            " VALUES (?,?,?,?,?,?,?,?)",
            rows,
        )


def _scan(file: Path) -> float:
    with sqlite3.connect(file) as raw:
        started = perf_counter()
        raw.execute("SELECT * FROM ballot").fetchall()
        return perf_counter() - started
