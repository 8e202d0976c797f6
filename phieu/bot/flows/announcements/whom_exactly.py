"""Picking the units, groups, ranks and people of an audience, or of those who are left out of it."""

from collections.abc import Sequence

from sqlmodel import col, select

from phieu.bot.actions import Action, UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.changing import asked
from phieu.bot.flows.announcements.standing import standing
from phieu.bot.flows.announcements.whom import LEAVES_OUT, audience_words, composed_draft, put
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.people_choice import found_people
from phieu.bot.flows.unit_choice import group_rows, rank_rows, unit_rows
from phieu.bot.screen import Row, Screen, row
from phieu.office.announcements.audience import Part, name_of
from phieu.office.announcements.composed import Composed
from phieu.office.selectors import TermKind
from phieu.office.shortening import shorten
from phieu.office.staff_search import staff_member
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Group, Person, Unit
from phieu.words import Rank

ADMIN = True
A_PAGE = 8
LONGEST_NAME = 34


async def units(event: Event, context: Context) -> Screen:
    """The units, a page at a time."""
    announcement_id, out, page = parse(event.action).numbers(3)
    return await _units(announcement_id, out, page, context)


async def unit(event: Event, context: Context) -> Screen:
    """A unit was picked, or put back."""
    announcement_id, out, page, unit_id, there = parse(event.action).numbers(5)
    async with context.installation.database.reading() as session:
        found = await session.get(Unit, unit_id) if unit_id <= LARGEST_ID else None
    if found is None:
        raise UnknownActionError
    part = Part(TermKind.UNIT, found.code)
    await put(announcement_id, part, context, out=out == LEAVES_OUT, there=there == 1)
    return await _units(announcement_id, out, page, context)


async def groups(event: Event, context: Context) -> Screen:
    """The groups."""
    announcement_id, out = parse(event.action).numbers(2)
    return await _groups(announcement_id, out, context)


async def group(event: Event, context: Context) -> Screen:
    """A group was picked, or put back."""
    announcement_id, out, group_id, there = parse(event.action).numbers(4)
    async with context.installation.database.reading() as session:
        found = await session.get(Group, group_id) if group_id <= LARGEST_ID else None
    if found is None:
        raise UnknownActionError
    part = Part(TermKind.GROUP, found.code)
    await put(announcement_id, part, context, out=out == LEAVES_OUT, there=there == 1)
    return await _groups(announcement_id, out, context)


async def ranks(event: Event, context: Context) -> Screen:
    """The ranks."""
    announcement_id, out = parse(event.action).numbers(2)
    return await _ranks(announcement_id, out, context)


async def rank(event: Event, context: Context) -> Screen:
    """A rank was picked, or put back."""
    *numbers, word = parse(event.action).arguments or ("",)
    announcement_id, out, there = Action("", tuple(numbers)).numbers(3)
    try:
        part = Part(TermKind.RANK, Rank(word))
    except ValueError as error:
        raise UnknownActionError from error
    await put(announcement_id, part, context, out=out == LEAVES_OUT, there=there == 1)
    return await _ranks(announcement_id, out, context)


async def people(event: Event, context: Context) -> Screen:
    """Asks for a name; who has been picked can be put back."""
    announcement_id, out, page = parse(event.action).numbers(3)
    return await _people(announcement_id, out, page, context)


async def search(event: Event, context: Context) -> Screen:
    """Who may be meant by what was typed."""
    announcement_id, out, page = asked(event).numbers(3)
    if not event.text.strip():
        return await _people(announcement_id, out, page, context)
    return await found_people(
        event.text,
        context,
        pick=lambda person_id: action("audience-person", announcement_id, out, person_id, 1),
        expects=action("audience-people", announcement_id, out, 0),
        back=row(context.t("↩️ Back"), _back(announcement_id, out)),
    )


async def person(event: Event, context: Context) -> Screen:
    """Somebody was picked, or put back."""
    announcement_id, out, person_id, there = parse(event.action).numbers(4)
    async with context.installation.database.reading() as session:
        found = await staff_member(session, person_id)
    if found is None:
        raise UnknownActionError
    part = Part(TermKind.PERSON, found.staff_number)
    await put(announcement_id, part, context, out=out == LEAVES_OUT, there=there == 1)
    return await _people(announcement_id, out, 0, context)


