"""Reads training records from the database: for the statistics, a year's plan, and one person's record.

By chat, nothing of a course that must not go by chat is told; `by_chat=False` is for the operator's shell.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.training.statistics import Attendance
from phieu.office.unit_of_today import unit_of_each
from phieu.storage.tables import Course, Nomination, Person
from phieu.words import CourseLevel, NominationState, StudyMode


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """A course of a year's plan, with how many nominations are in which state."""

    course: Course
    states: Counter[NominationState]


@dataclass(frozen=True, slots=True)
class PersonsCourse:
    """One course of one person's record."""

    course: Course
    nomination: Nomination


@dataclass(frozen=True, slots=True)
class Attended:
    """A record with the names that belong to it."""

    course: Course
    nomination: Nomination
    person: Person
    unit: str
    """The unit of today; empty for whoever has left, or holds no position."""


async def load_attendances(session: AsyncSession, *, by_chat: bool) -> list[Attendance]:
    """All records of courses that were or will be held, as the statistics take them."""
    units = {person_id: unit_id for person_id, (unit_id, _) in (await unit_of_each(session)).items()}
    held = await session.exec(select(Course).where(col(Course.cancelled).is_(False)))
    courses = {course.id: course for course in held if not (by_chat and course.not_by_chat)}
    # not joined: in years there are tens of thousands of them, for some hundred courses
    rows = await session.exec(
        select(Nomination.course_id, Nomination.person_id, Nomination.state).order_by(col(Nomination.id))
    )
    return [
        Attendance(
            person_id,
            units.get(person_id),
            course.starts_on.year,
            CourseLevel(course.level),
            course.scheme,
            StudyMode(course.mode),
            NominationState(state),
        )
        for course_id, person_id, state in rows
        if (course := courses.get(course_id)) is not None
    ]


async def years_with_courses(session: AsyncSession) -> list[int]:
    """The years from the first course to the last, the newest first."""
    days = await session.exec(select(func.min(Course.starts_on), func.max(Course.starts_on)))
    first, last = days.one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


async def load_plan(session: AsyncSession, year: int, *, by_chat: bool) -> list[PlannedCourse]:
    """The courses that begin in a year and are not cancelled, in their order."""
    begins = col(Course.starts_on).between(date(year, 1, 1), date(year, 12, 31))
    wanted = select(Course).where(begins, col(Course.cancelled).is_(False))
    counted = await session.exec(
        select(Nomination.course_id, Nomination.state, func.count())
        .join(Course, col(Course.id) == col(Nomination.course_id))
        .where(begins)
        .group_by(col(Nomination.course_id), col(Nomination.state))
    )
    states: defaultdict[int, Counter[NominationState]] = defaultdict(Counter)
    for course_id, state, count in counted:
        states[course_id][NominationState(state)] = count
    courses = await session.exec(wanted.order_by(col(Course.starts_on), col(Course.code)))
    return [PlannedCourse(one, states[one.id or 0]) for one in courses if not (by_chat and one.not_by_chat)]


async def load_record(session: AsyncSession, person_id: int) -> list[PersonsCourse]:
    """Somebody's courses, the latest first. What must not go by chat is among them: show its number only."""
    rows = await session.exec(
        select(Course, Nomination)
        .join(Nomination, col(Course.id) == col(Nomination.course_id))
        .where(Nomination.person_id == person_id)
        .order_by(col(Course.starts_on).desc(), col(Course.id).desc())
    )
    return [PersonsCourse(course, nomination) for course, nomination in rows]


async def load_attended(session: AsyncSession, year: int, *, by_chat: bool) -> list[Attended]:
    """All records of the courses that begin in a year and are not cancelled, course by course."""
    units = await unit_of_each(session)
    rows = await session.exec(
        select(Course, Nomination, Person)
        .join(Nomination, col(Course.id) == col(Nomination.course_id))
        .join(Person, col(Person.id) == col(Nomination.person_id))
        .where(col(Course.starts_on).between(date(year, 1, 1), date(year, 12, 31)))
        .where(col(Course.cancelled).is_(False))
        .order_by(col(Course.starts_on), col(Course.code), col(Nomination.id))
    )
    return [
        Attended(course, nomination, person, units.get(person.id or 0, (0, ""))[1])
        for course, nomination, person in rows
        if not (by_chat and course.not_by_chat)
    ]
