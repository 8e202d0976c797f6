"""Writes courses, training records and rotations: what is new or has changed, and nothing else.

Nobody is notified, but those who are asked about a course that must not go by chat: it comes in by no other way.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.training.nominations import ask_by_workbook
from phieu.office.workbook.changes import Changes
from phieu.office.workbook.columns import Sheet
from phieu.office.workbook.rotation_sheets import ROTATIONS
from phieu.office.workbook.training_sheets import COURSES, TRAINING
from phieu.storage.tables import Course, Nomination, Rotation, Unit
from phieu.words import NominationState

if TYPE_CHECKING:
    from phieu.office.workbook.records import RotationRecord, TrainingRecord


async def apply_records(session: AsyncSession, changes: Changes, people: dict[str, int], now: datetime) -> None:
    """Do it in the caller's transaction, after people and units; `people` are ids by staff number."""
    if changes.touches(COURSES):
        await _apply_courses(session, changes)
    if changes.touches(TRAINING):
        await _apply_training(session, changes, people, now)
    if changes.touches(ROTATIONS):
        await _apply_rotations(session, changes, people)


async def _apply_courses(session: AsyncSession, changes: Changes) -> None:
    known = {course.code: course for course in await session.exec(select(Course))}
    for change in changes.on(COURSES):
        said = _fields(COURSES, change.record)
        course = known.get(change.record.code)
        session.add(Course(**said) if course is None else _with(course, said))
    await session.flush()


async def _apply_training(session: AsyncSession, changes: Changes, people: dict[str, int], now: datetime) -> None:
    courses = {code: id_ for id_, code in await session.exec(select(Course.id, Course.code)) if id_}
    known = {(row.course_id, row.person_id): row for row in await session.exec(select(Nomination))}
    asked = []
    for change in changes.on(TRAINING):
        record: TrainingRecord = change.record
        place = courses[record.course], people[record.person]
        said = {"state": record.state, "reason": record.reason, "result": record.result, "ended_on": record.ended_on}
        row = known.get(place) or Nomination(course_id=place[0], person_id=place[1])
        session.add(_with(row, said))
        if place not in known and row.state is NominationState.ASKED:
            asked.append(row)
    await session.flush()
    await ask_by_workbook(session, asked, now)


async def _apply_rotations(session: AsyncSession, changes: Changes, people: dict[str, int]) -> None:
    units = {code: id_ for id_, code in await session.exec(select(Unit.id, Unit.code)) if id_}
    known = {row.code: row for row in await session.exec(select(Rotation))}
    for change in changes.on(ROTATIONS):
        record: RotationRecord = change.record
        said = _fields(ROTATIONS, record)
        said["person_id"] = people[said.pop("person")]
        for key in ("from_unit", "to_unit", "end_unit"):
            code = said.pop(key)
            said[f"{key}_id"] = units[code] if code else None
        row = known.get(record.code)
        session.add(Rotation(**said) if row is None else _with(row, said))
    await session.flush()


def _fields(sheet: Sheet, record: Any) -> dict[str, Any]:
    return {column.key: getattr(record, column.key) for column in sheet.columns}


def _with(row: Any, said: dict[str, Any]) -> Any:
    for key, value in said.items():
        setattr(row, key, value)
    return row
