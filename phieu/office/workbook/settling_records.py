"""Reads the sheets that only add in the light of what is there: which row is meant, and what its blanks mean."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from typing import Any

from phieu.office.record_codes import COURSE, ROTATION, next_code
from phieu.office.spelling import fold
from phieu.office.workbook.records import CourseRecord, Current, RotationRecord, TrainingRecord
from phieu.words import NominationState, RotationState

COURSE_STEPS: dict[NominationState, int] = {
    NominationState.ASKED: 0,
    NominationState.ACCEPTED: 1,
    NominationState.DECLINED: 1,
    NominationState.WITHDRAWN: 1,
    NominationState.ENROLLED: 2,
    NominationState.FINISHED: 3,
    NominationState.BROKEN_OFF: 3,
}
"""How far a record has got. A workbook of yesterday must not take back what happened in chat since."""
ROTATION_STEPS: dict[RotationState, int] = {
    RotationState.PROPOSED: 0,
    RotationState.REFUSED: 1,
    RotationState.AGREED: 1,
    RotationState.DECIDED: 2,
    RotationState.IN_FORCE: 3,
    RotationState.ENDED: 4,
    RotationState.DROPPED: 4,
}

Same = Callable[[Any], tuple[Any, ...]]


def settle_courses(current: Current, said: Iterable[CourseRecord]) -> Iterator[CourseRecord]:
    """Each course with its code, and with what was left blank as it is."""
    for course, before in _recognised(current.book.courses, said, COURSE, same_course):
        if before is not None:
            yield _keep_blank(course, before)
        else:
            yield replace(course, not_by_chat=bool(course.not_by_chat))


def settle_training(current: Current, said: Iterable[TrainingRecord]) -> Iterator[TrainingRecord]:
    """Each record with its state: never an earlier one than it has."""
    known = {(record.course, record.person): record for record in current.book.training}
    for record in said:
        before = known.get((record.course, record.person))
        if before is None or before.state is None:
            yield replace(record, state=record.state or NominationState.FINISHED)
            continue
        state = record.state or before.state
        if COURSE_STEPS[state] < COURSE_STEPS[before.state]:
            state = before.state
        yield replace(_keep_blank(record, before), state=state)


def settle_rotations(current: Current, said: Iterable[RotationRecord]) -> Iterator[RotationRecord]:
    """Each rotation with its code and its state: never an earlier one than it has."""
    for rotation, before in _recognised(current.book.rotations, said, ROTATION, same_rotation):
        if before is None:
            yield replace(rotation, not_by_chat=bool(rotation.not_by_chat), keeps_post=bool(rotation.keeps_post))
            continue
        goes_back = ROTATION_STEPS[rotation.state] < ROTATION_STEPS[before.state]
        yield replace(_keep_blank(rotation, before), state=before.state if goes_back else rotation.state)


def same_course(course: CourseRecord) -> tuple[Any, ...]:
    """How a course without a code is recognised."""
    return fold(course.name), course.starts_on


def same_rotation(rotation: RotationRecord) -> tuple[Any, ...]:
    """How a rotation without a code is recognised."""
    return fold(rotation.person), rotation.starts_on, fold(rotation.to_unit), fold(rotation.to_title)


def _recognised(known: Iterable[Any], said: Iterable[Any], prefix: str, same: Same) -> Iterator[tuple[Any, Any]]:
    """Each row with its code, and the row of before if there is one."""
    rows = list(said)
    by_code = {row.code: row for row in known}
    named = {row.code for row in rows}
    by_look = {same(row): row for row in by_code.values() if row.code not in named}
    taken = {*by_code, *named}
    for row in rows:
        before = by_code.get(row.code) if row.code else by_look.get(same(row))
        code = row.code or (before.code if before else next_code(prefix, row.starts_on.year, taken))
        taken.add(code)
        yield replace(row, code=code), before


def _keep_blank(said: Any, before: Any) -> Any:
    """What was left blank is as it was."""
    blank = {
        field.name: getattr(before, field.name) for field in fields(said) if getattr(said, field.name) in (None, "")
    }
    return replace(said, **blank)
