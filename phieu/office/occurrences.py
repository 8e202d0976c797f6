"""What became of the calendar's dates: opened, proposed to the admins, declined by one of them, missed.

Whether a round was held is known by the round itself; an occurrence only keeps the calendar from asking again.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.calendar import Due, due_after, length_meant
from phieu.office.loading_calendar import load_what_asks
from phieu.office.missed_rounds import Missed, missed_subject
from phieu.office.notices import admin_ids, announce
from phieu.office.opening import RoundExistsError, open_round, plan_round
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import time_zone
from phieu.storage.inserting import insert_new
from phieu.storage.tables import Occurrence, Round
from phieu.words import NoticeKind, OccurrenceState, RoundKind, RoundState

if TYPE_CHECKING:
    from phieu.installation import Installation

DAYS_WITHOUT_RULE = 22
"""So many working days a proposal is meant that is gone from the calendar, if nobody has decided it."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A round that the calendar has proposed to the admins, and how far they have got with it."""

    kind: RoundKind
    period: str
    declined: bool
    """Or left out, before it was proposed anew."""
    moved_to: datetime | None
    """An admin has put it on another day, which is still to come: it is proposed anew then."""
    round_id: int | None
    """The round, once it has been opened."""
    lapsed: bool
    """Its time has passed without a decision."""
    working_days: int

    @property
    def undecided(self) -> bool:
        """Whether an admin can still decide it."""
        return not self.declined and self.moved_to is None and self.round_id is None and not self.lapsed


async def hold_round(
    installation: "Installation", kind: RoundKind, period: str, due_at: datetime, asked_at: datetime | None = None
) -> int:
    """Open a round, so that the calendar does not ask for it any more; returns its id.

    `asked_at`: when the calendar asked for it, if it did. Raises what `open_round` raises; a round that exists already
    counts as held all the same.
    """
    try:
        round_id = await open_round(installation, kind, period, due_at)
    except IntegrityError as error:
        async with installation.database.reading() as session:
            if await _round_id(session, kind, period) is None:
                raise
        raise RoundExistsError from error  # somebody else was opening it at the same moment
    except RoundExistsError:
        await _remember_as_opened(installation, kind, period, asked_at)
        raise
    await _remember_as_opened(installation, kind, period, asked_at)
    return round_id


async def hold_due_round(installation: "Installation", due: Due, due_at: datetime) -> int | None:
    """Open what the calendar asks for; None if it was held, called off, or just decided otherwise."""
    async with installation.database.reading() as session:
        opened_before = await _was_opened(session, due)
        decided = await session.get(Occurrence, due.key)
    if opened_before:
        await _remember_as_opened(installation, due.kind, due.period, due.by_rule)
        return None
    if decided is not None and not _is_still_due(decided, installation.now()):
        return None
    try:
        return await hold_round(installation, due.kind, due.period, due_at, due.by_rule)
    except RoundExistsError:
        return None


async def propose(installation: "Installation", due: Due) -> bool:
    """Propose a round to every admin, once for each day on which it was to be held; says whether this was it."""
    now = installation.now()
    async with installation.database.writing() as session:
        held = await _was_opened(session, due)
        state = OccurrenceState.OPENED if held else OccurrenceState.PROPOSED
        if not await _deal_with(session, due, state) or held:
            return False
        subject = proposal_subject(due.kind, due.period, due.starts_at if due.moved_from else None)
        await announce(session, NoticeKind.ROUND_PROPOSED, subject, await admin_ids(session), now)
        return True


async def miss(installation: "Installation", due: Due) -> bool:
    """Drop what is over, and tell every admin why, once; False if it was held, or dealt with, already."""
    now = installation.now()
    async with installation.database.writing() as session:
        held = await _was_opened(session, due)
        state = OccurrenceState.OPENED if held else OccurrenceState.MISSED
        if not await _deal_with(session, due, state) or held:
            return False
        reason = Missed.OFF if (await plan_round(session)).plan.ratees else Missed.NOBODY_ASKED
        subject = missed_subject(due.kind, due.period, reason)
        await announce(session, NoticeKind.ROUND_MISSED, subject, await admin_ids(session), now)
        return True


async def find_proposal(session: AsyncSession, kind: RoundKind, period: str, now: datetime) -> Proposal | None:
    """How far a proposal has got; None if the calendar never made it."""
    occurrence = await session.get(Occurrence, (kind, period))
    return None if occurrence is None else await _proposal(session, occurrence, now)


