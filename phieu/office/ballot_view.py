"""A rater before one ballot: which ballot it is, where it lies in the box, and what its rater sees of it."""

from dataclasses import dataclass

from phieu.office.answers import blank, dealt_with, first_open
from phieu.office.forms import Form
from phieu.office.open_rounds import Assigned, CountedWith, OpenRound
from phieu.office.ratees import Ratee
from phieu.storage.ballot_box import Change, StoredBallot, ballot_key


@dataclass(frozen=True, slots=True)
class BallotView:
    """One ballot as its rater sees it."""

    round: OpenRound
    ratee: Ratee
    form: Form
    group: CountedWith
    number: int
    """Which of the rater's ballots in this round, from 1."""
    of: int
    """How many ballots the rater has in this round."""
    answers: bytes
    comment: str
    submitted: bool
    sealed: bool = False
    """The round's key is lost; the answers above are then blank whatever was answered."""

    @property
    def first_open(self) -> int | None:
        """The place where the conversation goes on; None if every question has been dealt with."""
        return first_open(self.answers)

    @property
    def dealt_with(self) -> int:
        """How many questions have been answered or passed over."""
        return dealt_with(self.answers)


@dataclass(frozen=True, slots=True)
class Seat:
    """A rater before one ballot: authorised, and with the key under which it lies."""

    round: OpenRound
    number: int
    of: int
    assigned: Assigned
    key: bytes
    """Where the ballot lies in the box; empty if the round's key is lost."""

    @property
    def form(self) -> Form:
        """What is asked on this ballot."""
        return self.round.forms[self.assigned.form_id]

    def view(self, stored: StoredBallot | None) -> BallotView:
        """The ballot, given what the box holds of it."""
        stored = stored or StoredBallot(blank(len(self.form.questions)), "", submitted=False)
        return BallotView(
            round=self.round,
            ratee=self.round.ratees[self.assigned.ratee_id],
            form=self.form,
            group=self.round.groups[self.assigned.group_id],
            number=self.number,
            of=self.of,
            answers=stored.answers,
            comment=stored.comment,
            submitted=stored.submitted,
            sealed=not self.key,
        )

    def change(
        self, *, answer: tuple[int, int] | None = None, comment: str | None = None, submitted: bool | None = None
    ) -> Change:
        """A change to this ballot, for the box."""
        return Change(
            key=self.key,
            round_id=self.round.id,
            ratee_id=self.assigned.ratee_id,
            group_id=self.assigned.group_id,
            form_id=self.assigned.form_id,
            questions=len(self.form.questions),
            answer=answer,
            comment=comment,
            submitted=submitted,
        )


def take_seat(one: OpenRound, rater_id: int, number: int, round_key: bytes | None) -> Seat:
    """The rater's seat before their ballot of this number, from 1; without a key if the round's key is lost."""
    ballots = one.ballots_of(rater_id)
    assigned = ballots[number - 1]
    key = ballot_key(round_key, rater_id, assigned.ratee_id) if round_key else b""
    return Seat(one, number, len(ballots), assigned, key)
