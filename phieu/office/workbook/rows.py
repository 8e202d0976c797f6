"""Turns the rows of a sheet's table into records, noting each cell that cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from phieu.locales.translator import mark
from phieu.office.training.class_sheet import ClassRecord
from phieu.office.workbook import records
from phieu.office.workbook.cells import text_of
from phieu.office.workbook.columns import Column
from phieu.office.workbook.faults import Fault
from phieu.office.workbook.kinds import DATE, CellError
from phieu.office.workbook.tables import Cells, Table

RECORDS: Mapping[str, type[Any]] = {
    "office": records.OfficeRecord,
    "units": records.UnitRecord,
    "people": records.PersonRecord,
    "positions": records.PositionRecord,
    "groups": records.GroupRecord,
    "members": records.MemberRecord,
    "scales": records.ScaleRecord,
    "criteria": records.CriteriaRecord,
    "questions": records.QuestionRecord,
    "rules": records.RuleRecord,
    "calendar": records.CalendarRecord,
    "dates": records.DateRecord,
    "special_days": records.SpecialDayRecord,
    "yearly_dates": records.YearlyDateRecord,
    "courses": records.CourseRecord,
    "training": records.TrainingRecord,
    "rotations": records.RotationRecord,
    "class": ClassRecord,
}
"""What a row of each sheet becomes."""

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file and what it says."""

    number: int
    """As Excel numbers rows."""
    record: Any
    """A record of the sheet; a field in `unclear` holds only a blank."""
    unclear: frozenset[str] = frozenset()
    """Fields whose cells are missing or could not be read; there is a fault for each."""

    def get(self, key: str) -> Any:
        """A field, or None if its cell was unclear."""
        return None if key in self.unclear else getattr(self.record, key)


def read_rows(table: Table, formulas: frozenset[tuple[int, int]]) -> list[Row]:
    """The rows that hold anything; adds to the table's faults. `formulas` are the cells (row, column) with one."""
    rows: list[Row] = []
    if not table.places:
        return rows
    for number, cells in table.rows.items():
        row = _read_row(table, number, cells, formulas)
        if row is not None:
            rows.append(row)
    if not rows and not table.sheet.may_be_empty:
        table.faults.append(Fault(mark("this sheet is empty; please fill it in"), sheet=table.sheet))
    if len(rows) > MOST_ROWS:
        text = mark("this sheet has {rows} rows; at most {most} can be read")
        table.faults.append(Fault(text, {"rows": len(rows), "most": MOST_ROWS}, table.sheet))
        return rows[:MOST_ROWS]
    return rows


def _read_row(table: Table, number: int, cells: Cells, formulas: frozenset[tuple[int, int]]) -> Row | None:
    texts: dict[str, str | CellError] = {}
    for key, place in table.places.items():
        cell, has_formula = cells.get(place), (number, place) in formulas
        takes_dates = table.sheet.column(key).kind.form == DATE
        try:
            texts[key] = "" if cell is None else text_of(cell, has_formula=has_formula, takes_dates=takes_dates)
        except CellError as error:
            texts[key] = error
    if not any(texts.values()):
        return None
    fields: dict[str, Any] = {}
    unclear: set[str] = set()
    for column in table.sheet.columns:
        try:
            fields[column.key] = _read_cell(column, texts.get(column.key, ""))
        except CellError as error:
            fields[column.key] = column.kind.blank
            unclear.add(column.key)
            if column.key in table.places:  # a missing column was told once for all rows
                fault = Fault(error.text, error.arguments, table.sheet, number, column, table.letter(column))
                table.faults.append(fault)
    return Row(number, RECORDS[table.sheet.key](**fields), frozenset(unclear))


def _read_cell(column: Column, text: str | CellError) -> Any:
    if isinstance(text, CellError):
        raise text
    if text:
        return column.kind.read(text)
    if column.required:
        raise CellError(mark("this cell is empty; please fill it in"))
    return column.kind.blank
