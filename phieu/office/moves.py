"""Whether one date of the calendar can be put on another day: plain rules on plain values.

It is held on a working day, still to come, within a year, and clear of the dates of the same kind before and after it:
a round does not open before the last one of its kind has closed.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from phieu.locales.translator import mark
from phieu.office.as_decided import OfficeCalendar
from phieu.office.calendar import Due, due_after
from phieu.office.last_days import last_day_fault
from phieu.office.told_later import NamedRound, ToldLaterError
from phieu.words import OccurrenceState

FURTHEST = timedelta(days=366)
"""So far from the day of its rule a date can be moved."""

_DEALT_WITH = {
    OccurrenceState.OPENED: mark("{round} has been opened already."),
    OccurrenceState.DECLINED: mark(
        "It has been decided not to hold {round}. If it is needed after all, it can be opened under Rounds."
    ),
    OccurrenceState.MISSED: mark(
        "The time of {round} has passed. If it is still needed, it can be opened under Rounds."
    ),
}


class MovingError(ToldLaterError):
    """The date cannot be moved so; `explain` says why, and what can be done."""


def named(due: Due) -> NamedRound:
    """The round, as an argument of a text."""
    return NamedRound(due.kind, due.period)


def dealt_with(due: Due, state: OccurrenceState | None) -> MovingError | None:
    """Why nothing can be changed about this date any more; None if something can."""
    return MovingError(_DEALT_WITH[state], round=named(due)) if state in _DEALT_WITH else None


def moved(calendar: OfficeCalendar, due: Due, to: datetime, now: datetime) -> Due:
    """The date as it would be if it were held then; raises MovingError."""
    if error := dealt_with(due, calendar.state_of(due)):
        raise error
    day = to.astimezone(calendar.zone).date()
    if to < now:
        raise MovingError(mark("This moment has passed. Please choose a later one."))
    if fault := last_day_fault(day, calendar.days):
        raise MovingError(fault.text, **fault.arguments)
    if abs(to - due.by_rule) > FURTHEST:
        raise MovingError(mark("{day} is more than a year from the day of the calendar."), day=day)
    ends_at = due_after(to, due.working_days, calendar.zone, calendar.days)
    new = replace(due, starts_at=to, ends_at=ends_at, moved_from=due.by_rule)
    _check_neighbours(calendar, new)
    return new


def _check_neighbours(calendar: OfficeCalendar, new: Due) -> None:
    for other in calendar.between(new.by_rule - FURTHEST, new.by_rule + FURTHEST):
        if other.kind is not new.kind or other.key == new.key or _is_not_held(calendar, other):
            continue
        if other.by_rule > new.by_rule and new.ends_at >= other.starts_at:
            text = mark("{round} would not be over when {other} opens, on {day}. Please choose an earlier day.")
            raise MovingError(text, round=named(new), other=named(other), day=_day(calendar, other.starts_at))
        if other.by_rule < new.by_rule and new.starts_at <= other.ends_at:
            text = mark("{other} can be answered until {day}; {round} cannot open before that is over.")
            raise MovingError(text, round=named(new), other=named(other), day=_day(calendar, other.ends_at))


def _is_not_held(calendar: OfficeCalendar, due: Due) -> bool:
    gone = (OccurrenceState.SKIPPED, OccurrenceState.DECLINED, OccurrenceState.MISSED)
    return calendar.state_of(due) in gone


def _day(calendar: OfficeCalendar, instant: datetime) -> date:
    return instant.astimezone(calendar.zone).date()