async def _units(announcement_id: int, out: int, page: int, context: Context) -> Screen:
    composed = await composed_draft(announcement_id, context)
    if composed is None:
        return await standing(announcement_id, context)
    async with context.installation.database.reading() as session:
        by_id = {one.id: one.code for one in await session.exec(select(Unit)) if one.id is not None}
        chosen = _chosen(by_id, TermKind.UNIT, composed, out)
        rows = await unit_rows(
            session,
            lambda unit_id: action("audience-unit", announcement_id, out, page, unit_id, int(unit_id not in chosen)),
            context.t,
            chosen=chosen,
            page=page,
            turn="audience-units",
            turn_arguments=(announcement_id, out),
        )
    return _picking(composed, out, rows, context)


async def _groups(announcement_id: int, out: int, context: Context) -> Screen:
    composed = await composed_draft(announcement_id, context)
    if composed is None:
        return await standing(announcement_id, context)
    async with context.installation.database.reading() as session:
        by_id = {one.id: one.code for one in await session.exec(select(Group)) if one.id is not None}
        chosen = _chosen(by_id, TermKind.GROUP, composed, out)
        rows = await group_rows(
            session,
            lambda group_id: action("audience-group", announcement_id, out, group_id, int(group_id not in chosen)),
            chosen=chosen,
        )
    return _picking(composed, out, rows, context)


async def _ranks(announcement_id: int, out: int, context: Context) -> Screen:
    composed = await composed_draft(announcement_id, context)
    if composed is None:
        return await standing(announcement_id, context)
    is_out = out == LEAVES_OUT
    chosen = [rank for rank in Rank if composed.audience.has(Part(TermKind.RANK, rank), out=is_out)]
    rows = rank_rows(
        lambda rank: action("audience-rank", announcement_id, out, int(rank not in chosen), rank),
        context.t,
        chosen=chosen,
    )
    return _picking(composed, out, rows, context)


async def _people(announcement_id: int, out: int, number: int, context: Context) -> Screen:
    t = context.t
    composed = await composed_draft(announcement_id, context)
    if composed is None:
        return await standing(announcement_id, context)
    parts = composed.audience.left_out if out == LEAVES_OUT else composed.audience.added
    picked = [part for part in parts if part.kind is TermKind.PERSON]
    page = page_of(picked, number, A_PAGE)
    rows = [
        *await _put_back(composed, out, page.items, context),
        *turning(page, t, "audience-people", announcement_id, out),
    ]
    words = t.html("👤 Please type a part of the name, or the staff number.")
    if picked:
        words += " " + t.html("To take somebody out again, choose the name below.")
    back = row(t("↩️ That is all") if picked else t("↩️ Back"), _back(announcement_id, out))
    expects = action("audience-people", announcement_id, out, 0)
    return Screen(audience_words(composed, context, words), (*rows, back), expects=expects)


async def _put_back(composed: Composed, out: int, parts: Sequence[Part], context: Context) -> list[Row]:
    numbers = [part.code for part in parts]
    async with context.installation.database.reading() as session:
        found = await session.exec(select(Person.staff_number, Person.id).where(col(Person.staff_number).in_(numbers)))
        ids = dict(found.all())
    return [
        row(
            "✖️ " + shorten(name_of(part, composed.names, context.t), LONGEST_NAME),
            action("audience-person", composed.id, out, ids[part.code] or 0, 0),
        )
        for part in parts
        if part.code in ids
    ]


def _picking(composed: Composed, out: int, rows: Sequence[Row], context: Context) -> Screen:
    t = context.t
    words = (
        t.html("➖ Whom shall I leave out?")
        if out == LEAVES_OUT
        else t.html("👥 Please choose all that are meant, one after the other.")
    )
    if not rows:
        words = t.html("There are none in this office.")
    back = row(t("↩️ That is all"), _back(composed.id, out))
    return Screen(audience_words(composed, context, words), (*rows, back))


def _chosen(codes: dict[int, str], kind: TermKind, composed: Composed, out: int) -> list[int]:
    is_out = out == LEAVES_OUT
    return [one for one, code in codes.items() if composed.audience.has(Part(kind, code), out=is_out)]


def _back(announcement_id: int, out: int) -> str:
    return action("audience-out" if out == LEAVES_OUT else "audience", announcement_id)


ACTIONS = {
    "audience-units": units,
    "audience-unit": unit,
    "audience-groups": groups,
    "audience-group": group,
    "audience-ranks": ranks,
    "audience-rank": rank,
    "audience-people": people,
    "audience-person": person,
}
EXPECTS = {"audience-people": search}
