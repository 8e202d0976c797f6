"""What is coming, and why: one entry of the list that admins look ahead with. Plain values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from phieu.office.told_later import ToldLater


class ComingKind(StrEnum):
    """What falls due."""

    ROUND_OPENS = "round_opens"
    ROUND_PROPOSED = "round_proposed"
    """The admins are asked whether to hold it."""
    ROUND_CLOSES = "round_closes"
    REMINDER = "reminder"
    ANNOUNCEMENT = "announcement"
    NOMINATIONS_END = "nominations_end"
    CHECK_IN = "check_in"
    EVALUATION = "evaluation"
    ROTATION_BEGINS = "rotation_begins"
    ROTATION_ENDS = "rotation_ends"
    YEARLY_DATE = "yearly_date"


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that falls due."""

    kind: ComingKind
    at: datetime
    """In UTC."""
    subject: str
    """Of a round to come `semiannual:2026-H1`; `round:5`, `announcement:7`, `course:3`, `rotation:5`,
    of a check-in with the day that its rule gives, `rotation:5:2026-11-20`, of an evaluation with its day;
    `yearly:QH:2026-11-25`."""
    title: ToldLater
    why: ToldLater
    whole_day: bool = False
    """Only the day counts; `at` is its beginning."""
    left_out: bool = False
    """An admin has decided to leave it out this time."""
    can_move: bool = False
    can_skip: bool = False
    can_put_back: bool = False
    """It was moved or left out, and its own day is still to come."""
    about: int | None = None
    """The person whom it is about, by id."""
