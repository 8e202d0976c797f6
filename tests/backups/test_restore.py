"""An office is moved from one kind of database to the other and back, and nothing of it changes; or nothing happens."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.office.answering import ballots_of, record
from phieu.office.backup_rules import KnownRound
from phieu.office.closing import close_round
from phieu.office.people import find_callers
from phieu.office.restore_rules import goes_on, is_their_key
from phieu.office.restoring import Prospect, look_at, take_back
from phieu.storage.ballot_box import ballot_key
from phieu.storage.copying_rows import tables
from phieu.storage.restore_candidate import candidate
from phieu.storage.tables import Group, Person
from phieu.words import Channel, RoundKind, RoundState
from tests.anonymity.elections import announced, answers_all
from tests.backups.contents import contents, contents_of_file, filled
from tests.backups.test_backup import back_up
from tests.databases import started


@pytest.fixture
async def other(
    installation: Installation, sqlite_url: str, postgres_url: str, tmp_path: Path
) -> AsyncIterator[Installation]:
    """An empty installation on the other kind of database, with the same keys."""
    url = postgres_url if installation.database.is_sqlite else sqlite_url
    async with started(url, tmp_path / "other home") as found:
        yield replace(found, keyring=installation.keyring)


async def restore(installation: Installation, file: Path) -> Prospect:
    async with candidate(file, installation.settings.home) as found:
        prospect = await look_at(found, installation.database, installation.keyring)
        await take_back(found, prospect, installation.database, installation.keyring, installation.now())
    return prospect


async def test_to_the_other_database_and_back_changes_nothing(
    installation: Installation, other: Installation, folder: Path
) -> None:
    await filled(installation)
    there = await contents(installation.database)
    assert sum(map(bool, there.values())) > 15
    first = await back_up(installation, folder / "first.sqlite3")
    prospect = await restore(other, first)
    assert await contents(other.database) == there
    assert [one.goes_on and one.has_key for one in prospect.open_then] == [True]
    second = await back_up(other, folder / "second.sqlite3")
    async with installation.database.writing() as session:
        await (await session.connection()).execute(text("DELETE FROM draft"))
    await restore(installation, second)
    assert await contents(installation.database) == there == await contents_of_file(second)


async def test_rows_that_come_afterwards_get_ids_of_their_own(
    installation: Installation, other: Installation, folder: Path
) -> None:
    await filled(installation)
    file = await back_up(installation, folder / "a.sqlite3")
    await restore(other, file)
    before = await contents(other.database)
    async with other.database.writing() as session:
        group, person = Group(code="MOI", name="Nhóm mới"), Person(staff_number="99999", name="Người mới")
        session.add_all([group, person])
    assert group.id not in {row["id"] for row in before["people_group"]}
    assert person.id not in {row["id"] for row in before["person"]}


async def test_people_go_on_with_the_ballots_that_they_had_begun(
    installation: Installation, other: Installation, folder: Path
) -> None:
    election = await announced(installation)
    rater = next(iter(election.assigned))
    await answers_all(installation, election, rater, Random(1))
    told = [
        (view.ratee.id, view.answers, view.comment, view.submitted) for view in await ballots_of(installation, rater)
    ]
    file = await back_up(installation, folder / "a.sqlite3")
    await restore(other, file)
    assert [
        (view.ratee.id, view.answers, view.comment, view.submitted) for view in await ballots_of(other, rater)
    ] == told
    one = election.assigned[rater][0]
    await record(other, rater, election.round_id, one.ratee_id, 0, 1)
    assert len((await contents(other.database))["ballot"]) == len(told)


async def test_an_error_leaves_everything_as_it_was(
    installation: Installation, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the last moment before the commit, when everything has been replaced within the transaction."""
    election = await filled(installation)
    file = await back_up(installation, folder / "a.sqlite3")
    async with installation.database.writing() as session:
        await session.exec(update(Person).values(name="Người khác"))
    there = await contents(installation.database)

    async def full(_connection: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("phieu.storage.restoring.set_counters", full)
    with pytest.raises(OSError, match="No space left"):
        await restore(installation, file)
    assert await contents(installation.database) == there
    assert installation.keyring.rounds_with_key() == [election.round_id]


async def test_what_was_replaced_is_nowhere_in_the_files(sqlite_installation: Installation, folder: Path) -> None:
    installation = sqlite_installation
    await announced(installation)
    empty = await back_up(installation, folder / "empty.sqlite3")
    election = await announced(installation, "2026-H2")
    rater = next(iter(election.assigned))
    await answers_all(installation, election, rater, Random(1))
    keys = [row["key"] for row in (await contents(installation.database))["ballot"]]
    await restore(installation, empty)
    loot = all_files(installation.settings.home.parent)
    assert keys
    assert [key for key in keys if key in loot] == []


async def test_a_backup_of_an_earlier_version_is_brought_up_to_date(installation: Installation, folder: Path) -> None:
    from phieu.storage.database import Database
    from phieu.storage.migrate import migrate
    from tests.storage.test_filled_databases import AS_OF_0001

    old = Database(f"sqlite+aiosqlite:///{folder / 'old.sqlite3'}")
    await migrate(old, "0001")
    async with old.writing_engine.begin() as connection:
        for statement in AS_OF_0001:
            await connection.execute(text(statement))
    await old.dispose()
    before = all_files(folder)
    prospect = await restore(installation, folder / "old.sqlite3")
    assert (prospect.then.office, prospect.then.people, prospect.waiting) == ("Văn phòng mẫu", 2, 2)
    assert all_files(folder) == before
    held = await contents(installation.database)
    assert [row["name"] for row in held["person"]] == ["Trần Thị Mẫu", "Lê Văn Mẫu"]


async def test_a_round_that_has_closed_since_comes_back_without_its_ballots(
    installation: Installation, folder: Path
) -> None:
    """Closed a second time on other ballots, the difference would tell what single people have answered."""
    election = await filled(installation)
    file = await back_up(installation, folder / "a.sqlite3")
    await close_round(installation, election.round_id)
    (one,) = (await restore(installation, file)).open_then
    assert (one.goes_on, one.ended, one.has_key) == (False, True, False)
    held = await contents(installation.database)
    assert held["ballot"] == []
    assert [row["state"] for row in held["round"]] == [RoundState.CALLED_OFF]


async def test_the_key_of_a_later_round_with_the_same_number_does_not_open_an_earlier_one(
    installation: Installation, other: Installation, folder: Path
) -> None:
    election = await filled(installation)
    file = await back_up(installation, folder / "a.sqlite3")
    installation.keyring.create_round_key(election.round_id)
    (one,) = (await restore(other, file)).open_then
    assert (one.goes_on, one.has_key) == (False, False)
    assert installation.keyring.rounds_with_key() == []


@pytest.mark.parametrize("replaced", [False, True])
async def test_of_a_round_whose_key_was_lost_before_the_ballots_still_count(
    installation: Installation,
    folder: Path,
    replaced: bool,  # noqa: FBT001
) -> None:
    election = await filled(installation)
    file = await back_up(installation, folder / "a.sqlite3")
    installation.keyring.destroy_round_key(election.round_id)
    if replaced:  # with another key people would answer a second time
        installation.keyring.create_round_key(election.round_id)
    (one,) = (await restore(installation, file)).open_then
    assert (one.goes_on, one.has_key) == (True, False)
    assert len((await contents(installation.database))["ballot"]) > 100
    assert installation.keyring.rounds_with_key() == []


async def test_keys_of_rounds_that_are_gone_are_destroyed(installation: Installation, folder: Path) -> None:
    election = await announced(installation)
    file = await back_up(installation, folder / "a.sqlite3")
    later = await announced(installation, "2026-H2")
    assert installation.keyring.rounds_with_key() == [election.round_id, later.round_id]
    prospect = await restore(installation, file)
    assert prospect.lost_rounds == [(RoundKind.SEMIANNUAL, "2026-H2")]
    assert installation.keyring.rounds_with_key() == [election.round_id]


async def test_what_was_looked_at_is_left_nowhere(installation: Installation, folder: Path) -> None:
    await filled(installation)
    file = await back_up(installation, folder / "a.sqlite3")
    async with candidate(file, installation.settings.home) as found:
        assert found.database.url.database is not None
        assert hidden(installation.settings.home) != []
    assert hidden(installation.settings.home) == []


async def test_people_who_joined_are_known_again(installation: Installation, folder: Path) -> None:
    await filled(installation)
    async with installation.database.reading() as session:
        joined = (await session.exec(select(Person.id).where(col(Person.active)))).all()
    file = await back_up(installation, folder / "a.sqlite3")
    await restore(installation, file)
    assert joined
    assert await find_callers(installation.database, [(Channel.TELEGRAM, "nobody")]) == {}


def test_every_table_stands_after_those_that_it_refers_to() -> None:
    """PostgreSQL looks at each row as it comes: a table that refers to itself would need an order of its rows."""
    seen: set[str] = set()
    for table in tables():
        refers_to = {key.column.table.name for key in table.foreign_keys}
        assert refers_to <= seen, table.name
        seen.add(table.name)


INSTANT = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("known", "has_key", "still"),
    [
        (KnownRound(INSTANT, open=True), True, True),
        (KnownRound(INSTANT, open=True), False, True),
        (KnownRound(INSTANT, open=False), True, False),
        (KnownRound(INSTANT, open=False), False, False),
        (None, True, True),
        (None, False, False),
        (KnownRound(INSTANT + timedelta(days=1), open=True), False, False),
        (KnownRound(INSTANT + timedelta(days=1), open=False), True, True),
    ],
)
def test_which_rounds_go_on(known: KnownRound | None, has_key: bool, still: bool) -> None:  # noqa: FBT001
    assert goes_on(INSTANT, known, has_key=has_key) is still


PAIRS = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), unique=True, min_size=1)


@given(PAIRS, st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.randoms())
def test_a_key_is_known_by_any_ballot(pairs: list[tuple[int, int]], key: bytes, wrong: bytes, dice: Random) -> None:
    ballots = [ballot_key(key, *pair) for pair in dice.sample(pairs, dice.randint(0, len(pairs)))]
    assert is_their_key(ballots, (ballot_key(key, *pair) for pair in pairs))
    if ballots and wrong != key:
        assert not is_their_key(ballots, (ballot_key(wrong, *pair) for pair in pairs))


def all_files(folder: Path) -> bytes:
    """What a thief finds there; not in the backups, which are elsewhere."""
    return b"".join(
        path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and "backups" not in path.parts[:-1]
    )


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".phieu")]
