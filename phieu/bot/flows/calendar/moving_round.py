"""Putting one round of the calendar on another day and hour, which are tried out before they are confirmed."""

from datetime import date

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.near_days import near_working_days
from phieu.bot.flows.calendar.one_round import cannot, date_screen
from phieu.bot.flows.calendar.parts import (
    arguments,
    day_and_time,
    day_in,
    hour_rows,
    number_in,
    round_in,
    weekday_and_date,
)
from phieu.bot.screen import Screen, row
from phieu.office.calendar import ONLY_PROPOSED, Due, at_hour
from phieu.office.later_dates import read_day_after
from phieu.office.loading_calendar import load_calendar
from phieu.office.moves import MovingError, moved
from phieu.office.moving import find_date, move
from phieu.office.periods import round_title
from phieu.office.time_zone import office_zone
from phieu.office.written_dates import DateError
from phieu.words import OccurrenceState

ADMIN = True
_HOURS = range(24)


async def choose_day(event: Event, context: Context) -> Screen:
    """Working days around the one that it has; any other is typed."""
    which = round_in(*arguments(event, 2))
    try:
        due, _ = await find_date(context.installation, *which)
    except MovingError as error:
        return cannot(error, context)
    return await _choose_day(due, context)


async def type_day(event: Event, context: Context) -> Screen:
    """A day in somebody's own words."""
    which = round_in(*arguments(event, 2))
    zone = await office_zone(context.installation)
    try:
        due, _ = await find_date(context.installation, *which)
        day = read_day_after(event.text, context.now.astimezone(zone).date(), None)
    except MovingError as error:
        return cannot(error, context)
    except DateError as error:
        return await _choose_day(due, context, error.explain(context.t))
    return await _ask(due, day, due.starts_at.astimezone(zone).hour, context)


async def ask(event: Event, context: Context) -> Screen:
    """What it would mean, before it is done."""
    kind, period, day, hour = arguments(event, 4)
    which, to, at = round_in(kind, period), day_in(day), number_in(hour, _HOURS)
    try:
        due, _ = await find_date(context.installation, *which)
    except MovingError as error:
        return cannot(error, context)
    return await _ask(due, to, at, context)


async def choose_hour(event: Event, context: Context) -> Screen:
    """At which hour of that day."""
    kind, period, day = arguments(event, 3)
    t, which, to = context.t, round_in(kind, period), day_in(day)
    text = t.html("<b>{title}</b>\n{day}\n\nAt which hour?", title=round_title(*which, t), day=weekday_and_date(to, t))
    back = row(t("↩️ Another day"), action("cal-move", *which))
    return Screen(text, (*hour_rows(lambda hour: action("cal-move-ask", *which, to.isoformat(), hour)), back))


async def confirm(event: Event, context: Context) -> Screen:
    """Move it."""
    kind, period, day, hour = arguments(event, 4)
    which, to, at = round_in(kind, period), day_in(day), number_in(hour, _HOURS)
    try:
        done = await move(context.installation, *which, to, at)
    except MovingError as error:
        return await _not_so(which, error, context)
    return await date_screen(
        done.due, OccurrenceState.MOVED, context, context.t("✅ It has been moved. The rule stays as it is.")
    )


async def _ask(due: Due, to: date, hour: int, context: Context) -> Screen:
    t, which = context.t, (due.kind, due.period)
    try:
        new = await _tried_out(due, to, hour, context)
    except MovingError as error:
        return await _choose_day(due, context, error.explain(t))
    lines = [
        t.html("<b>{title}</b>", title=round_title(*which, t)),
        t.html("From: {moment}", moment=await day_and_time(due.starts_at, context)),
        t.html("To: <b>{moment}</b>", moment=await day_and_time(new.starts_at, context)),
    ]
    if due.kind not in ONLY_PROPOSED:
        lines.append(
            t.html("It could then be answered until {moment}.", moment=await day_and_time(new.ends_at, context))
        )
    rows = (
        row(t("✅ Move it so"), action("cal-move-yes", *which, to.isoformat(), hour)),
        row(t("🕒 Another hour"), action("cal-move-hour", *which, to.isoformat())),
        row(t("📅 Another day"), action("cal-move", *which)),
        row(t("↩️ Leave it as it is"), action("cal-round", *which)),
    )
    return Screen(Markup("\n").join(lines), rows)


async def _tried_out(due: Due, to: date, hour: int, context: Context) -> Due:
    """How it would stand; raises MovingError."""
    zone = await office_zone(context.installation)
    async with context.installation.database.reading() as session:
        calendar = await load_calendar(session, zone)
    return moved(calendar, due, at_hour(to, hour, zone), context.now)


async def _choose_day(due: Due, context: Context, lead: str = "") -> Screen:
    t, which = context.t, (due.kind, due.period)
    zone = await office_zone(context.installation)
    here = due.starts_at.astimezone(zone)
    words = t.html(
        "<b>{title}</b>\nat present: {moment}\n\nTo which day shall it be moved? Please choose, or write the day, "
        "like “20/11”.",
        title=round_title(*which, t),
        moment=await day_and_time(due.starts_at, context),
    )
    days = await near_working_days(here.date(), context)
    rows = [row(label, action("cal-move-ask", *which, day.isoformat(), here.hour)) for day, label in days]
    rows.append(row(t("↩️ Back"), action("cal-round", *which)))
    text = Markup("\n\n").join([Markup.escape(lead), words]) if lead else words
    return Screen(text, tuple(rows), expects=action("cal-move", *which))


async def _not_so(which: tuple[object, str], error: MovingError, context: Context) -> Screen:
    """It could be a moment ago; or the button was made by hand."""
    kind, period = round_in(str(which[0]), which[1])
    try:
        due, state = await find_date(context.installation, kind, period)
    except MovingError as gone:
        return cannot(gone, context)
    return await date_screen(due, state, context, error.explain(context.t))


ACTIONS = {"cal-move": choose_day, "cal-move-ask": ask, "cal-move-hour": choose_hour, "cal-move-yes": confirm}
EXPECTS = {"cal-move": type_day}
