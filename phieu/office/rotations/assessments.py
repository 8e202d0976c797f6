"""What is said of somebody in four areas before a rotation is decided (requirements, M18). Read by admins alone."""

from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.rotations.faults import MovedOnError, refuse_long
from phieu.office.rotations.holding import hold_rotation
from phieu.office.rotations.plan import LONGEST_TEXT
from phieu.office.rotations.steps import DROPPABLE
from phieu.storage.tables import RotationAssessment


class Area(StrEnum):
    """The areas, by the columns that hold them, in the order in which they are told."""

    EXPERTISE = "expertise"
    THEORY = "theory"
    CONDUCT = "conduct"
    ABILITY = "ability"


Assessment = dict[Area, str]
"""What is said in each area; empty where nothing has been said yet."""


async def load_assessment(session: AsyncSession, rotation_id: int) -> Assessment:
    """All four areas."""
    found = await session.get(RotationAssessment, rotation_id)
    return {area: getattr(found, area) if found else "" for area in Area}


def assessed(assessment: Assessment) -> int:
    """In how many areas something has been said."""
    return sum(bool(text) for text in assessment.values())


async def assess(session: AsyncSession, rotation_id: int, area: Area, text: str, by: int) -> None:
    """Keep what is said in one area, in place of what was. Raises RotationError, and MovedOnError once it is in force.

    Nobody writes their own, and what must not go by chat is kept on paper.
    """
    rotation = await hold_rotation(session, rotation_id, DROPPABLE)
    if rotation.not_by_chat or rotation.person_id == by:
        raise MovedOnError
    refuse_long(text, LONGEST_TEXT)
    found = await session.get(RotationAssessment, rotation_id) or RotationAssessment(rotation_id=rotation_id)
    setattr(found, area, text)
    session.add(found)
