"""What the receiving unit says to a rotation before it is decided (requirements, M18): asked of whoever heads it.

It is one basis of the decision, and binds nobody. The admins read it, with the name of who gave it, but not an admin
whom it is about. What must not go by chat is asked on paper.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.heads import heads_of, load_heads, units_looked_after
from phieu.office.rotations.faults import MovedOnError, refuse_long
from phieu.office.rotations.holding import hold_rotation
from phieu.office.rotations.plan import LONGEST_TEXT, TALKABLE
from phieu.office.rotations.subjects import Step
from phieu.office.rotations.telling import tell, tell_admins
from phieu.office.time_zone import office_day
from phieu.storage.tables import Person, Rotation, RotationOpinion


@dataclass(frozen=True, slots=True)
class Opinion:
    """One opinion, as far as it has got."""

    turn: int
    in_favour: bool | None
    """None as long as it has not been given."""
    remarks: str
    given_by: str
    """The name of who gave it; empty as long as nobody has."""
    given_on: date | None


async def load_opinion(session: AsyncSession, rotation_id: int) -> Opinion | None:
    """The opinion; None if it has not been asked for."""
    asked = (
        select(RotationOpinion, Person.name)
        .outerjoin(Person, col(Person.id) == col(RotationOpinion.given_by))
        .where(RotationOpinion.rotation_id == rotation_id)
    )
    found = (await session.exec(asked)).first()
    if found is None:
        return None
    row, name = found
    return Opinion(row.turn, row.in_favour, row.remarks, name or "", row.given_on)


async def receiving_heads(session: AsyncSession, rotation: Rotation) -> list[int]:
    """Whose it is to say: the receiving unit's head today, or whoever is in charge of it; nobody about themself."""
    return await heads_of(session, [rotation.to_unit_id], without=rotation.person_id)


async def ask_unit(session: AsyncSession, rotation_id: int, now: datetime) -> Rotation:
    """Ask the receiving unit for the first time. Raises MovedOnError if it has been asked, or it is too late."""
    rotation = await hold_rotation(session, rotation_id, TALKABLE)
    if rotation.not_by_chat or await session.get(RotationOpinion, rotation_id) is not None:
        raise MovedOnError
    await _ask(session, rotation, RotationOpinion(rotation_id=rotation_id, turn=0), now)
    return rotation


async def ask_unit_anew(session: AsyncSession, rotation: Rotation, now: datetime) -> None:
    """The proposal has changed: what was said to the earlier one counts no longer. Nothing if nobody was asked."""
    opinion = await session.get(RotationOpinion, rotation.id)
    if opinion is not None:
        await _ask(session, rotation, opinion, now)


async def give_opinion(
    session: AsyncSession, rotation_id: int, head_id: int, *, turn: int, in_favour: bool, remarks: str, now: datetime
) -> None:
    """What this head says in that turn; they may think better of it until it is decided.

    Raises MovedOnError if it is not theirs to say, or no longer what they were asked.
    """
    rotation = await hold_rotation(session, rotation_id, TALKABLE)
    opinion = await session.get(RotationOpinion, rotation_id)
    if opinion is None or opinion.turn != turn or head_id not in await receiving_heads(session, rotation):
        raise MovedOnError
    refuse_long(remarks, LONGEST_TEXT)
    opinion.turn += 1
    opinion.in_favour, opinion.remarks = in_favour, remarks
    opinion.given_by, opinion.given_on = head_id, await office_day(session, now)
    session.add(opinion)
    await tell_admins(session, rotation, Step.OPINION_GIVEN, now, str(opinion.turn), but=head_id)


async def tell_the_asked(session: AsyncSession, rotation: Rotation, step: Step, now: datetime) -> None:
    """Tell the receiving heads of a step, if they have been asked."""
    if await session.get(RotationOpinion, rotation.id) is not None:
        await tell(session, rotation, step, now, await receiving_heads(session, rotation))


async def waiting_opinions(session: AsyncSession, person_id: int) -> list[Rotation]:
    """The rotations about which this person is asked as a head, and has not said anything."""
    units = await units_looked_after(session, person_id)  # most people have none: this is asked for each main menu
    if not units:
        return []
    asked = (
        select(Rotation)
        .join(RotationOpinion, col(RotationOpinion.rotation_id) == col(Rotation.id))
        .where(col(RotationOpinion.in_favour).is_(None), col(Rotation.state).in_(TALKABLE))
        .where(col(Rotation.to_unit_id).in_(units))
        .order_by(col(Rotation.starts_on), col(Rotation.id))
    )
    heads = await load_heads(session, units)
    return [one for one in await session.exec(asked) if person_id in heads[one.to_unit_id].without(one.person_id)]


async def _ask(session: AsyncSession, rotation: Rotation, opinion: RotationOpinion, now: datetime) -> None:
    opinion.turn += 1
    opinion.in_favour, opinion.remarks = None, ""
    opinion.given_by = opinion.given_on = None
    session.add(opinion)
    await tell(session, rotation, Step.OPINION, now, await receiving_heads(session, rotation), str(opinion.turn))
