"""The steps that an admin takes: asking, noting what was agreed, deciding, dropping; each is checked anew."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from markupsafe import Markup
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.not_by_chat import sent_by_mistake
from phieu.bot.flows.rotations.composing_draft import admin_id
from phieu.bot.flows.rotations.composing_screens import given_back
from phieu.bot.flows.rotations.one_rotation import not_done, page
from phieu.bot.flows.rotations.typed_words import Typed, read_words
from phieu.bot.flows.rotations.words import heading
from phieu.bot.screen import Row, Screen, row
from phieu.office.rotations.assessments import Area, assessed, load_assessment
from phieu.office.rotations.ending import close_for_left
from phieu.office.rotations.faults import MovedOnError, RotationError
from phieu.office.rotations.opinions import load_opinion
from phieu.office.rotations.proposing import ask_again
from phieu.office.rotations.steps import decide, drop, note_talk, set_number
from phieu.office.rotations.views import RotationView, load_view
from phieu.office.spelling import tidy
from phieu.storage.tables import Rotation
from phieu.words import RotationState

ADMIN = True


async def ask(event: Event, context: Context) -> Screen:
    """Ask the person, once more or for the first time."""
    return await _step(
        event,
        context,
        lambda session, id_: ask_again(session, id_, context.now),
        context.t.html("✅ The person is being asked."),
    )


async def ask_what_was_agreed(event: Event, context: Context) -> Screen:
    """Talked over and agreed: with what wishes?"""
    t = context.t
    words = t.html("🤝 The person agrees. Did they say anything to be noted, wishes for instance? Please type it.")
    return await _ask(
        event, context, words, "rot-agreed", row(t("Nothing to note"), action("rot-agreed-so", _id(event)))
    )


async def ask_why_not(event: Event, context: Context) -> Screen:
    """Talked over and not agreed: why?"""
    t = context.t
    words = t.html("✋ The person does not agree. What did they say? Please type it.")
    return await _ask(
        event, context, words, "rot-refused", row(t("Nothing to note"), action("rot-refused-so", _id(event)))
    )


async def note_agreed(event: Event, context: Context) -> Screen:
    """Noted; the person is told what."""
    return await _note(event, context, agrees=True)


async def note_refused(event: Event, context: Context) -> Screen:
    """As above."""
    return await _note(event, context, agrees=False)


async def ask_for_decision(event: Event, context: Context) -> Screen:
    """The decision's number."""
    t = context.t
    words = t.html(
        "📝 Please type the number of the decision. Then it counts as decided, and the person and the heads are told."
    )
    so = row(t("Decided, the number comes later"), action("rot-decide-so", _id(event)))
    return await _ask(event, context, paragraphs(await _lacking(event, context), words), "rot-decide", so)


async def _lacking(event: Event, context: Context) -> Markup:
    """What should be there before a decision, and is not; it forbids nothing."""
    view, t = await _view(event, context), context.t
    async with context.installation.database.reading() as session:
        areas = assessed(await load_assessment(session, view.id))
        opinion = await load_opinion(session, view.id)
    said = []
    if areas < len(Area):
        counts = {"count": t.number(areas), "of": t.number(len(Area))}
        said.append(t.html("⚠️ The person has been assessed in {count} of {of} areas.", **counts))
    if opinion is None or opinion.in_favour is None:
        said.append(t.html("⚠️ The receiving unit has not given its opinion."))
    return Markup("\n").join(said)


async def note_decision(event: Event, context: Context) -> Screen:
    """Decided."""
    number, me = tidy(event.text), admin_id(context)
    if not event.action and not number:
        return await _not_taken(event, context, _only_text(context))
    return await _step(
        event,
        context,
        lambda session, id_: decide(session, id_, number, me, context.now),
        context.t.html("✅ Decided. Everybody concerned is being told."),
    )


async def ask_for_number(event: Event, context: Context) -> Screen:
    """The number alone, later."""
    words = context.t.html("✏️ Please type the number of the decision.")
    return await _ask(event, context, words, "rot-number")


async def note_number(event: Event, context: Context) -> Screen:
    """Written down; nobody needs to be told."""
    number = tidy(event.text)
    if not number:
        return await _not_taken(event, context, _only_text(context))
    return await _step(
        event, context, lambda session, id_: set_number(session, id_, number), context.t.html("✅ Noted.")
    )


