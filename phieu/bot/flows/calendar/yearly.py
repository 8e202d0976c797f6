"""What the office has to do every year: the list, adding to it, and how long ahead the admins are told."""

import re
from calendar import monthrange

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import LONGEST_LABEL, number_in, number_rows, to_calendar
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.rules_of_calendar import CalendarError, remove_yearly_date, set_yearly_date
from phieu.office.shortening import shorten
from phieu.office.yearly_dates import MOST_DAYS_BEFORE
from phieu.office.yearly_list import free_code, load_yearly_dates
from phieu.storage.tables import YearlyDate

ADMIN = True
A_PAGE = 10
USUAL_BEFORE = (1, 3, 5, 10, 15, 20, 30)
LONGEST_NAME = 120
_AT_FIRST = 10
_LEAP_YEAR = 2028
_WRITTEN = re.compile(r"\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})[\s:,;–-]+(?P<name>\S.*)", re.DOTALL)


async def yearly(_event: Event, context: Context) -> Screen:
    """All of it, from January to December."""
    return await _list(context)


async def page(event: Event, context: Context) -> Screen:
    """The next page of it."""
    (number,) = parse(event.action).numbers(1)
    return await _list(context, number=number)


async def one(event: Event, context: Context) -> Screen:
    """One of it."""
    found = await _find(".".join(parse(event.action).arguments), context)
    return _screen(found, context) if found else await _list(context, _gone(context.t))


async def add(_event: Event, context: Context) -> Screen:
    """Something new is typed."""
    return _ask(context)


async def type_new(event: Event, context: Context) -> Screen:
    """Day and month, and what is to be done."""
    t, written = context.t, _WRITTEN.fullmatch(event.text)
    if not written:
        return _ask(context, t("I could not read that. Please write the day and the month first."))
    day, month, name = int(written["day"]), int(written["month"]), " ".join(written["name"].split())
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:  # noqa: PLR2004 - months of a year
        return _ask(context, t("There is no such day as {day}.", day=f"{day}/{month}"))
    if len(name) > LONGEST_NAME:
        return _ask(context, t("That may have {longest} characters at most. Please shorten it.", longest=LONGEST_NAME))
    async with context.installation.database.reading() as session:
        known = await load_yearly_dates(session)
    same = next((row for row in known if (row.name, row.month, row.day) == (name, month, day)), None)
    code = same.code if same else free_code({row.code for row in known})
    if not same:
        await set_yearly_date(context.installation, code, name, month, day, _AT_FIRST)
    found = await _find(code, context)
    assert found is not None
    return _screen(found, context, t("✅ It is on the calendar."))


async def tell_before(event: Event, context: Context) -> Screen:
    """So many working days ahead."""
    *code, count = parse(event.action).arguments or ("",)
    number = number_in(count, range(MOST_DAYS_BEFORE + 1))
    found = await _find(".".join(code), context)
    if found is None:
        return await _list(context, _gone(context.t))
    try:
        await set_yearly_date(context.installation, found.code, found.name, found.month, found.day, number)
    except CalendarError as error:
        return _screen(found, context, error.explain(context.t))
    found.days_before = number
    return _screen(found, context, context.t("✅ Noted."))


async def ask_to_remove(event: Event, context: Context) -> Screen:
    """Once more, before it goes."""
    t, found = context.t, await _find(".".join(parse(event.action).arguments), context)
    if found is None:
        return await _list(context, _gone(t))
    text = t.html("Take <b>{name}</b> off the calendar? Nobody is told of it any more.", name=found.name)
    rows = (
        row(t("🗑 Yes, take it off"), action("cal-yearly-gone", found.code)),
        row(t("↩️ No"), action("cal-yearly", found.code)),
    )
    return Screen(text, rows)


async def remove(event: Event, context: Context) -> Screen:
    """Nobody is told of it any more; the second of two taps finds it gone."""
    t, code = context.t, ".".join(parse(event.action).arguments)
    gone = await remove_yearly_date(context.installation, code)
    return await _list(context, t("✅ It is off the calendar.") if gone else _gone(t))


async def _list(context: Context, lead: str = "", number: int = 0) -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        found = await load_yearly_dates(session)
    parts = [Markup.escape(lead)] if lead else []
    parts.append(
        t.html("🔔 <b>Every year</b>\n\nWhat this office has to do at a certain time; the admins are told of it ahead.")
    )
    if not found:
        parts.append(t.html("Nothing has been entered yet."))
    shown = page_of(found, number, A_PAGE)
    rows = [
        row(shorten(f"{one.day}/{one.month} · {one.name}", LONGEST_LABEL), action("cal-yearly", one.code))
        for one in shown.items
    ]
    rows += turning(shown, t, "cal-yearly-page")
    rows += [row(t("➕ Something else"), action("cal-yearly-new")), to_calendar(t)]
    return Screen(Markup("\n\n").join(parts), tuple(rows))


def _ask(context: Context, lead: str = "") -> Screen:
    t = context.t
    words = t.html(
        "➕ <b>Every year</b>\n\nPlease write the day, the month and what is to be done, such as:\n"
        "<i>15/3 Review the planning list</i>"
    )
    text = Markup("\n\n").join([Markup.escape(lead), words]) if lead else words
    return Screen(text, (row(t("↩️ Every year"), action("cal-yearly-all")),), expects=action("cal-yearly-new"))


def _screen(found: YearlyDate, context: Context, lead: str = "") -> Screen:
    t = context.t
    parts = [Markup.escape(lead)] if lead else []
    parts.append(t.html("🔔 <b>{name}</b>", name=found.name))
    parts.append(
        t.plural_html(
            "Each year on {day}; the admins are told {count} working day before.",
            "Each year on {day}; the admins are told {count} working days before.",
            found.days_before,
            day=f"{found.day}/{found.month}",
        )
        if found.days_before
        else t.html("Each year on {day}; the admins are told on that day.", day=f"{found.day}/{found.month}")
    )
    parts.append(t.html("How many working days before are they to be told?"))
    rows = (
        *number_rows(USUAL_BEFORE, lambda count: action("cal-yearly-before", found.code, count), t),
        row(t("On the day itself"), action("cal-yearly-before", found.code, 0)),
    )
    more = (
        row(t("🗑 Take it off the calendar"), action("cal-yearly-remove", found.code)),
        row(t("↩️ Every year"), action("cal-yearly-all")),
    )
    return Screen(Markup("\n\n").join(parts), (*rows, *more))


async def _find(code: str, context: Context) -> YearlyDate | None:
    """Raises UnknownActionError for what can be no code."""
    if not code or "\x00" in code:
        raise UnknownActionError
    async with context.installation.database.reading() as session:
        return await session.get(YearlyDate, code)


def _gone(t: Translator) -> str:
    return t("It is not on the calendar any more.")


ACTIONS = {
    "cal-yearly-all": yearly,
    "cal-yearly-page": page,
    "cal-yearly": one,
    "cal-yearly-new": add,
    "cal-yearly-before": tell_before,
    "cal-yearly-remove": ask_to_remove,
    "cal-yearly-gone": remove,
}
EXPECTS = {"cal-yearly-new": type_new}
