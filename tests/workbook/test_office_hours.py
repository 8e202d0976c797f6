"""The office's own settings for messages, nominations and check-ins: blank leaves them as they are."""

from datetime import UTC, datetime
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from sqlmodel import select

from phieu.office.workbook.importing import apply, examine
from phieu.office.workbook.records import OfficeRecord
from phieu.office.workbook.settling import AT_FIRST
from phieu.office.workbook.telling import change_lines
from phieu.storage.database import Database
from phieu.storage.tables import Office
from tests.workbook.files import ENGLISH, changed, faults_of, sheet_of, told

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
    for key in ("first_hour", "last_hour", "answer_days", "check_in_months"):
        assert getattr(AT_FIRST, key) == getattr(row, key)
    assert OfficeRecord("", "", 0, 0, 0).first_hour is None


async def test_a_workbook_without_these_columns_begins_with_the_usual_ones_and_later_leaves_them(
    database: Database,
) -> None:
    await import_(database, office_with(delete=4))
    assert await office(database) == (7, 21, 7, 3)
    assert await import_(database, office_with(6, 22, 10, 0)) == [
        (
            "Office – changed: Văn phòng (dữ liệu mẫu) (Messages from (hour): 7 → 6; Messages until (hour): 21 → 22; "
            "Days to answer a nomination: 7 → 10; Months between check-ins: 3 → 0)"
        )
    ]
    assert await office(database) == (6, 22, 10, 0)
    assert await import_(database, office_with(None, None, None, None)) == []
    assert await import_(database, office_with(delete=4)) == []
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
