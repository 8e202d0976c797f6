"""Two ballot boxes as built without thinking: the attacker must break them, or the test tests nothing."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

from sqlalchemy import text

from phieu.storage.database import Database
from tests.anonymity.attacker import Cast

PEOPLE = range(1, 21)
RATEES = range(101, 107)


async def numbered_box(database: Database, dice: Random) -> list[Cast]:
    """A row for each voter in turn, with a number and a time; people answer in the order in which they joined."""
    await _create(database, "number BIGINT, given_at VARCHAR,")
    casts = []
    for number, person in enumerate(_shuffled(dice)):
        await _run(database, "INSERT INTO chat VALUES (:person, :at)", person=person, at=_now())
        for ratee in RATEES:
            casts.append(cast := _cast(person, ratee))
            values = "(:number, :at, :key, :ratee, :answers)"
            statement = f"INSERT INTO ballot VALUES {values}"
            await _run(
                database, statement, number=number, at=_now(), key=cast.key, ratee=ratee, answers=dice.randbytes(6)
            )
    return casts


async def touched_box(database: Database, dice: Random) -> list[Cast]:
    """Random keys and no times on ballots; but in the same transaction it is noted that the person has answered."""
    await _create(database, "")
    for person in PEOPLE:
        await _run(database, "INSERT INTO chat VALUES (:person, '')", person=person)
    casts = []
    for person in _shuffled(dice):
        for ratee in RATEES:
            casts.append(cast := _cast(person, ratee))
            async with database.writing_engine.begin() as connection:
                await connection.execute(
                    text("INSERT INTO ballot VALUES (:key, :ratee, :answers)"),
                    {"key": cast.key, "ratee": ratee, "answers": dice.randbytes(6)},
                )
                await connection.execute(
                    text("UPDATE chat SET last_seen = :at WHERE person_id = :person"), {"person": person, "at": _now()}
                )
    return casts


def _cast(person: int, ratee: int) -> Cast:
    return Cast(secrets.token_bytes(32), (ratee, 0), person)


def _shuffled(dice: Random) -> Sequence[int]:
    return dice.sample(PEOPLE, len(PEOPLE))


def _now() -> str:
    return datetime.now(UTC).isoformat()


async def _create(database: Database, more_columns: str) -> None:
    kind = "BLOB" if database.is_sqlite else "BYTEA"
    await _run(database, "CREATE TABLE chat (person_id BIGINT, last_seen VARCHAR)")
    await _run(database, f"CREATE TABLE ballot ({more_columns} key {kind}, ratee_id BIGINT, answers {kind})")


async def _run(database: Database, statement: str, **values: object) -> None:
    async with database.writing_engine.begin() as connection:
        await connection.execute(text(statement), values)
