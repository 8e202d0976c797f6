"""A course as an admin puts it together, before it is one: plain values, and what speaks against them."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from phieu.locales.translator import mark
from phieu.office.training.refusals import Refusal
from phieu.words import CourseLevel, StudyMode

LONGEST_TEXT = 120
"""Characters of a name, a place and the like, as in the workbook."""
MOST_SEATS = 10_000


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """What has been said of a course so far; None where nothing has."""

    name: str | None = None
    level: CourseLevel | None = None
    scheme: str | None = None
    mode: StudyMode | None = None
    place: str | None = None
    provider: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    seats: int | None = None
    answer_by: date | None = None

    @classmethod
    def from_draft(cls, content: dict[str, Any]) -> Self:
        """Read what `to_draft` wrote; what an older program wrote otherwise is left out."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: _read(name, value) for name, value in content.items() if name in known})

    def to_draft(self) -> dict[str, Any]:
        """Values such as JSON has."""
        return {name: str(value) if isinstance(value, date) else value for name, value in asdict(self).items()}


def course_faults(plan: CoursePlan, today: date, taken: int = 0) -> list[Refusal]:
    """All that has to be put right before this can be a course; `taken` seats are given away already."""
    missing = [
        Refusal(text)
        for value, text in (
            (plan.name, mark("The course has no name yet.")),
            (plan.level, mark("Please choose what kind of course it is.")),
            (plan.mode, mark("Please choose how it is attended.")),
            (plan.starts_on, mark("The first day is missing.")),
            (plan.ends_on, mark("The last day is missing.")),
        )
        if not value
    ]
    over = [Refusal(_ANSWERS_OVER, {"day": plan.answer_by})] if plan.answer_by and plan.answer_by < today else []
    return [*missing, *wrong_days(plan), *over, *_wrong_seats(plan, taken)]


def wrong_days(plan: CoursePlan) -> list[Refusal]:
    """Days that cannot be in this order, whatever day it is today."""
    found = []
    if plan.starts_on and plan.ends_on and plan.ends_on < plan.starts_on:
        found.append(
            Refusal(
                mark("It would end on {last}, before it begins on {first}."),
                {"last": plan.ends_on, "first": plan.starts_on},
            )
        )
    if plan.answer_by and plan.starts_on and plan.answer_by >= plan.starts_on:
        found.append(
            Refusal(
                mark(
                    "People could answer until {day}, but the course begins on {first}: please choose an earlier day."
                ),
                {"day": plan.answer_by, "first": plan.starts_on},
            )
        )
    return found


def _wrong_seats(plan: CoursePlan, taken: int) -> list[Refusal]:
    if plan.seats is None or taken <= plan.seats:
        return []
    text = mark("There would be {seats} seats, but {taken} are given away already.")
    return [Refusal(text, {"seats": plan.seats, "taken": taken})]


def _read(name: str, value: Any) -> Any:
    if value is None or value == "":
        return value
    match name:
        case "level":
            return CourseLevel(value)
        case "mode":
            return StudyMode(value)
        case "starts_on" | "ends_on" | "answer_by":
            return date.fromisoformat(value)
        case _:
            return value


_ANSWERS_OVER = mark("The last day for answers, {day}, is over.")
