"""One question in the picture: its text, the result in words, the scale with its marks, and each group's figure."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from phieu.locales.translator import Translator
from phieu.office.disclosure import Published
from phieu.office.forms import option_label, question_text
from phieu.office.reports.drawing.canvas import CONTENT, MARGIN, WIDTH, Canvas, Colour, Style, text_width, wrapped
from phieu.office.reports.drawing.marks import BAND, LANE, draw_hidden, draw_last, draw_office, draw_own
from phieu.office.reports.highlights import direction
from phieu.office.reports.results import GroupResult
from phieu.office.reports.summary import Measured
from phieu.office.reports.wording import figure_words, group_name, hidden_reason, result_words
from phieu.office.scores import ScoreRange

TEXT = Style(33, bold=True)
RESULT = Style(32, Colour.OWN, bold=True)
NOT_SHOWN = Style(31, Colour.QUIET)
CHANGE = Style(28, Colour.LAST)
LABEL = Style(25, Colour.QUIET)
DETAIL = Style(28, Colour.QUIET)
SLOT_GAP = 6
SPACE = 20
MOST_LABELS = 5
"""With more options than this only the two outer ones are named; the words above name the rest."""

_Mark: TypeAlias = Callable[[Canvas, float, float, float], None]


@dataclass(frozen=True)
class QuestionBlock:
    """A question with everything that may be told of it."""

    measured: Measured
    threshold: int
    t: Translator

    @property
    def height(self) -> int:
        """Pixels."""
        scale = LANE + BAND + LANE + len(self._label_lines) * LABEL.line
        words = len(self._text) * TEXT.line + RESULT.line + len(self._details) * DETAIL.line
        return SPACE + words + scale + 8 + SPACE

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it with its upper edge there."""
        canvas.bar((MARGIN, top, WIDTH - MARGIN, top + 2), Colour.LINE)
        y = canvas.lines((MARGIN, top + SPACE), self._text, TEXT)
        self._draw_result(canvas, y)
        y = self._draw_scale(canvas, y + RESULT.line)
        canvas.lines((MARGIN, y + 8), self._details, DETAIL)

    @cached_property
    def _text(self) -> list[str]:
        return wrapped(question_text(self.measured.result.question, self.t), TEXT, CONTENT)

    @cached_property
    def _details(self) -> list[str]:
        groups = self.measured.result.groups
        named = len(groups) > 1 or any(group.merged for group in groups)
        return [line for group in groups for line in wrapped(self._detail(group, named=named), DETAIL, CONTENT)]

    def _detail(self, group: GroupResult, *, named: bool) -> str:
        words = self._figure(group.published)
        if not named:
            return words[:1].upper() + words[1:]
        return self.t("{group}: {figure}", group=group_name(group, self.t), figure=words)

    def _figure(self, published: Published) -> str:
        if self.measured.own is None:
            return hidden_reason(published, self.threshold, self.t)
        return figure_words(published, self.measured.result.question.options, self.t)

    @cached_property
    def _label_lines(self) -> list[list[str]]:
        """The options' labels, line by line: as many cells in each line as there are options."""
        options = self.measured.result.question.options
        outer = (options[0], options[-1])
        shown = options if len(options) <= MOST_LABELS else outer
        width = CONTENT / len(shown) - 10
        cells = [wrapped(option_label(option, self.t), LABEL, width, most=2) for option in shown]
        return [[cell[line] if line < len(cell) else "" for cell in cells] for line in range(max(map(len, cells)))]

    def _draw_result(self, canvas: Canvas, top: float) -> None:
        own, options = self.measured.own, self.measured.result.question.options
        words = result_words(own, options, self.t)
        canvas.text((MARGIN, top), words[:1].upper() + words[1:], RESULT if own else NOT_SHOWN)
        change = {
            1: self.t("higher than last time"),
            -1: self.t("lower than last time"),
        }.get(direction(self.measured))
        if change:
            canvas.text((WIDTH - MARGIN, top + 2), change, CHANGE, "r")
            self._draw_arrow(canvas, WIDTH - MARGIN - text_width(change, CHANGE) - 24, top + RESULT.line / 2)

    def _draw_arrow(self, canvas: Canvas, x: float, y: float) -> None:
        up = direction(self.measured)
        canvas.shape([(x - 10, y + 7 * up), (x + 10, y + 7 * up), (x, y - 9 * up)], Colour.LAST, Colour.LAST, 1)

    def _draw_scale(self, canvas: Canvas, top: float) -> float:
        band = top + LANE
        self._draw_slots(canvas, band)
        self._mark(canvas, draw_office, self.measured.office, top)
        self._mark(canvas, draw_own, self.measured.own, band)
        self._mark(canvas, draw_last, self.measured.last, band + BAND)
        y = band + BAND + LANE
        for line in self._label_lines:
            self._draw_labels(canvas, line, y)
            y += LABEL.line
        return y

    def _draw_slots(self, canvas: Canvas, top: float) -> None:
        if self.measured.own is None:
            draw_hidden(canvas, (MARGIN, top, WIDTH - MARGIN, top + BAND))
            return
        options = len(self.measured.result.question.options)
        for place in range(options):
            left = MARGIN + place * CONTENT / options
            right = left + CONTENT / options
            canvas.bar((left + SLOT_GAP / 2, top, right - SLOT_GAP / 2, top + BAND), Colour.SLOT, 8)

    def _draw_labels(self, canvas: Canvas, labels: list[str], top: float) -> None:
        options = len(self.measured.result.question.options)
        if len(labels) < options:
            canvas.text((MARGIN, top), labels[0], LABEL, "l")
            canvas.text((WIDTH - MARGIN, top), labels[-1], LABEL, "r")
            return
        for place, label in enumerate(labels):
            canvas.text((self._x(place + 1), top), label, LABEL, "m")

    def _mark(self, canvas: Canvas, mark: _Mark, one: ScoreRange | None, top: float) -> None:
        if one is not None:
            mark(canvas, self._x(one.low), self._x(one.high), top)

    def _x(self, value: float) -> float:
        """Where a value of the scale lies: each option in the middle of its slot."""
        return MARGIN + (value - 0.5) * CONTENT / len(self.measured.result.question.options)
