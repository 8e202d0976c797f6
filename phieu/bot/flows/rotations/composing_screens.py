"""The screens by which a rotation is put together: each asks for one thing that has not been said yet."""

from collections.abc import Awaitable, Callable

from markupsafe import Markup
from sqlmodel import col, select

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.day_choice import Offer, day_rows
from phieu.bot.flows.giving_back import fits, to_copy
from phieu.bot.flows.people_choice import found_people
from phieu.bot.flows.rotations.composing_draft import IS_NEW, Composing, keep
from phieu.bot.flows.rotations.composing_overview import overview
from phieu.bot.flows.rotations.post_choice import PostSteps, rank_screen, title_screen, unit_screen
from phieu.bot.flows.rotations.words import kind_name, post_name
from phieu.bot.screen import Row, Screen, row
from phieu.office.rotations.drafting import Part
from phieu.office.rotations.plan import FOR_A_TIME
from phieu.office.shortening import shorten
from phieu.office.time_zone import office_day
from phieu.storage.tables import Person, Position, Unit
from phieu.words import RotationKind

LONGEST_LABEL = 40
SAME_RANK = frozenset(RotationKind) - {RotationKind.PROMOTION}
"""Kinds that usually lead to a post of the same rank: the titles of that rank are offered."""
_DAYS = (Offer.TODAY, Offer.TOMORROW, Offer.NEXT_MONDAY, Offer.IN_A_WEEK, Offer.IN_A_MONTH)
_LAST_DAYS = (Offer.IN_A_MONTH, Offer.IN_THREE_MONTHS)


async def next_screen(context: Context, one: Composing, lead: Markup | None = None) -> Screen:
    """What is still to be said; the whole, once nothing is."""
    missing = one.draft.missing()
    if missing is None:
        return await overview(context, one, lead)
    return await part_screen(context, one, missing, lead)


async def kept(context: Context, one: Composing) -> Screen:
    """Keep what has been said, and go on with what comes next."""
    await keep(context, one)
    return await next_screen(context, one)


async def part_screen(context: Context, one: Composing, part: Part, lead: Markup | None = None) -> Screen:
    """Asks for this part, whether it has been said or not."""
    if part is Part.PERSON:
        return await ask_for_person(context, "", lead)
    head = await head_of(context, one)
    return await _ASKING[part](context, one, head if lead is None else lead + "\n\n" + head)


async def ask_for_person(context: Context, typed: str, lead: Markup | None = None) -> Screen:
    """Who is to be moved? And, once something was typed, the people who may be meant."""
    t = context.t
    title = t.html("➕ <b>A new rotation</b>")
    return await found_people(
        typed,
        context,
        pick=lambda person_id: action("rot-who-is", person_id),
        expects=action("rot-who"),
        back=row(t("↩️ All rotations"), action("rotations")),
        lead=title if lead is None else lead + "\n\n" + title,
    )


async def units(context: Context, one: Composing, said: Markup, page: int = 0) -> Screen:
    """To which unit?"""
    return await unit_screen(context, steps_of(one), said, back_of(context, one), page)


def steps_of(one: Composing) -> PostSteps:
    """The actions by which the new post is chosen."""
    return PostSteps(
        unit=lambda unit_id: action("rot-unit-is", one.which, unit_id),
        turn="rot-units",
        turn_arguments=(one.which,),
        title=lambda position_id: action("rot-title-is", one.which, position_id),
        typed_title=action("rot-title", one.which),
        rank=lambda rank: action("rot-rank-is", one.which, rank),
    )


def back_of(context: Context, one: Composing) -> Row:
    """The way out of a step: nothing that was said is lost."""
    t = context.t
    if one.draft.missing() is None:
        return row(t("↩️ Back"), action("rot-draft", one.which))
    if one.which == IS_NEW:
        return row(t("↩️ Later (it is kept)"), action("rotations"))
    return row(t("↩️ Back"), action("rotation", one.which))


def given_back(typed: str) -> Markup:
    """What was typed and not taken, to be copied and changed."""
    return "\n\n" + to_copy(typed) if fits(typed) else Markup()


