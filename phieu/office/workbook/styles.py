"""How the template looks."""

from collections.abc import Iterable
from functools import partial
from math import ceil

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from phieu.office.cell_looks import Looks
from phieu.office.workbook.kinds import TEXT

BLUE = "1F4E79"
GREEN = "2E6B4F"
_LIGHT = "DCE6F1"
_INK = "1A1A1A"
_LINE = Side(style="thin", color="C9D3DE")
_FONT = "Arial"  # has all Vietnamese letters, on every office's computer

_LINE_HEIGHT = 15.5
"""Points that a line of text takes."""
_PADDING = 4.5


def fit_height(worksheet: Worksheet, row: int, texts: Iterable[tuple[str, float]]) -> None:
    """Give a row room for its wrapped texts, each with its column's width: not every program does it by itself."""
    lines = max((ceil(len(text) * 0.92 / width) for text, width in texts if text), default=1)
    worksheet.row_dimensions[row].height = _LINE_HEIGHT * lines + _PADDING


def header(cell: Cell | MergedCell, *, required: bool) -> None:
    """A column's name."""
    cell.font = Font(_FONT, 11, bold=True, color="FFFFFF")
    cell.fill = PatternFill("solid", fgColor=BLUE if required else "6F8FAF")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    cell.border = Border(_LINE, _LINE, _LINE, _LINE)


def value(cell: Cell | MergedCell, form: str, looks: Looks) -> None:
    """A cell that was filled in by the program; `form` is its number format."""
    looks.give(cell, form, partial(_dress_value, form=form))
    if form == TEXT:
        cell.data_type = "s" if cell.value is not None else "n"  # a text that begins with = is no formula


def _dress_value(cell: Cell | MergedCell, form: str) -> None:
    is_text = form == TEXT
    cell.font = Font(_FONT, 11, color=_INK)
    cell.alignment = Alignment(vertical="top", horizontal="left" if is_text else "center", wrap_text=is_text)
    cell.border = Border(bottom=_LINE)
    cell.number_format = form


def heading(worksheet: Worksheet, row: int, *, is_title: bool) -> None:
    """A heading over both columns of the instructions."""
    cell = worksheet.cell(row, 1)
    cell.font = Font(_FONT, 18 if is_title else 12, bold=True, color="FFFFFF" if is_title else BLUE)
    cell.alignment = Alignment(horizontal="left", vertical="center", indent=1)
    fill = PatternFill("solid", fgColor=BLUE if is_title else _LIGHT)
    cell.fill = worksheet.cell(row, 2).fill = fill
    worksheet.row_dimensions[row].height = 36 if is_title else 24


def instruction(left: Cell | MergedCell, right: Cell | MergedCell) -> None:
    """A line of the instructions."""
    left.font = Font(_FONT, 11, bold=True, color=_INK)
    right.font = Font(_FONT, 11, color=_INK)
    left.number_format = TEXT
    for cell in (left, right):
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True, indent=1)


def page(worksheet: Worksheet, *, landscape: bool) -> None:
    """Prints on A4, as wide as the page."""
    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.page_setup.paperSize = 9  # A4
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_margins.left = worksheet.page_margins.right = 0.5
