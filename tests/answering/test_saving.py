"""What an answer costs, and what it leaves in the database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlmodel import SQLModel

from phieu.office import answering
from phieu.office.answers import NO_CONTACT, SKIPPED
from phieu.storage.ballot_box import Change, ballot_key
from tests.answering.conftest import OpenOffice


@contextmanager
def statements(office: OpenOffice) -> Iterator[list[str]]:
    """What is sent to the database meanwhile."""
    sent: list[str] = []
    engine = office.installation.database.engine.sync_engine

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


async def contents(office: OpenOffice) -> dict[str, list[Any]]:
    """All rows of all tables."""
    async with office.installation.database.reading() as session:
        connection = await session.connection()
        tables = sorted(SQLModel.metadata.tables)
        return {
            name: sorted(map(repr, (await connection.execute(text(f"SELECT * FROM {name}"))).all())) for name in tables
        }


async def test_a_tap_reads_nothing_beside_the_write_of_the_box(office_on_both: OpenOffice) -> None:
    office, rater = office_on_both, office_on_both.raters[0]
    await answering.record(office.installation, rater, office.round, office.chief, 0, 3)
    key = office.installation.keyring.round_key(office.round)
    assert key is not None
    with statements(office) as by_the_box:
        change = Change(ballot_key(key, rater, office.chief), office.round, office.chief, 1, 1, 3, answer=(1, 3))
        await office.installation.box.put(change)
    with statements(office) as by_a_tap:
        await answering.record(office.installation, rater, office.round, office.chief, 1, 2)
    assert by_the_box
    assert by_a_tap == by_the_box


async def test_a_whole_ballot_changes_no_row_but_its_own(office_on_both: OpenOffice) -> None:
    office, chat = office_on_both, office_on_both.chat()
    before = await contents(office)
    await chat.command("ballots")
    await chat.tap("▶ Begin", "▶ Begin", "Good", "Excellent", "‹ Back", "Next ›", "Good")
    await chat.type("Ngắn gọn.")
    await chat.tap("✅ Hand in this ballot")
    after = await contents(office)
    assert (before.pop("ballot"), len(after.pop("ballot"))) == ([], 1)
    assert after == before


async def test_raters_share_no_ballot(office: OpenOffice) -> None:
    for number, rater in enumerate(office.raters):
        value = [1, 2, 3, 4, SKIPPED, NO_CONTACT, 1][number]
        await answering.record(office.installation, rater, office.round, office.chief, 0, value)
    for number, rater in enumerate(office.raters):
        view = await answering.ballot(office.installation, rater, office.round, office.chief)
        assert view.answers[0] == [1, 2, 3, 4, SKIPPED, NO_CONTACT, 1][number]


async def test_everybody_at_once(office_on_both: OpenOffice) -> None:
    """The first taps of a round come together, also to a program that knows nothing of it yet."""
    office = office_on_both
    answers = [(rater, place) for rater in office.raters for place in range(3)]
    await asyncio.gather(
        *(
            answering.record(office.installation, rater, office.round, office.chief, place, 1 + (rater + place) % 4)
            for rater, place in answers
        )
    )
    for rater in office.raters:
        view = await answering.ballot(office.installation, rater, office.round, office.chief)
        assert view.answers == bytes(1 + (rater + place) % 4 for place in range(3))


@pytest.mark.parametrize(
    ("rater", "error"), [(6, answering.NoSuchBallotError), (0, None), (-1, answering.NoSuchBallotError)]
)
async def test_only_who_is_asked_may_answer(office: OpenOffice, rater: int, error: type[Exception] | None) -> None:
    rater_id = office.raters[rater] if rater >= 0 else office.chief
    calls = [
        answering.record(office.installation, rater_id, office.round, office.head, 0, 1),
        answering.comment(office.installation, rater_id, office.round, office.head, "Tốt"),
        answering.submit(office.installation, rater_id, office.round, office.head),
        answering.withdraw(office.installation, rater_id, office.round, office.head),
        answering.ballot(office.installation, rater_id, office.round, office.head),
    ]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [error or answering.BallotView] * len(calls)