async def head_of(context: Context, one: Composing) -> Markup:
    """Whose rotation it is, and from where."""
    t, draft = context.t, one.draft
    async with context.installation.database.reading() as session:
        person = await session.get(Person, draft.person_id) if draft.person_id is not None else None
        unit = await session.get(Unit, draft.old.unit_id) if draft.old is not None else None
    lines = [t.html("🔄 <b>Rotation of {name}</b>", name=person.name if person else "")]
    if draft.old is not None and unit is not None:
        lines.append(t.html("From: <b>{post}</b>", post=post_name(draft.old.title, unit.name)))
    return Markup("\n").join(lines)


async def _old_posts(context: Context, one: Composing, said: Markup) -> Screen:
    t = context.t
    posts = select(Position.id, Position.title, Unit.name).join(Unit, col(Unit.id) == col(Position.unit_id))
    async with context.installation.database.reading() as session:
        held = (
            await session.exec(posts.where(Position.person_id == one.draft.person_id).order_by(col(Position.id)))
        ).all()
    rows = [
        row(shorten(post_name(title, unit), LONGEST_LABEL), action("rot-from-is", one.which, id_))
        for id_, title, unit in held
        if id_ is not None
    ]
    words = t.html("Which of these posts is it about?") if rows else t.html("This person holds no post any more.")
    return Screen(said + "\n\n" + words, (*rows, back_of(context, one)))


async def _kinds(context: Context, one: Composing, said: Markup) -> Screen:
    t = context.t
    rows = [row(kind_name(kind, t), action("rot-kind-is", one.which, kind)) for kind in RotationKind]
    return Screen(said + "\n\n" + t.html("What kind of move is it?"), (*rows, back_of(context, one)))


async def _first_day(context: Context, one: Composing, said: Markup) -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
    rows = day_rows(today, lambda day: action("rot-first-is", one.which, day.isoformat()), t, _DAYS)
    words = t.html("From which day on? Please choose one, or type it, for instance 20/11/2026.")
    return Screen(said + "\n\n" + words, (*rows, back_of(context, one)), expects=action("rot-first", one.which))


async def _last_day(context: Context, one: Composing, said: Markup) -> Screen:
    t, draft = context.t, one.draft
    async with context.installation.database.reading() as session:
        begin = draft.starts_on or await office_day(session, context.now)
    rows = day_rows(begin, lambda day: action("rot-last-is", one.which, day.isoformat()), t, _LAST_DAYS)
    if draft.kind not in FOR_A_TIME:
        rows = (*rows, row(t("♾ For good"), action("rot-last-none", one.which)))
    words = t.html("Which is the last day? Please choose one, or type it, for instance 31/12/2027.")
    return Screen(said + "\n\n" + words, (*rows, back_of(context, one)), expects=action("rot-last", one.which))


async def _tasks(context: Context, one: Composing, said: Markup) -> Screen:
    t = context.t
    words = t.html("Which tasks will the person have there? Please type them.")
    rows = (row(t("Say nothing of tasks"), action("rot-tasks-none", one.which)), back_of(context, one))
    return Screen(said + "\n\n" + words, rows, expects=action("rot-tasks", one.which))


async def _title(context: Context, one: Composing, said: Markup) -> Screen:
    draft = one.draft
    if draft.unit_id is None:
        return await units(context, one, said)
    likely = draft.old.rank if draft.old and draft.kind in SAME_RANK else None
    return await title_screen(context, steps_of(one), said, back_of(context, one), draft.unit_id, likely)


async def _rank(context: Context, one: Composing, said: Markup) -> Screen:
    return rank_screen(context, steps_of(one), said, back_of(context, one), one.draft.title)


_ASKING: dict[Part, Callable[[Context, Composing, Markup], Awaitable[Screen]]] = {
    Part.OLD_POST: _old_posts,
    Part.KIND: _kinds,
    Part.UNIT: units,
    Part.TITLE: _title,
    Part.RANK: _rank,
    Part.FIRST_DAY: _first_day,
    Part.LAST_DAY: _last_day,
    Part.TASKS: _tasks,
}
"""All but the person, whom one searches for."""
