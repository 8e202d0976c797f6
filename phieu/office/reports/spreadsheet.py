"""Writes exports: sheets with a title, a head and rows, ready to be filtered and printed.

Import this module when one is written, not before: it brings openpyxl.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import ceil
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from phieu.office.cell_looks import Looks

Value: TypeAlias = str | int | float | date | None
HEAD_ROW = 3
FORMULA_STARTS = ("=", "+", "-", "@")
HEAD_FILL = PatternFill("solid", fgColor="163B66")
FONT = "Arial"
"""Has all Vietnamese letters, on every office's computer."""
HEAD_FONT = Font(FONT, 11, bold=True, color="FFFFFF")
TITLE_FONT = Font(FONT, 14, bold=True, color="163B66")
BODY_FONT = Font(FONT, 11)
BELOW = Border(bottom=Side(style="thin", color="C9D3DE"))
LINE_HEIGHT = 15
"""Points that a line of text takes."""
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(horizontal="center", vertical="top")
MIDDLE = Alignment(wrap_text=True, vertical="center")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its name, the title above it, its columns with their widths in characters, and the rows."""

    name: str
    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Value]]


def write_spreadsheet(tables: Iterable[Table]) -> bytes:
    """The workbook (xlsx)."""
    book = Workbook()
    book.remove(book.worksheets[0])
    looks = Looks()
    for table in tables:
        sheet: Worksheet = book.create_sheet(table.name)
        _write(sheet, 1, 1, table.title).font = TITLE_FONT
        _write_head(sheet, table.columns)
        _write_rows(sheet, table.rows, [width for _, width in table.columns], looks)
        _set_up_page(sheet, len(table.columns))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _write_head(sheet: Worksheet, columns: Sequence[tuple[str, int]]) -> None:
    for place, (text, width) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        cell = _write(sheet, HEAD_ROW, place, text)
        cell.font, cell.fill, cell.alignment = HEAD_FONT, HEAD_FILL, MIDDLE
    _fit_height(sheet, HEAD_ROW, [text for text, _ in columns], [width for _, width in columns])
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"


def _write_rows(sheet: Worksheet, rows: Iterable[Sequence[Value]], widths: Sequence[int], looks: Looks) -> None:
    for row, values in enumerate(rows, start=HEAD_ROW + 1):
        for place, value in enumerate(values, start=1):
            if value is None:
                continue
            looks.give(sheet.cell(row, place), type(value), partial(_dress, value=value))
            _write(sheet, row, place, value)
        _fit_height(sheet, row, values, widths)


def _dress(cell: Cell | MergedCell, value: Value) -> None:
    cell.font, cell.border = BODY_FONT, BELOW
    cell.alignment = WRAPPED if isinstance(value, str) else CENTRED
    if isinstance(value, float):
        cell.number_format = "0.00"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"


def _fit_height(sheet: Worksheet, row: int, values: Sequence[Value], widths: Sequence[int]) -> None:
    """Room for wrapped texts: not every program makes it by itself."""
    lines = [
        ceil(len(value) * 0.95 / width) for value, width in zip(values, widths, strict=False) if isinstance(value, str)
    ]
    sheet.row_dimensions[row].height = LINE_HEIGHT * max(lines, default=1) + 4


def _set_up_page(sheet: Worksheet, columns: int) -> None:
    """Ready to be filtered, and to be printed: across the page, with the head on each."""
    last = f"{get_column_letter(columns)}{max(sheet.max_row, HEAD_ROW)}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def _write(sheet: Worksheet, row: int, place: int, value: Value) -> Cell:
    """A cell in which text stays text: what begins with = + - @ must never become a formula."""
    cell = sheet.cell(row, place)
    assert isinstance(cell, Cell), "nothing is merged in these sheets"
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        if cell.value.startswith(FORMULA_STARTS):
            cell.quotePrefix = True
    else:
        cell.value = value
    return cell
