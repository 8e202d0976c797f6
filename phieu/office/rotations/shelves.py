"""Where a rotation stands in the admins' list: by what is to be done next. Plain values."""

from datetime import date, timedelta
from enum import StrEnum

from phieu.words import RotationEnding, RotationState

SOON = timedelta(days=14)
"""So long before the last day the admins are asked what follows."""


class Shelf(StrEnum):
    """In the order of the list."""

    TALK = "talk"
    AGREED = "agreed"
    DECIDED = "decided"
    ENDING = "ending"
    """Ends soon, or is over and nobody has decided what follows."""
    IN_FORCE = "in_force"
    OVER = "over"
    """Ended or dropped."""


_OF_STATE = {
    RotationState.PROPOSED: Shelf.TALK,
    RotationState.REFUSED: Shelf.TALK,
    RotationState.AGREED: Shelf.AGREED,
    RotationState.DECIDED: Shelf.DECIDED,
    RotationState.IN_FORCE: Shelf.IN_FORCE,
    RotationState.ENDED: Shelf.OVER,
    RotationState.DROPPED: Shelf.OVER,
}


def shelf_of(state: RotationState, ends_on: date | None, ending: RotationEnding | None, today: date) -> Shelf:
    """Where it stands today."""
    if ends_soon(state, ends_on, ending, today):
        return Shelf.ENDING
    return _OF_STATE[state]


def ends_soon(state: RotationState, ends_on: date | None, ending: RotationEnding | None, today: date) -> bool:
    """Whether somebody has to decide what follows, because the last day is near or past."""
    undecided = state is RotationState.IN_FORCE and ending is None
    return undecided and ends_on is not None and ends_on <= today + SOON
