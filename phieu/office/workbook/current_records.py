"""Courses, training records and rotations, as the workbook says them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.workbook.records import CourseRecord, RotationRecord, TrainingRecord
from phieu.office.workbook.rotation_sheets import ROTATIONS
from phieu.office.workbook.training_sheets import COURSES
from phieu.storage.tables import Course, Nomination, Person, Rotation, Unit
from phieu.words import NominationState


async def load_records(session: AsyncSession) -> dict[str, tuple[Any, ...]]:
    """By the key of the sheet; each in the order in which it was written."""
    return {
        "courses": await _courses(session),
        "training": await _training(session),
        "rotations": await _rotations(session),
    }


async def cancelled_courses(session: AsyncSession) -> frozenset[str]:
    """The codes of courses that are not held after all."""
    return frozenset(await session.exec(select(Course.code).where(col(Course.cancelled))))


async def _courses(session: AsyncSession) -> tuple[CourseRecord, ...]:
    rows = await session.exec(select(Course).order_by(col(Course.id)))
    return tuple(CourseRecord(**{column.key: getattr(row, column.key) for column in COURSES.columns}) for row in rows)


async def _training(session: AsyncSession) -> tuple[TrainingRecord, ...]:
    rows = await session.exec(
        select(  # type: ignore[call-overload] # more columns than its signatures have
            Course.code,
            Person.staff_number,
            Nomination.state,
            Nomination.reason,
            Nomination.result,
            Nomination.ended_on,
        )
        .select_from(Nomination)
        .join(Course, col(Course.id) == col(Nomination.course_id))
        .join(Person, col(Person.id) == col(Nomination.person_id))
        .where(~col(Person.erased))
        .order_by(col(Nomination.id))
    )
    return tuple(
        TrainingRecord(course, person, NominationState(state), reason, result, ended_on)
        for course, person, state, reason, result, ended_on in rows
    )


async def _rotations(session: AsyncSession) -> tuple[RotationRecord, ...]:
    units = dict(iter(await session.exec(select(Unit.id, Unit.code))))
    person = aliased(Person)
    rows = await session.exec(
        select(Rotation, person.staff_number)
        .join(person, col(Rotation.person_id) == person.id)
        .where(~col(person.erased))
        .order_by(col(Rotation.id))
    )
    return tuple(_rotation(row, number, units) for row, number in rows)


def _rotation(row: Rotation, number: str, units: Mapping[int | None, str]) -> RotationRecord:
    places: dict[str, Any] = {
        "from_unit": units[row.from_unit_id],
        "to_unit": units[row.to_unit_id],
        "end_unit": units[row.end_unit_id] if row.end_unit_id else "",
    }
    others = {
        column.key: getattr(row, column.key)
        for column in ROTATIONS.columns
        if column.key not in places and column.key != "person"
    }
    return RotationRecord(person=number, **places, **others)
