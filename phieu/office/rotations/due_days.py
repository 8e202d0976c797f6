"""When a rotation is asked about: check-ins every so many months, evaluations each year and before the term ends.

Plain rules on plain days (requirements, M19 and M20). A rotation lasts from its first day to its last one, both
included; the last one is None for good. In a month too short for a day, the month's last day is meant.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

ASKED_AHEAD = timedelta(days=14)
"""So long before an evaluation is due it is asked for."""
BEFORE_THE_END = timedelta(days=30)
"""So long before the last day the evaluation is due: what comes next can then still be decided in time."""
APART = timedelta(days=90)
"""No yearly evaluation is asked for so shortly before the one at the end, nor so long after it was due."""


@dataclass(frozen=True, slots=True)
class EvaluationDay:
    """When an evaluation has to be there, and why."""

    due_on: date
    before_end: bool


@dataclass(frozen=True, slots=True)
class AskedEvaluation:
    """One that is to be asked for now."""

    planned_on: date
    """The day that the rule gave."""
    due_on: date
    """The same, or where that is over, a new one."""
    before_end: bool


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or a short month's last one; raises OverflowError after 9999."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def check_in_days(first: date, last: date | None, every_months: int, today: date) -> list[date]:
    """All days until today on which a check-in was due, the earliest first."""
    return list(_every(first, every_months, _until(last, today))) if every_months > 0 else []


def evaluation_days(first: date, last: date | None, until: date) -> list[EvaluationDay]:
    """The evaluations that are due until that day, the earliest first."""
    at_the_end = before_the_end(first, last) if last is not None else None
    yearly_until = until if at_the_end is None else min(until, at_the_end - APART)
    found = [EvaluationDay(day, before_end=False) for day in _every(first, 12, yearly_until)]
    if at_the_end is not None and at_the_end <= until:
        found.append(EvaluationDay(at_the_end, before_end=True))
    return found


def before_the_end(first: date, last: date) -> date:
    """When the evaluation at the end is due: in a short term, in its middle."""
    return max(last - BEFORE_THE_END, first + (last - first) // 2)


def evaluation_to_ask(first: date, last: date | None, today: date) -> AskedEvaluation | None:
    """The evaluation that should have been asked for by now: the latest one, with a day that is still to come.

    One that was missed, because the program was not running or the rotation was entered late, gets a new day; a yearly
    one that was missed by long waits for the next.
    """
    planned = evaluation_days(first, last, today + ASKED_AHEAD)
    if not planned:
        return None
    day, before_end = planned[-1].due_on, planned[-1].before_end
    if day >= today:
        return AskedEvaluation(day, day, before_end)
    if not before_end and today - day > APART:
        return None
    anew = today + ASKED_AHEAD
    if last is not None:
        anew = max(today, min(anew, last))
    return AskedEvaluation(day, anew, before_end)


def _until(last: date | None, today: date) -> date:
    return today if last is None else min(last, today)


def _every(first: date, months: int, until: date) -> Iterator[date]:
    """Each that many months after the first day, as long as it is not after `until`."""
    for times in count(1):
        try:
            day = months_after(first, times * months)
        except OverflowError:
            return
        if day > until:
            return
        yield day
