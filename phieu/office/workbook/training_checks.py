"""Whether the sheets of courses and training records are free of contradictions."""

from collections import defaultdict
from collections.abc import Mapping

from phieu.locales.translator import mark
from phieu.office.spelling import fold
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.records import CourseRecord, TrainingRecord
from phieu.office.workbook.rows import Row
from phieu.office.workbook.settling_records import same_course
from phieu.office.workbook.staff_checks import folded
from phieu.office.workbook.training_sheets import COURSES, TRAINING
from phieu.words import NominationState

ENDS = frozenset({NominationState.FINISHED, NominationState.BROKEN_OFF})
TAKES_A_SEAT = frozenset(
    {NominationState.ASKED, NominationState.ACCEPTED, NominationState.ENROLLED, NominationState.FINISHED}
)


def check_training(draft: Draft) -> None:
    """Find what is wrong on the sheets of courses and training records."""
    draft.unique(COURSES, "code", folded("code"))
    draft.unique(COURSES, "name", lambda row: None if row.get("code") != "" or row.unclear else same_course(row.record))
    draft.unique(TRAINING, "person", folded("course", "person"))
    for row in draft.of(COURSES):
        _check_course(draft, row)
    if draft.is_sound(COURSES, TRAINING):
        courses = draft.known.courses | {fold(row.record.code): row.record for row in draft.of(COURSES)}
        for row in draft.of(TRAINING):
            _check_record(draft, row, courses)
        _look_at_seats(draft)


def _check_course(draft: Draft, row: Row) -> None:
    first, last, answer_by = row.get("starts_on"), row.get("ends_on"), row.get("answer_by")
    if first and last and last < first:
        draft.complain(COURSES, row, "ends_on", mark("the last day is before the first day"))
    if first and answer_by and answer_by > first:
        draft.complain(COURSES, row, "answer_by", mark("people must answer before the course begins"))
    before = draft.known.courses.get(fold(row.record.code))
    if _not_by_chat(draft, row.record) and not (row.get("read_from") or (before and before.read_from)):
        draft.complain(COURSES, row, "read_from", mark("please say who has it to read at the office"))


def _check_record(draft: Draft, row: Row, courses: Mapping[str, CourseRecord]) -> None:
    record: TrainingRecord = row.record
    before = draft.known.training.get((fold(record.course), fold(record.person)))
    state = record.state or (before.state if before else NominationState.FINISHED)
    course = courses.get(fold(record.course))
    if state is NominationState.ASKED and before is None and not _not_by_chat(draft, course):
        text = mark(
            "nobody would be told of this nomination; please nominate people in chat, or write how far it has got"
        )
        draft.complain(TRAINING, row, "state", text)
    if record.ended_on and state not in ENDS:
        draft.complain(TRAINING, row, "ended_on", mark("this is only for what is finished or broken off"))
    if course and record.ended_on and record.ended_on < course.starts_on:
        text = mark("this is before the first day of the course")
        draft.complain(TRAINING, row, "ended_on", text, warning=True)


def _not_by_chat(draft: Draft, course: CourseRecord | None) -> bool:
    """Whether it must not go by chat, as the sheet says or, where it says nothing, as before."""
    if course is None or course.not_by_chat is not None:
        return bool(course and course.not_by_chat)
    before = draft.known.courses.get(fold(course.code))
    return bool(before and before.not_by_chat)


def _look_at_seats(draft: Draft) -> None:
    """More people than seats, counting those who are known already."""
    seated: defaultdict[str, dict[str, NominationState | None]] = defaultdict(dict)
    for record in (*draft.known.current.book.training, *(row.record for row in draft.of(TRAINING))):
        seated[fold(record.course)][fold(record.person)] = record.state
    for row in draft.of(COURSES):
        states = seated[fold(row.record.code)].values() if row.record.code else ()
        taken = sum(state is None or state in TAKES_A_SEAT for state in states)
        if row.record.seats is not None and taken > row.record.seats:
            text = mark("{taken} people take part, but there are only so many seats: {seats}")
            draft.complain(COURSES, row, "seats", text, warning=True, taken=taken, seats=row.record.seats)
