"""Whether people can be nominated for a course: plain values in, all that speaks against it out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from phieu.locales.translator import mark
from phieu.office.training.overlaps import Absence, overlaps
from phieu.office.training.refusals import Refusal
from phieu.words import NominationState

CAN_BE_ASKED_ANEW = frozenset({NominationState.DECLINED, NominationState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class CourseDays:
    """What a nomination has to fit into."""

    starts_on: date
    ends_on: date
    cancelled: bool
    whole: bool
    """It takes all the time of those who attend it."""
    seats_left: int | None
    """None where there is no limit."""


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody who may be nominated, and how far an earlier nomination for the same course has got."""

    id: int
    name: str
    active: bool = True
    state: NominationState | None = None


def nomination_faults(
    course: CourseDays, nominees: Sequence[Nominee], absences: Collection[Absence], today: date
) -> list[Refusal]:
    """Everything that has to be put right first."""
    if course.cancelled:
        return [Refusal(mark("This course has been cancelled."))]
    if course.starts_on <= today:
        text = mark("The course began on {day}, so nobody can be asked about it any more.")
        return [Refusal(text, {"day": course.starts_on})]
    found = [fault for nominee in nominees for fault in _of_nominee(course, nominee, absences)]
    if course.seats_left is not None and len(nominees) > course.seats_left:
        text = mark("{chosen} people are chosen, but only {left} seats are left. Please take some off the list.")
        if course.seats_left <= 0:
            text = mark("No seat is left: all have been given away.")
        elif course.seats_left == 1:
            text = mark("{chosen} people are chosen, but only one seat is left. Please take some off the list.")
        found.append(Refusal(text, {"chosen": len(nominees), "left": max(0, course.seats_left)}))
    return found


def away_already(course: CourseDays, person_id: int, absences: Collection[Absence]) -> list[Absence]:
    """What that person has already in the days of the course."""
    return overlaps(absences, {person_id}, course.starts_on, course.ends_on)


def rules_out(course: CourseDays, absence: Absence) -> bool:
    """Whether somebody cannot attend the course for this: both take all their time, and it is settled."""
    return course.whole and absence.whole and absence.settled


def _of_nominee(course: CourseDays, nominee: Nominee, absences: Collection[Absence]) -> list[Refusal]:
    if not nominee.active:
        return [Refusal(mark("{name} is no longer on the staff."), {"name": nominee.name})]
    if nominee.state is not None and nominee.state not in CAN_BE_ASKED_ANEW:
        return [Refusal(_HAS_BEEN[nominee.state], {"name": nominee.name})]
    clash = next((one for one in away_already(course, nominee.id, absences) if rules_out(course, one)), None)
    if clash is None:
        return []
    if not clash.why:
        text = mark(
            "{name} cannot take part, for a reason that must not go by chat. Please look at the workbook at the office."
        )
        return [Refusal(text, {"name": nominee.name})]
    days: Mapping[str, date] = {"first": clash.from_day, "last": clash.until_day}
    text = mark("{name} is away from {first} to {last} already, on the course “{course}”.")
    return [Refusal(text, {"name": nominee.name, "course": clash.why, **days})]


_HAS_BEEN = {
    NominationState.ASKED: mark("{name} has been nominated for this course already and has not answered yet."),
    NominationState.ACCEPTED: mark("{name} has been nominated for this course already, and has accepted."),
    NominationState.ENROLLED: mark("{name} is enrolled in this course already."),
    NominationState.FINISHED: mark("{name} has finished this course already."),
    NominationState.BROKEN_OFF: mark("{name} was enrolled in this course and has broken it off."),
}
