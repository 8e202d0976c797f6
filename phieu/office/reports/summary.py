"""What a rated person learns from one round: their figures beside the office's and the last round's, and comments."""

from dataclasses import dataclass, field

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.ratees import Ratee, load_ratees
from phieu.office.reports.closed_rounds import ClosedRound, load_closed_round, load_closed_rounds_of
from phieu.office.reports.figures import load_office_ranges, load_results
from phieu.office.reports.office_ranges import own_ranges
from phieu.office.reports.results import QuestionKey, QuestionResult
from phieu.office.scores import ScoreRange
from phieu.storage.tables import Comment, Office, RaterGroup


@dataclass(frozen=True, slots=True)
class Measured:
    """One question with what it is measured against; None where there is nothing that could be shown."""

    result: QuestionResult
    office: ScoreRange | None = None
    last: ScoreRange | None = None

    @property
    def own(self) -> ScoreRange | None:
        """The person's own result; None if it is hidden."""
        return self.result.range


@dataclass(frozen=True, slots=True)
class Summary:
    """One person's results of one closed round. It belongs to that person; only they see the comments."""

    office_name: str
    round: ClosedRound
    ratee: Ratee
    raters: int
    """How many were asked about this person, whether they answered or not."""
    questions: tuple[Measured, ...]
    last_round: ClosedRound | None = None
    """The one before in which this person was asked about at least one question that is the same."""
    comments: tuple[str, ...] = field(default=(), repr=False)


async def load_summary(session: AsyncSession, round_id: int, ratee_id: int) -> Summary | None:
    """The summary; None if the round is not closed, or nobody was asked about this person in it."""
    closed = await load_closed_round(session, round_id)
    if closed is None:
        return None
    raters = await session.scalar(
        select(func.sum(RaterGroup.size)).where(RaterGroup.round_id == round_id, RaterGroup.ratee_id == ratee_id)
    )
    if not raters:
        return None
    results = (await load_results(session, round_id, ratee_id)).get(ratee_id, [])
    office = await load_office_ranges(session, round_id)
    last_round, last = await _load_last(session, closed, ratee_id, {one.key for one in results})
    comments = select(Comment.text).where(Comment.round_id == round_id, Comment.ratee_id == ratee_id)
    office_row = await session.get(Office, 1)
    return Summary(
        office_name=office_row.name if office_row else "",
        round=closed,
        ratee=(await load_ratees(session, {ratee_id}))[ratee_id],
        raters=int(raters),
        questions=tuple(Measured(one, office.get(one.key), last.get(one.key)) for one in results),
        last_round=last_round,
        comments=tuple(await session.exec(comments.order_by(col(Comment.key)))),
    )


async def _load_last(
    session: AsyncSession, this: ClosedRound, ratee_id: int, keys: set[QuestionKey]
) -> tuple[ClosedRound | None, dict[QuestionKey, ScoreRange]]:
    for earlier in await load_closed_rounds_of(session, ratee_id):
        if earlier.closed_at >= this.closed_at:
            continue
        results = (await load_results(session, earlier.id, ratee_id)).get(ratee_id, [])
        if comparable := {key: own for key, own in own_ranges(results).items() if key in keys}:
            return earlier, comparable
    return None, {}
