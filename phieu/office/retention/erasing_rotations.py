"""Deletes what rotations hold of one person, and keeps what the statistics count."""

from secrets import token_hex

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.retention.nameless_rotations import numbered, only_the_year
from phieu.office.rotations.loading_turns import COUNTED
from phieu.storage.tables import (
    Notice,
    Rotation,
    RotationAssessment,
    RotationCheckIn,
    RotationEvaluation,
    RotationOpinion,
    Shift,
)
from phieu.words import RotationState

SAID = (RotationAssessment, RotationOpinion, RotationCheckIn, RotationEvaluation)
"""What is said of a rotation and its person, by whomever."""


async def erase_rotations(session: AsyncSession, person_id: int) -> None:
    """In the caller's transaction. What never came into force goes altogether."""
    theirs = (
        await session.exec(select(Rotation).where(Rotation.person_id == person_id).order_by(col(Rotation.id)))
    ).all()
    for one in theirs:
        for table in SAID:
            await session.exec(delete(table).where(col(table.rotation_id) == one.id))
        await session.exec(delete(Shift).where(col(Shift.subject) == f"rotation:{one.id}"))
        await session.exec(delete(Notice).where(col(Notice.subject).startswith(f"rotation:{one.id}:")))
    places = [place for one in theirs for place in ((one.from_unit_id, one.from_title), (one.to_unit_id, one.to_title))]
    numbers = numbered(places)
    for one in theirs:
        if one.state in COUNTED:
            _make_nameless(one, numbers[one.from_unit_id, one.from_title], numbers[one.to_unit_id, one.to_title])
        else:
            await session.delete(one)
    await session.flush()


def _make_nameless(one: Rotation, from_title: str, to_title: str) -> None:
    one.code = f"erased-{token_hex(8)}"
    one.state = RotationState.ENDED
    one.from_title, one.to_title = from_title, to_title
    one.starts_on = only_the_year(one.starts_on)
    one.ends_on = one.ended_on = one.ending = None
    one.end_unit_id = one.end_rank = one.read_until = None
    one.end_title = one.tasks = one.decision_number = one.wishes = one.read_from = ""
    one.keeps_post, one.turn, one.proposed_by = False, 0, None
