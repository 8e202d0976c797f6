"""What is wrong on the sheets of courses, training records and rotations: each fault at its place, all at once."""

from datetime import date, datetime
from typing import Any

import pytest
from openpyxl.workbook import Workbook

from tests.workbook.files import changed, faults_of, read_sound, sheet_of, warnings_of
from tests.workbook.records import COURSE, RECORD, ROTATION, book

COURSES: dict[str, tuple[dict[str, Any], str]] = {
    "end before start": ({"ends_on": date(2026, 9, 1)}, "column I (Last day): the last day is before the first day"),
    "late answers": (
        {"answer_by": date(2026, 9, 8)},
        "column K (Answer by): people must answer before the course begins",
    ),
    "nobody to ask": (
        {"not_by_chat": True},
        "column M (Read at the office: from whom): please say who has it to read at the office",
    ),
    "no seats": ({"seats": 0}, "column J (Seats): 0 is not possible here; please enter a number from 1 to 10000"),
}
ROTATIONS: dict[str, tuple[dict[str, Any], str]] = {
    "end before start": ({"ends_on": date(2024, 1, 1)}, "column M (Last day): the last day is before the first day"),
    "ended before it began": (
        {"ended_on": date(2024, 1, 1)},
        "column Q (Ended on): this is before the first day",
    ),
    "no end": (
        {"kind": "temporary"},
        "column M (Last day): this kind of rotation is for a time; please say until when",
    ),
    "no ending": ({"ending": None}, "column P (After the end): please fill this in, since it has ended"),
    "not ended": (
        {"state": "agreed", "ended_on": None},
        "column P (After the end): this is only for what has ended",
    ),
    "to where one is": (
        {"to_unit": "th", "to_title": "chuyên viên tổng hợp"},
        "column I (To title): this is the post that the person comes from",
    ),
    "unknown unit": ({"to_unit": "HCC"}, "column H (To unit): “HCC” is not on the sheet “Units”; did you mean “HC”?"),
    "nobody to ask": (
        {"not_by_chat": True},
        "column V (Read at the office: from whom): please say who has it to read at the office",
    ),
}
TRAINING: dict[str, tuple[dict[str, Any], str]] = {
    "unknown course": ({"course": "QLNM"}, "column A (Course code): “QLNM” is not on the sheet “Courses”"),
    "unknown person": ({"person": "XYZ"}, "column B (Staff number): “XYZ” is not on the sheet “People”"),
    "nobody would be told": (
        {"state": "asked"},
        (
            "column C (State): nobody would be told of this nomination; please nominate people in chat, or write how "
            "far it has got"
        ),
    ),
    "not ended": (
        {"state": "enrolled", "ended_on": date(2026, 9, 18)},
        "column F (Ended on): this is only for what is finished or broken off",
    ),
}


@pytest.mark.parametrize("name", COURSES)
def test_faults_of_courses(name: str) -> None:
    change, fault = COURSES[name]
    assert faults_of(book(courses=[COURSE | change])) == [f"Sheet “Courses”, row 2, {fault}"]


@pytest.mark.parametrize("name", TRAINING)
def test_faults_of_training_records(name: str) -> None:
    change, fault = TRAINING[name]
    (said,) = faults_of(book(courses=[COURSE], training=[RECORD | change]))
    assert said.startswith(f"Sheet “Training records”, row 2, {fault}")


@pytest.mark.parametrize("name", ROTATIONS)
def test_faults_of_rotations(name: str) -> None:
    change, fault = ROTATIONS[name]
    assert faults_of(book(rotations=[ROTATION | change])) == [f"Sheet “Rotations”, row 2, {fault}"]


