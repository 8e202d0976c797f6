"""Rotations as entries of the list of what is coming. What must not go by chat is not in it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from phieu.locales.translator import mark
from phieu.office.agenda import Coming, ComingKind
from phieu.office.calendar import at_hour
from phieu.office.rotations.due_days import evaluation_days
from phieu.office.rotations.in_brief import InBrief
from phieu.office.rotations.notice_occasions import subject_of
from phieu.office.rotations.shifts import CheckInPlan
from phieu.office.told_later import DayOff, ToldLater


def rotations_to_come(
    lasting: Sequence[InBrief],
    decided: Sequence[InBrief],
    plan_of: Callable[[InBrief], CheckInPlan],
    today: date,
    until: date,
    zone: ZoneInfo,
) -> Iterator[Coming]:
    """What falls due from today until that day: beginnings, ends, check-ins and evaluations."""
    for one in decided:
        if not one.not_by_chat and today <= one.starts_on <= until:
            yield _begins(one, zone)
    for one in lasting:
        if one.not_by_chat:
            continue
        yield from _check_ins(one, plan_of(one), today, until, zone)
        for due in evaluation_days(one.starts_on, one.last_day, until):
            if today <= due.due_on:
                yield _evaluation(one, due.due_on, zone, before_end=due.before_end)
        if one.last_day is not None and today <= one.last_day <= until:
            yield _ends(one, one.last_day, zone)


def _check_ins(one: InBrief, plan: CheckInPlan, today: date, until: date, zone: ZoneInfo) -> Iterator[Coming]:
    for planned in plan.planned(until):
        asked_on, by_rule = plan.asked_on(planned), plan.by_rule(planned)
        if not today < (asked_on or planned) <= until:  # today's has been asked for
            continue
        yield _coming(
            one,
            ComingKind.CHECK_IN,
            asked_on or planned,
            zone,
            ToldLater(mark("{name} is asked how the rotation is going"), {"name": one.person}),
            _why(planned, plan),
            subject=subject_of(one.id, planned),
            left_out=asked_on is None,
            can_move=True,
            can_skip=asked_on is not None,
            can_put_back=asked_on != by_rule and by_rule >= today,
        )


def _why(planned: date, plan: CheckInPlan) -> ToldLater:
    asked_on = plan.asked_on(planned)
    if asked_on is None:
        return ToldLater(mark("left out this time by an admin"))
    if asked_on != plan.by_rule(planned):
        return ToldLater(mark("moved by an admin from {day}"), {"day": planned})
    if asked_on != planned:
        text = mark("every {months} months; put off from {day}")
        return ToldLater(text, {"months": plan.every_months, "day": DayOff(planned)})
    return ToldLater(mark("every {months} months"), {"months": plan.every_months})


def _begins(one: InBrief, zone: ZoneInfo) -> Coming:
    title = ToldLater(mark("Rotation of {name} begins: {unit}"), {"name": one.person, "unit": one.to_unit})
    return _coming(one, ComingKind.ROTATION_BEGINS, one.starts_on, zone, title, ToldLater(mark("as decided")))


def _ends(one: InBrief, day: date, zone: ZoneInfo) -> Coming:
    title = ToldLater(mark("Last day of the rotation of {name}: {unit}"), {"name": one.person, "unit": one.to_unit})
    return _coming(one, ComingKind.ROTATION_ENDS, day, zone, title, ToldLater(mark("as decided")))


def _evaluation(one: InBrief, day: date, zone: ZoneInfo, *, before_end: bool) -> Coming:
    title = ToldLater(mark("Evaluation of the rotation of {name} is due"), {"name": one.person})
    why = ToldLater(mark("before the term ends") if before_end else mark("each year"))
    return _coming(one, ComingKind.EVALUATION, day, zone, title, why, subject=subject_of(one.id, day))


def _coming(
    one: InBrief, kind: ComingKind, day: date, zone: ZoneInfo, title: ToldLater, why: ToldLater, **more: Any
) -> Coming:
    more.setdefault("subject", f"rotation:{one.id}")
    at = at_hour(day, 0, zone)
    return Coming(kind=kind, at=at, title=title, why=why, whole_day=True, about=one.person_id, **more)
