"""What monitoring reads in the database: how it stands with the outbox and the rounds. Nothing about ballots.

A look is a few counts in a reading session, which holds up nobody. Whoever asks waits for a second at most, also where
the database hangs; a look that takes longer goes on by itself, and nobody begins another one beside it.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from phieu.office.waiting_notices import longest_waiting
from phieu.storage.database import Database
from phieu.storage.migrate import HEAD, revision_of
from phieu.storage.tables import Notice, Round
from phieu.supervisor import Supervisor
from phieu.words import NoticeState, RoundState

PATIENCE_SECONDS = 1.0
LONGEST_LOOK_SECONDS = 30.0
"""After so long a connection that does not answer is given up."""


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


class Looks:
    """Looks at one database, one at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._supervisor = Supervisor()
        self._under_way: asyncio.Task[Figures | None] | None = None

    async def look(self, now: datetime, patience: float = PATIENCE_SECONDS) -> Figures | None:
        """How it stands, after `patience` seconds at most; None if the database does not answer."""
        if self._under_way is None or self._under_way.done():
            self._under_way = self._supervisor.start(self._look(now), "a look for monitoring")
        await asyncio.wait([self._under_way], timeout=patience)
        return self._under_way.result() if self._under_way.done() and not self._under_way.cancelled() else None

    async def close(self) -> None:
        """Give up what is under way."""
        await self._supervisor.cancel()

    async def _look(self, now: datetime) -> Figures | None:
        try:
            async with asyncio.timeout(LONGEST_LOOK_SECONDS):
                return await read_figures(self._database, now)
        except Exception:  # noqa: BLE001 - that it does not answer is the answer, and told by who asks
            return None
