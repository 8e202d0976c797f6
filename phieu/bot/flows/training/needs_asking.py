"""Asking everybody what training they need in a year: until when, and whether, for admins."""

from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.day_choice import Offer, day_rows
from phieu.bot.flows.training.needs_overview import ASK, OVERVIEW, overview_screen, year_of
from phieu.bot.screen import Screen, row
from phieu.office.time_zone import office_day
from phieu.office.training.needs import ask_everybody, load_survey, who_has_not_said
from phieu.office.training.needs_stages import check_days
from phieu.office.training.refusals import TrainingError
from phieu.office.written_dates import DateError, read_day

ADMIN = True
OFFERS = (Offer.IN_A_WEEK, Offer.IN_TWO_WEEKS, Offer.IN_A_MONTH)


async def ask_until_when(event: Event, context: Context) -> Screen:
    """Until when shall people answer?"""
    return await _question(year_of(event.action), context)


async def typed_day(event: Event, context: Context) -> Screen:
    """A day was typed; what is none is said and asked again."""
    year = year_of(event.expected)
    try:
        day = read_day(event.text, await _today(context))
    except DateError as error:
        return await _question(year, context, error.explain(context.t))
    return await _confirm(year, day, context)


async def picked_day(event: Event, context: Context) -> Screen:
    """A day was tapped."""
    year, day = _year_and_day(event.action)
    return await _confirm(year, day, context)


async def ask_now(event: Event, context: Context) -> Screen:
    """Ask; the second of two taps finds it asked."""
    year, day = _year_and_day(event.action)
    try:
        async with context.installation.database.writing() as session:
            today = await office_day(session, context.now)
            await ask_everybody(session, year, day, context.now, today)
    except TrainingError as error:
        return await _question(year, context, error.refusals[0].explain(context.t))
    return await overview_screen(year, context, context.t.html("✅ Everybody is being asked."))


async def _question(year: int, context: Context, wrong: str = "") -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        if await load_survey(session, year) is not None:
            return await overview_screen(year, context)
    today = await _today(context)
    asked = t.html(
        "📨 Until the end of which day can people say what training they need in {year}? Please choose, or type a day. "
        "After that the heads have a week to choose what their units need.",
        year=str(year),
    )
    rows = day_rows(today, lambda day: action("needs-ask-day", year, f"{day:%Y%m%d}"), t, OFFERS)
    text = paragraphs(Markup("⚠️ {}").format(wrong) if wrong else "", asked)
    return Screen(text, (*rows, row(t("↩️ Back"), action(OVERVIEW, year))), expects=action(ASK, year))


async def _confirm(year: int, day: date, context: Context) -> Screen:
    t, today = context.t, await _today(context)
    try:
        check_days(year, day, today)
    except TrainingError as error:
        return await _question(year, context, error.refusals[0].explain(t))
    async with context.installation.database.reading() as session:
        people = len(await who_has_not_said(session, year))
    text = t.plural_html(
        "📨 Shall I ask {count} person what training they need in {year}? They can answer until the end of {day}.",
        "📨 Shall I ask {count} people what training they need in {year}? They can answer until the end of {day}.",
        people,
        year=str(year),
        day=t.date(day),
    )
    yes = row(t("📨 Yes, ask everybody"), action("needs-ask-yes", year, f"{day:%Y%m%d}"))
    return Screen(text, (yes, row(t("↩️ Back"), action(ASK, year))))


async def _today(context: Context) -> date:
    async with context.installation.database.reading() as session:
        return await office_day(session, context.now)


def _year_and_day(text: str) -> tuple[int, date]:
    year, day = parse(text).numbers(2)
    try:
        return year_of(action(OVERVIEW, year)), date.fromisoformat(f"{day:08}")
    except ValueError as error:
        raise UnknownActionError from error


ACTIONS = {ASK: ask_until_when, "needs-ask-day": picked_day, "needs-ask-yes": ask_now}
EXPECTS = {ASK: typed_day}
