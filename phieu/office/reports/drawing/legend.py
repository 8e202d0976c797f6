"""The key to the picture's marks, of which only those are explained that occur."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from phieu.locales.translator import Translator
from phieu.office.periods import period_name
from phieu.office.reports.drawing.canvas import CONTENT, MARGIN, Canvas, Colour, Style, wrapped
from phieu.office.reports.drawing.marks import BAND, LANE, draw_hidden, draw_last, draw_office, draw_own
from phieu.office.reports.overall import overall
from phieu.office.reports.summary import Summary
from phieu.office.reports.wording import range_meaning

TEXT = Style(27, Colour.QUIET)
ROW = 46
SIGN = 112
"""Room for the sign before its words."""
PADDING = 22
GAP = 12


@dataclass(frozen=True)
class Entry:
    """A sign and what it means. The sign is drawn at the upper left corner of its row."""

    sign: Callable[[Canvas, float, float], None]
    words: str


@dataclass(frozen=True)
class LegendBlock:
    """The key, one mark a row; with `explains`, below it what a range means."""

    summary: Summary
    t: Translator
    explains: bool = False

    @property
    def height(self) -> int:
        """Pixels."""
        note = GAP + len(self._note) * TEXT.line if self._note else 0
        return PADDING + sum(self._row_height(lines) for _, lines in self._rows) + note + PADDING

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it with its upper edge there."""
        y = top + PADDING
        for entry, lines in self._rows:
            entry.sign(canvas, MARGIN, y)
            canvas.lines((MARGIN + SIGN, y + (ROW - TEXT.line) / 2), lines, TEXT)
            y += self._row_height(lines)
        canvas.lines((MARGIN, y + GAP), self._note, TEXT)

    @cached_property
    def _note(self) -> list[str]:
        questions = self.summary.questions
        ranges = [overall([one.result for one in questions]), *(one.own for one in questions)]
        meaning = range_meaning(ranges, self.t) if self.explains else ""
        return wrapped(meaning, TEXT, CONTENT) if meaning else []

    @cached_property
    def _rows(self) -> list[tuple[Entry, list[str]]]:
        return [(entry, wrapped(entry.words, TEXT, CONTENT - SIGN)) for entry in self._entries()]

    @staticmethod
    def _row_height(lines: list[str]) -> int:
        return ROW + (len(lines) - 1) * TEXT.line

    def _entries(self) -> list[Entry]:
        t, questions = self.t, self.summary.questions
        entries = []
        if any(one.own for one in questions):
            entries.append(Entry(_own, t("your result; a bar where it lies somewhere between")))
        if any(one.office for one in questions):
            entries.append(Entry(_office, t("the office's average")))
        if self.summary.last_round:
            period = period_name(self.summary.last_round.period, t)
            entries.append(Entry(_last, t("your result last time ({period})", period=period)))
        if any(one.own is None for one in questions):
            entries.append(Entry(_hidden, t("not shown, so that nobody's answer is given away")))
        return entries


def _own(canvas: Canvas, left: float, top: float) -> None:
    draw_own(canvas, left + 18, left + 18, top)
    draw_own(canvas, left + 44, left + 96, top)


def _office(canvas: Canvas, left: float, top: float) -> None:
    draw_office(canvas, left + 18, left + 18, top + (ROW - LANE) / 2 - 1)
    draw_office(canvas, left + 44, left + 96, top + (ROW - LANE) / 2 - 2)


def _last(canvas: Canvas, left: float, top: float) -> None:
    draw_last(canvas, left + 18, left + 18, top + (ROW - LANE) / 2 + 1)
    draw_last(canvas, left + 44, left + 96, top + (ROW - LANE) / 2 + 1)


def _hidden(canvas: Canvas, left: float, top: float) -> None:
    draw_hidden(canvas, (left, top + 8, left + 96, top + BAND - 8))
