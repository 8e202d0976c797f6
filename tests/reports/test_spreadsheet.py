"""How the cells of an export look, and that a look is worked out once however many cells have it."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from phieu.office.reports import spreadsheet
from phieu.office.reports.spreadsheet import HEAD_ROW, Table, Value, write_spreadsheet


def written(*values: Value) -> list[Cell]:
    """These values one below the other, as they stand in the file."""
    table = Table("Sheet", "Title", [("Column", 20)], [[value] for value in values])
    sheet = load_workbook(BytesIO(write_spreadsheet([table])))["Sheet"]
    assert isinstance(sheet, Worksheet)
    cells = [sheet.cell(HEAD_ROW + place, 1) for place in range(1, len(values) + 1)]
    return [cell for cell in cells if isinstance(cell, Cell)]


def test_what_looks_like_a_formula_is_marked_as_text_and_nothing_else_is() -> None:
    cells = written("=HYPERLINK(1)", "plain", "@somebody", "plain again")
    assert [cell.quotePrefix for cell in cells] == [True, False, True, False]
    assert [cell.data_type for cell in cells] == ["s"] * 4


def test_each_kind_of_value_has_its_format() -> None:
    cells = written(date(2026, 11, 20), 2.5, 3, "text", date(2026, 11, 21), 3.5, 4, "more")
    formats = [cell.number_format for cell in cells]
    assert formats == ["dd/mm/yyyy", "0.00", "General", "General"] * 2
    assert [cell.alignment.horizontal for cell in cells] == ["center", "center", "center", None] * 2
    assert {(cell.font.name, cell.border.bottom.style) for cell in cells} == {(spreadsheet.FONT, "thin")}


def test_a_look_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    dressed: list[Value] = []
    monkeypatch.setattr(spreadsheet, "_dress", lambda _cell, value: dressed.append(value))
    written("first", 1, *("more" for _ in range(20)), 2)
    assert dressed == ["first", 1]
