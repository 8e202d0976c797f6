"""Opening a round by hand: kind, period, last day, forecast, and then yes."""

from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import zalo_plan_words
from phieu.bot.flows.calendar.parts import weekday_and_date
from phieu.bot.flows.round_page import round_screen
from phieu.bot.screen import Choice, Screen, row
from phieu.locales.translator import mark
from phieu.office.calendar import end_of_day
from phieu.office.last_days import hand_opened_fault
from phieu.office.occurrences import hold_round
from phieu.office.opening import NothingToAskError, RoundExistsError, plan_round
from phieu.office.periods import PeriodError, kind_name, period_for, period_name, proposed_periods, round_title
from phieu.office.reports.forecast_report import ForecastPoint, ForecastReport, report_forecast
from phieu.office.round_status import RoundStatus, load_rounds
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_day, office_zone
from phieu.office.told_later import DayOff, ToldLater
from phieu.office.working_days import WorkingDays
from phieu.words import RoundKind

ADMIN = True
WORKING_DAYS = (3, 5, 7, 10, 15, 20)
"""How many working days to answer, after today, are offered."""
MOST_NAMES = 8
"""So many names stand under one point of the forecast; the others are counted."""


async def choose_kind(_event: Event, context: Context) -> Screen:
    """First: what kind of round."""
    t = context.t
    rows = [(Choice(kind_name(kind, t), action("round-kind", kind)),) for kind in RoundKind]
    return Screen(
        t.html("➕ <b>A new round</b>\n\nWhat kind of round is it?"), (*rows, row(t("↩️ All rounds"), "rounds"))
    )


async def choose_period(event: Event, context: Context) -> Screen:
    """Then: what it is about."""
    t = context.t
    kind = _kind(_arguments(event, 1)[0])
    today = context.now.astimezone(await office_zone(context.installation)).date()
    rounds = await load_rounds(context.installation)
    held = {one.period for one in rounds if one.kind is kind and not one.called_off}
    periods = [period for period in proposed_periods(kind, today) if period.key not in held]
    text = t.html("<b>{kind}</b>\n\nWhat is the round about?", kind=kind_name(kind, t))
    if not periods:
        text = t.html(
            "<b>{kind}</b>\n\nA round has been held about each period that could be meant today.",
            kind=kind_name(kind, t),
        )
    names = {one.key: period_name(one, t) for one in periods}
    rows = [row(name[:1].upper() + name[1:], action("round-period", kind, key)) for key, name in names.items()]
    return Screen(text, (*rows, row(t("↩️ Another kind"), "round-new")))


async def choose_last_day(event: Event, context: Context) -> Screen:
    """Then: until when people can answer."""
    kind, period = _round(*_arguments(event, 2))
    return await last_days(kind, period, context)


async def last_days(kind: RoundKind, period: str, context: Context, toast: str = "") -> Screen:
    """The days that are offered as the last one."""
    if existing := await _existing(kind, period, context):
        return existing
    t = context.t
    today, days = await _today_and_working_days(context)
    rows = []
    for count in WORKING_DAYS:
        last = days.after(today, count)
        day = weekday_and_date(last, t)
        label = t.plural("{day} ({count} working day)", "{day} ({count} working days)", count, day=day)
        rows.append((Choice(label, action("round-due", kind, period, last.isoformat())),))
    text = t.html("<b>{title}</b>\n\nUntil the end of which day can people answer?", title=round_title(kind, period, t))
    return Screen(text, (*rows, row(t("↩️ Another period"), action("round-kind", kind))), toast=toast)


async def show_forecast(event: Event, context: Context) -> Screen:
    """Then: what the round would ask, and what it could never show."""
    *which, day = _arguments(event, 3)
    kind, period = _round(*which)
    return await forecast_screen(kind, period, _day(day), context)


