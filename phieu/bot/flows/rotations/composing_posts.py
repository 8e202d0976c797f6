"""Putting a rotation together: whose it is, from which post, and to which one."""

from phieu.bot.actions import UnknownActionError, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.rotations.composing_draft import IS_NEW, composing, load
from phieu.bot.flows.rotations.composing_screens import (
    ask_for_person,
    given_back,
    head_of,
    kept,
    next_screen,
    part_screen,
    units,
)
from phieu.bot.screen import Screen
from phieu.office.rotations.drafting import Part
from phieu.office.rotations.plan import LONGEST_TITLE
from phieu.office.rotations.standing import held_posts
from phieu.office.rotations.titles import title_of, usual_rank
from phieu.office.spelling import tidy
from phieu.office.staff_search import staff_member
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Position, Unit
from phieu.words import Rank

ADMIN = True


async def search(event: Event, context: Context) -> Screen:
    """Who is to be moved?"""
    return await ask_for_person(context, event.text)


async def choose_person(event: Event, context: Context) -> Screen:
    """Somebody with one post is moved from that; who has none has to get one by the workbook first."""
    t = context.t
    (person_id,) = parse(event.action).numbers(1)
    one = await load(context, IS_NEW)
    async with context.installation.database.reading() as session:
        person = await staff_member(session, person_id)
        if person is None:
            raise UnknownActionError
        held = await held_posts(session, person_id)
    if not held:
        lead = t.html("<b>{name}</b> holds no post yet. Please enter one in the workbook first.", name=person.name)
        return await ask_for_person(context, "", lead)
    one = one.having(person_id=person_id, old=held[0] if len(held) == 1 else None)
    return await kept(context, one)


async def choose_old_post(event: Event, context: Context) -> Screen:
    """From which of their posts."""
    one, arguments = await composing(event, context, 1)
    position_id = number_in(arguments[0])
    async with context.installation.database.reading() as session:
        post = await session.get(Position, position_id)
        held = await held_posts(session, one.draft.person_id or 0)
    chosen = [
        one_held for one_held in held if post and (one_held.unit_id, one_held.title) == (post.unit_id, post.title)
    ]
    if post is None or post.person_id != one.draft.person_id or not chosen:
        return await part_screen(context, one, Part.OLD_POST)
    return await kept(context, one.having(old=chosen[0]))


async def turn_units(event: Event, context: Context) -> Screen:
    """Another page of units."""
    one, (page,) = await composing(event, context, 1)
    return await units(context, one, await head_of(context, one), number_in(page))


async def choose_unit(event: Event, context: Context) -> Screen:
    """To which unit; the title is asked anew, as each unit has its own."""
    one, arguments = await composing(event, context, 1)
    async with context.installation.database.reading() as session:
        unit = await session.get(Unit, number_in(arguments[0]))
    if unit is None or not unit.active:
        raise UnknownActionError
    if unit.id == one.draft.unit_id:
        return await next_screen(context, one)
    return await kept(context, one.having(unit_id=unit.id, title="", rank=None))


async def choose_title(event: Event, context: Context) -> Screen:
    """A title that is in use, with its rank."""
    one, arguments = await composing(event, context, 1)
    async with context.installation.database.reading() as session:
        used = await title_of(session, number_in(arguments[0]))
    if used is None:
        return await next_screen(context, one)
    return await kept(context, one.having(title=used.title, rank=used.rank))


async def type_title(event: Event, context: Context) -> Screen:
    """A typed title; its rank is known if it is in use."""
    one, _ = await composing(event, context)
    title = tidy(event.text)
    if one.draft.unit_id is None:
        return await next_screen(context, one)
    if not 0 < len(title) <= LONGEST_TITLE:
        lead = context.t.html("The title must have 1 to {longest} characters.", longest=LONGEST_TITLE)
        return await part_screen(context, one, Part.TITLE, lead + given_back(event.text))
    async with context.installation.database.reading() as session:
        rank = await usual_rank(session, title)
    return await kept(context, one.having(title=title, rank=rank))


async def choose_rank(event: Event, context: Context) -> Screen:
    """The rank of the new title."""
    one, (rank,) = await composing(event, context, 1)
    try:
        return await kept(context, one.having(rank=Rank(rank)))
    except ValueError as error:
        raise UnknownActionError from error


def number_in(text: str) -> int:
    """An id in an action, or a page. Raises UnknownActionError."""
    number = int(text) if text.isascii() and text.isdigit() else LARGEST_ID + 1
    if number > LARGEST_ID:
        raise UnknownActionError
    return number


ACTIONS = {
    "rot-who-is": choose_person,
    "rot-from-is": choose_old_post,
    "rot-units": turn_units,
    "rot-unit-is": choose_unit,
    "rot-title-is": choose_title,
    "rot-rank-is": choose_rank,
}
EXPECTS = {"rot-who": search, "rot-title": type_title}
