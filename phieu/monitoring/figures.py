"""What monitoring reads in the database: how it stands with the outbox and the rounds. Nothing about ballots.

It is a few counts in a reading session, which holds up nobody.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from phieu.office.waiting_notices import longest_waiting
from phieu.storage.database import Database
from phieu.storage.migrate import HEAD, revision_of
from phieu.storage.tables import Notice, Round
from phieu.words import NoticeState, RoundState


@dataclass(frozen=True, slots=True)
class Figures:
    """What stood in the database a moment ago."""

    up_to_date: bool
    """Its tables are those of this version; all else is empty if they are not."""
    notices: Counter[NoticeState]
    longest_waiting: timedelta
    open_rounds: int


async def read_figures(database: Database, now: datetime) -> Figures:
    """Have a look; raises whatever the database raises."""
    async with database.engine.connect() as connection:
        if await connection.run_sync(revision_of) != HEAD:
            return Figures(up_to_date=False, notices=Counter(), longest_waiting=timedelta(), open_rounds=0)
    async with database.reading() as session:
        counted = await session.exec(select(Notice.state, func.count()).group_by(col(Notice.state)))
        rounds = select(func.count()).select_from(Round).where(Round.state == RoundState.OPEN)
        return Figures(
            up_to_date=True,
            notices=Counter({NoticeState(state): count for state, count in counted}),
            longest_waiting=await longest_waiting(session, now),
            open_rounds=(await session.exec(rounds)).one(),
        )
