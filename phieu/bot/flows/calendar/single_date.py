"""A round that is held once, on a certain day: adding it, changing it, taking it off the calendar."""

from datetime import date, timedelta

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.changing_rule import USUAL_LENGTHS
from phieu.bot.flows.calendar.parts import (
    arguments,
    clock,
    day_in,
    hour_rows,
    kind_in,
    number_in,
    number_rows,
    office_today,
    weekday_and_date,
)
from phieu.bot.flows.calendar.rule_draft import HOURS, LENGTHS
from phieu.bot.flows.calendar.rules import rules_screen
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.calendar import SingleDate
from phieu.office.calendar_checks import single_date_fault
from phieu.office.loading_calendar import load_single_dates
from phieu.office.periods import MONTHS, kind_name
from phieu.office.rules_of_calendar import CalendarError, add_date, remove_date
from phieu.office.special_days import load_working_days
from phieu.office.written_dates import DateError, read_day
from phieu.words import RoundKind

ADMIN = True
HELD_ONCE = tuple(kind for kind in RoundKind if kind not in MONTHS)
_HOUR, _LENGTH = 8, 5
"""What is suggested at first."""
_AHEAD = (7, 14, 28)
"""Days from today around which working days are offered."""


async def new(_event: Event, context: Context) -> Screen:
    """First: what kind."""
    t = context.t
    rows = [row(kind_name(kind, t), action("cal-date-kind", kind)) for kind in HELD_ONCE]
    text = t.html("📌 <b>A round that is held once</b>\n\nWhat kind of round is it?")
    return Screen(text, (*rows, row(t("↩️ Rules and dates"), action("cal-rules"))))


async def choose_day(event: Event, context: Context) -> Screen:
    """Then: on which day."""
    return await _ask_day(_kind(*arguments(event, 1)), context)


async def type_day(event: Event, context: Context) -> Screen:
    """A day in somebody's own words."""
    kind = _kind(*arguments(event, 1))
    try:
        day = read_day(event.text, await office_today(context))
    except DateError as error:
        return await _ask_day(kind, context, error.explain(context.t))
    return await _screen(SingleDate(kind, day, _HOUR, _LENGTH), context)


async def show(event: Event, context: Context) -> Screen:
    """The date as it would be."""
    return await _screen(_draft(event), context)


async def choose_hour(event: Event, context: Context) -> Screen:
    """The hour."""
    one = _draft(event)
    text = context.t.html("{day}\n\nAt which hour does the round open?", day=weekday_and_date(one.day, context.t))
    return Screen(text, (*hour_rows(lambda hour: _action("cal-date", one, hour=hour)), _back(one, context.t)))


async def choose_length(event: Event, context: Context) -> Screen:
    """For how many working days."""
    t, one = context.t, _draft(event)
    text = t.html(
        "{day}\n\nFor how many working days after the first can people answer?", day=weekday_and_date(one.day, t)
    )
    lengths = number_rows(USUAL_LENGTHS, lambda count: _action("cal-date", one, length=count), t)
    return Screen(text, (*lengths, _back(one, t)))


def _back(one: SingleDate, t: Translator) -> Row:
    """To the date as it is; by a verb of its own, as picking what it was would be the same action."""
    return row(t("↩️ Back"), _action("cal-date-back", one))


async def save(event: Event, context: Context) -> Screen:
    """It counts from now on."""
    one = _draft(event)
    try:
        await add_date(context.installation, one.kind, one.day, one.hour, one.working_days)
    except CalendarError as error:
        return await _screen(one, context, f"❌ {error.explain(context.t)}")
    return await rules_screen(context, context.t("✅ The date is on the calendar."))


async def ask_to_remove(event: Event, context: Context) -> Screen:
    """Once more, before it goes."""
    t, (kind, day) = context.t, arguments(event, 2)
    which = (_kind(kind), day_in(day).isoformat())
    text = t.html(
        "Take this date off the calendar?\n\n<b>{kind}</b>, {day}",
        kind=kind_name(_kind(kind), t),
        day=weekday_and_date(day_in(day), t),
    )
    rows = (row(t("🗑 Yes, take it off"), action("cal-date-gone", *which)), row(t("↩️ No"), action("cal-rules")))
    return Screen(text, rows)


