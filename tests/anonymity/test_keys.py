"""What the attacker makes of keys: the database holds none, none serves two rounds, and none outlives the close."""

from pathlib import Path
from random import Random

import pytest

from phieu.installation import Installation
from phieu.office.closing import close_round
from phieu.storage.ballot_box import ballot_key
from phieu.storage.keyring import KEY_BYTES
from phieu.storage.mixing import mix
from tests.anonymity.attacker import attack, successes
from tests.anonymity.elections import Election, announced, answers_all, everybody_joins_and_answers
from tests.anonymity.stolen import Copy, Row, steal


def key_found(loot: bytes, keys: set[bytes], election: Election) -> bool:
    """Try every 32 bytes in a row that were carried off as the round's key, on somebody who has surely answered."""
    rater, ballots = next(iter(election.assigned.items()))
    windows = {loot[at : at + KEY_BYTES] for at in range(len(loot) - KEY_BYTES + 1)}
    return any(ballot_key(window, rater, ballots[0].ratee_id) in keys for window in windows)


def ballot_keys(copy: Copy) -> set[bytes]:
    return {bytes(row.values["key"]) for row in copy.tables["ballot"]}


def every_value(copy: Copy) -> bytes:
    """Whatever stands in the database, one after the other."""
    rows = [row for rows in copy.tables.values() for row in rows]
    return b"".join(value for row in rows for value in map(_as_bytes, row.values.values())) + b"".join(
        copy.files.values()
    )


def _as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes) else str(value).encode()


def home_files(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


async def test_the_database_does_not_hold_the_key_and_the_keyring_does(
    installation: Installation, tmp_path: Path
) -> None:
    election = await announced(installation)
    await everybody_joins_and_answers(installation, election, Random(1))
    copy = await steal(installation.database)
    assert not key_found(every_value(copy), ballot_keys(copy), election)
    # the control, and the reason why the directory is to be kept out of backups:
    assert key_found(home_files(tmp_path / "home"), ballot_keys(copy), election)


async def test_after_the_close_nothing_that_exists_opens_an_old_backup(
    installation: Installation, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    election = await announced(installation)
    await everybody_joins_and_answers(installation, election, Random(1))
    casts = election.casts(installation)
    await mix(installation.database, installation.box)
    backup = await steal(installation.database)
    await close_round(installation, election.round_id)
    later = await announced(installation, "2026-H2")  # another round is open meanwhile, with a key of its own
    await answers_all(installation, later, next(iter(later.assigned)), Random(2))

    copy = await steal(installation.database)
    remains = every_value(copy) + home_files(tmp_path / "home")
    assert not key_found(remains, ballot_keys(backup), election)
    remains += await _server_files(installation, request)
    assert [key for key in ballot_keys(backup) if key in remains] == []
    assert [key for key in ballot_keys(copy) if key not in remains] == []
    # what is known now of people and figures, laid beside the ballots that the backup had
    both = Copy({**copy.tables, "ballot": backup.tables["ballot"]})
    assert successes(attack(both, casts)) == []


async def test_after_the_close_no_row_is_left_that_names_a_ratee_and_came_from_one_ballot(
    installation: Installation,
) -> None:
    election = await announced(installation)
    await everybody_joins_and_answers(installation, election, Random(1))
    before = await steal(installation.database)
    written = {row.values["comment"] for row in before.tables["ballot"]} - {""}
    await close_round(installation, election.round_id)
    copy = await steal(installation.database)
    assert copy.tables["ballot"] == []
    told = [row.values for row in copy.tables["comment"]]
    assert told
    assert {row["text"] for row in told} <= written
    assert [set(row) for row in told] == [{"key", "round_id", "ratee_id", "text"}] * len(told)
    assert not ballot_keys(before) & {bytes(row["key"]) for row in told}


async def test_no_key_is_the_same_in_two_rounds(installation: Installation) -> None:
    first = await announced(installation)
    second = await announced(installation, "2026-H2")
    keys = [{cast.key for cast in election.casts(installation)} for election in (first, second)]
    assert len(keys[0]) == len(keys[1])
    assert not keys[0] & keys[1]


async def test_all_ballots_of_a_form_are_of_one_length_and_nothing_else_stands_on_them(
    installation: Installation,
) -> None:
    election = await announced(installation)
    rater = next(iter(election.assigned))
    await answers_all(installation, election, rater, Random(1))
    rows: list[Row] = (await steal(installation.database)).tables["ballot"]
    assert {len(row.values["answers"]) for row in rows} == {2}
    assert {frozenset(row.values) for row in rows} == {
        frozenset(("key", "round_id", "ratee_id", "group_id", "form_id", "answers", "comment", "submitted"))
    }


async def _server_files(installation: Installation, request: pytest.FixtureRequest) -> bytes:
    """On PostgreSQL every file of the tables; on SQLite the copy itself has all that there is."""
    if installation.database.is_sqlite:
        return b""
    content: bytes = await request.getfixturevalue("postgres_server").files_of(installation.database)
    return content
