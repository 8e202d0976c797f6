"""Reads from the database who is away when, for `overlaps`."""

from collections import defaultdict
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.training.courses import UNDER_WAY
from phieu.office.training.overlaps import Absence
from phieu.storage.tables import Course, Nomination, Person, Position, Rotation, Unit
from phieu.words import NominationState, RotationState, StudyMode

AT_WORK = frozenset({StudyMode.ONLINE})
"""Modes that leave people at their desks."""
WHOLE_TIME = frozenset({StudyMode.FULL_TIME, StudyMode.ABROAD})
"""Modes beside which nothing else fits in."""
_TO_COME = (RotationState.AGREED, RotationState.DECIDED, RotationState.IN_FORCE)


async def load_absences(
    session: AsyncSession, first: date, last: date, *, without_course: int | None = None
) -> list[Absence]:
    """All absences in these days; if a course is given, except for that one."""
    courses = await session.exec(
        select(Nomination.person_id, Nomination.state, Course)
        .join(Course, col(Course.id) == col(Nomination.course_id))
        .where(col(Nomination.state).in_(UNDER_WAY), col(Course.cancelled).is_(False))
        .where(col(Course.id).is_distinct_from(without_course), col(Course.mode).not_in(AT_WORK))
        .where(Course.starts_on <= last, Course.ends_on >= first)
    )
    found = [
        Absence(
            person_id,
            course.starts_on,
            course.ends_on,
            "" if course.not_by_chat else course.name,
            settled=state is not NominationState.ASKED,
            whole=course.mode in WHOLE_TIME,
        )
        for person_id, state, course in courses
    ]
    lent = await _rotations(session)
    return found + [absence for absence in lent if absence.from_day <= last and absence.until_day >= first]


async def _rotations(session: AsyncSession) -> list[Absence]:
    """Whoever is lent to another unit for a time is missing from their own."""
    rows = await session.exec(
        select(Rotation, Unit.name)
        .join(Unit, col(Unit.id) == col(Rotation.to_unit_id))
        .where(col(Rotation.state).in_(_TO_COME), col(Rotation.ends_on).is_not(None))
        .where(col(Rotation.keeps_post).is_(False), Rotation.from_unit_id != Rotation.to_unit_id)
    )
    return [
        Absence(
            one.person_id,
            one.starts_on,
            one.ends_on,
            "" if one.not_by_chat else unit,
            unit_id=one.from_unit_id,
            settled=one.state is not RotationState.AGREED,
            whole=False,
        )
        for one, unit in rows
        if one.ends_on is not None
    ]


async def load_unit_members(session: AsyncSession, absences: list[Absence]) -> dict[int, set[int]]:
    """Who belongs to each unit that exists: who holds a post in it, and who is lent from it for a time."""
    posts = await session.exec(
        select(Position.unit_id, Position.person_id)
        .join(Person, col(Person.id) == col(Position.person_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Person.active), col(Unit.active))
    )
    members: defaultdict[int, set[int]] = defaultdict(set)
    for unit_id, person_id in posts:
        members[unit_id].add(person_id)
    for absence in absences:
        if absence.unit_id is not None:
            members[absence.unit_id].add(absence.person_id)
    return members
