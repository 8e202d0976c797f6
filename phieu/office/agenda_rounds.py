"""Rounds as entries of the list of what is coming: plain values."""

from collections.abc import Iterator
from datetime import date, datetime

from phieu.locales.translator import mark
from phieu.office.agenda import Coming, ComingKind
from phieu.office.as_decided import OfficeCalendar
from phieu.office.calendar import ONLY_PROPOSED, Due, SingleDate
from phieu.office.moves import named
from phieu.office.told_later import DayOff, ToldLater
from phieu.words import OccurrenceState


def rounds_to_come(calendar: OfficeCalendar, now: datetime, until: datetime) -> Iterator[Coming]:
    """The rounds that the calendar asks for after this instant, also those that an admin has left out."""
    for due in calendar.between(now, until):
        left_out = calendar.state_of(due) is OccurrenceState.SKIPPED
        if calendar.is_to_come(due) or left_out:
            yield _coming(due, calendar, now, left_out=left_out)


def _coming(due: Due, calendar: OfficeCalendar, now: datetime, *, left_out: bool) -> Coming:
    proposed = due.kind in ONLY_PROPOSED
    title = mark("{round}: whether to hold it is asked") if proposed else mark("{round} opens")
    return Coming(
        kind=ComingKind.ROUND_PROPOSED if proposed else ComingKind.ROUND_OPENS,
        at=due.starts_at,
        subject=f"{due.kind}:{due.period}",
        title=ToldLater(title, {"round": named(due)}),
        why=_why(due, calendar, left_out=left_out),
        left_out=left_out,
        can_move=True,
        can_skip=not left_out,
        can_put_back=due.by_rule > now and (left_out or due.moved_from is not None),
    )


def _why(due: Due, calendar: OfficeCalendar, *, left_out: bool) -> ToldLater:
    if left_out:
        return ToldLater(mark("left out this time by an admin"))
    if due.moved_from is not None:
        return ToldLater(mark("moved by an admin from {day}"), {"day": _day(due.moved_from, calendar)})
    if _day(due.starts_at, calendar) != due.named:
        return ToldLater(mark("put off from {day}"), {"day": DayOff(due.named)})
    once = any(isinstance(rule, SingleDate) and rule.kind is due.kind for rule in calendar.rules)
    return ToldLater(mark("a single date of the calendar") if once else mark("by the rule of the calendar"))


def _day(instant: datetime, calendar: OfficeCalendar) -> date:
    return instant.astimezone(calendar.zone).date()
