"""What follows a rotation that is in force: said by an admin step by step, for today or for a day ahead."""

from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.day_choice import Offer, day_rows
from phieu.bot.flows.rotations.composing_days import day_in, typed_day
from phieu.bot.flows.rotations.composing_draft import admin_id
from phieu.bot.flows.rotations.composing_posts import number_in
from phieu.bot.flows.rotations.composing_screens import given_back
from phieu.bot.flows.rotations.ending_screens import Ending, days, ending_of, endings, kept, next_screen, units
from phieu.bot.flows.rotations.one_rotation import not_done, page
from phieu.bot.flows.rotations.words import heading
from phieu.bot.screen import Screen, row
from phieu.office.drafts import drop_draft
from phieu.office.rotations.end_drafting import end_topic
from phieu.office.rotations.ending import end, extend
from phieu.office.rotations.faults import MovedOnError, RotationError
from phieu.office.rotations.plan import LONGEST_TITLE
from phieu.office.rotations.titles import title_of, usual_rank
from phieu.office.spelling import tidy
from phieu.office.time_zone import office_day
from phieu.storage.tables import Unit
from phieu.words import Rank, RotationEnding

ADMIN = True


async def begin(event: Event, context: Context) -> Screen:
    """What follows?"""
    one, _ = await ending_of(event, context)
    return await endings(context, one, heading(one.view, context.t))


async def choose_ending(event: Event, context: Context) -> Screen:
    """One of the four; what was said before of a post is asked anew."""
    one, (how,) = await ending_of(event, context, 1)
    try:
        ending = RotationEnding(how)
    except ValueError as error:
        raise UnknownActionError from error
    return await kept(context, one.having(ending=ending, unit_id=None, title="", rank=None, from_day=None))


async def turn_units(event: Event, context: Context) -> Screen:
    """Another page of units."""
    one, (number,) = await ending_of(event, context, 1)
    return await units(context, one, heading(one.view, context.t), number_in(number))


async def choose_unit(event: Event, context: Context) -> Screen:
    """In which unit."""
    one, (number,) = await ending_of(event, context, 1)
    async with context.installation.database.reading() as session:
        unit = await session.get(Unit, number_in(number))
    if unit is None or not unit.active:
        raise UnknownActionError
    return await kept(context, one.having(unit_id=unit.id, title="", rank=None))


async def choose_title(event: Event, context: Context) -> Screen:
    """A title in use, with its rank."""
    one, (number,) = await ending_of(event, context, 1)
    async with context.installation.database.reading() as session:
        used = await title_of(session, number_in(number))
    if used is None:
        return await next_screen(context, one)
    return await kept(context, one.having(title=used.title, rank=used.rank))


async def type_title(event: Event, context: Context) -> Screen:
    """A typed one."""
    one, _ = await ending_of(event, context)
    title = tidy(event.text)
    if not 0 < len(title) <= LONGEST_TITLE:
        lead = context.t.html("The title must have 1 to {longest} characters.", longest=LONGEST_TITLE)
        return await next_screen(context, one, lead + given_back(event.text))
    async with context.installation.database.reading() as session:
        rank = await usual_rank(session, title)
    return await kept(context, one.having(title=title, rank=rank))


async def choose_rank(event: Event, context: Context) -> Screen:
    """The rank of that title."""
    one, (rank,) = await ending_of(event, context, 1)
    try:
        return await kept(context, one.having(rank=Rank(rank)))
    except ValueError as error:
        raise UnknownActionError from error


async def ask_for_day(event: Event, context: Context) -> Screen:
    """Another day; everything else stays as it was said."""
    one, _ = await ending_of(event, context)
    if one.draft.ending is None:
        return await next_screen(context, one)
    return await days(context, one, heading(one.view, context.t))


async def choose_day(event: Event, context: Context) -> Screen:
    """From which day on."""
    one, (day,) = await ending_of(event, context, 1)
    return await kept(context, one.having(from_day=day_in(day)))


async def type_day(event: Event, context: Context) -> Screen:
    """As above, typed."""
    one, _ = await ending_of(event, context)
    day = await typed_day(event, context)
    if isinstance(day, Markup):
        return await next_screen(context, one, day)
    return await kept(context, one.having(from_day=day))


async def confirm(event: Event, context: Context) -> Screen:
    """Decided; tapped twice, nothing more happens."""
    try:
        one, _ = await ending_of(event, context)
    except UnknownActionError:
        return await _as_it_stands(event, context)
    if one.draft.missing() is not None:
        return await page(one.view.id, context)
    try:
        async with context.installation.database.writing() as session:
            await end(session, one.view.id, one.draft.end(), admin_id(context), context.now)
            await drop_draft(session, admin_id(context), end_topic(one.view.id))
    except MovedOnError as error:
        return await not_done(one.view.id, context, error)
    except RotationError:
        return await next_screen(context, one)
    return await page(one.view.id, context, context.t.html("✅ Decided. Everybody concerned is being told."))


async def ask_for_last_day(event: Event, context: Context) -> Screen:
    """It lasts longer, or less long, than was said."""
    one, _ = await ending_of(event, context)
    return await _last_days(one, context)


async def choose_last_day(event: Event, context: Context) -> Screen:
    """Until when."""
    one, (day,) = await ending_of(event, context, 1)
    return await _extend(one, context, day_in(day))


async def type_last_day(event: Event, context: Context) -> Screen:
    """As above, typed."""
    one, _ = await ending_of(event, context)
    day = await typed_day(event, context)
    if isinstance(day, Markup):
        return await _last_days(one, context, day)
    return await _extend(one, context, day, event.text)


async def _extend(one: Ending, context: Context, day: date, typed: str = "") -> Screen:
    try:
        async with context.installation.database.writing() as session:
            await extend(session, one.view.id, day, admin_id(context), context.now)
    except MovedOnError as error:
        return await not_done(one.view.id, context, error)
    except RotationError as error:
        said = Markup("⚠️ ") + error.faults[0].explain(context.t)
        return await _last_days(one, context, said + given_back(typed) if typed else said)
    return await page(one.view.id, context, context.t.html("✅ Noted. Everybody concerned is being told."))


async def _last_days(one: Ending, context: Context, lead: Markup | str = "") -> Screen:
    t, id_ = context.t, one.view.id
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
    begin_at = max(today, one.view.rotation.ends_on or today)
    rows = day_rows(
        begin_at,
        lambda day: action("rot-extend-to", id_, day.isoformat()),
        t,
        (Offer.IN_A_MONTH, Offer.IN_THREE_MONTHS),
    )
    words = t.html("Which is the last day now? Please choose one, or type it, for instance 31/12/2027.")
    text = paragraphs(lead, heading(one.view, t), words)
    back = row(t("↩️ Back"), action("rot-end", id_))
    return Screen(text, (*rows, back), expects=action("rot-extend-to", id_))


async def _as_it_stands(event: Event, context: Context) -> Screen:
    number = event.action.split(".")[-1]
    return await page(number_in(number), context)


ACTIONS = {
    "rot-end": begin,
    "rot-end-how": choose_ending,
    "rot-end-units": turn_units,
    "rot-end-unit": choose_unit,
    "rot-end-title": choose_title,
    "rot-end-rank": choose_rank,
    "rot-end-when": ask_for_day,
    "rot-end-day": choose_day,
    "rot-end-yes": confirm,
    "rot-extend": ask_for_last_day,
    "rot-extend-to": choose_last_day,
}
EXPECTS = {"rot-end-typed": type_title, "rot-end-day": type_day, "rot-extend-to": type_last_day}
