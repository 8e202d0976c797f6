"""Rounds, as small as the ballot box needs them."""

from datetime import UTC, datetime

from phieu.storage.ballot_box import Change, ballot_key
from phieu.storage.database import Database
from phieu.storage.tables import Round
from phieu.words import RoundKind, RoundState

ROUND_KEY = bytes(range(32))


async def add_round(database: Database, period: str = "2026-H1", state: RoundState = RoundState.OPEN) -> int:
    """A round without an office around it; its id."""
    instant = datetime(2026, 6, 1, tzinfo=UTC)
    row = Round(
        kind=RoundKind.SEMIANNUAL,
        period=period,
        state=state,
        threshold=5,
        comment_threshold=3,
        opened_at=instant,
        due_at=instant,
        raters_asked=0,
        ballots_asked=0,
    )
    async with database.writing() as session:
        session.add(row)
    assert row.id is not None
    return row.id


async def close(database: Database, round_id: int) -> None:
    """Say that the round is closed, and do nothing else."""
    async with database.writing() as session:
        row = await session.get_one(Round, round_id)
        row.state = RoundState.CLOSED
        session.add(row)


def change(
    round_id: int,
    rater: int = 1,
    ratee: int = 2,
    *,
    answer: tuple[int, int] | None = None,
    comment: str | None = None,
    submitted: bool | None = None,
) -> Change:
    """A change to the ballot of this rater about this ratee, which has six questions."""
    key = ballot_key(ROUND_KEY, rater, ratee)
    return Change(key, round_id, ratee, 1, 1, 6, answer=answer, comment=comment, submitted=submitted)
