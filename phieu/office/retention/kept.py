"""What is kept of one person, as they may read it themselves: plain values, for a screen and for a file.

Without what must not go by chat, and without what others keep from them by the office's rules: a proposal that has not
been talked over with them, and the words of assessments, opinions and evaluations about them. Ballots are not among
it: which ones are theirs nobody can tell without the round's key, and after the close nobody at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from phieu.office.rotations.views import RotationView
from phieu.office.training.records import PersonsCourse
from phieu.storage.tables import (
    Announcement,
    ChatAccount,
    Invite,
    NominationQuestion,
    Notice,
    Person,
    Position,
    RotationCheckIn,
    Round,
    TrainingNeed,
)


@dataclass(frozen=True, slots=True)
class OnStaff:
    """What the workbook says of them."""

    person: Person
    posts: Sequence[tuple[Position, str]]
    """With the names of their units."""
    groups: Sequence[str]
    in_charge_of: Sequence[str]
    """Units."""


@dataclass(frozen=True, slots=True)
class Told:
    """Which chats are theirs, and what they were told there."""

    chats: Sequence[ChatAccount]
    codes: Sequence[Invite]
    notices: Sequence[Notice]
    """Those that were delivered, the oldest first."""
    announcements: Sequence[tuple[Announcement, bool]]
    """The oldest first; whether they have confirmed it."""


@dataclass(frozen=True, slots=True)
class Records:
    """Training and rotations."""

    courses: Sequence[PersonsCourse]
    questions: Sequence[NominationQuestion]
    needs: Sequence[TrainingNeed]
    rotations: Sequence[RotationView]
    check_ins: Sequence[RotationCheckIn]
    said_by_others: int
    """Assessments, opinions and evaluations about these rotations."""


@dataclass(frozen=True, slots=True)
class InRound:
    """One round and this person. Says nothing of any answer."""

    round: Round
    rates: int
    """How many colleagues they were asked about."""
    rated_by: int
    """How many colleagues were asked about them."""
    figures: int
    comments: int


@dataclass(frozen=True, slots=True)
class Acts:
    """What they did for the office: it is part of what is kept of others, or of the office's business."""

    announcements: int
    nominations: int
    replies: int
    rotations: int
    opinions: int
    evaluations: int
    drafts: int

    @property
    def any(self) -> bool:
        """Whether there is anything."""
        return any(
            (self.announcements, self.nominations, self.replies, self.rotations, self.opinions, self.evaluations)
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it, and for how long by the office's own numbers of days."""

    staff: OnStaff
    told: Told
    records: Records
    rounds: Sequence[InRound]
    acts: Acts
    keep_notices_days: int
    keep_left_days: int
