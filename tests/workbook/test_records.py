"""Courses, training records and rotations: added and changed, never taken away, and never set back."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import col, func, select, update

from phieu.office.workbook.applying import ChangedMeanwhileError
from phieu.office.workbook.importing import apply, current_workbook, examine
from phieu.office.workbook.reading import read_workbook
from phieu.office.workbook.telling import change_lines
from phieu.storage.database import Database
from phieu.storage.tables import Course, Nomination, Notice, Person, Position, Rotation
from phieu.words import NominationState, RotationState
from tests.workbook.files import ENGLISH, VIETNAMESE, changed, faults_of, sheet_of, told, warnings_of
from tests.workbook.records import COURSE, RECORD, ROTATION, book

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
CONTENT = "tài liệu mật về nhân sự"


async def examined(database: Database, content: bytes, *, by_chat: bool = False) -> Any:
    return await examine(database, content, by_chat=by_chat)


async def import_(database: Database, content: bytes) -> list[str]:
    """Import it; what was said would change."""
    examination = await examine(database, content)
    assert told(examination.faults) == []
    assert examination.changes is not None
    await apply(database, examination.changes, NOW)
    return change_lines(examination.changes, ENGLISH)


async def count(database: Database, table: type[Any]) -> int:
    async with database.reading() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


async def one_nomination(database: Database) -> Nomination:
    async with database.reading() as session:
        return (await session.exec(select(Nomination))).one()


async def test_what_is_not_listed_stays_and_the_sheets_may_be_missing(database: Database) -> None:
    await import_(database, changed(lambda _: None))
    before = [await count(database, table) for table in (Course, Nomination, Rotation)]
    assert before == [5, 8, 1]

    def without_sheets(workbook: Any) -> None:
        for name in ("Courses", "Training records", "Rotations"):
            workbook.remove(workbook[name])

    assert await import_(database, changed(without_sheets)) == []
    assert await import_(database, book(courses=[COURSE], training=[RECORD], rotations=[ROTATION])) == [
        "Courses – new: Quản lý nhà nước (QLNN)",
        "Training records – new: Bùi Anh Dũng (VP008), Quản lý nhà nước (QLNN)",
        "Rotations – new: Bùi Anh Dũng (VP008) → Phòng Hành chính",
    ]
    assert [await count(database, table) for table in (Course, Nomination, Rotation)] == [6, 9, 2]
    assert await count(database, Notice) == 0  # nobody is told


async def test_empty_cells_change_nothing_and_filled_ones_do(database: Database) -> None:
    full = COURSE | {"scheme": "Đề án 165", "place": "Hội trường", "seats": 20, "answer_by": date(2026, 8, 28)}
    record = RECORD | {"result": "Giỏi", "ended_on": date(2026, 9, 18)}
    await import_(database, book(courses=[full], training=[record]))
    assert await import_(database, book(courses=[COURSE], training=[RECORD])) == []
    assert await import_(database, book(courses=[COURSE | {"ends_on": date(2026, 9, 19), "seats": 25}])) == [
        "Courses – changed: Quản lý nhà nước (QLNN) (Last day: 18 September 2026 → 19 September 2026; Seats: 20 → 25)"
    ]
    examination = await examine(database, book(courses=[COURSE | {"ends_on": date(2026, 9, 25)}]))
    assert examination.changes is not None
    assert change_lines(examination.changes, VIETNAMESE) == [
        ("Khóa học – thay đổi: Quản lý nhà nước (QLNN) (Ngày kết thúc: 19 tháng 9 năm 2026 → 25 tháng 9 năm 2026)")
    ]


async def test_a_record_without_a_state_is_finished_and_belongs_to_a_past_that_nobody_is_asked_about(
    database: Database,
) -> None:
    await import_(database, book(courses=[COURSE], training=[RECORD]))
    row = await one_nomination(database)
    assert (row.state, row.answer_by, row.asked_on) == (NominationState.FINISHED, None, None)


async def test_courses_without_a_code_get_one_and_are_recognised_again(database: Database) -> None:
    await import_(database, book())
    nameless = [COURSE | {"code": ""}, COURSE | {"code": "", "starts_on": date(2026, 3, 2), "name": "Tin học"}]
    assert await import_(database, book(courses=nameless)) == [
        "Courses – new: Quản lý nhà nước (KH-2026-01)",
        "Courses – new: Tin học (KH-2026-02)",
    ]
    assert await import_(database, book(courses=nameless)) == []
    assert await import_(database, book(courses=[nameless[0] | {"place": "Tầng 2"}])) == [
        "Courses – changed: Quản lý nhà nước (KH-2026-01) (Place: – → Tầng 2)"
    ]
    more = COURSE | {"code": "", "name": "Tiếng Anh"}
    assert await import_(database, book(courses=[more])) == ["Courses – new: Tiếng Anh (KH-2026-03)"]


async def test_rotations_without_a_code_get_one_and_are_recognised_again(database: Database) -> None:
    await import_(database, book())
    nameless = ROTATION | {"code": ""}
    assert len(await import_(database, book(rotations=[nameless]))) == 1
    assert await import_(database, book(rotations=[nameless])) == []
    async with database.reading() as session:
        assert (await session.exec(select(Rotation.code))).all() == ["LC-2025-01"]


async def test_a_workbook_of_yesterday_sets_nothing_back(database: Database) -> None:
    accepted = RECORD | {"state": "accepted"}
    decided = ROTATION | {"state": "agreed", "ending": None, "ended_on": None}
    await import_(database, book(courses=[COURSE], training=[accepted], rotations=[decided]))
    async with database.writing() as session:
        await session.exec(update(Nomination).values(state=NominationState.ENROLLED))
        await session.exec(update(Rotation).values(state=RotationState.IN_FORCE))
    assert await import_(database, book(courses=[COURSE], training=[accepted], rotations=[decided])) == []
    assert (await one_nomination(database)).state is NominationState.ENROLLED
    assert await import_(database, book(training=[RECORD | {"state": "finished"}])) == [
        "Training records – changed: Bùi Anh Dũng (VP008), Quản lý nhà nước (QLNN) (State: Enrolled → Finished)"
    ]


async def test_people_who_left_and_units_that_closed_may_be_named(database: Database) -> None:
    await import_(database, changed(lambda _: None))

    def close(workbook: Any) -> None:
        sheet_of(workbook, "People").delete_rows(23)  # VP022
        sheet_of(workbook, "Positions").delete_rows(23)
        sheet_of(workbook, "Units").delete_rows(8)  # CY
        for row in (23, 24, 25):
            sheet_of(workbook, "Positions").cell(row, 2).value = "TH"
        sheet_of(workbook, "Training records").append(["KH-2026-02", "vp022"])
        sheet_of(workbook, "Rotations").append(
            [
                *("R2", "VP022", "Transfer", "Ended", "CY", "Chuyên viên", "Staff", "LT", "Chuyên viên lưu trữ"),
                *("Staff", None, date(2020, 1, 1), None, None, None, "Stays", date(2021, 1, 1)),
            ]
        )

    content = changed(close)
    await import_(database, content)
    assert "“vp022” is not on the sheet “People”" in " ".join(faults_of(content))  # read without the office
    async with database.reading() as session:
        left = (await session.exec(select(Person).where(Person.staff_number == "VP022"))).one()
        assert not left.active
        taken = await session.exec(select(Nomination).where(Nomination.person_id == left.id))
        assert len(taken.all()) == 1


async def test_a_rotation_in_force_changes_no_position(database: Database) -> None:
    await import_(database, book())
    before = await count(database, Position)
    said = ROTATION | {"state": "in_force", "ending": None, "ended_on": None}
    assert warnings_of(book(rotations=[said])) == [
        (
            "Sheet “Rotations”, row 2, column I (To title): it is in force, but the sheet of positions does not have "
            "this post; nothing changes it by itself"
        )
    ]
    await import_(database, book(rotations=[said]))
    assert await count(database, Position) == before


async def test_an_answer_in_chat_meanwhile_is_no_reason_to_begin_anew_unless_it_concerns_the_changes(
    database: Database,
) -> None:
    asked = RECORD | {"state": "accepted"}
    await import_(database, book(courses=[COURSE], training=[asked]))
    other = await examine(database, book(courses=[COURSE | {"place": "Tầng 2"}]))
    same = await examine(database, book(training=[RECORD | {"state": "enrolled"}]))
    assert other.changes
    assert same.changes
    async with database.writing() as session:
        await session.exec(update(Nomination).values(state=NominationState.DECLINED))
    await apply(database, other.changes, NOW)
    with pytest.raises(ChangedMeanwhileError):
        await apply(database, same.changes, NOW)
    with pytest.raises(ChangedMeanwhileError):  # a double tap
        await apply(database, other.changes, NOW)
    assert (await one_nomination(database)).state is NominationState.DECLINED


async def test_a_course_that_changes_under_the_nominated_is_pointed_out(database: Database) -> None:
    await import_(database, book(courses=[COURSE], training=[RECORD | {"state": "enrolled"}]))
    warning = "would change, and 1 people who are nominated would not be told"
    moved = await examine(database, book(courses=[COURSE | {"ends_on": date(2026, 9, 30)}]))
    assert [line for line in told(moved.warnings) if warning in line]
    paid = await examine(database, book(courses=[COURSE | {"scheme": "Đề án 100"}]))
    assert not [line for line in told(paid.warnings) if warning in line]


SECRET = {"not_by_chat": True, "read_from": "Phòng Tổng hợp"}


async def test_what_is_not_by_chat_comes_in_on_the_server_only_and_leaves_by_no_workbook(database: Database) -> None:
    courses = [COURSE | SECRET | {"name": CONTENT}, COURSE | {"code": "MO", "name": "Mở"}]
    training = [RECORD, RECORD | {"course": "MO"}]
    rotations = [ROTATION | SECRET | {"tasks": CONTENT}]
    content = book(courses=courses, training=training, rotations=rotations)
    refused = await examined(database, content, by_chat=True)
    assert refused.changes is None
    assert [(fault.sheet.key, fault.row) for fault in refused.faults] == [("courses", 2), ("rotations", 2)]
    await import_(database, content)
    written = await current_workbook(database, ENGLISH, by_chat=True)
    shown = read_workbook(written).book
    assert shown is not None
    assert [course.code for course in shown.courses] == ["MO"]
    assert [record.course for record in shown.training] == ["MO"]
    assert shown.rotations == ()
    assert await import_(database, written) == []
    whole = read_workbook(await current_workbook(database, ENGLISH, by_chat=False)).book
    assert whole is not None
    assert [course.code for course in whole.courses] == ["QLNN", "MO"]
    assert (len(whole.training), len(whole.rotations)) == (2, 1)
    for said in (
        book(courses=[COURSE | {"not_by_chat": False}]),
        book(training=[RECORD | {"state": "finished"}]),
        book(rotations=[ROTATION | {"not_by_chat": False}]),
        book(courses=[COURSE | {"not_by_chat": False, "name": CONTENT, "code": ""}]),
        book(rotations=[ROTATION | {"code": ""}]),
    ):
        again = await examined(database, said, by_chat=True)
        assert again.secret
        assert len(again.faults) == 1, "it is marked in the office, whatever the row says"
        assert "not to go by chat" in told(again.faults)[0]


async def test_a_course_that_is_not_held_is_not_in_the_workbook_and_can_still_be_found_by_its_code(
    database: Database,
) -> None:
    await import_(database, book(courses=[COURSE]))
    async with database.writing() as session:
        await session.exec(update(Course).where(col(Course.code) == "QLNN").values(cancelled=True))
    written = await current_workbook(database, ENGLISH, by_chat=True)
    assert read_workbook(written).book.courses == ()  # type: ignore[union-attr]
    assert await import_(database, book(courses=[COURSE])) == []


def test_dates_look_like_dates_in_the_file() -> None:
    content = book(courses=[COURSE])
    cell = load_workbook(BytesIO(content))["Courses"]["H2"]
    assert (cell.value, cell.number_format) == (datetime(2026, 9, 7), "dd/mm/yyyy")  # noqa: DTZ001 - Excel knows no zones
