"""How a plan's courses are filled: each step counts whoever has got so far, or further."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from phieu.words import NominationState


class HasStates(Protocol):
    """A course with how many nominations are in which state."""

    @property
    def states(self) -> Counter[NominationState]:
        """The counts."""


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """Numbers of nominations."""

    nominated: int
    """All but those that were withdrawn."""
    accepted: int
    enrolled: int
    finished: int


_FINISHED = frozenset({NominationState.FINISHED})
_ENROLLED = _FINISHED | {NominationState.ENROLLED, NominationState.BROKEN_OFF}
_ACCEPTED = _ENROLLED | {NominationState.ACCEPTED}
_NOMINATED = _ACCEPTED | {NominationState.ASKED, NominationState.DECLINED}


def plan_counts(courses: Iterable[HasStates]) -> PlanCounts:
    """Of all these courses together."""
    total: Counter[NominationState] = Counter()
    for course in courses:
        total += course.states
    return PlanCounts(
        *(sum(total[state] for state in states) for states in (_NOMINATED, _ACCEPTED, _ENROLLED, _FINISHED))
    )
