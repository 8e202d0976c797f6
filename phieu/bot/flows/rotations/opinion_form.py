"""What the receiving unit says to a proposed rotation: for whoever heads it, until it is decided."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.rotations.composing_screens import given_back
from phieu.bot.flows.rotations.life_parts import quoted, to_menu
from phieu.bot.flows.rotations.typed_words import read_words
from phieu.bot.flows.rotations.words import details
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.rotations.faults import MovedOnError
from phieu.office.rotations.opinions import Opinion, give_opinion, load_opinion, receiving_heads
from phieu.office.rotations.plan import TALKABLE
from phieu.office.rotations.subjects import subject_of
from phieu.office.rotations.views import RotationView, load_view
from phieu.words import NoticeKind

Asked = tuple[RotationView, Opinion]


async def notice(subject: str, context: Context) -> Screen | None:
    """The bot asks for it; None if it is over, was asked anew, or is somebody else's to say by now."""
    about = subject_of(subject)
    asked = await _asked_of(about.rotation_id, context)
    if asked is None or about.detail != str(asked[1].turn) or asked[0].rotation.state not in TALKABLE:
        return None
    screen = _screen(*asked, context.t)
    return Screen(screen.text, screen.rows, keeps=True)


async def show(event: Event, context: Context) -> Screen:
    """What is proposed, and what has been said to it."""
    (rotation_id,) = parse(event.action).numbers(1)
    return await _page(rotation_id, context)


async def agree(event: Event, context: Context) -> Screen:
    """The unit agrees, without more."""
    rotation_id, turn = parse(event.action).numbers(2)
    return await _give(rotation_id, turn, "", context, in_favour=True)


async def ask_for_remarks(event: Event, context: Context) -> Screen:
    """The unit agrees, and has something to say."""
    return await _ask(event, context, context.t.html("💬 What would your unit like to say to it?"), "opinion-remarks")


async def ask_for_reservations(event: Event, context: Context) -> Screen:
    """The unit does not simply agree."""
    return await _ask(event, context, context.t.html("✋ What speaks against it, for your unit?"), "opinion-against")


async def agree_with_remarks(event: Event, context: Context) -> Screen:
    """Typed remarks."""
    return await _typed(event, context, in_favour=True)


async def have_reservations(event: Event, context: Context) -> Screen:
    """Typed reservations."""
    return await _typed(event, context, in_favour=False)


async def _typed(event: Event, context: Context, *, in_favour: bool) -> Screen:
    rotation_id, turn = parse(event.expected).numbers(2)
    typed = await read_words(event, context)
    if typed.refusal:
        await _mine(rotation_id, context)
        return Screen(typed.refusal, (_back(rotation_id, context.t),), expects=event.expected, expects_words=True)
    return await _give(rotation_id, turn, typed.text, context, in_favour=in_favour)


async def _give(rotation_id: int, turn: int, remarks: str, context: Context, *, in_favour: bool) -> Screen:
    t, head_id = context.t, context.somebody.id
    await _mine(rotation_id, context)
    assert head_id is not None
    try:
        async with context.installation.database.writing() as session:
            await give_opinion(
                session, rotation_id, head_id, turn=turn, in_favour=in_favour, remarks=remarks, now=context.now
            )
    except MovedOnError:
        lead = t.html("This has changed meanwhile. Here is how it stands now.")
        return await _page(rotation_id, context, lead + given_back(remarks) if remarks else lead)
    return await _page(rotation_id, context, t.html("✅ Thank you. Your answer has been passed on."))


async def _ask(event: Event, context: Context, words: Markup, verb: str) -> Screen:
    rotation_id, turn = parse(event.action).numbers(2)
    (view, opinion), t = await _mine(rotation_id, context), context.t
    if opinion.turn != turn or view.rotation.state not in TALKABLE:
        return await _page(rotation_id, context, t.html("This has changed meanwhile. Here is how it stands now."))
    text = paragraphs(_heading(view, t), words + " " + t.html("Please type it."))
    return Screen(text, (_back(rotation_id, t),), expects=action(verb, rotation_id, turn), expects_words=True)


async def _page(rotation_id: int, context: Context, lead: Markup | str = "") -> Screen:
    view, opinion = await _mine(rotation_id, context)
    return _screen(view, opinion, context.t, lead)


def _screen(view: RotationView, opinion: Opinion, t: Translator, lead: Markup | str = "") -> Screen:
    if view.rotation.state not in TALKABLE:
        return Screen(
            paragraphs(lead, t.html("It has been settled by now, so nothing is asked any more.")), (to_menu(t),)
        )
    if opinion.in_favour is None:
        said = t.html("What does your unit say to it? The decision is made later.")
    elif opinion.in_favour:
        said = t.html("✅ You have said that your unit agrees. Until it is decided you can change that.")
    else:
        said = t.html("✋ You have said that your unit has reservations. Until it is decided you can change that.")
    read_by = t.html(
        "👁 It is read by the people who look after staff matters, with your name. {name} does not see it here.",
        name=view.person.name,
    )
    written = quoted(opinion.remarks) if opinion.remarks else ""
    text = paragraphs(lead, _heading(view, t), details(view, t), lines(said, written), read_by)
    return Screen(text, (*_answers(view, opinion, t), to_menu(t)))


def _answers(view: RotationView, opinion: Opinion, t: Translator) -> list[Row]:
    simply = [] if opinion.in_favour else [row(t("✅ We agree"), action("opinion-yes", view.id, opinion.turn))]
    return [
        *simply,
        row(t("💬 We agree, with remarks"), action("opinion-remarks", view.id, opinion.turn)),
        row(t("✋ We have reservations"), action("opinion-against", view.id, opinion.turn)),
    ]


def _heading(view: RotationView, t: Translator) -> Markup:
    return t.html("🏢 <b>Your unit's opinion is asked for</b>\n👤 <b>{name}</b>", name=view.person.name)


def _back(rotation_id: int, t: Translator) -> Row:
    return row(t("↩️ Back"), action("opinion", rotation_id))


async def _mine(rotation_id: int, context: Context) -> Asked:
    asked = await _asked_of(rotation_id, context)
    if asked is None:
        raise UnknownActionError
    return asked


async def _asked_of(rotation_id: int, context: Context) -> Asked | None:
    """What is asked of whoever acts; None if it is not theirs to say."""
    async with context.installation.database.reading() as session:
        view = await load_view(session, rotation_id)
        opinion = await load_opinion(session, rotation_id) if view is not None else None
        if view is None or opinion is None or view.rotation.not_by_chat:
            return None
        heads = await receiving_heads(session, view.rotation)
    return (view, opinion) if context.somebody.id in heads else None


ACTIONS = {
    "opinion": show,
    "opinion-yes": agree,
    "opinion-remarks": ask_for_remarks,
    "opinion-against": ask_for_reservations,
}
EXPECTS = {"opinion-remarks": agree_with_remarks, "opinion-against": have_reservations}
NOTICES = {NoticeKind.ROTATION_OPINION: notice}
