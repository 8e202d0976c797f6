"""Single dates, days off and made up, yearly dates, and since when a rule counts."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from sqlmodel import col, select

from phieu.office.workbook.importing import apply, examine
from phieu.office.workbook.telling import change_lines
from phieu.storage.database import Database
from phieu.storage.tables import CalendarDate, CalendarRule, SpecialDay, YearlyDate
from phieu.words import RoundKind
from tests.workbook.files import ENGLISH, changed, faults_of, sample, sheet_of, told, warnings_of, with_row

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
OWN_SHEETS = ("Single dates", "Days off and made up", "Yearly dates")


async def import_(database: Database, content: bytes, now: datetime = NOW) -> list[str]:
    examination = await examine(database, content)
    assert told(examination.faults) == []
    assert examination.changes is not None
    await apply(database, examination.changes, now)
    return change_lines(examination.changes, ENGLISH)


async def rows_of(database: Database, table: Any, order: Any) -> list[Any]:
    async with database.reading() as session:
        return list(await session.exec(select(table).order_by(col(order))))


def with_rows(rows: dict[str, list[tuple[Any, ...]]]) -> bytes:
    """The sample office with exactly these rows on these sheets."""

    def change(workbook: Workbook) -> None:
        for name, values in rows.items():
            worksheet = sheet_of(workbook, name)
            worksheet.delete_rows(2, 50)
            for row in values:
                worksheet.append(row)

    return changed(change)


def without_own_sheets() -> bytes:
    def change(workbook: Workbook) -> None:
        for name in OWN_SHEETS:
            workbook.remove(sheet_of(workbook, name))

    return changed(change)


async def test_what_the_sheets_say_is_kept(database: Database) -> None:
    await import_(database, sample())
    (single,) = await rows_of(database, CalendarDate, CalendarDate.day)
    assert (single.kind, single.day, single.hour, single.working_days, single.since) == (
        *(RoundKind.ROTATION, date(2027, 4, 15), 8, 5),
        NOW,
    )
    days = await rows_of(database, SpecialDay, SpecialDay.day)
    assert [(one.day, one.works) for one in days] == [(date(2026, 12, 26), True), (date(2026, 12, 28), False)]
    yearly = await rows_of(database, YearlyDate, YearlyDate.month)
    assert [(one.code, one.month, one.day, one.days_before) for one in yearly] == [
        ("QH", 3, 15, 10),
        ("BC", 12, 15, 10),
    ]


async def test_without_the_sheets_everything_stays_and_with_empty_ones_it_goes(database: Database) -> None:
    await import_(database, sample())
    assert await import_(database, without_own_sheets()) == []
    assert await import_(database, with_rows({name: [] for name in OWN_SHEETS})) == [
        "Single dates – removed: On a rotation, 15 April 2027",
        "Days off and made up – removed: 26 December 2026, Làm bù cho ngày 28/12 (mẫu)",
        "Days off and made up – removed: 28 December 2026, Nghỉ, đã làm bù ngày 26/12 (mẫu)",
        "Yearly dates – removed: Rà soát quy hoạch cán bộ lãnh đạo, quản lý (mẫu) (QH)",
        "Yearly dates – removed: Báo cáo tổng kết công tác cán bộ (mẫu) (BC)",
    ]
    for table, order in ((CalendarDate, CalendarDate.id), (SpecialDay, SpecialDay.day), (YearlyDate, YearlyDate.code)):
        assert await rows_of(database, table, order) == []


async def test_a_rule_or_a_date_that_did_not_change_counts_since_it_came(database: Database) -> None:
    await import_(database, sample())
    changed_rule = with_rows(
        {
            "Calendar": [("semiannual", "6; 12", 5, 8, 7), ("quarterly", "3; 9", 6, 8, 7)],
            "Single dates": [("rotation", date(2027, 4, 15), 8, 5), ("ad hoc", date(2027, 5, 20), 9, 3)],
        }
    )
    assert await import_(database, changed_rule, LATER) == [
        "Calendar – changed: Quarterly (Day: 5 → 6)",
        "Single dates – new: Ad hoc, 20 May 2027",
    ]
    rules = await rows_of(database, CalendarRule, CalendarRule.kind)
    assert {rule.kind: rule.since for rule in rules} == {RoundKind.QUARTERLY: LATER, RoundKind.SEMIANNUAL: NOW}
    assert [one.since for one in await rows_of(database, CalendarDate, CalendarDate.day)] == [NOW, LATER]


@pytest.mark.parametrize(
    ("sheet", "row", "fault"),
    [
        (
            "Single dates",
            ("rotation", date(2027, 4, 15), 9, 5),
            "row 3, column B (Day): this is already in row 2; please keep only one of them",
        ),
        (
            "Single dates",
            ("ad hoc", date(2027, 4, 20), 9, 0),
            "row 3, column D (Working days): 0 is not possible here; please enter a number from 1 to 66",
        ),
        (
            "Days off and made up",
            (date(2026, 12, 28), "yes", ""),
            "row 4, column A (Day): this is already in row 3; please keep only one of them",
        ),
        ("Yearly dates", ("X", "Họp", 2, 30, 5), "row 4, column D (Day): there is no day 30 in month 2"),
        ("Yearly dates", ("X", "Họp", 4, 31, 5), "row 4, column D (Day): there is no day 31 in month 4"),
        (
            "Yearly dates",
            ("qh", "Họp", 4, 3, 5),
            "row 4, column A (Code): this is already in row 2; please keep only one of them",
        ),
        (
            "Calendar",
            ("annual", "12", 5, 8, 0),
            "row 4, column E (Working days): 0 is not possible here; please enter a number from 1 to 66",
        ),
    ],
)
def test_what_cannot_be(sheet: str, row: tuple[Any, ...], fault: str) -> None:
    assert faults_of(with_row(sheet, *row)) == [f"Sheet “{sheet}”, {fault}"]


@pytest.mark.parametrize(
    ("sheet", "row", "warning"),
    [
        (
            "Days off and made up",
            (date(2026, 11, 29), "no", ""),
            "row 4, column A (Day): this is a weekend or a public holiday anyway",
        ),
        (
            "Days off and made up",
            (date(2026, 9, 2), "no", ""),
            "row 4, column A (Day): this is a weekend or a public holiday anyway",
        ),
        (
            "Days off and made up",
            (date(2026, 11, 30), "yes", ""),
            "row 4, column A (Day): this is a working day anyway",
        ),
        (
            "Yearly dates",
            ("X", "Họp", 2, 29, 5),
            "row 4, column D (Day): 29 February comes in leap years only; in other years 28 February is meant",
        ),
    ],
)
def test_what_is_worth_a_look(sheet: str, row: tuple[Any, ...], warning: str) -> None:
    assert warnings_of(with_row(sheet, *row)) == [f"Sheet “{sheet}”, {warning}"]


def test_a_round_that_would_open_before_the_last_one_has_closed() -> None:
    rows: dict[str, list[tuple[Any, ...]]] = {
        "Single dates": [("ad hoc", date(2027, 5, 17), 8, 5), ("ad hoc", date(2027, 5, 20), 8, 5)]
    }
    assert faults_of(with_rows(rows)) == [
        (
            "Sheet “Single dates”, row 2: Ad hoc evaluation, 20 May 2027 would open on 20 May 2027, before "
            "Ad hoc evaluation, 17 May 2027 has closed, on 24 May 2027"
        )
    ]
