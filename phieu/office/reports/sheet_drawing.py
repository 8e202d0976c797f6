"""Text and squares on a printed sheet, in millimetres."""

from __future__ import annotations  # fpdf2 is loaded when a sheet is drawn, not when the program starts

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fpdf import FPDF

POINT = 25.4 / 72
"""Millimetres."""
GREY = 95


class Area(NamedTuple):
    """Where text may stand, in millimetres from the page's upper left corner."""

    left: float
    top: float
    width: float


def composed(text: str) -> str:
    """With each letter and its accents as one sign, as the typeface has them."""
    return unicodedata.normalize("NFC", text)


def broken(pdf: FPDF, width: float, text: str, size: float, *, bold: bool = False) -> list[str]:
    """The text in lines that are no wider."""
    pdf.set_font("Roboto", "B" if bold else "", size)
    lines = pdf.multi_cell(width, 1, composed(text), dry_run=True, output="LINES", align="L")
    assert isinstance(lines, list)
    return lines


def write(pdf: FPDF, area: Area, text: str, *, size: float, lines: int = 9, grey: int = 0, bold: bool = False) -> float:
    """Write at most so many lines, the last one shortened if need be; returns where the next text may stand."""
    cut = broken(pdf, area.width, text, size, bold=bold)
    if len(cut) > lines:
        cut = [*cut[: lines - 1], cut[lines - 1].rstrip()[:-1] + "…"]
    pdf.set_text_color(grey)
    height = size * POINT * 1.25
    for place, line in enumerate(cut):
        pdf.set_xy(area.left, area.top + place * height)
        pdf.cell(area.width, height, line)
    return area.top + len(cut) * height


def fitting_size(pdf: FPDF, text: str, width: float, size: float) -> float:
    """So many points at most that this bold line is no wider."""
    pdf.set_font("Roboto", "B", size)
    return min(size, size * width / pdf.get_string_width(text))


def draw_square(pdf: FPDF, area: Area, link: str) -> None:
    """A QR code of this link, as wide as the area."""
    import segno  # noqa: PLC0415 - loaded when a sheet is drawn

    code = segno.make_qr(link, error="m")
    rows = [bytes(row) for row in code.matrix_iter(border=0)]
    side = area.width / len(rows)
    pdf.set_fill_color(0)
    for y, row in enumerate(rows):
        for start, length in dark_runs(row):
            pdf.rect(area.left + start * side, area.top + y * side, length * side, side, style="F")


def dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Where dark modules stand side by side: start and length. One rectangle each leaves no hairlines inside."""
    runs: list[tuple[int, int]] = []
    for x, module in enumerate(row):
        if not module:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs
