"""Putting a rotation together: from when, until when."""

from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.rotations.composing_draft import composing
from phieu.bot.flows.rotations.composing_screens import kept, part_screen
from phieu.bot.screen import Screen
from phieu.office.later_dates import read_day_after
from phieu.office.rotations.drafting import Part
from phieu.office.time_zone import office_day
from phieu.office.written_dates import DateError

ADMIN = True


async def choose_first_day(event: Event, context: Context) -> Screen:
    """From when."""
    one, (day,) = await composing(event, context, 1)
    return await kept(context, one.having(starts_on=day_in(day)))


async def type_first_day(event: Event, context: Context) -> Screen:
    """From when, as typed."""
    one, _ = await composing(event, context)
    day = await typed_day(event, context)
    if isinstance(day, date):
        return await kept(context, one.having(starts_on=day))
    return await part_screen(context, one, Part.FIRST_DAY, day)


async def choose_last_day(event: Event, context: Context) -> Screen:
    """Until when."""
    one, (day,) = await composing(event, context, 1)
    return await kept(context, one.having(ends_on=day_in(day)))


async def no_last_day(event: Event, context: Context) -> Screen:
    """For good."""
    one, _ = await composing(event, context)
    return await kept(context, one.having(ends_on=None))


async def type_last_day(event: Event, context: Context) -> Screen:
    """Until when, as typed; without a year, the next such day after the first one."""
    one, _ = await composing(event, context)
    day = await typed_day(event, context, one.draft.starts_on)
    if isinstance(day, date):
        return await kept(context, one.having(ends_on=day))
    return await part_screen(context, one, Part.LAST_DAY, day)


async def typed_day(event: Event, context: Context, after: date | None = None) -> date | Markup:
    """The day, or what is wrong with it."""
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
    try:
        return read_day_after(event.text, today, after)
    except DateError as error:
        return Markup.escape(error.explain(context.t))


def day_in(text: str) -> date:
    """A day in an action. Raises UnknownActionError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnknownActionError from error


ACTIONS = {
    "rot-first-is": choose_first_day,
    "rot-last-is": choose_last_day,
    "rot-last-none": no_last_day,
}
EXPECTS = {"rot-first": type_first_day, "rot-last": type_last_day}
