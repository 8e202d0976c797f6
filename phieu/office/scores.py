"""Scores: where on its scale a question's mean lies, as far as what is published tells.

Every figure becomes a range: a point where it is exact, wider where it was coarsened. Ranges are then joined: over a
ratee's groups, over the ratees of the office, over questions. Only published figures go in, so that nothing comes
out that they don't already tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from phieu.office.disclosure import Published, favourable_from
from phieu.words import Precision

HALF_STEP = 0.25
"""A mean that was rounded to the nearest half lies no further off than this."""


@dataclass(frozen=True, slots=True)
class ScoreRange:
    """The mean of some answers lies between these two, on the scale 1, 2, …; `answers` many went in."""

    low: float
    high: float
    answers: int

    @property
    def middle(self) -> float:
        """The best single guess."""
        return (self.low + self.high) / 2

    @property
    def is_exact(self) -> bool:
        """Whether the mean itself is known."""
        return self.high - self.low < 1e-9  # noqa: PLR2004 - no more than what floats lose


def score_range(published: Published, options: int) -> ScoreRange | None:
    """Where the mean of one figure lies on a scale with so many options; None if it is hidden."""
    answers = published.answers
    if published.precision is Precision.HIDDEN or not answers:
        return None
    if published.counts is not None:
        mean = sum(value * count for value, count in enumerate(published.counts, start=1)) / answers
        return ScoreRange(mean, mean, answers)
    if published.mean is not None:
        low, high = published.mean - HALF_STEP, published.mean + HALF_STEP
        return ScoreRange(max(1.0, low), min(float(options), high), answers)
    if published.favourable is None:
        return None
    share = published.favourable / answers
    cut = favourable_from(options)
    return ScoreRange(share * cut + (1 - share), share * options + (1 - share) * (cut - 1), answers)


def joined(ranges: Iterable[ScoreRange | None]) -> ScoreRange | None:
    """The range of all answers together, each answer weighing the same; None if nothing is known of any."""
    known = [one for one in ranges if one is not None]
    answers = sum(one.answers for one in known)
    if not answers:
        return None
    return ScoreRange(
        sum(one.low * one.answers for one in known) / answers,
        sum(one.high * one.answers for one in known) / answers,
        answers,
    )


def averaged(ranges: Iterable[ScoreRange | None]) -> ScoreRange | None:
    """The range of the plain average, each range weighing the same (ratees of an office, questions of a form)."""
    known = [one for one in ranges if one is not None]
    if not known:
        return None
    return ScoreRange(
        sum(one.low for one in known) / len(known),
        sum(one.high for one in known) / len(known),
        sum(one.answers for one in known),
    )


def certain_change(before: ScoreRange, after: ScoreRange) -> int:
    """1 if the mean has surely risen, -1 if it has surely fallen, 0 if the ranges overlap and nothing can be said."""
    if after.low > before.high:
        return 1
    if after.high < before.low:
        return -1
    return 0
