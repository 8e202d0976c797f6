"""What a look has shown: one line, how bad it is, and what to do."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Grade(StrEnum):
    """How bad it is."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """`text` and `arguments` are for a translator. Nothing in them tells of a person, nor is a secret."""

    check: str
    """What was looked at, in one word that stays the same in every language."""
    grade: Grade
    text: str
    arguments: dict[str, Any] = field(default_factory=dict)


def good(check: str, text: str, **arguments: Any) -> Finding:
    """As it should be."""
    return Finding(check, Grade.GOOD, text, arguments)


def warning(check: str, text: str, **arguments: Any) -> Finding:
    """It works, and should be looked after."""
    return Finding(check, Grade.WARNING, text, arguments)


def bad(check: str, text: str, **arguments: Any) -> Finding:
    """It does not work, or the secret is in danger."""
    return Finding(check, Grade.BAD, text, arguments)
