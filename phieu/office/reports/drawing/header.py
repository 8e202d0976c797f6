"""The head of the picture: whose results these are, of which round, and the overall level."""

from dataclasses import dataclass
from functools import cached_property

from phieu.locales.translator import Translator
from phieu.office.periods import round_title
from phieu.office.reports.drawing.canvas import CONTENT, MARGIN, WIDTH, Canvas, Colour, Style, wrapped
from phieu.office.reports.highlights import last_overall, office_overall
from phieu.office.reports.overall import main_scale, overall
from phieu.office.reports.summary import Summary
from phieu.office.reports.wording import level_words, score_words

OFFICE = Style(28, Colour.ON_HEADER_QUIET)
TITLE = Style(34, Colour.ON_HEADER, bold=True)
NAME = Style(48, Colour.ON_HEADER, bold=True)
LONG_NAME = Style(36, Colour.ON_HEADER, bold=True)
POSTS = Style(30, Colour.ON_HEADER_QUIET)
LEVEL = Style(44, Colour.ON_HEADER, bold=True)
PADDING = 40
GAP = 20
SHORT_LINES = 2
"""A name that takes more lines than this is set smaller."""


@dataclass(frozen=True)
class HeaderBlock:
    """The head of the first page."""

    summary: Summary
    t: Translator

    @property
    def height(self) -> int:
        """Pixels."""
        return PADDING + sum(style.line + space for _, style, space in self._lines) + PADDING

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it with its upper edge there."""
        canvas.bar((0, top, WIDTH, top + self.height), Colour.HEADER)
        y = top + PADDING
        for text, style, space in self._lines:
            canvas.text((MARGIN, y + space), text, style)
            y += space + style.line

    @cached_property
    def _lines(self) -> list[tuple[str, Style, int]]:
        """Each line with the space above it."""
        summary, t = self.summary, self.t
        name_style = NAME if len(wrapped(summary.ratee.name, NAME, CONTENT)) <= SHORT_LINES else LONG_NAME
        parts = [
            ([(summary.office_name, OFFICE), (round_title(summary.round.kind, summary.round.period, t), TITLE)], 0),
            ([(summary.ratee.name, name_style), (summary.ratee.posts, POSTS)], GAP),
            (self._overall(), GAP),
        ]
        return [
            (line, style, 0 if place else space)
            for texts, space in parts
            for place, (line, style) in enumerate(
                (line, style) for text, style in texts if text for line in wrapped(text, style, CONTENT)
            )
        ]

    def _overall(self) -> list[tuple[str, Style]]:
        results = [one.result for one in self.summary.questions]
        own, office, t = overall(results), office_overall(self.summary), self.t
        if own is None:
            return []
        options = main_scale(results)
        words = t("On average {score} of {best}", score=score_words(own, t), best=t.number(len(options)))
        if office:
            words = t("{own}; the office {office}", own=words, office=score_words(office, t))
        lines = [(level_words(own, options, t), LEVEL), (words, POSTS)]
        if last := last_overall(self.summary):
            lines.append((t("Last time {score}", score=score_words(last, t)), POSTS))
        return lines


@dataclass(frozen=True)
class PageHeadBlock:
    """The head of a further page."""

    summary: Summary
    t: Translator

    @property
    def height(self) -> int:
        """Pixels."""
        return 24 + len(self._text) * OFFICE.line + 24

    def draw(self, canvas: Canvas, top: int) -> None:
        """Draw it with its upper edge there."""
        canvas.bar((0, top, WIDTH, top + self.height), Colour.HEADER)
        canvas.lines((MARGIN, top + 24), self._text, OFFICE)

    @cached_property
    def _text(self) -> list[str]:
        title = round_title(self.summary.round.kind, self.summary.round.period, self.t)
        return wrapped(f"{self.summary.ratee.name} · {title}", OFFICE, CONTENT, most=2)
