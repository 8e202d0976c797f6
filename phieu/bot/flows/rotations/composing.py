"""Putting a rotation together, one step after the other; every step is kept as it is taken."""

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.rotations.composing_draft import IS_NEW, composing, forget, keep, load
from phieu.bot.flows.rotations.composing_overview import change_screen
from phieu.bot.flows.rotations.composing_screens import kept, next_screen, part_screen
from phieu.bot.flows.rotations.typed_words import read_words
from phieu.bot.screen import Screen, row
from phieu.office.rotations.drafting import Part
from phieu.words import RotationKind

ADMIN = True


async def begin(_event: Event, context: Context) -> Screen:
    """A new one; what was begun before is gone on with."""
    return await next_screen(context, await load(context, IS_NEW))


async def go_on(event: Event, context: Context) -> Screen:
    """What is still to be said, or the whole."""
    one, _ = await composing(event, context)
    if one.which != IS_NEW:
        await keep(context, one)
    return await next_screen(context, one)


async def change(event: Event, context: Context) -> Screen:
    """Which part is to be said anew?"""
    one, _ = await composing(event, context)
    return await next_screen(context, one) if one.draft.missing() else change_screen(context, one)


async def part(event: Event, context: Context) -> Screen:
    """Say this part anew."""
    one, (name,) = await composing(event, context, 1)
    try:
        wanted = Part(name)
    except ValueError as error:
        raise UnknownActionError from error
    if one.draft.missing() or wanted is Part.PERSON:
        return await next_screen(context, one)
    return await part_screen(context, one, wanted)


async def choose_kind(event: Event, context: Context) -> Screen:
    """What kind of move."""
    one, (kind,) = await composing(event, context, 1)
    try:
        return await kept(context, one.having(kind=RotationKind(kind)))
    except ValueError as error:
        raise UnknownActionError from error


async def type_tasks(event: Event, context: Context) -> Screen:
    """What the person is to do there."""
    one, _ = await composing(event, context)
    typed = await read_words(event, context)
    if typed.refusal:
        return await part_screen(context, one, Part.TASKS, typed.refusal)
    return await kept(context, one.having(tasks=typed.text))


async def no_tasks(event: Event, context: Context) -> Screen:
    """Nothing is said of tasks."""
    one, _ = await composing(event, context)
    return await kept(context, one.having(tasks=""))


async def toggle_keeping(event: Event, context: Context) -> Screen:
    """Whether the old post is kept besides."""
    one, _ = await composing(event, context)
    one = one.having(keeps_post=not one.draft.keeps_post)
    await keep(context, one)
    return change_screen(context, one)


async def throw_away(event: Event, context: Context) -> Screen:
    """Asked first: what was composed would be gone."""
    one, _ = await composing(event, context)
    t = context.t
    rows = (
        row(t("🗑 Yes, throw it away"), action("rot-forget-yes", one.which)),
        row(t("↩️ No, keep it"), action("rot-draft", one.which)),
    )
    return Screen(t.html("Throw this draft away? What you have put together is gone then."), rows)


async def thrown_away(event: Event, context: Context) -> Screen:
    """Gone."""
    one, _ = await composing(event, context)
    t = context.t
    async with context.installation.database.writing() as session:
        await forget(session, context, one.which)
    back = action("rotations") if one.which == IS_NEW else action("rotation", one.which)
    return Screen(t.html("The draft has been thrown away."), (row(t("↩️ Back"), back),))


ACTIONS = {
    "rot-new": begin,
    "rot-draft": go_on,
    "rot-change": change,
    "rot-part": part,
    "rot-kind-is": choose_kind,
    "rot-tasks-none": no_tasks,
    "rot-keep": toggle_keeping,
    "rot-forget": throw_away,
    "rot-forget-yes": thrown_away,
}
EXPECTS = {
    "rot-tasks": type_tasks,
}
