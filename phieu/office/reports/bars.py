"""Bars in characters: a score for a chat that carries no pictures. Only published ranges go in, as into the picture."""

import math

from phieu.office.scores import ScoreRange

CELLS = 12
"""As wide as a small phone shows beside a figure; on a scale of four, three cells are one step."""
FULL, PERHAPS, EMPTY = "●", "◐", "○"
"""As wide as each other in most typefaces; unlike blocks they leave bars apart that stand below each other."""
_NEARLY = 1e-9
"""No more than what floats lose."""


def bar(one: ScoreRange, options: int) -> str:
    """CELLS characters for the scale 1 to `options`: full up to the score, or to the least it may be; then, up to the
    highest it may be, those that are filled perhaps.

    An exact score goes to the nearest cell. A range's outer cells are taken in whole: it never looks narrower.
    """
    if one.is_exact:
        full = perhaps = math.floor(_cells(one.low, options) + 0.5)
    else:
        full = math.floor(_cells(one.low, options) + _NEARLY)
        perhaps = math.ceil(_cells(one.high, options) - _NEARLY)
    return FULL * full + PERHAPS * (perhaps - full) + EMPTY * (CELLS - perhaps)


def _cells(value: float, options: int) -> float:
    return value / options * CELLS
