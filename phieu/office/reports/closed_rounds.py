"""Rounds that are closed: only of these is there anything to report."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import RaterGroup, Round
from phieu.words import RoundKind, RoundState


@dataclass(frozen=True, slots=True)
class ClosedRound:
    """A closed round, as it was frozen at its opening."""

    id: int
    kind: RoundKind
    period: str
    closed_at: datetime
    threshold: int
    comment_threshold: int
    raters_asked: int
    ballots_asked: int


async def load_closed_round(session: AsyncSession, round_id: int) -> ClosedRound | None:
    """The round, if it is closed; None otherwise, because nothing can be said of an open one."""
    return _closed(await session.get(Round, round_id)) if 0 < round_id <= LARGEST_ID else None


async def load_closed_rounds(session: AsyncSession) -> list[ClosedRound]:
    """All closed rounds, the latest first."""
    closed = select(Round).where(Round.state == RoundState.CLOSED).order_by(col(Round.closed_at).desc())
    return [one for row in await session.exec(closed) if (one := _closed(row))]


async def load_closed_rounds_of(session: AsyncSession, ratee_id: int) -> list[ClosedRound]:
    """The closed rounds in which others were asked about this person, the latest first."""
    theirs = set(await session.exec(select(RaterGroup.round_id).where(RaterGroup.ratee_id == ratee_id)))
    return [one for one in await load_closed_rounds(session) if one.id in theirs]


def _closed(one: Round | None) -> ClosedRound | None:
    if one is None or one.id is None or one.state is not RoundState.CLOSED or one.closed_at is None:
        return None
    return ClosedRound(
        id=one.id,
        kind=one.kind,
        period=one.period,
        closed_at=one.closed_at,
        threshold=one.threshold,
        comment_threshold=one.comment_threshold,
        raters_asked=one.raters_asked,
        ballots_asked=one.ballots_asked,
    )