async def forecast_screen(kind: RoundKind, period: str, last_day: date, context: Context) -> Screen:
    """The forecast of a round that would be open until the end of this day."""
    t = context.t
    if existing := await _existing(kind, period, context):
        return existing
    today, days = await _today_and_working_days(context)
    if fault := hand_opened_fault(last_day, today, days):
        return await last_days(kind, period, context, fault.explain(t))
    async with context.installation.database.reading() as session:
        planned = await plan_round(session)
        report = await report_forecast(session, planned, t)
        zalo = await zalo_plan_words.before_round(context, session, planned)
    title = round_title(kind, period, t)
    if not planned.plan.ratees:
        return _nothing_to_ask(title, report, context)
    text = t.html("<b>{title}</b>\nuntil the end of {day}", title=title, day=t.date(last_day))
    if not days.works(today):
        off = ToldLater(mark("⚠️ Today is a day off: {day}."), {"day": DayOff(today)})
        text = Markup("\n\n").join([text, Markup.escape(off.explain(t))])
    which = (kind, period, last_day.isoformat())
    rows = (
        (Choice(t("✅ Open this round"), action("round-open", *which)),),
        (Choice(t("📅 Another last day"), action("round-period", kind, period)),),
        row(t("↩️ Do not open"), "rounds"),
    )
    promise = t.html(
        "When it opens, the rules, the criteria and the threshold are frozen for this round, and everybody who has "
        "ballots is told."
    )
    return Screen(Markup("\n\n").join([text, *_forecast(report, context), *zalo, promise]), rows)


async def open_now(event: Event, context: Context) -> Screen:
    """Open it; the second of two taps, or of two admins, finds it open."""
    t = context.t
    *which, day = _arguments(event, 3)
    (kind, period), last_day = _round(*which), _day(day)
    if hand_opened_fault(last_day, *await _today_and_working_days(context)):
        return await forecast_screen(kind, period, last_day, context)
    due_at = end_of_day(last_day, await office_zone(context.installation))
    lead: str | Markup = ""
    try:
        await hold_round(context.installation, kind, period, due_at)
        lead = t.html("✅ The round is open. Everybody who has ballots is being told.")
    except RoundExistsError:
        pass
    except NothingToAskError:
        return await forecast_screen(kind, period, last_day, context)
    existing = await _existing(kind, period, context, lead)
    assert existing is not None
    return existing


async def _existing(kind: RoundKind, period: str, context: Context, lead: str | Markup = "") -> Screen | None:
    """The round itself, once there is one of this kind about this period."""
    rounds = await load_rounds(context.installation)
    found = [one for one in rounds if (one.kind, one.period) == (kind, period) and not one.called_off]
    return await round_screen(found[0], context, lead, "" if lead else _already(found[0], context)) if found else None


async def _today_and_working_days(context: Context) -> tuple[date, WorkingDays]:
    async with context.installation.database.reading() as session:
        return await office_day(session, context.now), await load_working_days(session)


def _already(status: RoundStatus, context: Context) -> str:
    return context.t("This round is open already.") if status.open else context.t("This round has been held already.")


def _nothing_to_ask(title: str, report: ForecastReport, context: Context) -> Screen:
    t = context.t
    text = t.html(
        "<b>{title}</b>\n\nAs things stand nobody could be asked about anybody, so this round cannot be opened. "
        "Please look at the rules in the workbook.",
        title=title,
    )
    parts = [text, *_forecast(report, context)[1:]]
    rows = (row(t("📗 Workbook"), "workbook"), row(t("↩️ All rounds"), "rounds"))
    return Screen(Markup("\n\n").join(parts), rows)


def _forecast(report: ForecastReport, context: Context) -> list[Markup]:
    if not report.points:
        return [Markup.escape(report.headline), context.t.html("Nothing speaks against opening it.")]
    return [Markup.escape(report.headline), *(_point(point, context) for point in report.points)]


def _point(point: ForecastPoint, context: Context) -> Markup:
    t = context.t
    lines = [Markup.escape(f"{'ℹ️' if point.usual else '⚠️'} {point.heading}")]
    lines += [Markup.escape(f"• {name}") for name in point.names[:MOST_NAMES]]
    if (others := len(point.names) - MOST_NAMES) > 0:
        lines.append(t.plural_html("• and {count} other", "• and {count} others", others))
    return Markup("\n").join(lines)


def _arguments(event: Event, count: int) -> tuple[str, ...]:
    arguments = parse(event.action).arguments
    if len(arguments) != count:
        raise UnknownActionError
    return arguments


def _kind(text: str) -> RoundKind:
    try:
        return RoundKind(text)
    except ValueError as error:
        raise UnknownActionError from error


def _round(kind: str, period: str) -> tuple[RoundKind, str]:
    try:
        return _kind(kind), period_for(_kind(kind), period).key
    except PeriodError as error:
        raise UnknownActionError from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownActionError from error


ACTIONS = {
    "round-new": choose_kind,
    "round-kind": choose_period,
    "round-period": choose_last_day,
    "round-due": show_forecast,
    "round-open": open_now,
}
