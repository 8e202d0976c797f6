"""The summary as pictures for a phone: as many pages as it takes, each no higher than a phone's screen.

Import this module when a picture is to be drawn, not before: it brings Pillow with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from phieu.locales.translator import Translator
from phieu.office.reports.drawing.canvas import CONTENT, MARGIN, Block, Canvas, Colour, Style, wrapped
from phieu.office.reports.drawing.header import HeaderBlock, PageHeadBlock
from phieu.office.reports.drawing.legend import LegendBlock
from phieu.office.reports.drawing.question import QuestionBlock
from phieu.office.reports.summary import Measured, Summary

PAGE_HEIGHT = 1920
"""Pixels. Chat apps scale higher pictures down until the letters can no longer be read."""
FOOTER = Style(25, Colour.QUIET)


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A PNG file, 1080 pixels wide, and the questions that stand on it."""

    png: bytes
    questions: tuple[Measured, ...]


def draw_summary(summary: Summary, t: Translator) -> tuple[DrawnPage, ...]:
    """The pages; one at least. Takes a good part of a second: run it in a thread."""
    first: list[Block] = [HeaderBlock(summary, t), LegendBlock(summary, t, explains=True)]
    further: list[Block] = [PageHeadBlock(summary, t), LegendBlock(summary, t)]
    questions = [QuestionBlock(one, summary.round.threshold, t) for one in summary.questions]
    room = PAGE_HEIGHT - _footer_height(t)
    pages = _paginated(questions, room - _height(first), room - _height(further))
    return tuple(
        DrawnPage(
            _drawn([*(further if number else first), *page], number + 1, len(pages), t),
            tuple(question.measured for question in page),
        )
        for number, page in enumerate(pages)
    )


def _paginated(questions: Sequence[QuestionBlock], first_room: int, further_room: int) -> list[list[QuestionBlock]]:
    """Fill pages from the top; then even them out, so that no page is left with a single question."""
    pages = _filled(questions, first_room, further_room)
    while True:
        tighter = _filled(questions, first_room := first_room - 20, further_room := further_room - 20)
        if len(tighter) > len(pages) or min(first_room, further_room) < 0:
            return pages
        pages = tighter


def _filled(questions: Sequence[QuestionBlock], first_room: int, further_room: int) -> list[list[QuestionBlock]]:
    pages: list[list[QuestionBlock]] = [[]]
    left = first_room
    for question in questions:
        if question.height > left and pages[-1]:
            pages.append([])
            left = further_room
        pages[-1].append(question)
        left -= question.height
    return pages


def _drawn(blocks: Sequence[Block], number: int, pages: int, t: Translator) -> bytes:
    canvas = Canvas(_height(blocks) + _footer_height(t))
    top = 0
    for block in blocks:
        block.draw(canvas, top)
        top += block.height
    canvas.bar((MARGIN, top, MARGIN + CONTENT, top + 2), Colour.LINE)
    canvas.lines((MARGIN, top + 20), _footer(t), FOOTER)
    if pages > 1:
        page = t("{number} of {pages}", number=t.number(number), pages=t.number(pages))
        canvas.text((MARGIN + CONTENT, top + 20), page, FOOTER, "r")
    return canvas.png()


def _footer(t: Translator) -> list[str]:
    return wrapped(t("Counted without names: nobody can tell who answered what."), FOOTER, CONTENT - 120)


def _footer_height(t: Translator) -> int:
    return 20 + len(_footer(t)) * FOOTER.line + 24


def _height(blocks: Sequence[Block]) -> int:
    return sum(block.height for block in blocks)
