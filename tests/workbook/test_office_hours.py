"""The office's own settings for messages, nominations and check-ins: blank leaves them as they are."""

from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from sqlmodel import select

from phieu.office.workbook.importing import apply, current_workbook, examine
from phieu.office.workbook.records import OfficeRecord
from phieu.office.workbook.settling import AT_FIRST
from phieu.office.workbook.telling import change_lines
from phieu.storage.database import Database
from phieu.storage.tables import Office
from tests.workbook.files import ENGLISH, VIETNAMESE, changed, faults_of, read_sound, sheet_of, told

BLANK_AT_FIRST = (
    *("first_hour", "last_hour", "answer_days", "check_in_months"),
    *("reminders", "reminder_hour", "keep_notices_days", "keep_left_days"),
)
NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)


def office_with(*last_columns: Any, delete: int = 0) -> bytes:
    """The sample workbook with these values from column F on, and so many columns fewer."""

    def change(workbook: Workbook) -> None:
        for place, value in enumerate(last_columns, start=6):
            sheet_of(workbook, "Office").cell(2, place).value = value
        if delete:
            sheet_of(workbook, "Office").delete_cols(6, delete)

    return changed(change)


async def import_(database: Database, content: bytes) -> list[str]:
    examination = await examine(database, content)
    assert told(examination.faults) == []
    assert examination.changes is not None
    await apply(database, examination.changes, NOW)
    return change_lines(examination.changes, ENGLISH)


async def office(database: Database) -> tuple[int, int, int, int]:
    async with database.reading() as session:
        row = (await session.exec(select(Office))).one()
    return row.first_hour, row.last_hour, row.answer_days, row.check_in_months


def test_what_counts_at_first_is_what_the_table_says() -> None:
    row = Office(name="Văn phòng")
    for key in BLANK_AT_FIRST:
        assert getattr(AT_FIRST, key) == getattr(row, key)
        assert getattr(OfficeRecord("", "", 0, 0, 0), key) is None


async def test_a_workbook_without_these_columns_begins_with_the_usual_ones_and_later_leaves_them(
    database: Database,
) -> None:
    await import_(database, office_with(delete=8))
    assert await office(database) == (7, 21, 7, 3)
    assert await import_(database, office_with(6, 22, 10, 0)) == [
        (
            "Office – changed: Văn phòng (dữ liệu mẫu) (Messages from (hour): 7 → 6; Messages until (hour): 21 → 22; "
            "Days to answer a nomination: 7 → 10; Months between check-ins: 3 → 0)"
        )
    ]
    assert await office(database) == (6, 22, 10, 0)
    assert await import_(database, office_with(None, None, None, None)) == []
    assert await import_(database, office_with(delete=8)) == []
    assert await office(database) == (6, 22, 10, 0)


@pytest.mark.parametrize(
    ("hours", "fault"),
    [
        ((21, 7), "column G (Messages until (hour)): this hour must be later than the one before it"),
        ((8, 8), "column G (Messages until (hour)): this hour must be later than the one before it"),
        ((8, None), "column G (Messages until (hour)): please fill in both hours, or neither"),
        ((None, 8), "column F (Messages from (hour)): please fill in both hours, or neither"),
        ((24, 24), "column F (Messages from (hour)): 24 is not possible here; please enter a number from 0 to 23"),
    ],
)
def test_hours_that_cannot_be(hours: tuple[Any, Any], fault: str) -> None:
    assert faults_of(office_with(*hours)) == [f"Sheet “Office”, row 2, {fault}"]


async def reminders(database: Database) -> tuple[str, int, int, int]:
    async with database.reading() as session:
        row = (await session.exec(select(Office))).one()
    return row.reminders, row.reminder_hour, row.keep_notices_days, row.keep_left_days


async def test_reminders_and_how_long_things_are_kept(database: Database) -> None:
    await import_(database, office_with())
    hours = (0, 24, 7, 3)
    assert await import_(database, office_with(*hours, "2, half time và 5", 8, 90, 730)) == [
        (
            "Office – changed: Văn phòng (dữ liệu mẫu) (Reminders: half; 3; 1 → half; 5; 2; Reminder hour: 9 → 8; "
            "Keep notices (days): 180 → 90; Keep data of those who left (days): 365 → 730)"
        )
    ]
    assert await reminders(database) == ("half,5,2", 8, 90, 730)
    assert await import_(database, office_with(*hours, *[None] * 4)) == []
    assert await import_(database, await current_workbook(database, VIETNAMESE, by_chat=True)) == []
    assert await import_(database, office_with(*hours, "không", *[None] * 3)) == [
        "Office – changed: Văn phòng (dữ liệu mẫu) (Reminders: half; 5; 2 → none)"
    ]
    assert await reminders(database) == ("", 8, 90, 730)
    assert await import_(database, await current_workbook(database, VIETNAMESE, by_chat=True)) == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [("giữa đợt; 3; 1", "half,3,1"), ("GIUA DOT", "half"), ("1;3;3", "3,1"), (3, "3"), ("never", ""), ("0", "")],
)
def test_how_reminders_are_written(written: Any, kept: str) -> None:
    book = read_sound(office_with(0, 24, 7, 3, written)).book
    assert book is not None
    assert book.office[0].reminders == kept


@pytest.mark.parametrize("written", ["31", "soon", "half; 0", 3.1, "-1", ";"])
def test_reminders_that_cannot_be(written: Any) -> None:
    assert faults_of(office_with(0, 24, 7, 3, written)) == [
        (
            f"Sheet “Office”, row 2, column J (Reminders): “{written}” does not say when to remind people; please "
            "write it such as half; 3; 1, with working days from 1 to 30, or none"
        )
    ]
