"""A rotation, for the person whom it is about: what is proposed, their answer with their wishes, and how it stands."""

from dataclasses import replace
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.not_by_chat import at_the_office, sent_by_mistake
from phieu.bot.flows.rotations.composing_screens import given_back
from phieu.bot.flows.rotations.typed_words import read_words
from phieu.bot.flows.rotations.words import details, end_text, may_be_named, own_label
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.rotations.faults import MovedOnError
from phieu.office.rotations.plan import TALKABLE
from phieu.office.rotations.steps import answer
from phieu.office.rotations.views import RotationView, is_told, load_own, load_view
from phieu.office.time_zone import office_day
from phieu.words import RotationState


async def show_all(_event: Event, context: Context) -> Screen:
    """One's own rotations, the latest first."""
    t = context.t
    views = await _own(context)
    home = row(t("↩️ My record"), action("my-record"))
    if not views:
        return Screen(t.html("🔄 No rotation of yours is on record."), (home,))
    rows = [row(own_label(view, t), action("my-rot", view.id)) for view in views]
    text = t.html("🔄 <b>My rotations</b>\n\nPlease choose.") if may_be_named(views) else t.html("Please choose.")
    return Screen(text, (*rows, home))


async def show(event: Event, context: Context) -> Screen:
    """One of them, and the answer to be given."""
    (rotation_id,) = parse(event.action).numbers(1)
    return await own_page(rotation_id, context)


async def own_page(rotation_id: int, context: Context, lead: Markup | str = "") -> Screen:
    """Its page, under what has just happened. Raises UnknownActionError if it is not theirs."""
    view = await _mine(rotation_id, context)
    async with context.installation.database.reading() as session:
        today = await office_day(session, context.now)
    screen = own_screen(view, today, context.t, lead)
    secret = view.rotation.not_by_chat and view.rotation.state in TALKABLE
    if secret and context.ways.takes_away:  # what is typed here all the same is taken out
        return replace(screen, expects=action("my-rot-no", view.id, view.rotation.turn), expects_words=True)
    return screen


def own_screen(view: RotationView, today: date, t: Translator, lead: Markup | str = "") -> Screen:
    """The page."""
    one = view.rotation
    if one.not_by_chat:
        parts = [lead, at_the_office(t, one.read_from, one.read_until)]
        if one.state in (RotationState.AGREED, RotationState.REFUSED):
            parts.append(_own_status(view, today, t))
    else:
        parts = [lead, t.html("🔄 <b>Your rotation</b>"), details(view, t), _own_status(view, today, t)]
        if one.wishes and one.state in TALKABLE:
            parts.append(t.html("What has been noted of you: <i>{wishes}</i>", wishes=one.wishes))
    # where nothing of it must go by chat, a button does not say either what it is
    back = row(t("🏠 Main menu"), "home") if one.not_by_chat else row(t("↩️ My rotations"), action("my-rotations"))
    return Screen(paragraphs(*parts), (*_answers(view, t), back))


async def agree(event: Event, context: Context) -> Screen:
    """Yes, without more."""
    rotation_id, turn = parse(event.action).numbers(2)
    return await _answer(rotation_id, turn, "", context, agrees=True)


async def ask_for_wishes(event: Event, context: Context) -> Screen:
    """Yes, and there is something to be said about it."""
    t = context.t
    words = t.html("💬 What do you wish? Please type it. Only those who look after staff matters read it.")
    return await _ask(event, context, words, "my-rot-wish")


async def ask_for_reason(event: Event, context: Context) -> Screen:
    """No, or not so."""
    t = context.t
    words = t.html(
        "✋ What speaks against it, and what would you wish instead? Please type it. Only those who look after staff "
        "matters read it; they will talk with you."
    )
    return await _ask(event, context, words, "my-rot-no")


async def agree_with_wishes(event: Event, context: Context) -> Screen:
    """Typed wishes."""
    return await _typed(event, context, agrees=True)


async def refuse(event: Event, context: Context) -> Screen:
    """Typed reasons."""
    return await _typed(event, context, agrees=False)


async def _typed(event: Event, context: Context, *, agrees: bool) -> Screen:
    rotation_id, turn = parse(event.expected).numbers(2)
    if (await _mine(rotation_id, context)).rotation.not_by_chat:
        lead = sent_by_mistake(context)
        return replace(await own_page(rotation_id, context, lead), discards_input=True)
    typed = await read_words(event, context)
    if typed.refusal:
        return Screen(typed.refusal, (_back(rotation_id, context.t),), expects=event.expected, expects_words=True)
    return await _answer(rotation_id, turn, typed.text, context, agrees=agrees)


