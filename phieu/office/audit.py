"""What readers of published figures could still work out: the audit behind disclosure.

A group of raters has answered one question; `Counts` says how many chose each option, least first. A published
output stands for a class of counts: all those that would have led to that very output. Readers who know some of
the answers (their own) strike out of the class what contradicts them; what is left of the remaining answers are the
answers that every other rater may have given. Somebody is pinned down when a single option is left.

Raters within a class are exchangeable, so it is enough to look at the options in the rests, not at people. Two
raters who pool their answers know most: whoever is safe from every pair is safe from one rater and from outsiders.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations_with_replacement
from typing import TypeAlias

Counts: TypeAlias = tuple[int, ...]
CountsClass: TypeAlias = frozenset[Counts]
Pair: TypeAlias = tuple[int, int]

POOLED = 2
"""So many raters may pool what they know without learning another one's answer (design, promise 3)."""
MARGIN = POOLED + 2
"""Counts are told exactly where at least so many differ from the commonest answer.

That is one more than safety needs: so outcomes with one dissenter more than two poolers stay near-unanimous, and two
dissenters who pool do not learn from the mere level of precision that all others agree."""


def dissent(counts: Counts) -> int:
    """How many differ from the commonest answer."""
    return sum(counts) - max(counts)


def near_unanimous(answers: int, options: int) -> CountsClass:
    """All counts of so many answers on so many options with fewer than MARGIN dissenters."""
    found = set()
    for commonest in range(options):
        others = [option for option in range(options) if option != commonest]
        for dissenters in range(min(MARGIN, answers + 1)):
            for choices in combinations_with_replacement(others, dissenters):
                counts = [choices.count(option) for option in range(options)]
                counts[commonest] = answers - dissenters
                found.add(tuple(counts))
    return frozenset(counts for counts in found if dissent(counts) < MARGIN)


def pinning_pairs(candidates: Iterable[Counts]) -> set[Pair]:
    """The pairs of answers whose givers, by pooling them, would know what all others answered."""
    options_left: dict[Pair, set[int]] = defaultdict(set)
    for counts in candidates:
        for pair, rest in _rests(counts):
            options_left[pair].update(option for option, count in enumerate(rest) if count)
    return {pair for pair, left in options_left.items() if len(left) < 2}  # noqa: PLR2004 - one option left is known


def is_safe(candidates: Iterable[Counts]) -> bool:
    """Whether no pair of raters learns another one's answer from hearing that the counts are of this class."""
    return not pinning_pairs(candidates)


def safe_core(candidates: Iterable[Counts]) -> CountsClass:
    """The largest part of a class that is safe to publish as a class of its own; perhaps empty.

    Counts that hold a pinning pair are struck out, which may make others pinning, until nothing changes.
    """
    core = frozenset(candidates)
    while pinning := pinning_pairs(core):
        core = frozenset(counts for counts in core if not any(_holds(counts, pair) for pair in pinning))
    return core


def _rests(counts: Counts) -> Iterable[tuple[Pair, Counts]]:
    present = [option for option, count in enumerate(counts) if count]
    for pair in combinations_with_replacement(present, POOLED):
        if _holds(counts, (pair[0], pair[1])):
            yield (pair[0], pair[1]), tuple(count - pair.count(option) for option, count in enumerate(counts))


def _holds(counts: Counts, pair: Pair) -> bool:
    return all(counts[option] >= pair.count(option) for option in pair)
