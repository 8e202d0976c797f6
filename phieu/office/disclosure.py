"""Disclosure: deciding which figures may be shown without giving anyone's answers away.

One block is one question about one ratee, answered by one or more groups of raters. Every block is decided by
itself: raters answer each question freely, so one block says nothing about another. Figures that combine blocks
(the office's, a ratee's overall) are worked out from published figures only and so tell nothing more.

A group's figure gets coarser until the audit is content, and the level it ends on is part of what is published, so
every level is audited with exactly those counts that no finer level took:

1. exact: the counts, where at least MARGIN raters differ from the commonest answer;
2. rounded: the mean to the nearest half step of the scale;
3. band: how many chose the upper part of the scale;
4. hidden: that so many answered, and nothing else.

With fewer answers than the threshold in one group, that group is not shown, and, so that nothing can be had by
subtraction, neither is any other: all groups are counted as one. This depends only on how many answered.
`docs/anonymity.md` has the argument why this is safe, and `tests/disclosure` enumerates small offices to check it.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from phieu.office.audit import MARGIN, Counts, CountsClass, dissent, is_safe, near_unanimous, safe_core
from phieu.words import Precision

G = TypeVar("G", bound=Hashable)

LEAST_THRESHOLD = 3
"""Neither of the thresholds that an office chooses, for answers and for comments, may be less."""
FEWEST_ANSWERS = 4
"""Below this the audit never agrees: two raters who know their own answers would know whether a third answered."""
FEWEST_RATEES = 3
"""With fewer figures there is no average over them: of two people, each would see the other's by subtraction."""


@dataclass(frozen=True, slots=True)
class Published:
    """What may be told of one group's answers to one question; whatever is None is not to be known."""

    precision: Precision
    answers: int | None = None
    """How many answered; None if fewer than the threshold."""
    counts: Counts | None = None
    """EXACT: how many chose each option, least first."""
    mean: float | None = None
    """ROUNDED: the mean on the scale 1, 2, …, to the nearest half."""
    favourable: int | None = None
    """BAND: how many chose one of the options from `favourable_from` on."""

    def to_content(self) -> dict[str, Any]:
        """What `Figure.content` keeps."""
        fields = {"answers": self.answers, "counts": self.counts, "mean": self.mean, "favourable": self.favourable}
        return {name: value for name, value in fields.items() if value is not None}

    @classmethod
    def from_content(cls, precision: Precision, content: Mapping[str, Any]) -> "Published":
        """Read back what `to_content` wrote."""
        counts = content.get("counts")
        return cls(
            precision,
            answers=content.get("answers"),
            counts=None if counts is None else tuple(counts),
            mean=content.get("mean"),
            favourable=content.get("favourable"),
        )


TOO_FEW = Published(Precision.HIDDEN)


def favourable_from(options: int) -> int:
    """The value (from 1) where the upper part of a scale begins: 3 of 4, 2 of 3, 3 of 5."""
    return options // 2 + 1


def fewest_answers(threshold: int) -> int:
    """How many must answer before anything is shown, for an office with this threshold k."""
    return max(threshold, FEWEST_ANSWERS)


def publish(groups: Mapping[G, Counts], threshold: int) -> dict[G | None, Published]:
    """Decide one block: a figure for each group, or one under the key None for all groups together.

    `groups` has an entry for every group that was asked, also where nobody answered.
    """
    fewest = fewest_answers(threshold)
    if len(groups) == 1 or all(sum(counts) >= fewest for counts in groups.values()):
        return {group: _publish_group(counts, fewest) for group, counts in groups.items()}
    together = tuple(map(sum, zip(*groups.values(), strict=True)))
    return {None: _publish_group(together, fewest)}


def publishable_comments(comments: list[str], threshold: int) -> list[str]:
    """The comments about one ratee, if enough people wrote one to be shown at all; else none."""
    return comments if len(comments) >= threshold else []


def _publish_group(counts: Counts, fewest: int) -> Published:
    answers = sum(counts)
    if answers < fewest:
        return TOO_FEW
    if dissent(counts) >= MARGIN:
        return Published(Precision.EXACT, answers=answers, counts=counts)
    return _near_unanimous_figures(answers, len(counts))[counts]


_Figure: TypeAlias = Callable[[Counts], Published]


@lru_cache(maxsize=4096)
def _near_unanimous_figures(answers: int, options: int) -> dict[Counts, Published]:
    """The figure for each near-unanimous outcome of so many answers; a table of at most some hundred entries."""
    outcomes = near_unanimous(answers, options)
    figures, left = _by_ladder(outcomes, (_rounded, _band))
    if left:  # rounding would leave outcomes over that could only be hidden: do without it
        figures, left = _by_ladder(outcomes, (_band,))
    return _hide(left, figures, answers)


def _by_ladder(outcomes: CountsClass, ladder: tuple[_Figure, ...]) -> tuple[dict[Counts, Published], CountsClass]:
    figures: dict[Counts, Published] = {}
    left = outcomes
    for figure in ladder:
        for same_figure in _classes(left, figure).values():
            figures.update((counts, figure(counts)) for counts in safe_core(same_figure))
        left = frozenset(counts for counts in left if counts not in figures)
    return figures, left


def _hide(left: CountsClass, figures: dict[Counts, Published], answers: int) -> dict[Counts, Published]:
    """Hide what is left, and as many of the nearest figures with it as it takes to make "hidden" safe."""
    hidden = left
    shown = dict(figures)
    while hidden and not is_safe(hidden):
        nearest = min(set(shown.values()), key=lambda figure: _distance(figure, hidden))
        absorbed = {counts for counts, figure in shown.items() if figure == nearest}
        hidden |= absorbed
        shown = {counts: figure for counts, figure in shown.items() if counts not in absorbed}
    return shown | dict.fromkeys(hidden, Published(Precision.HIDDEN, answers=answers))


def _distance(figure: Published, hidden: CountsClass) -> tuple[int, int]:
    place = figure.favourable or 0
    return min(abs(place - (_band(counts).favourable or 0)) for counts in hidden), place


def _classes(outcomes: CountsClass, figure: _Figure) -> dict[Published, set[Counts]]:
    classes: dict[Published, set[Counts]] = defaultdict(set)
    for counts in outcomes:
        classes[figure(counts)].add(counts)
    return classes


def _rounded(counts: Counts) -> Published:
    answers = sum(counts)
    total = sum(value * count for value, count in enumerate(counts, start=1))
    half_steps = (4 * total + answers) // (2 * answers)  # halves up, in whole numbers: no float decides
    return Published(Precision.ROUNDED, answers=answers, mean=half_steps / 2)


def _band(counts: Counts) -> Published:
    favourable = sum(counts[favourable_from(len(counts)) - 1 :])
    return Published(Precision.BAND, answers=sum(counts), favourable=favourable)
