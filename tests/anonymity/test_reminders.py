"""Reminders, extensions and calling off leave the same behind whoever has answered: byte for byte, row for row.

What is allowed by name: the row that says that a round has had its reminder, and, elsewhere, how far the clock has got.
"""

import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, update

from phieu.bot.context import Context
from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.flows.round_page import round_screen
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.answering import ballots_of, record
from phieu.office.calling_off import call_off_round
from phieu.office.extending import extend_round
from phieu.office.round_status import load_round
from phieu.storage.database import Database
from phieu.storage.tables import Office, Person, ReminderRun
from phieu.words import Channel
from tests.anonymity.stolen import Copy, steal
from tests.databases import started
from tests.reminders.conftest import HALF, ONE, OPENED, THREE, Owing, chats, owing_office

ANSWERED: tuple[list[int], ...] = ([], [0, 3], [1, 2], [0, 1, 2, 3, 4, 5])
"""By whom: nobody, some, as many others, all."""
ALLOWED = "reminderrun"


def values(copy: Copy, *, without: Sequence[str] = ()) -> dict[str, list[dict[str, Any]]]:
    """What stands in the tables."""
    return {name: [row.values for row in rows] for name, rows in copy.tables.items() if name not in without}


async def some_have_answered(office: Owing, answered: Sequence[int]) -> None:
    """These have handed in, and one more has begun."""
    await office.hand_in(*answered)
    (view, *_) = await ballots_of(office.installation, office.raters[5])
    await record(office.installation, office.raters[5], view.round.id, view.ratee.id, 0, 2)


@pytest.mark.parametrize("answered", ANSWERED)
async def test_a_reminder_run_changes_nothing_but_that_the_round_has_had_it(
    installation: Installation, answered: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    """Every row of every table with all that the engine remembers of it: places, numbers, transactions."""
    office = await owing_office(installation)
    await some_have_answered(office, answered)
    await installation.mixer.stop()
    for rater in office.raters:
        await installation.volatile.snoozes.put(rater, HALF)
    before = await steal(installation.database)
    caplog.set_level(logging.DEBUG, "phieu")
    assert await office.step(HALF) == chats(*(rater for rater in range(6) if rater not in answered))
    after = await steal(installation.database)
    changed = {name for name in before.tables if before.tables[name] != after.tables[name]}
    if not installation.database.is_sqlite:  # inserting a row locks the one that it points at: the round's
        changed.remove("round")
        assert values(before)["round"] == values(after)["round"]
    assert changed == {ALLOWED}
    assert [row.values["round_id"] for row in after.tables[ALLOWED]] == [office.round]
    assert [record.getMessage() for record in caplog.records] == [f"round {office.round}: reminded"]


@pytest.mark.parametrize("answered", ANSWERED)
async def test_the_file_is_afterwards_as_if_that_one_row_had_been_inserted(
    sqlite_installation: Installation, answered: list[int], tmp_path: Path
) -> None:
    """Byte for byte: what the run leaves is what inserting the row leaves in a copy of the file."""
    office = await owing_office(sqlite_installation)
    await some_have_answered(office, answered)
    await sqlite_installation.mixer.stop()
    address = sqlite_installation.database.url.database
    assert address is not None
    checkpoint(Path(address))
    shutil.copy(address, tmp_path / "copy.sqlite3")
    await office.step(HALF)
    checkpoint(Path(address))
    copy = Database(f"sqlite+aiosqlite:///{tmp_path / 'copy.sqlite3'}")
    async with copy.writing() as session:
        session.add(ReminderRun(round_id=office.round, planned_at=HALF))
    checkpoint(tmp_path / "copy.sqlite3")
    assert files_of(Path(address)) == files_of(tmp_path / "copy.sqlite3")
    await copy.dispose()


def files_of(file: Path) -> dict[str, bytes]:
    """The database's files, but for the memory that processes share."""
    found = file.parent.glob(f"{file.name}*")
    return {one.name.removeprefix(file.name): one.read_bytes() for one in found if not one.name.endswith("-shm")}


def checkpoint(file: Path) -> None:
    """Move what stands in the log into the file."""
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
    connection.close()


@pytest.fixture
async def twins(tmp_path: Path) -> AsyncIterator[list[Owing]]:
    """The same office several times; in each, others have answered."""
    async with AsyncExitStack() as stack:
        found = []
        for place, answered in enumerate(ANSWERED):
            url = f"sqlite+aiosqlite:///{tmp_path / f'{place}.sqlite3'}"
            installation = await stack.enter_async_context(started(url, tmp_path / f"home-{place}"))
            office = await owing_office(installation)
            async with installation.database.writing() as session:
                await session.exec(update(Person).where(col(Person.id) == office.ratees[0]).values(admin=True))
                await session.exec(update(Office).values(reminders="half,3,1"))
            await some_have_answered(office, answered)
            found.append(office)
        yield found


async def seen_by_admin(office: Owing) -> str:
    """The round's page."""
    status = await load_round(office.installation, office.round)
    async with office.installation.database.reading() as session:
        admin = await session.get_one(Person, office.ratees[0])
    assert status is not None
    screen = await round_screen(
        status, Context(office.installation, admin, translator("en"), office.installation.now())
    )
    return str(screen.text)


async def all_alike(twins: list[Owing]) -> None:
    """An attacker with the whole database but the ballots, and an admin's page, has the same before them in each."""
    copies = [values(await steal(office.installation.database), without=["ballot"]) for office in twins]
    assert all(copy == copies[0] for copy in copies)
    pages = [await seen_by_admin(office) for office in twins]
    assert len(set(pages)) == 1


async def test_an_admin_who_extends_twice_and_calls_off_sees_the_same_whoever_has_answered(twins: list[Owing]) -> None:
    for office in twins:
        await office.step(HALF)
    await all_alike(twins)
    for day in (date(2026, 6, 17), date(2026, 6, 19)):
        for office in twins:
            office.time = datetime(2026, 6, 9, 3, tzinfo=UTC)
            assert await extend_round(office.installation, office.round, day)
        await all_alike(twins)
    for at in (THREE, ONE, datetime(2026, 6, 18, 2, tzinfo=UTC)):
        for office in twins:
            await office.step(at)
        await all_alike(twins)
    assert len({tuple(await office.runs()) for office in twins}) == 1
    for office in twins:
        assert await call_off_round(office.installation, office.round, "Lý do mẫu")
    await all_alike(twins)
    assert [len((await steal(office.installation.database)).tables["ballot"]) for office in twins] == [0] * len(twins)


async def test_putting_a_reminder_off_is_written_down_nowhere(installation: Installation) -> None:
    office = await owing_office(installation)
    await installation.mixer.stop()
    office.time = OPENED
    before = await steal(installation.database)
    dispatch = Dispatch(office.installation, "phieu_bot")
    screen = await dispatch.answer(Event(Channel.TELEGRAM, "chat-1", action="remind-later"))
    assert "I will remind you again on <b>2 June 2026</b> at 09:00" in str(getattr(screen, "text", ""))
    after = await steal(installation.database)
    assert after.tables == before.tables
    for suffix in before.files.keys() - {"-shm"}:  # which is memory that processes share: who reads where in the log
        assert after.files[suffix] == before.files[suffix]
