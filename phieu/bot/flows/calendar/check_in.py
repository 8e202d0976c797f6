"""One check-in of a rotation that is still to come: on another day, or left out this time."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.near_days import near_working_days
from phieu.bot.flows.calendar.parts import arguments, day_in, office_today, to_calendar, weekday_and_date
from phieu.bot.screen import Row, Screen, row
from phieu.installation import Installation
from phieu.office.moves import MovingError
from phieu.office.moving_check_ins import PlannedCheckIn, find_check_in, move_check_in, put_back_check_in, skip_check_in
from phieu.office.rotations.in_brief import load_in_brief
from phieu.office.written_dates import DateError, read_day

ADMIN = True


async def show(event: Event, context: Context) -> Screen:
    """How it stands."""
    return await _answer(event, context, find_check_in, lambda found: _screen(found, context))


async def choose_day(event: Event, context: Context) -> Screen:
    """Working days around it; any other is typed."""
    return await _answer(event, context, find_check_in, lambda found: _choose_day(found, context))


async def type_day(event: Event, context: Context) -> Screen:
    """A day in somebody's own words."""

    async def read(found: PlannedCheckIn) -> Screen:
        try:
            to = read_day(event.text, await office_today(context))
            moved = await move_check_in(context.installation, found.rotation.id, found.planned_on, to)
        except (DateError, MovingError) as error:
            return await _choose_day(found, context, error.explain(context.t))
        return await _screen(moved, context, context.t("✅ It has been moved."))

    return await _answer(event, context, find_check_in, read)


async def picked(event: Event, context: Context) -> Screen:
    """A day by button."""
    to, lead = day_in(arguments(event, 3)[2]), context.t("✅ It has been moved.")
    move = partial(move_check_in, to=to)
    return await _answer(event, context, move, lambda moved: _screen(moved, context, lead), more=1)


async def leave_out(event: Event, context: Context) -> Screen:
    """Not this time; it can be put back."""
    lead = context.t("✅ It is left out this time.")
    return await _answer(event, context, skip_check_in, lambda left_out: _screen(left_out, context, lead))


async def back(event: Event, context: Context) -> Screen:
    """On its own day after all."""
    lead = context.t("✅ It is on its own day again.")
    return await _answer(event, context, put_back_check_in, lambda again: _screen(again, context, lead))


async def _answer(
    event: Event,
    context: Context,
    wanted: Callable[[Installation, int, date], Awaitable[PlannedCheckIn]],
    shown: Callable[[PlannedCheckIn], Awaitable[Screen]],
    more: int = 0,
) -> Screen:
    """Do or find what is wanted with the check-in of the action, and show it; else say why that cannot be."""
    rotation_id, planned_on = await _which(event, context, more)
    try:
        found = await wanted(context.installation, rotation_id, planned_on)
    except MovingError as error:
        return _cannot(rotation_id, error, context)
    return await shown(found)


async def _which(event: Event, context: Context, more: int = 0) -> tuple[int, date]:
    """Raises UnknownActionError, also for one's own rotation and for what must not go by chat."""
    number, (planned_on, *_) = parse(event.action or event.expected).number_and(1 + more)
    async with context.installation.database.reading() as session:
        rotation = await load_in_brief(session, number)
    if rotation is None or rotation.not_by_chat or rotation.person_id == context.somebody.id:
        raise UnknownActionError
    return number, day_in(planned_on)


async def _screen(found: PlannedCheckIn, context: Context, lead: str = "") -> Screen:
    t, which = context.t, (found.rotation.id, found.planned_on.isoformat())
    words = t.html(
        "🔄 <b>{name}</b> is asked how the rotation is going.\n{unit}",
        name=found.rotation.person,
        unit=found.rotation.to_unit,
    )
    if found.asked_on is None:
        when = t.html("⏭ Left out this time. By the rule it would be on {day}.", day=weekday_and_date(found.by_rule, t))
    elif found.asked_on == found.planned_on:
        when = t.html("On {day}, by the rule.", day=weekday_and_date(found.asked_on, t))
    elif found.asked_on == found.by_rule:
        when = t.html(
            "On <b>{day}</b>, by the rule: {planned} is a day off.",
            day=weekday_and_date(found.asked_on, t),
            planned=weekday_and_date(found.planned_on, t),
        )
    else:
        when = t.html(
            "On <b>{day}</b>; by the rule it would be on {planned}.",
            day=weekday_and_date(found.asked_on, t),
            planned=weekday_and_date(found.by_rule, t),
        )
    rows: list[Row] = [row(t("📅 Another day"), action("cal-check-move", *which))]
    if found.asked_on is not None:
        rows.append(row(t("⏭ Leave it out this time"), action("cal-check-skip", *which)))
    if found.asked_on != found.by_rule and found.by_rule >= await office_today(context):
        rows.append(row(t("↪️ Back to its own day"), action("cal-check-back", *which)))
    rows += [row(t("🔄 To the rotation"), action("rotation", found.rotation.id)), to_calendar(t)]
    return Screen(Markup("\n\n").join([*([Markup.escape(lead)] if lead else []), words, when]), tuple(rows))


async def _choose_day(found: PlannedCheckIn, context: Context, lead: str = "") -> Screen:
    t, which = context.t, (found.rotation.id, found.planned_on.isoformat())
    words = t.html(
        "On which day shall {name} be asked? Please choose, or write the day, like “20/11”.", name=found.rotation.person
    )
    days = await near_working_days(found.asked_on or found.planned_on, context)
    rows = [
        row(label, action("cal-check-to", *which, day.isoformat()))
        for day, label in days
        if found.after < day < found.before
    ]
    rows.append(row(t("↩️ Back"), action("cal-check-in", *which)))
    text = Markup("\n\n").join([Markup.escape(lead), words]) if lead else words
    return Screen(text, tuple(rows), expects=action("cal-check-move", *which))


def _cannot(rotation_id: int, error: MovingError, context: Context) -> Screen:
    t = context.t
    way = row(t("🔄 To the rotation"), action("rotation", rotation_id))
    return Screen(Markup.escape(error.explain(t)), (way, to_calendar(t)))


ACTIONS = {
    "cal-check-in": show,
    "cal-check-move": choose_day,
    "cal-check-to": picked,
    "cal-check-skip": leave_out,
    "cal-check-back": back,
}
EXPECTS = {"cal-check-move": type_day}
