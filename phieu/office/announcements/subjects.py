"""What the notices of an announcement are about: the announcement itself, its corrections, its reminders."""

from datetime import UTC, datetime
from enum import StrEnum


class Missed(StrEnum):
    """Why something that was planned was not sent."""

    LATE = "late"
    NOT_READY = "not_ready"
    """Nobody is left for whom it is, say."""


def announcement_subject(announcement_id: int) -> str:
    """The subject of the announcement, of its withdrawal and of the word that everybody has it."""
    return f"announcement:{announcement_id}"


def correction_subject(announcement_id: int, version: int) -> str:
    """The subject of the correction that made this version, from 2."""
    return f"announcement:{announcement_id}:{version}"


def reminder_subject(announcement_id: int, number: int) -> str:
    """The subject of a reminder; they count from 1."""
    return f"announcement:{announcement_id}:{number}"


def announcement_of(subject: str) -> int:
    """The id of the announcement that a notice of any of these kinds is about."""
    return int(subject.split(":")[1])


def number_of(subject: str) -> int:
    """The version of a correction, the number of a reminder."""
    return int(subject.split(":")[2])


def missed_subject(announcement_id: int, reason: Missed, send_at: datetime) -> str:
    """The subject of the word that it was not sent at the time that it was planned for."""
    return f"announcement:{announcement_id}:{reason.value}:{int(send_at.timestamp())}"


def missed_of(subject: str) -> tuple[Missed, datetime]:
    """Why it was not sent, and for when it was planned."""
    *_, reason, instant = subject.split(":")
    return Missed(reason), datetime.fromtimestamp(int(instant), UTC)
