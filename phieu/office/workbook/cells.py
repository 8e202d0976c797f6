"""A cell as text, whatever Excel has made of what was typed into it."""

import re
from datetime import date, datetime, time, timedelta
from math import isfinite

from openpyxl.cell.cell import Cell, MergedCell

from phieu.locales.translator import mark
from phieu.office.spelling import tidy
from phieu.office.workbook.kinds import CellError

_PADDED = re.compile(r"0{2,}")
"""A number format such as 00000, by which 123 is shown as 00123."""
EMPTY_TEXT = "str"
"""The type that openpyxl leaves on a formula whose result is a text without letters."""


def text_of(cell: Cell | MergedCell, *, has_formula: bool, takes_dates: bool = False) -> str:
    """What a reader of the sheet sees in the cell, tidied; raises CellError where that cannot be known.

    A date is told as 2026-11-20 where one is wanted; elsewhere Excel has made it of something else.
    """
    value = cell.value
    if value is None:
        if has_formula and cell.data_type != EMPTY_TEXT:
            raise CellError(
                mark("this formula has no result yet. Please open the file in Excel, save it, or type the value itself")
            )
        return ""
    if cell.data_type == "e":
        raise CellError(mark("this cell shows the error {error}"), error=str(value))
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if takes_dates and isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, datetime | date | time | timedelta):
        raise CellError(
            mark("Excel has made a date or time of this. Please format the cell as Text and type it once more")
        )
    return tidy(str(value))


def _number(value: float, number_format: str) -> str:
    if not isfinite(value) or value != int(value):
        return repr(value)
    digits = str(abs(int(value)))
    padded = digits.zfill(len(number_format)) if _PADDED.fullmatch(number_format) else digits
    return "-" + padded if value < 0 else padded
