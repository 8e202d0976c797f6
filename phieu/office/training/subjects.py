"""What the notices about training are about, as they stand in the outbox.

A nomination is named with how often its person has been asked: whoever is asked anew gets the notices anew.
"""

from dataclasses import dataclass
from datetime import date

from phieu.storage.tables import Course, Nomination


@dataclass(frozen=True, slots=True)
class About:
    """A subject, read: `nomination:34:1:changed:2`, `course:12:unanswered:2026-08-20`, `needs:2027:unit:3`."""

    id: int
    """Of the nomination, course or question; the year of a survey."""
    asking: int = 0
    """Of a nomination: how often its person had been asked."""
    what: str = ""
    detail: str = ""


def nomination_subject(nomination: Nomination, what: str = "", detail: int | str = "") -> str:
    """About one nomination, and what has become of it."""
    parts = ["nomination", str(nomination.id), str(nomination.askings), what, str(detail)]
    return ":".join(part for part in parts if part)


def course_subject(course: Course, what: str, detail: int | date) -> str:
    """About a course as a whole."""
    return f"course:{course.id}:{what}:{detail}"


def needs_subject(year: int, what: str = "", detail: int | str = "") -> str:
    """About the survey of what training people need in a year, or about what one unit needs."""
    return ":".join(part for part in ("needs", str(year), what, str(detail)) if part)


def question_subject(question_id: int) -> str:
    """About one question to a nomination."""
    return f"question:{question_id}"


def read_subject(subject: str) -> About:
    """What a notice of training is about."""
    thing, id_, *rest = subject.split(":")
    asking = int(rest.pop(0)) if thing == "nomination" else 0
    what, detail = (*rest, "", "")[:2]
    return About(int(id_), asking, what, detail)
