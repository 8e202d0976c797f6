"""By what rules rounds come again, and which are held once."""

from collections.abc import Iterator
from datetime import date, timedelta

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import clock, day_and_time, to_calendar, weekday_and_date
from phieu.bot.flows.calendar.rule_draft import RuleDraft
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.as_decided import OfficeCalendar
from phieu.office.calendar import Dates, SingleDate
from phieu.office.calendar_checks import next_dates
from phieu.office.loading_calendar import load_calendar
from phieu.office.periods import MONTHS, kind_name
from phieu.office.time_zone import office_zone
from phieu.words import RoundKind

ADMIN = True
MOST_DATES = 12
"""So many single dates are listed, the next ones."""
_AT_FIRST = {
    RoundKind.SEMIANNUAL: RuleDraft(RoundKind.SEMIANNUAL, (6, 12), 5, 8, 7),
    RoundKind.QUARTERLY: RuleDraft(RoundKind.QUARTERLY, (3, 6, 9, 12), 5, 8, 7),
    RoundKind.ANNUAL: RuleDraft(RoundKind.ANNUAL, (12,), 5, 8, 7),
}
"""What a new rule is suggested to say."""


async def rules(_event: Event, context: Context) -> Screen:
    """All of them."""
    return await rules_screen(context)


async def rules_screen(context: Context, lead: str | Markup = "") -> Screen:
    """All rules and single dates; `lead` says what has just happened."""
    t, zone = context.t, await office_zone(context.installation)
    async with context.installation.database.reading() as session:
        calendar = await load_calendar(session, zone)
    today = context.now.astimezone(zone).date()
    by_rule = [one for one in calendar.rules if isinstance(one, Dates)]
    once = sorted(
        (one for one in calendar.rules if isinstance(one, SingleDate) and _is_to_come(one, today)), key=_by_day
    )
    parts = [Markup.escape(lead)] if lead else []
    parts.append(t.html("📐 <b>Rules and dates</b>"))
    parts += [await _rule(one, calendar, context) for one in by_rule]
    if once:
        parts.append(Markup("\n").join([t.html("<b>Held once</b>"), *(_single(one, t) for one in once[:MOST_DATES])]))
    if not by_rule and not once:
        parts.append(t.html("No round comes by itself as yet."))
    rows = [*_rule_rows(by_rule, t), *(_single_row(one, t) for one in once[:MOST_DATES])]
    rows += [row(t("➕ A single date"), action("cal-date-new")), to_calendar(t)]
    return Screen(Markup("\n\n").join(parts), tuple(rows))


def months_in_words(months: tuple[int, ...]) -> str:
    """6, 12."""
    return ", ".join(map(str, months))


def _rule_rows(by_rule: list[Dates], t: Translator) -> Iterator[Row]:
    known = {one.kind: one for one in by_rule}
    for kind in MONTHS:
        if one := known.get(kind):
            draft = RuleDraft(kind, one.months, one.day, one.hour, one.working_days)
            yield row(f"✏️ {kind_name(kind, t)}", draft.action("cal-rule"))
        else:
            yield row(f"➕ {kind_name(kind, t)}", _AT_FIRST[kind].action("cal-rule"))


def _single_row(one: SingleDate, t: Translator) -> Row:
    return row(
        f"📌 {weekday_and_date(one.day, t)} · {kind_name(one.kind, t)}",
        action("cal-date", one.kind, one.day.isoformat(), one.hour, one.working_days),
    )


async def _rule(one: Dates, calendar: OfficeCalendar, context: Context) -> Markup:
    t = context.t
    kind = kind_name(one.kind, t)  # among the arguments its t would hide the plural from `make messages`
    said = t.plural_html(
        "<b>{kind}</b>: on day {day} of the months {months}, at {hour}, for {count} working day",
        "<b>{kind}</b>: on day {day} of the months {months}, at {hour}, for {count} working days",
        one.working_days,
        kind=kind,
        day=one.day,
        months=months_in_words(one.months),
        hour=clock(one.hour),
    )
    upcoming = next_dates(calendar, one.kind, context.now, 1)
    if not upcoming:
        return said
    return (
        said
        + "\n"
        + t.html("   <i>next by the rule: {moment}</i>", moment=await day_and_time(upcoming[0].starts_at, context))
    )


def _single(one: SingleDate, t: Translator) -> Markup:
    day, kind = weekday_and_date(one.day, t), kind_name(one.kind, t)
    return t.plural_html(
        "• {day}, {hour}: {kind}, for {count} working day",
        "• {day}, {hour}: {kind}, for {count} working days",
        one.working_days,
        day=day,
        hour=clock(one.hour),
        kind=kind,
    )


def _is_to_come(one: SingleDate, today: date) -> bool:
    return one.day >= today - timedelta(days=7)


def _by_day(one: SingleDate) -> date:
    return one.day


ACTIONS = {"cal-rules": rules}