async def _answer(rotation_id: int, turn: int, wishes: str, context: Context, *, agrees: bool) -> Screen:
    t, person_id = context.t, context.somebody.id
    await _mine(rotation_id, context)
    assert person_id is not None
    try:
        async with context.installation.database.writing() as session:
            await answer(session, rotation_id, person_id, turn=turn, agrees=agrees, wishes=wishes, now=context.now)
    except MovedOnError:
        lead = t.html("This has changed meanwhile. Here is how it stands now.")
        return await own_page(rotation_id, context, lead + given_back(wishes) if wishes else lead)
    thanks = t.html("✅ Thank you. Your answer has been passed on.")
    return await own_page(rotation_id, context, thanks)


async def _ask(event: Event, context: Context, words: Markup, verb: str) -> Screen:
    rotation_id, turn = parse(event.action).numbers(2)
    view, t = await _mine(rotation_id, context), context.t
    if view.rotation.turn != turn or view.rotation.state not in TALKABLE:
        return await own_page(rotation_id, context, t.html("This has changed meanwhile. Here is how it stands now."))
    if view.rotation.not_by_chat:
        if verb == "my-rot-no":
            return await _answer(rotation_id, turn, "", context, agrees=False)
        return await own_page(rotation_id, context)
    return Screen(
        paragraphs(words), (_back(rotation_id, t),), expects=action(verb, rotation_id, turn), expects_words=True
    )


def _back(rotation_id: int, t: Translator) -> Row:
    return row(t("↩️ Back"), action("my-rot", rotation_id))


def _own_status(view: RotationView, today: date, t: Translator) -> Markup:
    one = view.rotation
    if one.state is RotationState.IN_FORCE:
        text = t.html("▶️ In force since {day}.", day=t.date(one.starts_on))
        if view.overdue(today):
            return paragraphs(
                text, t.html("The term is over; what follows is being decided. Until then you stay there.")
            )
        return paragraphs(text, end_text(view, t))
    if one.state is RotationState.ENDED:
        text = t.html("🗄 Ended on {day}.", day=t.date(one.ended_on)) if one.ended_on else t.html("🗄 Ended.")
        return paragraphs(text, end_text(view, t))
    return {
        RotationState.PROPOSED: t.html("It is proposed. What do you say to it?"),
        RotationState.AGREED: t.html("🤝 You agree. It is still to be decided; until then you can think better of it."),
        RotationState.REFUSED: t.html("✋ You do not agree. It will be talked over with you again."),
        RotationState.DECIDED: t.html("📝 Decided. It is in force from {day} on.", day=t.date(one.starts_on)),
        RotationState.DROPPED: t.html("🗑 It does not take place."),
    }[one.state]


def _answers(view: RotationView, t: Translator) -> list[Row]:
    one = view.rotation
    if one.state not in TALKABLE:
        return []
    rows = [
        row(t("✅ I agree"), action("my-rot-yes", view.id, one.turn)),
        row(t("💬 I agree, and have wishes"), action("my-rot-wish", view.id, one.turn)),
        row(t("✋ I do not agree"), action("my-rot-no", view.id, one.turn)),
    ]
    if one.not_by_chat:
        del rows[1]
    if one.state is RotationState.AGREED:
        del rows[0]
    elif one.state is RotationState.REFUSED and one.not_by_chat:
        del rows[-1]
    return rows


async def _own(context: Context) -> list[RotationView]:
    person_id = context.somebody.id
    assert person_id is not None
    async with context.installation.database.reading() as session:
        return await load_own(session, person_id)


async def _mine(rotation_id: int, context: Context) -> RotationView:
    """One of theirs, also one that does not take place; raises UnknownActionError."""
    async with context.installation.database.reading() as session:
        view = await load_view(session, rotation_id)
    if view is None or not is_told(view.rotation, context.somebody.id):
        raise UnknownActionError
    return view


ACTIONS = {
    "my-rotations": show_all,
    "my-rot": show,
    "my-rot-yes": agree,
    "my-rot-wish": ask_for_wishes,
    "my-rot-no": ask_for_reason,
}
EXPECTS = {"my-rot-wish": agree_with_wishes, "my-rot-no": refuse}
