"""What goes by night does not depend on who has answered: all rows but the ballots are the same, whoever has."""

from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from phieu.installation import Installation
from phieu.office import answering
from phieu.office.occurrences import hold_round
from phieu.office.retention.nightly import let_go_of_what_is_old
from phieu.storage.database import Database
from phieu.storage.migrate import migrate
from phieu.storage.tables import Ballot
from phieu.words import RoundKind
from tests.databases import PostgresServer, started
from tests.retention.somebody import COLLEAGUE, LEFT_AT, SOMEBODY, build_records, leave

NIGHTS = (1, 10, 31, 61, 200, 400)
"""After somebody has left; the last ones are after the time of everything in the records."""


async def rows(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Everything but the ballots, in no order."""
    found = {}
    async with database.engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            if table.name != Ballot.__tablename__:
                said = [
                    dict(row) for row in (await connection.execute(text(f'SELECT * FROM "{table.name}"'))).mappings()
                ]
                found[table.name] = sorted(said, key=repr)
    return found


async def answer(installation: Installation, *raters: int) -> None:
    """These people answer all their ballots and hand them in."""
    for rater_id in raters:
        for view in await answering.ballots_of(installation, rater_id):
            of_ballot = (view.round.id, view.ratee.id)
            for place in range(len(view.form.questions)):
                await answering.record(installation, rater_id, *of_ballot, place, 3)
            await answering.submit(installation, rater_id, *of_ballot)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_every_night_leaves_the_same_whoever_has_answered(
    engine: str, tmp_path: Path, postgres_server: PostgresServer
) -> None:
    async with AsyncExitStack() as stack:
        offices = []
        for name, raters in (("nobody", ()), ("some", (SOMEBODY, COLLEAGUE, COLLEAGUE + 2)), ("one", (COLLEAGUE,))):
            url = f"sqlite+aiosqlite:///{tmp_path / name}.sqlite3"
            if engine == "postgresql":
                await postgres_server.create(f"retention_{name}")
                url = postgres_server.url(f"retention_{name}")
            database = Database(url)
            await migrate(database)
            await database.dispose()
            installation = await stack.enter_async_context(started(url, tmp_path / f"home-{name}"))
            before = replace(installation, now=lambda: LEFT_AT - timedelta(days=1))
            await build_records(before)
            await hold_round(before, RoundKind.ANNUAL, "2026", LEFT_AT + timedelta(days=900))
            await answer(before, *raters)
            await leave(installation)
            offices.append(installation)
        for night in NIGHTS:
            for installation in offices:
                now = LEFT_AT + timedelta(days=night)
                await let_go_of_what_is_old(replace(installation, now=lambda now=now: now))  # type: ignore[misc]
            nobody, *others = [await rows(installation.database) for installation in offices]
            assert nobody["assignment"]
            for other in others:
                assert other == nobody, f"night {night}"
