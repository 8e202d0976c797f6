"""What a notice about a rotation is about: `rotation:5:decided`, `rotation:5:over:2026-12-31`."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """What has happened, or is to be done."""

    ASKED = "asked"
    ANSWERED = "answered"
    AGREED = "agreed"
    REFUSED = "refused"
    DECIDED = "decided"
    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    OVER = "over"
    EXTENDED = "extended"
    END_DECIDED = "end_decided"
    ENDED = "ended"
    DROPPED = "dropped"
    OPINION = "opinion"
    """The receiving unit is asked what it says to the proposal."""
    OPINION_GIVEN = "opinion_given"
    HELD_UP = "held_up"
    """It should have come into force, or ended, and cannot."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A rotation, the step, and what tells one such step from another: a day, a number, surprises."""

    rotation_id: int
    step: Step
    detail: str = ""

    def __str__(self) -> str:
        parts = ["rotation", str(self.rotation_id), self.step.value, *([self.detail] if self.detail else [])]
        return ":".join(parts)


def subject_of(text: str) -> Subject:
    """Read it back."""
    _, rotation_id, step, *detail = text.split(":")
    return Subject(int(rotation_id), Step(step), ":".join(detail))
