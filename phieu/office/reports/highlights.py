"""What a summary says first: the overall level, strengths, what to work on, and what has changed since last time."""

from dataclasses import dataclass

from phieu.office.reports.overall import main_scale
from phieu.office.reports.summary import Measured, Summary
from phieu.office.scores import ScoreRange, averaged, certain_change

STRENGTHS = 3
TO_WORK_ON = 2
CLEAR_STEP = 0.25
"""Of a scale's step: results that lie closer together than this are not told apart."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The questions that can be compared with the last round; where nothing certain can be said, they are `steady`."""

    risen: tuple[Measured, ...]
    fallen: tuple[Measured, ...]
    steady: tuple[Measured, ...]

    @property
    def compared(self) -> int:
        """How many questions could be compared."""
        return len(self.risen) + len(self.fallen) + len(self.steady)


def on_main_scale(summary: Summary) -> list[Measured]:
    """The questions that can be averaged and ranked together."""
    scale = main_scale([one.result for one in summary.questions])
    return [one for one in summary.questions if one.result.question.options == scale]


def office_overall(summary: Summary) -> ScoreRange | None:
    """The office's average over the very questions that make the person's own; None if one of them is missing."""
    shown = [one for one in on_main_scale(summary) if one.own]
    return None if any(one.office is None for one in shown) else averaged(one.office for one in shown)


def last_overall(summary: Summary) -> ScoreRange | None:
    """The last round's average over those very questions; None if one of them was not asked or not shown then."""
    shown = [one for one in on_main_scale(summary) if one.own]
    return None if any(one.last is None for one in shown) else averaged(one.last for one in shown)


def strengths(summary: Summary) -> list[Measured]:
    """The best rated questions, best first; none where no question stands out from the lowest."""
    ranked = _ranked(summary)
    return [one for one in ranked[:STRENGTHS] if _clearly_above(one, ranked[-1])]


def to_work_on(summary: Summary) -> list[Measured]:
    """The lowest rated questions, lowest first; none where no question stands back from the best."""
    ranked = _ranked(summary)
    best = strengths(summary)
    lowest = [one for one in reversed(ranked[-TO_WORK_ON:]) if one not in best]
    return [one for one in lowest if _clearly_above(ranked[0], one)]


def changes(summary: Summary) -> Changes:
    """What has moved since the last round, as far as the published figures tell it for certain."""
    compared = [one for one in summary.questions if one.own and one.last]
    moved = {way: tuple(one for one in compared if direction(one) == way) for way in (1, -1, 0)}
    return Changes(risen=moved[1], fallen=moved[-1], steady=moved[0])


def direction(one: Measured) -> int:
    """1 where a question is clearly and certainly rated higher than last time, -1 where lower, else 0."""
    if one.own is None or one.last is None or abs(one.own.middle - one.last.middle) < CLEAR_STEP:
        return 0
    return certain_change(before=one.last, after=one.own)


def _ranked(summary: Summary) -> list[Measured]:
    shown = [one for one in on_main_scale(summary) if one.own]
    return sorted(shown, key=_middle, reverse=True)


def _middle(one: Measured) -> float:
    return one.own.middle if one.own else 0.0


def _clearly_above(one: Measured, other: Measured) -> bool:
    """Both ends at least as high, and the middle by a clear step: ranges that overlap can still be told apart."""
    if one.own is None or other.own is None:
        return False
    no_end_lower = one.own.low >= other.own.low and one.own.high >= other.own.high
    return no_end_lower and one.own.middle - other.own.middle >= CLEAR_STEP