async def remove(event: Event, context: Context) -> Screen:
    """It is held no more; the second of two taps finds it gone."""
    t, (kind, day) = context.t, arguments(event, 2)
    gone = await remove_date(context.installation, _kind(kind), day_in(day))
    return await rules_screen(
        context, t("✅ The date is off the calendar.") if gone else t("There is no such date any more.")
    )


def _kind(text: str) -> RoundKind:
    """Raises UnknownActionError."""
    kind = kind_in(text)
    if kind not in HELD_ONCE:
        raise UnknownActionError
    return kind


def _draft(event: Event) -> SingleDate:
    """What a choice carries. Raises UnknownActionError."""
    kind, day, hour, length = arguments(event, 4)
    return SingleDate(_kind(kind), day_in(day), number_in(hour, HOURS), number_in(length, LENGTHS))


def _action(verb: str, one: SingleDate, hour: int | None = None, length: int | None = None) -> str:
    at = one.hour if hour is None else hour
    return action(verb, one.kind, one.day.isoformat(), at, length or one.working_days)


async def _ask_day(kind: RoundKind, context: Context, lead: str = "") -> Screen:
    t, today = context.t, await office_today(context)
    async with context.installation.database.reading() as session:
        days = await load_working_days(session)
    words = t.html(
        "📌 <b>{kind}</b>\n\nOn which day does the round open? Please choose, or write the day, like “20/11/2026”.",
        kind=kind_name(kind, t),
    )
    offered: list[date] = sorted({days.on_or_after(today + timedelta(days=ahead)) for ahead in _AHEAD})
    rows = [row(weekday_and_date(day, t), action("cal-date", kind, day.isoformat(), _HOUR, _LENGTH)) for day in offered]
    rows.append(row(t("↩️ Another kind"), action("cal-date-new")))
    text = Markup("\n\n").join([Markup.escape(lead), words]) if lead else words
    return Screen(text, tuple(rows), expects=action("cal-date-kind", kind))


async def _screen(one: SingleDate, context: Context, lead: str = "") -> Screen:
    t, today = context.t, await office_today(context)
    async with context.installation.database.reading() as session:
        known = [other for other in await load_single_dates(session) if (other.kind, other.day) == (one.kind, one.day)]
        days = await load_working_days(session)
    text = t.html(
        "📌 <b>{kind}</b>\n\nDay: {day}\nHour: {hour}\nWorking days: {working_days}",
        kind=kind_name(one.kind, t),
        day=weekday_and_date(one.day, t),
        hour=clock(one.hour),
        working_days=one.working_days,
    )
    parts = [Markup.escape(lead)] if lead else []
    parts.append(text)
    if fault := single_date_fault(one.day, today):
        parts.append(Markup.escape(f"⚠️ {fault.explain(t)}"))
    elif not days.works(one.day):
        opens = weekday_and_date(days.on_or_after(one.day), t)
        parts.append(t.html("⚠️ This is a day off; the round opens on the next working day, {day}.", day=opens))
    unchanged = bool(known) and (known[0].hour, known[0].working_days) == (one.hour, one.working_days)
    rows = [] if unchanged or fault else [row(t("✅ Put it on the calendar"), _action("cal-date-save", one))]
    rows.append(
        (
            Choice(t("🕒 Hour"), _action("cal-date-hour", one)),
            Choice(t("⏳ Working days"), _action("cal-date-length", one)),
        )
    )
    if known:
        rows.append(row(t("🗑 Take it off the calendar"), action("cal-date-remove", one.kind, one.day.isoformat())))
    else:
        rows.append(row(t("📅 Another day"), action("cal-date-kind", one.kind)))
    rows.append(row(t("↩️ Rules and dates"), action("cal-rules")))
    return Screen(Markup("\n\n").join(parts), tuple(rows))


ACTIONS = {
    "cal-date-new": new,
    "cal-date-kind": choose_day,
    "cal-date": show,
    "cal-date-back": show,
    "cal-date-hour": choose_hour,
    "cal-date-length": choose_length,
    "cal-date-save": save,
    "cal-date-remove": ask_to_remove,
    "cal-date-gone": remove,
}
EXPECTS = {"cal-date-kind": type_day}
