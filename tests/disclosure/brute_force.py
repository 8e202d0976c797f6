"""Readers who try every possibility: who could have answered what, given all that was published?

Nothing here knows how disclosure decides. It runs a publishing rule on every data set that a small office can
produce, keeps what came out, and looks for a reader who is left with one answer for somebody else.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeAlias

NO_ANSWER = 0
"""Somebody who was asked and did not answer; options are 1, 2, …"""

Rule: TypeAlias = Callable[[dict[str, tuple[int, ...]]], Hashable]


@dataclass(frozen=True)
class SmallOffice:
    """How many raters each group has, and how many options the question."""

    sizes: tuple[int, ...]
    options: int

    @property
    def members(self) -> tuple[str, ...]:
        """The group of each rater: a, a, a, b, b, …"""
        return tuple(name for name, size in zip("abcdef", self.sizes, strict=False) for _ in range(size))

    def data_sets(self) -> Iterator[tuple[int, ...]]:
        """Everything that the raters together can answer."""
        return product(range(self.options + 1), repeat=len(self.members))

    def counted(self, answers: Sequence[int]) -> dict[str, tuple[int, ...]]:
        """The answers of each group as counts, least option first."""
        counts = {group: [0] * self.options for group in self.members}
        for group, answer in zip(self.members, answers, strict=True):
            if answer != NO_ANSWER:
                counts[group][answer - 1] += 1
        return {group: tuple(count) for group, count in counts.items()}


@dataclass(frozen=True)
class Pinned:
    """A reader found out: raters `who`, having answered `own` and seen `output`, know what `victim` answered."""

    who: tuple[int, ...]
    own: tuple[int, ...]
    victim: int
    output: Hashable


def find_pinned(office: SmallOffice, rule: Rule, poolers: int) -> Pinned | None:
    """Some case in which so many raters who pool their answers pin down another one's; None if there is none.

    Only what somebody may have chosen counts as an alternative: "either excellent or did not answer" is pinned.
    """
    outputs = {answers: rule(office.counted(answers)) for answers in office.data_sets()}
    raters = range(len(office.members))
    for who in combinations(raters, poolers):
        possible: dict[tuple[Hashable, tuple[int, ...]], list[set[int]]] = defaultdict(lambda: [set() for _ in raters])
        for answers, output in outputs.items():
            seen = possible[output, tuple(answers[rater] for rater in who)]
            for rater in raters:
                seen[rater].add(answers[rater])
        for (output, own), seen in possible.items():
            for victim in raters:
                if victim not in who and len(seen[victim] - {NO_ANSWER}) < 2:
                    return Pinned(who, own, victim, output)
    return None