async def open_proposals(session: AsyncSession, now: datetime) -> list[Proposal]:
    """What the admins have still to decide, oldest first."""
    proposed = select(Occurrence).where(Occurrence.state == OccurrenceState.PROPOSED).order_by(col(Occurrence.due_at))
    proposals = [await _proposal(session, occurrence, now) for occurrence in (await session.exec(proposed)).all()]
    return [proposal for proposal in proposals if proposal.undecided]


async def decline(installation: "Installation", kind: RoundKind, period: str) -> Proposal | None:
    """Decide against a proposal, unless somebody has decided already; returns how it now stands."""
    async with installation.database.writing() as session:
        proposal = await find_proposal(session, kind, period, installation.now())
        if proposal is None or not proposal.undecided:
            return proposal
        await _set_state(session, kind, period, OccurrenceState.DECLINED)
        return await find_proposal(session, kind, period, installation.now())


def proposal_subject(kind: RoundKind, period: str, moved_to: datetime | None = None) -> str:
    """What a notice about a proposal has as its subject; what was moved is proposed anew, and so told anew."""
    return ":".join(["proposal", kind, period, *([f"{moved_to:%Y-%m-%dT%H%M}"] if moved_to else [])])


def proposed_in(subject: str) -> tuple[RoundKind, str]:
    """The kind and the period of the proposal that a notice is about."""
    _, kind, period, *_ = subject.split(":")
    return RoundKind(kind), period


async def _proposal(session: AsyncSession, occurrence: Occurrence, now: datetime) -> Proposal:
    zone, days = await time_zone(session), await load_working_days(session)
    assert zone is not None, "without an office there is no calendar"
    meant = length_meant(await load_what_asks(session), occurrence.kind, occurrence.period)
    working_days = DAYS_WITHOUT_RULE if meant is None else meant
    return Proposal(
        kind=occurrence.kind,
        period=occurrence.period,
        declined=occurrence.state in (OccurrenceState.DECLINED, OccurrenceState.SKIPPED),
        moved_to=occurrence.moved_to if occurrence.state == OccurrenceState.MOVED else None,
        round_id=await _round_id(session, occurrence.kind, occurrence.period),
        lapsed=now > due_after(occurrence.moved_to or occurrence.due_at, working_days, ZoneInfo(zone), days),
        working_days=working_days,
    )


async def _round_id(session: AsyncSession, kind: RoundKind, period: str) -> int | None:
    """The round that is or was held; one that was called off is none."""
    held = select(Round.id).where(Round.kind == kind, Round.period == period, Round.state != RoundState.CALLED_OFF)
    return (await session.exec(held)).first()


def _is_still_due(decided: Occurrence, now: datetime) -> bool:
    """Whether an admin has put it on another day, and that has come; nothing else leaves it due."""
    has_come = decided.moved_to is not None and decided.moved_to <= now
    return decided.state == OccurrenceState.MOVED and has_come


async def _was_opened(session: AsyncSession, due: Due) -> bool:
    """Whether there has been such a round, called off or not: the calendar does not ask for it twice."""
    opened = select(Round.id).where(Round.kind == due.kind, Round.period == due.period)
    return (await session.exec(opened.limit(1))).first() is not None


async def _deal_with(session: AsyncSession, due: Due, state: OccurrenceState) -> bool:
    """Write down what becomes of it; False if somebody was quicker."""
    row = {"kind": due.kind, "period": due.period, "state": state, "due_at": due.by_rule, "moved_to": None}
    if await insert_new(session, Occurrence, row):
        return True
    mine = (col(Occurrence.kind) == due.kind) & (col(Occurrence.period) == due.period)
    was_moved = mine & (col(Occurrence.state) == OccurrenceState.MOVED)
    return bool((await session.exec(update(Occurrence).where(was_moved).values(state=state))).rowcount)


async def _remember_as_opened(
    installation: "Installation", kind: RoundKind, period: str, asked_at: datetime | None
) -> None:
    row = {
        "kind": kind,
        "period": period,
        "state": OccurrenceState.OPENED,
        "due_at": asked_at or installation.now(),
        "moved_to": None,
    }
    async with installation.database.writing() as session:
        if not await insert_new(session, Occurrence, row):
            await _set_state(session, kind, period, OccurrenceState.OPENED)


async def _set_state(session: AsyncSession, kind: RoundKind, period: str, state: OccurrenceState) -> None:
    await session.exec(
        update(Occurrence).where(col(Occurrence.kind) == kind, col(Occurrence.period) == period).values(state=state)
    )
