"""Whoever has left is forgotten at the time that the office set, and the figures that count them stay."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Table, select
from sqlmodel import SQLModel
from sqlmodel import select as select_model

from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.announcements.recipients import load_recipients
from phieu.office.erased import named
from phieu.office.retention.erasing import erase
from phieu.office.retention.leaving import ACTIVE, ERASED, IN_A_ROUND, ErasingError
from phieu.office.rotations.loading_turns import load_turns
from phieu.office.rotations.statistics import count_turns
from phieu.office.training.records import load_attendances
from phieu.office.training.statistics import statistics, tally, tally_by
from phieu.storage.database import Database
from phieu.storage.tables import Nomination, Person, Rotation, Round
from phieu.words import RoundState
from tests.retention.somebody import COLLEAGUE, LEFT_AT, ROUND, SECRET, SOMEBODY, build_records, leave

TODAY = date(2026, 6, 1)
STAYS = {
    "announcement.author_id": "what an admin did for the office stays; its author has no name any more",
    "nomination.person_id": "training is counted (M24): course and state stay, nothing else",
    "nomination.nominated_by": "what an admin did about a colleague is part of the colleague's record",
    "nominationquestion.replied_by": "as above",
    "rotation.person_id": "moves are counted (M21): kind, units, ranks and year stay, nothing else",
    "rotation.proposed_by": "what an admin did about a colleague is part of the colleague's record",
    "rotationopinion.given_by": "what a head said of a colleague is part of the colleague's record",
    "rotationevaluation.asked_id": "as above",
    "rotationevaluation.given_by": "as above",
    "ballot.ratee_id": "there are ballots of open rounds only, and those must close first",
}
"""Columns that still point at the row without a name, and why."""
NOT_OUR_WRITING = ("ballot.ratee_id",)


def columns_that_name_people() -> list[tuple[Table, str]]:
    """Every column of every table that points at a person, by its key or by its name."""
    found = []
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            points = any(key.target_fullname == "person.id" for key in column.foreign_keys)
            if points or column.name in ("rater_id", "ratee_id", "person_id", "author_id"):
                found.append((table, column.name))
    return found


async def columns_pointing_at(database: Database, person_id: int) -> set[str]:
    """Those in which this person is named."""
    found = set()
    async with database.reading() as session:
        for table, name in columns_that_name_people():
            named = select(table.c[name]).where(table.c[name] == person_id).limit(1)
            if (await (await session.connection()).execute(named)).first():
                found.add(f"{table.name}.{name}")
    return found


async def statistics_of(installation: Installation) -> object:
    """Everything that is counted over the years: training and rotations."""
    async with installation.database.reading() as session:
        attended = await load_attendances(session, by_chat=False)
        turns = await load_turns(session, TODAY, by_chat_only=False)
    by_year = tally_by(attended, lambda one: (one.year, one.level))
    return statistics(attended), tally(attended), by_year, count_turns(turns.turns)


async def test_every_column_that_names_people_is_seen_to(installation: Installation) -> None:
    await build_records(installation)
    everything = {f"{table.name}.{name}" for table, name in columns_that_name_people()} - set(NOT_OUR_WRITING)
    assert await columns_pointing_at(installation.database, SOMEBODY) == everything, "the test must fill every column"
    await leave(installation)
    await erase(installation, SOMEBODY)
    assert await columns_pointing_at(installation.database, SOMEBODY) == set(STAYS) - set(NOT_OUR_WRITING)


async def test_what_is_left_of_the_rows(installation: Installation) -> None:
    await build_records(installation)
    await leave(installation)
    await erase(installation, SOMEBODY)
    async with installation.database.reading() as session:
        person = await session.get_one(Person, SOMEBODY)
        assert (person.name, person.contact, person.erased, person.left_at) == ("", "", True, None)
        assert person.staff_number.startswith("erased-")
        nobody = Person(id=SOMEBODY, staff_number=person.staff_number, name="", active=False, erased=True)
        assert person.model_dump() == nobody.model_dump()  # whatever a person may be or wish is as if never said
        nominations = (await session.exec(select_model(Nomination).where(Nomination.person_id == SOMEBODY))).all()
        assert {(one.reason, one.refusal, one.result, one.asked_on, one.ended_on) for one in nominations} == {
            ("", "", "", None, None)
        }
        moves = (await session.exec(select_model(Rotation).where(Rotation.person_id == SOMEBODY))).all()
        assert [(one.starts_on, one.wishes, one.from_title, one.to_title) for one in moves] == [
            (date(2025, 1, 1), "", "1", "2"),
            (date(2026, 1, 1), "", "3", "4"),
        ]


async def test_the_statistics_do_not_change(installation: Installation) -> None:
    await build_records(installation)
    await leave(installation)
    before = await statistics_of(installation)
    await erase(installation, SOMEBODY)
    assert await statistics_of(installation) == before


async def test_what_is_kept_of_others_stays(installation: Installation) -> None:
    await build_records(installation)
    before = await columns_pointing_at(installation.database, COLLEAGUE) - {"assignment.rater_id"}  # was about SOMEBODY
    await leave(installation)
    await erase(installation, SOMEBODY)
    assert await columns_pointing_at(installation.database, COLLEAGUE) == before
    async with installation.database.reading() as session:
        left = [one.person_id for one in await load_recipients(session, 1)]
    assert SOMEBODY not in left
    assert COLLEAGUE in left


@pytest.mark.parametrize(
    ("left", "round_state", "said"), [(False, RoundState.CLOSED, ACTIVE), (True, RoundState.OPEN, IN_A_ROUND)]
)
async def test_what_stands_against_it(
    installation: Installation, *, left: bool, round_state: RoundState, said: str
) -> None:
    await build_records(installation)
    if left:
        await leave(installation)
    async with installation.database.writing() as session:
        (await session.get_one(Round, ROUND)).state = round_state
    with pytest.raises(ErasingError) as refused:
        await erase(installation, SOMEBODY)
    assert refused.value.text == said
    async with installation.database.reading() as session:
        assert (await session.get_one(Person, SOMEBODY)).name == SECRET


async def test_a_second_time_is_refused_and_changes_nothing(installation: Installation) -> None:
    await build_records(installation)
    await leave(installation, at=LEFT_AT - timedelta(days=1))
    await erase(installation, SOMEBODY)
    with pytest.raises(ErasingError) as refused:
        await erase(installation, SOMEBODY)
    assert refused.value.text == ERASED


def test_the_words_for_somebody_without_a_name() -> None:
    assert named("", translator("en")) == "(data deleted)"
    assert named(SECRET, translator("en")) == SECRET
