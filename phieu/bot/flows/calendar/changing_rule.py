"""Changing by what rule a kind of round comes again, with its next dates before it is confirmed."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import (
    arguments,
    clock,
    day_and_time,
    hour_rows,
    in_rows,
    kind_in,
    number_rows,
)
from phieu.bot.flows.calendar.rule_draft import DAYS, LENGTHS, MONTHS_OF_A_YEAR, RuleDraft, draft_in
from phieu.bot.flows.calendar.rules import months_in_words, rules_screen
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.as_decided import OfficeCalendar
from phieu.office.calendar import Dates, SingleDate
from phieu.office.calendar_checks import next_dates, overlaps, rule_fault, years_from
from phieu.office.loading_calendar import load_calendar
from phieu.office.periods import MONTHS, kind_name
from phieu.office.rules_of_calendar import CalendarError, remove_rule, set_rule
from phieu.office.time_zone import office_zone

ADMIN = True
NEXT = 3
USUAL_LENGTHS = (3, 5, 7, 10, 12, 15, 20, 30)


async def show(event: Event, context: Context) -> Screen:
    """The rule as it would be, and when rounds would be held."""
    return await _screen(draft_in(event), context)


async def choose_months(event: Event, context: Context) -> Screen:
    """Each month can be chosen and taken out."""
    t, draft = context.t, draft_in(event)
    months = in_rows(
        (
            Choice(
                ("✅ " if month in draft.months else "") + t("Month {month}", month=month),
                draft.toggled(month).action("cal-rule-months"),
            )
            for month in MONTHS_OF_A_YEAR
        ),
        3,
    )
    text = t.html("<b>{kind}</b>\n\nIn which months?", kind=kind_name(draft.kind, t))
    return Screen(text, (*months, row(t("↩️ That is all"), draft.action("cal-rule"))))


async def choose_day(event: Event, context: Context) -> Screen:
    """The day of the month."""
    t, draft = context.t, draft_in(event)
    days = (Choice(str(day), replace(draft, day=day).action("cal-rule")) for day in DAYS)
    text = t.html(
        "<b>{kind}</b>\n\nOn which day of the month? In a shorter month its last day is taken; a day off gives way to "
        "the next working day.",
        kind=kind_name(draft.kind, t),
    )
    return Screen(text, (*in_rows(days, 7), _back(draft, t)))


async def choose_hour(event: Event, context: Context) -> Screen:
    """The hour."""
    t, draft = context.t, draft_in(event)
    text = t.html("<b>{kind}</b>\n\nAt which hour does the round open?", kind=kind_name(draft.kind, t))
    hours = hour_rows(lambda hour: replace(draft, hour=hour).action("cal-rule"))
    return Screen(text, (*hours, _back(draft, t)))


async def choose_length(event: Event, context: Context) -> Screen:
    """For how many working days; any other number is typed."""
    return _ask_length(draft_in(event), context)


async def type_length(event: Event, context: Context) -> Screen:
    """A number of working days."""
    draft = draft_in(event)
    typed = event.text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) < len("1000") and int(typed) in LENGTHS):
        words = context.t("Please write a number from {lowest} to {highest}.", lowest=LENGTHS[0], highest=LENGTHS[-1])
        return _ask_length(draft, context, words)
    return await _screen(replace(draft, working_days=int(typed)), context)


async def save(event: Event, context: Context) -> Screen:
    """It counts from now on."""
    draft = draft_in(event)
    try:
        await set_rule(context.installation, draft.kind, draft.months, draft.day, draft.hour, draft.working_days)
    except CalendarError:
        return await _screen(draft, context)
    return await rules_screen(context, context.t("✅ The rule counts from now on."))


async def ask_to_remove(event: Event, context: Context) -> Screen:
    """Once more, before it goes."""
    t, kind = context.t, kind_in(*arguments(event, 1))
    text = t.html(
        "Take the rule <b>{kind}</b> off the calendar?\n\nSuch rounds then no longer come by themselves. What is "
        "open or has been held stays.",
        kind=kind_name(kind, t),
    )
    rows = (
        row(t("🗑 Yes, take it off"), action("cal-rule-gone", kind)),
        row(t("↩️ No"), action("cal-rules")),
    )
    return Screen(text, rows)


async def remove(event: Event, context: Context) -> Screen:
    """It counts no longer; the second of two taps finds it gone."""
    t, kind = context.t, kind_in(*arguments(event, 1))
    if kind not in MONTHS:
        raise UnknownActionError
    gone = await remove_rule(context.installation, kind)
    return await rules_screen(
        context, t("✅ The rule is off the calendar.") if gone else t("There is no such rule any more.")
    )


def _ask_length(draft: RuleDraft, context: Context, lead: str = "") -> Screen:
    t = context.t
    ask = t.html(
        "<b>{kind}</b>\n\nFor how many working days after the first can people answer?", kind=kind_name(draft.kind, t)
    )
    offered = USUAL_LENGTHS if context.ways.buttons else ()  # a number is written as quickly as a letter
    how = t.html("Please choose, or write a number.") if offered else t.html("Please write a number, such as 5.")
    words = ask + " " + how
    text = Markup("\n\n").join([Markup.escape(lead), words]) if lead else words
    rows = number_rows(offered, lambda count: replace(draft, working_days=count).action("cal-rule"), t)
    return Screen(text, (*rows, _back(draft, t)), expects=draft.action("cal-rule-length"))


def _back(draft: RuleDraft, t: Translator) -> Row:
    """To the rule as it is; by a verb of its own, as picking what it was would be the same action."""
    return row(t("↩️ Back"), draft.action("cal-rule-back"))


async def _screen(draft: RuleDraft, context: Context) -> Screen:
    t, zone = context.t, await office_zone(context.installation)
    async with context.installation.database.reading() as session:
        calendar = await load_calendar(session, zone)
    known = next((one for one in calendar.rules if isinstance(one, Dates) and one.kind is draft.kind), None)
    rule = draft.as_rule(context.now)
    with_it = replace(calendar, rules=(*(one for one in calendar.rules if one is not known), rule))
    faults, warnings = _faults(rule, with_it, context)
    text = t.html(
        "📐 <b>{kind}</b>\n\nMonths: {months}\nDay: {day}\nHour: {hour}\nWorking days: {working_days}",
        kind=kind_name(draft.kind, t),
        months=months_in_words(draft.months) or "–",
        day=draft.day,
        hour=clock(draft.hour),
        working_days=draft.working_days,
    )
    parts = [text, *(Markup.escape(f"❌ {one}") for one in faults), *(Markup.escape(f"⚠️ {one}") for one in warnings)]
    if not faults:
        parts.append(await _next(rule, with_it, context))
    unchanged = known is not None and replace(known, since=rule.since) == rule
    rows = [row(t("✅ Let it count"), draft.action("cal-rule-save"))] if not faults and not unchanged else []
    rows += [
        (Choice(t("📆 Months"), draft.action("cal-rule-months")), Choice(t("📅 Day"), draft.action("cal-rule-day"))),
        (
            Choice(t("🕒 Hour"), draft.action("cal-rule-hour")),
            Choice(t("⏳ Working days"), draft.action("cal-rule-length")),
        ),
    ]
    if known is not None:
        rows.append(row(t("🗑 Take the rule off the calendar"), action("cal-rule-remove", draft.kind)))
    rows.append(row(t("↩️ Rules and dates"), action("cal-rules")))
    return Screen(Markup("\n\n").join(parts), tuple(rows))


def _faults(rule: Dates, calendar: OfficeCalendar, context: Context) -> tuple[list[str], list[str]]:
    """What keeps it from counting, and what is worth a look."""
    t = context.t
    if fault := rule_fault(rule):
        return [t(fault)], []
    by_rule = [one for one in calendar.rules if isinstance(one, Dates)]
    once = [one for one in calendar.rules if isinstance(one, SingleDate)]
    found = overlaps(by_rule, once, calendar.days, calendar.zone, years_from(context.now.date()), context.now)
    mine = [one for one in found if rule.kind in (one.first.kind, one.second.kind)]
    return (
        [one.told.explain(t) for one in mine if one.is_fault],
        [one.told.explain(t) for one in mine if not one.is_fault],
    )


async def _next(rule: Dates, calendar: OfficeCalendar, context: Context) -> Markup:
    t = context.t
    lines = [
        t.html(
            "• {opens} – {closes}",
            opens=await day_and_time(due.starts_at, context),
            closes=await day_and_time(due.ends_at, context),
        )
        for due in next_dates(calendar, rule.kind, context.now, NEXT)
    ]
    return Markup("\n").join([t.html("<b>Its next rounds</b>"), *lines])


ACTIONS = {
    "cal-rule": show,
    "cal-rule-back": show,
    "cal-rule-months": choose_months,
    "cal-rule-day": choose_day,
    "cal-rule-hour": choose_hour,
    "cal-rule-length": choose_length,
    "cal-rule-save": save,
    "cal-rule-remove": ask_to_remove,
    "cal-rule-gone": remove,
}
EXPECTS = {"cal-rule-length": type_length}
