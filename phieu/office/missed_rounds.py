"""What a notice about a round that was not held is about: `missed:semiannual:2026-H1:off`. Plain values."""

from enum import StrEnum

from phieu.words import RoundKind


class Missed(StrEnum):
    """Why it was not held."""

    OFF = "off"
    """The program was not running in its time, or its clock was wrong."""
    NOBODY_ASKED = "nobody_asked"
    """The rules give nobody a ballot that could ever be shown."""


def missed_subject(kind: RoundKind, period: str, reason: Missed) -> str:
    """The subject of the notice."""
    return f"missed:{kind}:{period}:{reason}"


def missed_in(subject: str) -> tuple[RoundKind, str, Missed]:
    """The kind and the period of the round that a notice is about, and why it was not held."""
    _, kind, period, reason = subject.split(":")
    return RoundKind(kind), period, Missed(reason)
