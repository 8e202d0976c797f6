"""The middle of a printed invitation: the code, and how one joins with it, on one app or on either of two."""

from __future__ import annotations  # fpdf2 is loaded when a sheet is drawn, not when the program starts

from typing import TYPE_CHECKING

from phieu.office.reports.sheet_drawing import GREY, Area, draw_square, fitting_size, write
from phieu.office.ways_in import app_name
from phieu.words import Channel

if TYPE_CHECKING:
    from fpdf import FPDF

    from phieu.locales.translator import Translator
    from phieu.office.ways_in import WaysIn

QR_SIDE, SMALL_QR_SIDE = 34.0, 21.5
GAP, QUIET = 4.0, 3.0
"""Millimetres; without four modules of white around it a square is hard to scan."""
CODE_SIZE, LARGE_CODE_SIZE = 16.0, 19.0
"""Points, unless a longer code needs smaller ones."""
NOTE_WIDTH = 33.0
USUAL_FIRST = (Channel.ZALO, Channel.TELEGRAM)
"""On the left stands what most people have."""


def write_steps(pdf: FPDF, area: Area, bottom: float, code: str, ways: WaysIn, t: Translator) -> None:
    """Fill this area down to `bottom`, in millimetres from the page's upper edge."""
    if len(ways.channels) == 1:
        _one_way(pdf, area, bottom, code, ways, t)
    else:
        _two_ways(pdf, area, bottom, code, ways, t)


def _one_way(pdf: FPDF, area: Area, bottom: float, code: str, ways: WaysIn, t: Translator) -> None:
    (channel,) = ways.channels
    link = ways.link(channel, code)
    beside = area
    if link:
        side = min(QR_SIDE, bottom - area.top)
        draw_square(pdf, Area(area.left, area.top, side), link)
        beside = Area(area.left + side + GAP, area.top, area.width - side - GAP)
    y = beside.top - 0.8
    for step in _steps(channel, with_square=bool(link), t=t):
        y = write(pdf, beside._replace(top=y), step, size=9.2, lines=2) + 0.7
    size = fitting_size(pdf, code, beside.width, CODE_SIZE)
    write(pdf, beside._replace(top=y + 0.4), code, size=size, bold=True)


def _two_ways(pdf: FPDF, area: Area, bottom: float, code: str, ways: WaysIn, t: Translator) -> None:
    room = area.width - NOTE_WIDTH - GAP
    below = write(pdf, area, code, size=fitting_size(pdf, code, room, LARGE_CODE_SIZE), bold=True)
    note = Area(area.left + area.width - NOTE_WIDTH, area.top + 0.6, NOTE_WIDTH)
    for_one = t("Your code, for one of the two; you can add the other later.")
    noted = write(pdf, note, for_one, size=7.5, lines=3, grey=GREY)
    top = max(below, noted) + 2
    width = (area.width - GAP) / 2
    for place, channel in enumerate(one for one in USUAL_FIRST if one in ways.channels):
        column = Area(area.left + place * (width + GAP), top, width)
        _one_of_two(pdf, column, bottom, channel, ways.link(channel, code), t)


def _one_of_two(pdf: FPDF, area: Area, bottom: float, channel: Channel, link: str, t: Translator) -> None:
    beside = area
    if link:
        side = min(SMALL_QR_SIDE, bottom - area.top)
        draw_square(pdf, area._replace(width=side), link)
        beside = Area(area.left + side + QUIET, area.top, area.width - side - QUIET)
    y = write(pdf, beside._replace(top=area.top - 0.9), app_name(channel), size=10.5, bold=True)
    write(pdf, beside._replace(top=y + 0.2), _short(channel, with_square=bool(link), t=t), size=8, lines=5)


def _steps(channel: Channel, *, with_square: bool, t: Translator) -> list[str]:
    if channel is Channel.TELEGRAM:
        return [
            t("1. Open Telegram on your phone."),
            t("2. Scan the square with the camera.") if with_square else t("2. Find the office's bot by its name."),
            t("3. Press START. If a code is asked for, type:"),
        ]
    return [
        t("1. Open Zalo on your phone."),
        t("2. Scan the square with Zalo.") if with_square else t("2. Find the office's bot by its name: Bot …"),
        t("3. Send the bot this code:"),
    ]


def _short(channel: Channel, *, with_square: bool, t: Translator) -> str:
    if channel is Channel.TELEGRAM:
        if with_square:
            return t("Scan it with the camera, then press START.")
        return t("Find the office's bot by its name, press START, and send it the code.")
    if with_square:
        return t("Scan it with Zalo, then send the bot the code.")
    return t("Find the office's bot by its name (Bot …), and send it the code.")