def test_what_is_there_twice() -> None:
    twice = "this is already in row 2; please keep only one of them"
    assert faults_of(book(courses=[COURSE, COURSE | {"code": "qlnn"}])) == [
        f"Sheet “Courses”, row 3, column A (Course code): {twice}"
    ]
    assert faults_of(book(courses=[COURSE | {"code": ""}] * 2)) == [
        f"Sheet “Courses”, row 3, column B (Course name): {twice}"
    ]
    assert faults_of(book(courses=[COURSE], training=[RECORD, RECORD | {"person": "vp008"}])) == [
        f"Sheet “Training records”, row 3, column B (Staff number): {twice}"
    ]
    assert faults_of(book(rotations=[ROTATION | {"code": ""}] * 2)) == [
        f"Sheet “Rotations”, row 3, column B (Staff number): {twice}"
    ]


def test_all_faults_of_all_sheets_at_once() -> None:
    faults = faults_of(
        book(
            courses=[COURSE | {"seats": 0}, COURSE | {"code": "B", "ends_on": date(2026, 9, 1)}],
            training=[RECORD | {"person": "XYZ"}],
            rotations=[ROTATION | {"ending": None}],
        )
    )
    assert [fault.split(",")[0] for fault in faults] == [
        "Sheet “Courses”",
        "Sheet “Courses”",
        "Sheet “Training records”",
        "Sheet “Rotations”",
    ]


def test_more_people_than_seats_and_rotations_that_overlap_are_pointed_out() -> None:
    people = [RECORD | {"person": f"VP{number:03}"} for number in (1, 2, 3)]
    people.append(RECORD | {"person": "VP004", "state": "declined"})
    assert warnings_of(book(courses=[COURSE | {"seats": 2}], training=people)) == [
        "Sheet “Courses”, row 2, column J (Seats): 3 people take part, but there are only so many seats: 2"
    ]
    assert warnings_of(book(courses=[COURSE], training=[RECORD | {"ended_on": date(2026, 9, 6)}])) == [
        "Sheet “Training records”, row 2, column F (Ended on): this is before the first day of the course"
    ]
    later = ROTATION | {"code": "R2", "to_unit": "LT", "starts_on": date(2025, 6, 30), "ended_on": date(2026, 1, 1)}
    assert warnings_of(book(rotations=[later, ROTATION])) == [
        "Sheet “Rotations”, row 2, column L (First day): this begins before the rotation in row 3 is over"
    ]
    assert warnings_of(book(rotations=[later | {"starts_on": date(2025, 7, 1)}, ROTATION])) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (datetime(2026, 9, 7), date(2026, 9, 7)),  # noqa: DTZ001 - Excel knows no zones
        (date(2026, 9, 7), date(2026, 9, 7)),
        ("7/9/2026", date(2026, 9, 7)),
        ("07.09.26", date(2026, 9, 7)),
        ("2026-09-07", date(2026, 9, 7)),
        ("7 tháng 9 năm 2026", date(2026, 9, 7)),
    ],
)
def test_dates_as_excel_and_people_write_them(typed: Any, meant: date) -> None:
    sound = read_sound(_with_first_day(typed)).book
    assert sound is not None
    assert sound.courses[-1].starts_on == meant


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("30/2/2026", "“30/2/2026” is not a date; please write day, month and year, such as 20/11/2026"),
        ("tháng 9", "“tháng 9” is not a date; please write day, month and year, such as 20/11/2026"),
        ("7/9", "“7/9” is not clear; please write day, month and year, such as 20/11/2026"),
        ("ngày mai", "“ngày mai” is not clear; please write day, month and year, such as 20/11/2026"),
        ("7/9/1926", "“7/9/1926”: please check the year"),
        (46272, "“46272” is not a date; please write day, month and year, such as 20/11/2026"),
        (None, "this cell is empty; please fill it in"),
    ],
)
def test_what_is_no_date(typed: Any, fault: str) -> None:
    (said,) = faults_of(_with_first_day(typed))
    assert said == f"Sheet “Courses”, row 6, column H (First day): {fault}"


def _with_first_day(typed: Any) -> bytes:
    def change(workbook: Workbook) -> None:
        cell = sheet_of(workbook, "Courses")["H6"]
        cell.value = typed
        cell.number_format = "General" if isinstance(typed, int) else cell.number_format

    return changed(change)
