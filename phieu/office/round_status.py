"""What admins may know of the rounds: dates and numbers, and of an open round no more than its coarse progress."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.open_rounds import RoundOverError
from phieu.office.periods import PeriodError, parse_period
from phieu.office.progress import COUNTED_EVERY, Progress, coarse_progress
from phieu.office.unit_progress import ToldOfUnits, told_of_units
from phieu.office.unit_shares import whole_share
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Ballot, Round
from phieu.storage.volatile import Topic
from phieu.words import RoundKind, RoundState

TOLD = Topic("progress", TypeAdapter(Progress), lasts=COUNTED_EVERY)
"""The progress that is told for the time being, by round; on no disk. Several processes that counted each for itself
would between them count too often: they share it where they share a Redis."""


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """One round, as an admin sees it."""

    id: int
    kind: RoundKind
    period: str
    state: RoundState
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    raters_asked: int
    ballots_asked: int
    progress: Progress | None
    """How far it had got when that was last counted; None once it is over."""
    key_lost: bool
    """The round's key is gone while it is open: what was answered counts, but can no longer be revised."""
    by_unit: bool
    """Something may be told of single units, too (`unit_progress`)."""
    called_off_because: str
    """What the admin who called it off gave as the reason, if anything."""

    @property
    def open(self) -> bool:
        """Whether it can be answered now."""
        return self.state is RoundState.OPEN

    @property
    def called_off(self) -> bool:
        """Whether it was called off, so that there are no figures and never will be."""
        return self.state is RoundState.CALLED_OFF


async def load_round(installation: Installation, round_id: int) -> RoundStatus | None:
    """One round; None if there is none with this id."""
    if not 0 < round_id <= LARGEST_ID:
        return None
    async with installation.database.reading() as session:
        the_round = await session.get(Round, round_id)
        return await _status(installation, session, the_round) if the_round else None


async def load_rounds(installation: Installation) -> list[RoundStatus]:
    """All rounds, the newest first."""
    async with installation.database.reading() as session:
        rounds = (await session.exec(select(Round).order_by(col(Round.opened_at).desc(), col(Round.id).desc()))).all()
        return [await _status(installation, session, one) for one in rounds]


async def find_round(installation: Installation, wanted: str) -> list[RoundStatus]:
    """The rounds that somebody means by a number or a period; several if several kinds share the period.

    A period does not mean a round that was called off, where another one was held.
    """
    rounds = await load_rounds(installation)
    if by_number := [one for one in rounds if wanted == str(one.id)]:
        return by_number
    try:
        period = parse_period(wanted).key
    except PeriodError:
        return []
    found = [one for one in rounds if one.period == period]
    return [one for one in found if not one.called_off] or found


async def _status(installation: Installation, session: AsyncSession, the_round: Round) -> RoundStatus:
    assert the_round.id is not None
    is_open = the_round.state is RoundState.OPEN
    units = await _units(installation, the_round.id) if is_open else None
    return RoundStatus(
        id=the_round.id,
        kind=the_round.kind,
        period=the_round.period,
        state=the_round.state,
        opened_at=the_round.opened_at,
        due_at=the_round.due_at,
        closed_at=the_round.closed_at,
        raters_asked=the_round.raters_asked,
        ballots_asked=the_round.ballots_asked,
        progress=await _progress(installation, session, the_round, units) if is_open else None,
        key_lost=is_open and installation.keyring.round_key(the_round.id) is None,
        by_unit=units is not None,
        called_off_because=the_round.called_off_because,
    )


async def _units(installation: Installation, round_id: int) -> ToldOfUnits | None:
    """What is told of the units; None if all are too small, or the round has closed just now."""
    try:
        units = await told_of_units(installation, round_id)
    except RoundOverError:
        return None
    return units if units.any else None


async def _progress(
    installation: Installation, session: AsyncSession, the_round: Round, units: ToldOfUnits | None
) -> Progress | None:
    """Where units have figures, the whole is worked out from these; a count of its own would add to what they tell."""
    if units is not None:
        tenths = whole_share(units.shares)
        return None if tenths is None else Progress(tenths, units.counted_at, of_people=True)
    now, round_id = installation.now(), the_round.id
    assert round_id is not None
    told = await installation.volatile.get(TOLD, str(round_id))
    if told is None or not told.stands(now):
        told = Progress(coarse_progress(await _submitted(session, round_id), the_round.ballots_asked), now)
        await installation.volatile.put(TOLD, str(round_id), told)
    return told


async def _submitted(session: AsyncSession, round_id: int) -> int:
    submitted = select(func.count()).select_from(Ballot).where(Ballot.round_id == round_id, col(Ballot.submitted))
    return (await session.exec(submitted)).one()
