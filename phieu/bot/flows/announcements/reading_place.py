"""Where and until when something can be read that must not go by chat.

Whatever is refused here is taken out of the chat as well: it may be what must not stand there.
"""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.changing import asked, changed
from phieu.bot.flows.day_choice import Offer, day_rows
from phieu.bot.screen import Screen, row
from phieu.office.spelling import tidy
from phieu.office.time_zone import office_zone
from phieu.office.written_dates import DateError, read_day

ADMIN = True
FROM, UNTIL = "announcement-from", "announcement-until"
LONGEST = 100
"""Characters of a name and a room."""
NO_END = "none"
OFFERS = (Offer.TOMORROW, Offer.NEXT_MONDAY, Offer.IN_A_WEEK, Offer.IN_TWO_WEEKS, Offer.IN_A_MONTH)


async def ask_from(event: Event, context: Context) -> Screen:
    """From whom?"""
    (announcement_id,) = parse(event.action).numbers(1)
    return _ask_from(announcement_id, context)


async def take_from(event: Event, context: Context) -> Screen:
    """From this person, or there."""
    (announcement_id,) = asked(event).numbers(1)
    t, whom = context.t, tidy(event.text)
    if not whom:
        return replace(_ask_from(announcement_id, context), discards_input=True)
    if len(whom) > LONGEST:
        words = t.html(
            "That is too long ({length} characters, {longest} at most). Only the person and the room, please.",
            length=t.number(len(whom)),
            longest=t.number(LONGEST),
        )
        return replace(_ask_from(announcement_id, context, words), discards_input=True)
    return await changed(announcement_id, context, read_from=whom)


async def ask_until(event: Event, context: Context) -> Screen:
    """Until when?"""
    tapped = parse(event.action)
    if len(tapped.arguments) == 1:
        (number,) = tapped.numbers(1)
        return await _ask_until(number, context)
    number, (day,) = tapped.number_and(1)
    if day == NO_END:
        return await changed(number, context, read_until=None)
    try:
        picked = date.fromisoformat(day)
    except ValueError as error:
        raise UnknownActionError from error
    return await _take_until(number, picked, context)


async def take_until(event: Event, context: Context) -> Screen:
    """Until the end of this day."""
    (announcement_id,) = asked(event).numbers(1)
    today = context.now.astimezone(await office_zone(context.installation)).date()
    try:
        day = read_day(event.text, today)
    except DateError as error:
        screen = await _ask_until(announcement_id, context, Markup.escape(error.explain(context.t)))
        return replace(screen, discards_input=True)
    return await _take_until(announcement_id, day, context)


async def _take_until(announcement_id: int, day: date, context: Context) -> Screen:
    if day < context.now.astimezone(await office_zone(context.installation)).date():
        return await _ask_until(
            announcement_id, context, context.t.html("That day is over. Please choose a later one.")
        )
    return await changed(announcement_id, context, read_until=day)


def _ask_from(announcement_id: int, context: Context, lead: Markup | None = None) -> Screen:
    t = context.t
    words = t.html(
        "👤 From whom, and where? Please write it like this: “Ms Hoa, archive, room 204”. "
        "Nothing of what it says, please."
    )
    back = row(t("↩️ Back"), action("announcement", announcement_id))
    return Screen(lead + "\n\n" + words if lead else words, (back,), expects=action(FROM, announcement_id))


async def _ask_until(announcement_id: int, context: Context, lead: Markup | None = None) -> Screen:
    t = context.t
    today = context.now.astimezone(await office_zone(context.installation)).date()
    words = t.html("📅 Until the end of which day can it be read? Please choose, or write the day.")
    rows = (
        *day_rows(today, lambda day: action(UNTIL, announcement_id, day.isoformat()), t, OFFERS),
        row(t("No last day"), action(UNTIL, announcement_id, NO_END)),
        row(t("↩️ Back"), action("announcement", announcement_id)),
    )
    return Screen(lead + "\n\n" + words if lead else words, rows, expects=action(UNTIL, announcement_id))


ACTIONS = {FROM: ask_from, UNTIL: ask_until}
EXPECTS = {FROM: take_from, UNTIL: take_until}
