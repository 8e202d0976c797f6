"""How far the raters of each unit have got, told so coarsely that it points to nobody: plain rules on plain values.

A figure counts people who have handed in everything, not ballots: nobody weighs more than another. It depends on how
many of a unit these are, never on who. Each rater belongs to one unit, frozen at the opening; so no figure shares
anybody with another one. Units too small for a figure are counted together, as if they were one.

The bands are wide enough that two raters who know of themselves cannot tell that nobody, or everybody, of the others
has handed in. The figure of the whole office is worked out from those of the units, so that nothing can be had by
subtraction: whoever knows it knows no more than from the units' figures alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

FEWEST_PEOPLE = 10
"""With fewer people there is no figure at all."""
FEWEST_FOR_TENTHS = 20
"""With fewer people no more is told than whether it is half of them."""
HALVES = (0, 5, 10)
TENTHS = (0, 2, 3, 4, 5, 6, 7, 8, 10)
"""Where the bands begin and end. The outermost ones are wider: “none” and “all” must stay far away."""


@dataclass(frozen=True, slots=True)
class Band:
    """From so many tenths of the people, up to but not including so many; 10 includes all."""

    low: int
    high: int

    @property
    def halves(self) -> bool:
        """Whether it only tells if it is half of the people."""
        return (self.low, self.high) in pairwise(HALVES)


@dataclass(frozen=True, slots=True)
class UnitCount:
    """What was counted, for a moment: how many raters a unit has, and how many of them have handed in everything."""

    unit_id: int
    people: int
    done: int


@dataclass(frozen=True, slots=True)
class UnitShare:
    """What may be told of a unit."""

    unit_id: int | None
    """None: the units that are too small for a figure of their own, together."""
    people: int
    band: Band | None
    """None: too few people to tell."""


def share_band(done: int, people: int) -> Band | None:
    """The band in which the share of those who are done lies; None where that cannot be told."""
    if people < FEWEST_PEOPLE:
        return None
    edges = TENTHS if people >= FEWEST_FOR_TENTHS else HALVES
    bands = [Band(low, high) for low, high in pairwise(edges)]
    return [band for band in bands if 10 * done >= band.low * people][-1]


def unit_shares(counts: Sequence[UnitCount]) -> list[UnitShare]:
    """What may be told of each unit, in the order given; then of the small ones together, if they are enough people.

    Where all units are small, together they are the whole office, of which `progress` tells.
    """
    shares = [UnitShare(one.unit_id, one.people, share_band(one.done, one.people)) for one in counts]
    small = [one for one in counts if one.people < FEWEST_PEOPLE]
    people, done = sum(one.people for one in small), sum(one.done for one in small)
    if people >= FEWEST_PEOPLE and len(small) < len(counts):
        shares.append(UnitShare(None, people, share_band(done, people)))
    return shares


def whole_share(shares: Sequence[UnitShare]) -> int | None:
    """Roughly how many tenths of the office's raters are done, from 1 to 9; None if no unit has a figure."""
    told = [(one.people, one.band) for one in shares if one.band is not None]
    if not told:
        return None
    twice = sum(people * (band.low + band.high) for people, band in told)
    rounded = (twice + sum(people for people, _ in told)) // (2 * sum(people for people, _ in told))
    return min(max(rounded, 1), 9)
