"""How far each unit has got in an open round: counted in memory once an hour at most, and told as `unit_shares` says.

Nothing of it is written down. A restart counts anew.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter
from sqlmodel import col, select

from phieu.installation import Installation
from phieu.office.open_rounds import OpenRound, open_rounds
from phieu.office.owing import owed_in
from phieu.office.progress import COUNTED_EVERY
from phieu.office.unit_shares import FEWEST_PEOPLE, UnitCount, UnitShare, unit_shares
from phieu.storage.tables import Position, RaterUnit, Round, Unit
from phieu.storage.volatile import Topic
from phieu.words import Rank, RoundState


@dataclass(frozen=True, slots=True)
class ToldOfUnits:
    """What is told of the units of one round for the time being."""

    shares: tuple[UnitShare, ...]
    """In the order of the units."""
    counted_at: datetime
    sealed: bool
    """The round's key is lost: nobody can count any more."""

    def stands(self, now: datetime) -> bool:
        """Whether this is still what is told."""
        return now < self.counted_at + COUNTED_EVERY

    @property
    def any(self) -> bool:
        """Whether there is a unit of which something may be told; that depends on how many people are asked alone."""
        return any(one.people >= FEWEST_PEOPLE for one in self.shares)


TOLD = Topic("unit-progress", TypeAdapter(ToldOfUnits), lasts=COUNTED_EVERY)
"""By round; on no disk, and shared by several processes where they share a Redis."""


async def told_of_units(installation: Installation, round_id: int) -> ToldOfUnits:
    """What may be told of the units of an open round now. Raises UnknownRoundError, RoundOverError."""
    told = await installation.volatile.get(TOLD, str(round_id))
    if told is None or not told.stands(installation.now()):
        told = await _count(installation, await open_rounds(installation.database).checked(round_id))
        await installation.volatile.put(TOLD, str(round_id), told)
    return told


async def rounds_asking(installation: Installation, unit_ids: Collection[int]) -> list[OpenRound]:
    """The open rounds that ask somebody of these units; the one that is due first comes first."""
    asked = select(RaterUnit.round_id).where(col(RaterUnit.unit_id).in_(unit_ids)).distinct()
    async with installation.database.reading() as session:
        round_ids = set(await session.exec(asked))
    return [one for one in await open_rounds(installation.database).current() if one.id in round_ids]


async def looks_after_asked_unit(installation: Installation, person_id: int) -> bool:
    """Whether this person heads, or is in charge of, a unit of which an open round asks somebody: one query."""
    headed = select(Position.unit_id).where(Position.person_id == person_id, Position.rank == Rank.HEAD)
    in_charge = select(Unit.id).where(Unit.supervisor_id == person_id)
    asked = (
        select(RaterUnit.unit_id)
        .join(Round, col(Round.id) == col(RaterUnit.round_id))
        .where(Round.state == RoundState.OPEN)
        .where(col(RaterUnit.unit_id).in_(headed) | col(RaterUnit.unit_id).in_(in_charge))
    )
    async with installation.database.reading() as session:
        return (await session.exec(asked.limit(1))).first() is not None


async def _count(installation: Installation, one: OpenRound) -> ToldOfUnits:
    now, sealed = installation.now(), installation.keyring.round_key(one.id) is None
    async with installation.database.reading() as session:
        frozen = await session.exec(select(RaterUnit.rater_id, RaterUnit.unit_id).where(RaterUnit.round_id == one.id))
        unit_of = dict(frozen.all())
    owing = await owed_in(installation, one)
    people = Counter(unit_of.values())
    owe = Counter(unit for rater, unit in unit_of.items() if rater in owing)
    counts = [UnitCount(unit, people[unit], people[unit] - owe[unit]) for unit in sorted(people)]
    shares = unit_shares(counts)
    if sealed:
        shares = [UnitShare(share.unit_id, share.people, None) for share in shares]
    return ToldOfUnits(tuple(shares), now, sealed)
