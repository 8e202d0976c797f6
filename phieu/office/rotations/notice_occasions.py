"""What a notice about a check-in or an evaluation is about: one rotation, and the day on which it was due."""

from datetime import date


def subject_of(rotation_id: int, due_on: date) -> str:
    """The subject of a notice: `rotation:5:2026-11-20`."""
    return f"rotation:{rotation_id}:{due_on.isoformat()}"


def occasion_of(subject: str) -> tuple[int, date]:
    """The rotation's id and the day that a notice is about."""
    _, rotation_id, day, *_ = subject.split(":")
    return int(rotation_id), date.fromisoformat(day)
