"""The office's own days off, and days made up; the public holidays are shown beside them."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import (
    LONGEST_LABEL,
    arguments,
    day_in,
    number_in,
    office_today,
    to_calendar,
    weekday_and_date,
)
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.public_holidays import holiday_name, holidays_of
from phieu.office.rules_of_calendar import remove_special_day, set_special_day
from phieu.office.shortening import shorten
from phieu.office.special_days import load_own_days, load_working_days
from phieu.office.written_dates import DateError
from phieu.office.written_days import read_days
from phieu.storage.tables import SpecialDay

ADMIN = True
A_PAGE = 8
SHOWN_AFTER = timedelta(days=30)
"""So long a day that is over is still listed."""
LONGEST_NAME = 80
_YEARS = range(2000, 2200)


async def days_off(_event: Event, context: Context) -> Screen:
    """The next ones."""
    return await _list(0, context)


async def page(event: Event, context: Context) -> Screen:
    """The next page of them."""
    (number,) = parse(event.action).numbers(1)
    return await _list(number, context)


async def holidays(event: Event, context: Context) -> Screen:
    """The public holidays of a year, which are known without being entered."""
    (said,) = arguments(event, 1)
    t, year = context.t, number_in(said, _YEARS)
    lines = [f"• {weekday_and_date(day, t)}: {holiday_name(day, t)}" for day in sorted(holidays_of(year))]
    text = t.html("🎌 <b>Public holidays of {year}</b>", year=str(year))
    note = t.html("What has been announced otherwise, or counts for this office alone, please add as days of its own.")
    others = [other for other in (year - 1, year + 1) if abs(other - (await office_today(context)).year) <= 1]
    rows = [row(t("🎌 Public holidays of {year}", year=str(other)), action("cal-holidays", other)) for other in others]
    parts = [text, Markup("\n").join(Markup.escape(line) for line in lines), note]
    return Screen(Markup("\n\n").join(parts), (*rows, row(t("↩️ Days off"), action("cal-days"))))


async def add_off(_event: Event, context: Context) -> Screen:
    """Days on which this office is off."""
    return _ask(context, works=False)


async def add_worked(_event: Event, context: Context) -> Screen:
    """Days on which it works to make up for others."""
    return _ask(context, works=True)


async def type_off(event: Event, context: Context) -> Screen:
    """Days off as they were typed, perhaps with a reason after a colon."""
    return await _take(event, context, works=False)


async def type_worked(event: Event, context: Context) -> Screen:
    """Days made up, in the same way."""
    return await _take(event, context, works=True)


async def one_day(event: Event, context: Context) -> Screen:
    """One day of the office's own."""
    t, day = context.t, day_in(*arguments(event, 1))
    async with context.installation.database.reading() as session:
        own = await session.get(SpecialDay, day)
    if own is None:
        return await _list(0, context, t("{day} is no day of the office's own any more.", day=weekday_and_date(day, t)))
    text = t.html("<b>{what}</b>", what=_told(own, t))
    rows = (
        row(t("🗑 Take it off the list"), action("cal-day-gone", day.isoformat())),
        row(t("↩️ Days off"), action("cal-days")),
    )
    return Screen(text, rows)


async def remove(event: Event, context: Context) -> Screen:
    """The day is what it is for others; the second of two taps finds it so."""
    t, day = context.t, day_in(*arguments(event, 1))
    await remove_special_day(context.installation, day)
    return await _list(0, context, t("✅ {day} is again what it is for others.", day=weekday_and_date(day, t)))


async def _list(number: int, context: Context, lead: str | Markup = "") -> Screen:
    t, today = context.t, await office_today(context)
    async with context.installation.database.reading() as session:
        own = [one for one in await load_own_days(session) if one.day >= today - SHOWN_AFTER]
    shown = page_of(own, number, A_PAGE)
    parts = [Markup.escape(lead)] if lead else []
    parts.append(
        t.html(
            "🏖 <b>Days off and days made up</b>\n\nWeekends, public holidays and Tết are known. Here are the days of "
            "this office alone. A round neither opens nor closes on a day off."
        )
    )
    if not own:
        parts.append(t.html("There are none at present."))
    rows = [row(shorten(_told(one, t), LONGEST_LABEL), action("cal-day", one.day.isoformat())) for one in shown.items]
    rows += turning(shown, t, "cal-days-page")
    rows += [
        row(t("➕ Days off"), action("cal-day-off")),
        row(t("➕ Days made up"), action("cal-day-worked")),
        row(t("🎌 Public holidays of {year}", year=str(today.year)), action("cal-holidays", today.year)),
        to_calendar(t),
    ]
    return Screen(Markup("\n\n").join(parts), tuple(rows))


def _ask(context: Context, lead: str = "", *, works: bool) -> Screen:
    t = context.t
    words = (
        t.html(
            "➕ <b>Days made up</b>\n\nOn which days does the office work although others are off? Please write them, "
            "if you like with the reason after a colon, such as:\n<i>26/12: made up for 28/12</i>"
        )
        if works
        else t.html(
            "➕ <b>Days off</b>\n\nOn which days is the office off although others work? Please write them, if you "
            "like with the reason after a colon, such as:\n<i>28/4-2/5: bridge days</i>"
        )
    )
    text = Markup("\n\n").join([Markup.escape(lead), words]) if lead else words
    expects = action("cal-day-worked" if works else "cal-day-off")
    return Screen(text, (row(t("↩️ Days off"), action("cal-days")),), expects=expects)


async def _take(event: Event, context: Context, *, works: bool) -> Screen:
    t, (written, _, name) = context.t, event.text.partition(":")
    try:
        days = read_days(written, await office_today(context))
    except DateError as error:
        return _ask(context, error.explain(t), works=works)
    reason = " ".join(name.split())
    if len(reason) > LONGEST_NAME:
        told = t("The reason may have {longest} characters at most. Please shorten it.", longest=LONGEST_NAME)
        return _ask(context, told, works=works)
    async with context.installation.database.reading() as session:
        known = await load_working_days(session)
    new = [day for day in days if known.works(day) is not works]
    for day in new:
        await set_special_day(context.installation, day, works=works, name=reason)
    return await _list(0, context, _done(days, new, t, works=works))


def _done(days: Sequence[date], new: Sequence[date], t: Translator, *, works: bool) -> Markup:
    """What has been noted, and what was so anyway."""
    parts = []
    if new:
        head = t.html("✅ The office now works on:") if works else t.html("✅ The office is now off on:")
        parts.append(Markup("\n").join([head, *(Markup.escape(f"• {weekday_and_date(day, t)}") for day in new)]))
    if len(new) < len(days):
        parts.append(
            t.html("Days that were working days anyway have been left out.")
            if works
            else t.html("Days that were off anyway have been left out.")
        )
    return Markup("\n\n").join(parts)


def _told(one: SpecialDay, t: Translator) -> str:
    what = (
        t("{day}: works", day=weekday_and_date(one.day, t))
        if one.works
        else t("{day}: off", day=weekday_and_date(one.day, t))
    )
    return f"{what} · {one.name}" if one.name else what


ACTIONS = {
    "cal-days": days_off,
    "cal-days-page": page,
    "cal-holidays": holidays,
    "cal-day": one_day,
    "cal-day-gone": remove,
    "cal-day-off": add_off,
    "cal-day-worked": add_worked,
}
EXPECTS = {"cal-day-off": type_off, "cal-day-worked": type_worked}
