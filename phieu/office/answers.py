"""The answers of one ballot: one byte a question, so that every row of the ballot box has the same length.

A byte is the option's value (from 1), or one of the three below.
"""

OPEN = 0
"""Not answered yet: the conversation goes on here."""
SKIPPED = 255
"""Passed over."""
NO_CONTACT = 254
"""Not enough contact with the ratee to say."""
MAX_OPTIONS = 9
"""So many answers a scale may offer: they fit on a phone and under the digits of a keypad."""


def blank(questions: int) -> bytes:
    """A ballot on which nothing stands yet."""
    return bytes(questions)


def first_open(answers: bytes) -> int | None:
    """The place where the conversation goes on; None if every question has been dealt with."""
    place = answers.find(OPEN)
    return None if place < 0 else place


def dealt_with(answers: bytes) -> int:
    """How many questions have been answered or passed over."""
    return len(answers) - answers.count(OPEN)


def counts_as_answer(value: int) -> bool:
    """Whether a byte is an option: what was skipped, or could not be said, counts for nothing."""
    return value not in (OPEN, SKIPPED, NO_CONTACT)
