"""The printable sheet of invitations: A4, two by four cards to cut out, each in its person's language."""

from __future__ import annotations  # fpdf2 is loaded when a sheet is drawn, not when the program starts

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from phieu.locales.translator import Translator, translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpdf import FPDF

    from phieu.office.reports.invite_cards import InviteCard

COLUMNS, ROWS = 2, 4
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
CARD_WIDTH, CARD_HEIGHT = PAGE_WIDTH / COLUMNS, PAGE_HEIGHT / ROWS
PADDING = 7.0
QR_SIDE = 34.0
NAME_SIZES = ((13.0, 2), (11.0, 2), (10.0, 3), (8.0, 4))
"""Points, from the usual to the smallest, and lines: a name takes the first into which it fits."""
CODE_SIZE = 16.0
"""Points, unless a longer code needs smaller ones."""
POINT = 25.4 / 72
"""Millimetres."""
GREY = 95


class Area(NamedTuple):
    """Where text may stand, in millimetres from the page's upper left corner."""

    left: float
    top: float
    width: float


def invite_sheet(office_name: str, cards: Sequence[InviteCard], zone: str) -> bytes:
    """The PDF. `zone` is the office's time zone: the last day of a code is a day there."""
    pdf = _document(office_name)
    for place, card in enumerate(cards):
        on_page = place % (COLUMNS * ROWS)
        if on_page == 0:
            pdf.add_page()
            _cutting_lines(pdf)
        corner = (on_page % COLUMNS * CARD_WIDTH, on_page // COLUMNS * CARD_HEIGHT)
        _draw_card(pdf, corner, office_name, card, translator(card.locale, zone))
    return bytes(pdf.output())


def _document(office_name: str) -> FPDF:
    import font_roboto  # noqa: PLC0415 - loaded when a sheet is drawn
    from fpdf import FPDF  # noqa: PLC0415 - loaded when a sheet is drawn

    pdf = FPDF(unit="mm", format="A4")
    pdf.add_font("Roboto", "", font_roboto.Roboto)
    pdf.add_font("Roboto", "B", font_roboto.RobotoBold)
    pdf.set_auto_page_break(auto=False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title(_composed(office_name))
    return pdf


def _cutting_lines(pdf: FPDF) -> None:
    pdf.set_draw_color(170)
    pdf.set_line_width(0.2)
    pdf.set_dash_pattern(dash=1.5, gap=1.5)
    for column in range(1, COLUMNS):
        pdf.line(column * CARD_WIDTH, 0, column * CARD_WIDTH, PAGE_HEIGHT)
    for row in range(1, ROWS):
        pdf.line(0, row * CARD_HEIGHT, PAGE_WIDTH, row * CARD_HEIGHT)
    pdf.set_dash_pattern()


def _draw_card(pdf: FPDF, corner: tuple[float, float], office_name: str, card: InviteCard, t: Translator) -> None:
    left, top = corner[0] + PADDING, corner[1] + PADDING
    width = CARD_WIDTH - 2 * PADDING
    y = _write(pdf, Area(left, top, width), office_name, size=7.5, lines=1, grey=GREY)
    y = _write_name(pdf, Area(left, y + 0.8, width), card.name)
    whose = " · ".join(filter(None, [t("Staff number {number}", number=card.staff_number), card.unit]))
    y = _write(pdf, Area(left, y + 0.4, width), whose, size=8, lines=2, grey=GREY)
    y = max(y + 1.5, top + 17)
    side = min(QR_SIDE, corner[1] + CARD_HEIGHT - PADDING - 4 - y) if card.link else -4
    if card.link:
        _draw_qr(pdf, Area(left, y, side), card.link)
    beside = Area(left + side + 4, y, width - side - 4)
    _write_steps(pdf, beside, card, t)
    _write_footer(pdf, Area(left, corner[1] + CARD_HEIGHT - PADDING - 3, width), card, t)


def _write_steps(pdf: FPDF, area: Area, card: InviteCard, t: Translator) -> None:
    steps = [
        t("1. Open Telegram on your phone."),
        t("2. Scan the square with the camera.") if card.link else t("2. Find the office's bot by its name."),
        t("3. Press START. If a code is asked for, type:"),
    ]
    y = area.top - 0.8
    for step in steps:
        y = _write(pdf, Area(area.left, y, area.width), step, size=9.2, lines=2) + 0.7
    _write(pdf, Area(area.left, y + 0.4, area.width), card.code, size=_code_size(pdf, card.code, area.width), bold=True)


def _code_size(pdf: FPDF, code: str, width: float) -> float:
    pdf.set_font("Roboto", "B", CODE_SIZE)
    return min(CODE_SIZE, CODE_SIZE * width / pdf.get_string_width(code))


def _write_footer(pdf: FPDF, area: Area, card: InviteCard, t: Translator) -> None:
    text = t("For you alone. Works once, until {moment}.", moment=t.moment(card.expires_at))
    _write(pdf, area, text, size=7.5, lines=1, grey=GREY)


def _write_name(pdf: FPDF, area: Area, name: str) -> float:
    fitting = (it for it in NAME_SIZES if len(_broken(pdf, area.width, name, it[0], bold=True)) <= it[1])
    size, lines = next(fitting, NAME_SIZES[-1])
    return _write(pdf, area, name, size=size, lines=lines, bold=True)


def _broken(pdf: FPDF, width: float, text: str, size: float, *, bold: bool) -> list[str]:
    pdf.set_font("Roboto", "B" if bold else "", size)
    lines = pdf.multi_cell(width, 1, _composed(text), dry_run=True, output="LINES", align="L")
    assert isinstance(lines, list)
    return lines


def _write(
    pdf: FPDF, area: Area, text: str, *, size: float, lines: int = 9, grey: int = 0, bold: bool = False
) -> float:
    """Write at most so many lines, the last one shortened if need be; returns where the next text may stand."""
    broken = _broken(pdf, area.width, text, size, bold=bold)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], broken[lines - 1].rstrip()[:-1] + "…"]
    pdf.set_text_color(grey)
    height = size * POINT * 1.25
    for place, line in enumerate(broken):
        pdf.set_xy(area.left, area.top + place * height)
        pdf.cell(area.width, height, line)
    return area.top + len(broken) * height


def _draw_qr(pdf: FPDF, area: Area, link: str) -> None:
    import segno  # noqa: PLC0415 - loaded when a sheet is drawn

    code = segno.make_qr(link, error="m")
    rows = [bytes(row) for row in code.matrix_iter(border=0)]
    side = area.width / len(rows)
    pdf.set_fill_color(0)
    for y, row in enumerate(rows):
        for start, length in _dark_runs(row):
            pdf.rect(area.left + start * side, area.top + y * side, length * side, side, style="F")


def _dark_runs(row: bytes) -> list[tuple[int, int]]:
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


def _composed(text: str) -> str:
    """With each letter and its accents as one sign, as the typeface has them."""
    return unicodedata.normalize("NFC", text)