async def ask_whether_to_drop(event: Event, context: Context) -> Screen:
    """Asked first: it cannot be taken back."""
    view, t = await _view(event, context), context.t
    if view.rotation.state in (RotationState.IN_FORCE, RotationState.ENDED, RotationState.DROPPED):
        return await not_done(view.id, context, MovedOnError())
    words = t.html("Drop this rotation? It does not take place then, and whoever has heard of it is told.")
    rows = (row(t("🗑 Yes, drop it"), action("rot-drop-yes", view.id)), _back(view.id, context))
    return Screen(paragraphs(heading(view, t), words), rows)


async def drop_it(event: Event, context: Context) -> Screen:
    """Dropped."""
    me = admin_id(context)
    return await _step(
        event, context, lambda session, id_: drop(session, id_, me, context.now), context.t.html("✅ Dropped.")
    )


async def close_it(event: Event, context: Context) -> Screen:
    """The rotation of somebody who has left the office."""
    return await _step(
        event, context, lambda session, id_: close_for_left(session, id_, context.now), context.t.html("✅ Closed.")
    )


async def _note(event: Event, context: Context, *, agrees: bool) -> Screen:
    typed = Typed() if event.action else await read_words(event, context)
    if typed.refusal:
        return await _not_taken(event, context, typed.refusal)
    wishes, me = typed.text, admin_id(context)
    return await _step(
        event,
        context,
        lambda session, id_: note_talk(session, id_, agrees=agrees, wishes=wishes, by=me, now=context.now),
        context.t.html("✅ Noted. The person is told what has been noted."),
    )


async def _step(
    event: Event, context: Context, step: Callable[[AsyncSession, int], Awaitable[Rotation]], done: Markup
) -> Screen:
    """Take a step; where it cannot be taken, say why, and give back what was typed."""
    if secret := await _not_kept(event, context):
        return secret
    view = await _view(event, context)
    try:
        async with context.installation.database.writing() as session:
            await step(session, view.id)
    except MovedOnError as error:
        screen = await not_done(view.id, context, error)
        return Screen(screen.text + given_back(event.text), screen.rows) if event.text else screen
    except RotationError as error:
        if not event.text:
            return await not_done(view.id, context, error)
        return await _not_taken(
            event, context, Markup("⚠️ ") + error.faults[0].explain(context.t) + given_back(event.text)
        )
    return await page(view.id, context, done)


async def _not_kept(event: Event, context: Context) -> Screen | None:
    """What was typed, or sent, of something of which nothing must go by chat is taken out of it."""
    view = await _view(event, context)
    if not event.sent or not view.rotation.not_by_chat:
        return None
    lead = sent_by_mistake(context)
    return replace(await page(view.id, context, lead), discards_input=True)


async def _not_taken(event: Event, context: Context, why: Markup) -> Screen:
    """What came instead of a text is asked for again."""
    if secret := await _not_kept(event, context):
        return secret
    view = await _view(event, context)
    return Screen(paragraphs(why, heading(view, context.t)), (_back(view.id, context),), expects=event.expected)


def _only_text(context: Context) -> Markup:
    return context.t.html("I can only keep text here; please type your answer in words.")


async def _ask(event: Event, context: Context, words: Markup, verb: str, *rows: Row) -> Screen:
    """Asks for a text; where nothing must go by chat, there is only what can be tapped."""
    view, t = await _view(event, context), context.t
    back = _back(view.id, context)
    if view.rotation.not_by_chat:
        only = t.html(
            "What was said or decided must not go by chat. Please write nothing of it here, and only choose below."
        )
        return Screen(paragraphs(heading(view, t), only), (*rows, back))
    return Screen(paragraphs(heading(view, t), words), (*rows, back), expects=action(verb, view.id))


def _back(rotation_id: int, context: Context) -> Row:
    return row(context.t("↩️ Back"), action("rotation", rotation_id))


def _id(event: Event) -> int:
    (rotation_id,) = parse(event.action or event.expected).numbers(1)
    return rotation_id


async def _view(event: Event, context: Context) -> RotationView:
    async with context.installation.database.reading() as session:
        view = await load_view(session, _id(event))
    if view is None:
        raise UnknownActionError
    return view


ACTIONS = {
    "rot-ask": ask,
    "rot-agreed": ask_what_was_agreed,
    "rot-agreed-so": note_agreed,
    "rot-refused": ask_why_not,
    "rot-refused-so": note_refused,
    "rot-decide": ask_for_decision,
    "rot-decide-so": note_decision,
    "rot-number": ask_for_number,
    "rot-drop": ask_whether_to_drop,
    "rot-drop-yes": drop_it,
    "rot-close": close_it,
}
EXPECTS = {
    "rot-agreed": note_agreed,
    "rot-refused": note_refused,
    "rot-decide": note_decision,
    "rot-number": note_number,
}
