"""The printable sheet of invitations: A4, two by four cards to cut out, each in its person's language."""

from __future__ import annotations  # fpdf2 is loaded when a sheet is drawn, not when the program starts

from typing import TYPE_CHECKING

from phieu.locales.translator import Translator, translator
from phieu.office.reports.invite_steps import write_steps
from phieu.office.reports.sheet_drawing import GREY, Area, broken, composed, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpdf import FPDF

    from phieu.office.reports.invite_cards import InviteCard
    from phieu.office.ways_in import WaysIn

COLUMNS, ROWS = 2, 4
PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
CARD_WIDTH, CARD_HEIGHT = PAGE_WIDTH / COLUMNS, PAGE_HEIGHT / ROWS
PADDING = 7.0
HEAD_HEIGHT, FOOT_HEIGHT = 17.0, 5.0
"""Millimetres; a long name or unit takes more."""
NAME_SIZES = ((13.0, 2), (11.0, 2), (10.0, 3), (8.0, 4))
"""Points, from the usual to the smallest, and lines: a name takes the first into which it fits."""


def invite_sheet(office_name: str, cards: Sequence[InviteCard], ways: WaysIn, zone: str) -> bytes:
    """The PDF. `zone` is the office's time zone: the last day of a code is a day there."""
    pdf = _document(office_name)
    for place, card in enumerate(cards):
        on_page = place % (COLUMNS * ROWS)
        if on_page == 0:
            pdf.add_page()
            _cutting_lines(pdf)
        corner = (on_page % COLUMNS * CARD_WIDTH, on_page // COLUMNS * CARD_HEIGHT)
        _draw_card(pdf, corner, office_name, card, ways, translator(card.locale, zone))
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
    pdf.set_title(composed(office_name))
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


def _draw_card(
    pdf: FPDF, corner: tuple[float, float], office_name: str, card: InviteCard, ways: WaysIn, t: Translator
) -> None:
    inner = Area(corner[0] + PADDING, corner[1] + PADDING, CARD_WIDTH - 2 * PADDING)
    y = _write_head(pdf, inner, office_name, card, t)
    bottom = corner[1] + CARD_HEIGHT - PADDING
    steps = inner._replace(top=max(y + 1.5, inner.top + HEAD_HEIGHT))
    write_steps(pdf, steps, bottom - FOOT_HEIGHT, card.code, ways, t)
    foot = t("For you alone. Works once, until {moment}.", moment=t.moment(card.expires_at))
    write(pdf, inner._replace(top=bottom - 3), foot, size=7.5, lines=1, grey=GREY)


def _write_head(pdf: FPDF, area: Area, office_name: str, card: InviteCard, t: Translator) -> float:
    y = write(pdf, area, office_name, size=7.5, lines=1, grey=GREY)
    fits = (it for it in NAME_SIZES if len(broken(pdf, area.width, card.name, it[0], bold=True)) <= it[1])
    size, lines = next(fits, NAME_SIZES[-1])
    y = write(pdf, area._replace(top=y + 0.8), card.name, size=size, lines=lines, bold=True)
    whose = " · ".join(filter(None, [t("Staff number {number}", number=card.staff_number), card.unit]))
    return write(pdf, area._replace(top=y + 0.4), whose, size=8, lines=2, grey=GREY)
