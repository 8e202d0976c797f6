"""Which rotations of one person cannot be at once: the days that each of them takes."""

from dataclasses import dataclass
from datetime import date, timedelta

from phieu.words import RotationState

PENDING = frozenset({RotationState.PROPOSED, RotationState.REFUSED, RotationState.AGREED, RotationState.DECIDED})
"""Not in force yet, and not given up."""


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days, first and last included; `last` is None for good."""

    first: date
    last: date | None

    def meet(self, other: "Days") -> bool:
        """Whether they have a day in common."""
        begins_in_time = other.last is None or self.first <= other.last
        return begins_in_time and (self.last is None or other.first <= self.last)


def days_taken(
    state: RotationState, starts_on: date, ends_on: date | None, ended_on: date | None, today: date
) -> Days | None:
    """The days on which somebody is on a rotation; None if there are none on which another one would be in its way.

    A move for good that is in force has become an ordinary post, from which one may move on. A term that is over lasts
    until it has been decided what follows. `ended_on` is the first day on which it is no longer in force.
    """
    if state is RotationState.DROPPED:
        return None
    if state in PENDING:
        return Days(starts_on, ends_on)
    if ended_on is not None:
        last: date | None = ended_on - timedelta(days=1)
    elif ends_on is None:
        return None
    elif state is RotationState.IN_FORCE and ends_on < today:
        last = None
    else:
        last = ends_on
    return None if last is not None and last < starts_on else Days(starts_on, last)
