"""Evaluations of a rotation by the receiving unit (requirements, M20): what there is of them, and whose they are.

Asked of whoever heads that unit, by name, and answered by whoever heads it when it is answered; read by the admins,
but not by an admin whom it is about. What is changed in them stands in `giving_evaluations`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.heads import heads_of, load_heads, units_looked_after
from phieu.office.rotations.in_brief import InBrief, load_in_brief, load_lasting
from phieu.storage.tables import Person, Rotation, RotationEvaluation
from phieu.words import Completion, RotationState


class Remark(StrEnum):
    """What is written in words, by the columns that hold it."""

    STRENGTHS = "strengths"
    LIMITS = "limits"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation, as far as it has got."""

    rotation: InBrief
    due_on: date
    before_end: bool
    remarks: dict[Remark, str]
    completion: Completion | None
    given_on: date | None
    given_by: str
    """The name of who handed it in."""
    newest: bool
    """No later one has been asked for."""

    @property
    def wanted(self) -> bool:
        """Whether it still waits for the receiving unit."""
        return self.given_on is None and self.newest and self.rotation.lasts


async def load_evaluation(session: AsyncSession, rotation_id: int, due_on: date) -> Evaluation | None:
    """One evaluation; None if it was never asked for."""
    rotation = await load_in_brief(session, rotation_id)
    if rotation is None:
        return None
    return next((one for one in await evaluations_of(session, rotation) if one.due_on == due_on), None)


async def evaluations_of(session: AsyncSession, rotation: InBrief) -> list[Evaluation]:
    """All evaluations of a rotation, the latest first."""
    mine = (
        select(RotationEvaluation, Person.name)
        .outerjoin(Person, col(Person.id) == col(RotationEvaluation.given_by))
        .where(RotationEvaluation.rotation_id == rotation.id)
        .order_by(col(RotationEvaluation.due_on).desc())
    )
    rows = (await session.exec(mine)).all()
    return [_read(rotation, row, name or "", newest=place == 0) for place, (row, name) in enumerate(rows)]


async def asked_until(session: AsyncSession) -> dict[int, date]:
    """By rotation, the day of the latest evaluation that was asked for."""
    days = select(RotationEvaluation.rotation_id, func.max(RotationEvaluation.due_on)).group_by(
        col(RotationEvaluation.rotation_id)
    )
    return dict((await session.exec(days)).all())


async def open_evaluations(session: AsyncSession, to_units: Collection[int] | None = None) -> list[Evaluation]:
    """All that wait for a receiving unit, or for one of these, the most urgent first."""
    not_given = (
        select(RotationEvaluation)
        .join(Rotation, col(Rotation.id) == col(RotationEvaluation.rotation_id))
        .where(col(RotationEvaluation.given_on).is_(None), Rotation.state == RotationState.IN_FORCE)
        .order_by(col(RotationEvaluation.due_on), col(Rotation.id))
    )
    if to_units is not None:
        not_given = not_given.where(col(Rotation.to_unit_id).in_(to_units))
    latest, rows = await asked_until(session), (await session.exec(not_given)).all()
    lasting = {one.id: one for one in await load_lasting(session, [row.rotation_id for row in rows])}
    found = [
        _read(lasting[row.rotation_id], row, "", newest=row.due_on == latest[row.rotation_id])
        for row in rows
        if row.rotation_id in lasting
    ]
    return [one for one in found if one.wanted]


async def late_evaluations(session: AsyncSession, today: date) -> list[Evaluation]:
    """Those whose day is over, the latest first to be seen to."""
    return [one for one in await open_evaluations(session) if one.due_on < today]


async def waiting_evaluations(session: AsyncSession, person_id: int) -> list[Evaluation]:
    """Those that wait for this person, who heads the receiving unit."""
    units = await units_looked_after(session, person_id)  # most people have none: this is asked for each main menu
    if not units:
        return []
    heads = await load_heads(session, units)
    found = await open_evaluations(session, units)
    return [one for one in found if person_id in heads[one.rotation.to_unit_id].without(one.rotation.person_id)]


async def evaluators(session: AsyncSession, rotation: InBrief) -> list[int]:
    """Who is to evaluate today: the receiving unit's head, or whoever is in charge of it."""
    return await heads_of(session, [rotation.to_unit_id], without=rotation.person_id)


async def evaluates(session: AsyncSession, person_id: int, rotation: InBrief) -> bool:
    """Whether this is one of them."""
    return person_id in await evaluators(session, rotation)


def _read(rotation: InBrief, row: RotationEvaluation, given_by: str, *, newest: bool) -> Evaluation:
    remarks = {remark: str(getattr(row, remark)) for remark in Remark}
    return Evaluation(rotation, row.due_on, row.before_end, remarks, row.completion, row.given_on, given_by, newest)
