"""What an admin proposes, and everything that speaks against it. Plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from phieu.locales.translator import mark
from phieu.office.rotations.faults import Fault
from phieu.office.rotations.overlaps import Days
from phieu.office.rotations.positions import HeldPost, Move
from phieu.words import RotationKind, RotationState

FOR_A_TIME = frozenset({RotationKind.OUT_AND_BACK, RotationKind.TEMPORARY})
"""Kinds that have a last day."""
TALKABLE = frozenset({RotationState.PROPOSED, RotationState.REFUSED, RotationState.AGREED})
"""Nothing has been decided yet: it can be talked over, and changed."""
LONGEST_TITLE = 100
LONGEST_TEXT = 2000
"""Characters of what is typed about a rotation: tasks, wishes."""
LONGEST_NUMBER = 60
LATEST_START = timedelta(days=5 * 366)
EARLIEST_START = timedelta(days=366)
"""How far from today a rotation can begin that is entered here. What is older comes in by the workbook."""
LONGEST_TERM = timedelta(days=5 * 366)


@dataclass(frozen=True, slots=True)
class Plan:
    """One move of one person, as it would be."""

    person_id: int
    kind: RotationKind
    move: Move
    starts_on: date
    ends_on: date | None = None
    tasks: str = ""

    @property
    def days(self) -> Days:
        """When it would be."""
        return Days(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class Standing:
    """How things are for the person of a plan."""

    today: date
    active: bool
    held: tuple[HeldPost, ...]
    open_units: frozenset[int]
    others: tuple[tuple[str, Days], ...] = ()
    """Their other rotations: the code, and the days. The code is empty where nothing of one must go by chat."""


def faults(plan: Plan, standing: Standing) -> list[Fault]:
    """All that speaks against the plan as things stand; empty if nothing does."""
    return [*_of_the_posts(plan, standing), *_of_the_last_day(plan, standing.today), *_of_the_days(plan, standing)]


def _of_the_posts(plan: Plan, standing: Standing) -> Iterator[Fault]:
    old, new = plan.move.old, plan.move.new
    if not standing.active:
        yield Fault(mark("This person is no longer on the staff."))
    elif all(post.place != old.place for post in standing.held):
        yield Fault(mark("The post that the person would leave is no longer theirs. Please choose it anew."))
    if new.unit_id not in standing.open_units:
        yield Fault(mark("The unit that the person would go to no longer exists. Please choose another one."))
    elif any(post.place == new.place for post in standing.held):
        yield Fault(mark("The person holds that very post already. Please choose another unit or title."))
    if not new.title or len(new.title) > LONGEST_TITLE:
        yield Fault(mark("The title must have 1 to {longest} characters."), {"longest": LONGEST_TITLE})
    if len(plan.tasks) > LONGEST_TEXT:
        yield Fault(mark("The tasks are too long: at most {longest} characters."), {"longest": LONGEST_TEXT})


def _of_the_last_day(plan: Plan, today: date) -> Iterator[Fault]:
    first, last = plan.starts_on, plan.ends_on
    if last is not None and last < first:
        yield Fault(mark("The last day, {last}, is before the first one, {first}."), {"last": last, "first": first})
    elif last is not None and last < today:
        yield Fault(
            mark("The last day, {last}, is over already. Past rotations come in by the workbook."), {"last": last}
        )
    if last is not None and last > first + LONGEST_TERM:
        text = mark("The last day, {last}, is more than five years after the first one. Please look at the year.")
        yield Fault(text, {"last": last})
    if last is None and plan.kind in FOR_A_TIME:
        yield Fault(mark("A rotation of this kind needs a last day."))


def _of_the_days(plan: Plan, standing: Standing) -> Iterator[Fault]:
    first, today = plan.starts_on, standing.today
    if first < today - EARLIEST_START:
        yield Fault(mark("{first} is more than a year ago. Past rotations come in by the workbook."), {"first": first})
    if first > today + LATEST_START:
        yield Fault(mark("{first} is more than five years ahead. Please look at the year."), {"first": first})
    for code, days in standing.others:
        if not days.meet(plan.days):
            continue
        if not code:
            text = mark(
                "It overlaps with something that must not go by chat. Please look at the workbook at the office."
            )
            yield Fault(text)
        elif days.last is None:
            text = mark("It overlaps with rotation {code} of the same person, from {first} on.")
            yield Fault(text, {"code": code, "first": days.first})
        else:
            text = mark("It overlaps with rotation {code} of the same person, {first} to {last}.")
            yield Fault(text, {"code": code, "first": days.first, "last": days.last})
