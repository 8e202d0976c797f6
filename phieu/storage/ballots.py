"""Ballots as values: where one lies, what stands on it, and what a change makes of it."""

import hmac
from dataclasses import dataclass, replace


def ballot_key(round_key: bytes, rater_id: int, ratee_id: int) -> bytes:
    """Where this rater's ballot about this ratee lies: HMAC-SHA256, 32 bytes."""
    return hmac.digest(round_key, f"{rater_id}:{ratee_id}".encode(), "sha256")


class RoundNotOpenError(Exception):
    """The round has been closed, or never was: nothing was saved."""


class NotSavedError(Exception):
    """The database could not save the change; trying again may help."""


@dataclass(frozen=True, slots=True)
class StoredBallot:
    """What stands on a ballot: one byte a question (`office.answers`), the comment, and whether its rater is done."""

    answers: bytes
    comment: str
    submitted: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One change to the ballot under `key`; what is None stays as it is. `questions` says how long a new ballot is."""

    key: bytes
    round_id: int
    ratee_id: int
    group_id: int
    form_id: int
    questions: int
    answer: tuple[int, int] | None = None
    """Which question, from 0, and the byte for it."""
    comment: str | None = None
    submitted: bool | None = None

    def __post_init__(self) -> None:
        """Refuse here what would make a whole batch fail; raises ValueError."""
        if self.answer is not None:
            place, value = self.answer
            if not (0 <= place < self.questions and 0 <= value <= 255):  # noqa: PLR2004 - a byte
                raise ValueError("there is no such question or answer")
        if self.comment is not None and "\0" in self.comment:
            raise ValueError("no database keeps a text with NUL in it")
        if self.comment is not None:
            self.comment.encode()  # a UnicodeEncodeError is a ValueError

    def applied_to(self, ballot: StoredBallot | None) -> StoredBallot:
        """The ballot with this change made."""
        ballot = ballot or StoredBallot(bytes(self.questions), "", submitted=False)
        answers = bytearray(ballot.answers)
        if self.answer is not None:
            place, value = self.answer
            answers[place] = value
        return replace(
            ballot,
            answers=bytes(answers),
            comment=ballot.comment if self.comment is None else self.comment,
            submitted=ballot.submitted if self.submitted is None else self.submitted,
        )
