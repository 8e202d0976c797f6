"""The ballot box's statements: rows to ballots and back."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel

from phieu.storage.ballots import Change, StoredBallot
from phieu.storage.tables import Ballot, Round
from phieu.words import RoundState

BALLOTS: Table = SQLModel.metadata.tables[str(Ballot.__tablename__)]
ROUNDS: Table = SQLModel.metadata.tables[str(Round.__tablename__)]
KEYS_AT_ONCE = 1000
"""Well below the number of parameters that either database takes in one statement."""

_stored_ballot = select(BALLOTS.c.key, BALLOTS.c.answers, BALLOTS.c.comment, BALLOTS.c.submitted)


async def open_rounds(connection: AsyncConnection, round_ids: Collection[int]) -> set[int]:
    """Which of these rounds are open."""
    rounds = select(ROUNDS.c.id).where(ROUNDS.c.id.in_(round_ids), ROUNDS.c.state == RoundState.OPEN)
    return set((await connection.execute(rounds)).scalars())


async def read_ballots(connection: AsyncConnection, keys: Iterable[bytes]) -> dict[bytes, StoredBallot]:
    """The ballots under these keys; a key under which nothing lies is left out."""
    found = {}
    for some in _in_parts(list(dict.fromkeys(keys))):
        for key, answers, comment, submitted in await connection.execute(_stored_ballot.where(BALLOTS.c.key.in_(some))):
            found[bytes(key)] = StoredBallot(bytes(answers), comment, submitted)
    return found


async def write_ballots(connection: AsyncConnection, ballots: Collection[tuple[Change, StoredBallot]]) -> None:
    """Lay these ballots into the box, in the order of their keys; each change says where its ballot belongs."""
    if not ballots:
        return
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    upsert = insert(BALLOTS)
    replaced = {name: upsert.excluded[name] for name in ("answers", "comment", "submitted")}
    rows = [
        {
            "key": change.key,
            "round_id": change.round_id,
            "ratee_id": change.ratee_id,
            "group_id": change.group_id,
            "form_id": change.form_id,
            "answers": ballot.answers,
            "comment": ballot.comment,
            "submitted": ballot.submitted,
        }
        for change, ballot in sorted(ballots, key=lambda pair: pair[0].key)
    ]
    await connection.execute(upsert.on_conflict_do_update(index_elements=["key"], set_=replaced), rows)


def _in_parts(keys: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(keys), KEYS_AT_ONCE):
        yield keys[start : start + KEYS_AT_ONCE]
