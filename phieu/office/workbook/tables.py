"""Finds a sheet's table in the file: its header row, wherever that is, and the rows below it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from phieu.locales.translator import mark
from phieu.office.spelling import nearest, tidy
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.faults import Fault

HEADER_SEARCHED = 15
"""Titles and remarks may stand above the header, but not more rows than this."""

Cells = dict[int, Cell | MergedCell]


@dataclass(slots=True)
class Table:
    """A sheet's columns and cells as they stand in this file."""

    sheet: Sheet
    places: dict[str, int] = field(default_factory=dict)
    """In which column, counted from 1, each field stands."""
    rows: dict[int, Cells] = field(default_factory=dict)
    """The cells below the header by row and column; cells that are not in the file are left out."""
    faults: list[Fault] = field(default_factory=list)

    def letter(self, column: Column) -> str:
        """As Excel names the column; empty if the file has no such column."""
        return get_column_letter(self.places[column.key]) if column.key in self.places else ""


def find_table(worksheet: Worksheet, sheet: Sheet) -> Table:
    """The table of a sheet, with what is wrong about its shape."""
    table = Table(sheet)
    # the sheet's own dict: iterating over the sheet would make a cell for each gap, a million rows of them
    by_row: defaultdict[int, Cells] = defaultdict(dict)
    for (row, column), cell in worksheet._cells.items():  # noqa: SLF001 - see above
        by_row[row][column] = cell
    header_row = _header_row(by_row, sheet)
    if header_row is None:
        table.faults.append(
            Fault(mark("the row with the column names is missing; please keep it as in the template"), sheet=sheet)
        )
        return table
    _read_header(by_row[header_row], table, header_row)
    table.rows = {row: by_row[row] for row in sorted(by_row) if row > header_row}
    _fill_merged(worksheet, table, header_row)
    _look_for_hidden(worksheet, table)
    return table


def _header_row(by_row: dict[int, Cells], sheet: Sheet) -> int | None:
    def matches(row: int) -> int:
        headers = [tidy(str(cell.value)) for cell in by_row[row].values() if cell.value is not None]
        return sum(any(column.is_called(header) for header in headers) for column in sheet.columns)

    candidates = [row for row in sorted(by_row)[:HEADER_SEARCHED] if matches(row)]
    return max(candidates, key=matches, default=None)


def _read_header(cells: Cells, table: Table, row: int) -> None:
    sheet = table.sheet
    for place, cell in sorted(cells.items()):
        header = tidy(str(cell.value)) if cell.value is not None else ""
        column = next((column for column in sheet.columns if column.is_called(header)), None)
        letter = get_column_letter(place)
        if column is None:
            table.faults.extend(_unknown_header(header, letter, sheet, row))
        elif column.key in table.places:
            arguments = {"first": table.letter(column), "second": letter}
            text = mark("this column is there twice, as {first} and {second}; please remove one")
            table.faults.append(Fault(text, arguments, sheet, row, column))
        else:
            table.places[column.key] = place
    for column in sheet.columns:
        if column.required and column.key not in table.places:
            text = mark("this column is missing; please add it as in the template")
            table.faults.append(Fault(text, {}, sheet, row, column))


def _unknown_header(header: str, letter: str, sheet: Sheet, row: int) -> Iterator[Fault]:
    if not header:
        return
    meant = nearest(header, [name for column in sheet.columns for name in (column.vi, column.en)])
    arguments = {"header": header, "letter": letter, "meant": meant}
    text = (
        mark("column {letter} (“{header}”) is not known and is left out; did you mean “{meant}”?")
        if meant
        else mark("column {letter} (“{header}”) is not known and is left out")
    )
    yield Fault(text, arguments, sheet, row, warning=True)


def _fill_merged(worksheet: Worksheet, table: Table, header_row: int) -> None:
    """Cells merged downwards give their value to each row; merged sideways they are a fault."""
    ours = set(table.places.values())
    for merged in worksheet.merged_cells.ranges:
        places = ours & set(range(merged.min_col, merged.max_col + 1))
        top = table.rows.get(merged.min_row, {}).get(merged.min_col)
        if merged.max_row <= header_row or not places or top is None or top.value is None:
            continue
        if merged.min_row <= header_row or merged.min_col != merged.max_col:
            text = mark("the cells {range} are merged; please unmerge them and fill in each one")
            table.faults.append(Fault(text, {"range": merged.coord}, table.sheet, merged.min_row))
            continue
        for row, cells in table.rows.items():
            others = (cell for place, cell in cells.items() if place in ours and place != merged.min_col)
            if merged.min_row < row <= merged.max_row and any(cell.value is not None for cell in others):
                cells[merged.min_col] = top
        text = mark("the cells {range} are merged; their value was taken for each of these rows")
        table.faults.append(Fault(text, {"range": merged.coord}, table.sheet, merged.min_row, warning=True))


def _look_for_hidden(worksheet: Worksheet, table: Table) -> None:
    ours = set(table.places.values())
    hidden = [
        row
        for row, cells in table.rows.items()
        if row in worksheet.row_dimensions
        and worksheet.row_dimensions[row].hidden
        and any(cell.value is not None for place, cell in cells.items() if place in ours)
    ]
    if hidden:
        text = mark("hidden rows are read as well: {rows}")
        table.faults.append(Fault(text, {"rows": ", ".join(map(str, hidden))}, table.sheet, warning=True))
