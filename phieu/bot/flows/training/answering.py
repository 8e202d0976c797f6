"""The answer to a nomination: accepting with one tap, or saying that one cannot, and why."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.training.course_words import about_course
from phieu.bot.flows.training.nomination_card import Mine, card, mine
from phieu.bot.flows.training.typed_text import TypedTextError, read_typed
from phieu.bot.screen import Screen, row
from phieu.office.training.answers import LONGEST_REFUSAL, accept, can_answer, can_give_up, decline
from phieu.office.training.refusals import TrainingError
from phieu.words import NominationState

REFUSAL = "nomination-decline"


async def accepted(event: Event, context: Context) -> Screen:
    """They accept; a second tap shows how things stand."""
    t, one = context.t, await _as_shown(event.action, context)
    if isinstance(one, Screen):
        return one
    assert context.somebody.id is not None
    try:
        async with context.installation.database.writing() as session:
            new = await accept(session, context.somebody.id, one.id, context.now, one.today)
    except TrainingError as error:
        return card(await mine(one.id, context), t, toast=error.refusals[0].explain(t))
    return card(await mine(one.id, context), t, t.html("🙏 Thank you for your answer.") if new else "")


async def ask_why(event: Event, context: Context) -> Screen:
    """Before saying that they cannot: the reason, or, where nothing goes by chat, only whether they mean it."""
    one = await _as_shown(event.action, context)
    return one if isinstance(one, Screen) else _why(one, context)


async def refused(event: Event, context: Context) -> Screen:
    """The reason has been typed."""
    one = await _as_shown(event.expected, context)
    if isinstance(one, Screen):
        return one
    if one.course.not_by_chat:
        return replace(_why(one, context), discards_input=True)
    try:
        why = read_typed(event, LONGEST_REFUSAL, context)
    except TypedTextError as error:
        return _why(one, context, error.words)
    return await _declined(one, why, context)


async def cannot(event: Event, context: Context) -> Screen:
    """They cannot; why is said at the office."""
    one = await _as_shown(event.action, context)
    if isinstance(one, Screen):
        return one
    if not one.course.not_by_chat:
        return _why(one, context)
    return await _declined(one, "", context)


async def _declined(one: Mine, why: str, context: Context) -> Screen:
    t = context.t
    assert context.somebody.id is not None
    try:
        async with context.installation.database.writing() as session:
            new = await decline(session, context.somebody.id, one.id, why, context.now, one.today)
    except TrainingError as error:
        return card(await mine(one.id, context), t, toast=error.refusals[0].explain(t))
    lead = t.html("🙏 Thank you for telling us. The people who look after training know now.") if new else ""
    return card(await mine(one.id, context), t, lead)


def _why(one: Mine, context: Context, lead: Markup | str = "") -> Screen:
    t = context.t
    back = row(t("↩️ Back"), action("nomination", one.id))
    if one.course.not_by_chat:
        text = t.html("Would you like to say that you cannot? Please give the reason at the office, not here.")
        return Screen(text, (row(t("✖️ Yes, I cannot"), one.action("nomination-cannot")), back))
    how = t.html(
        "✍️ <b>Why can you not take part?</b> Please type it below, in a few words. The people who look after training "
        "and the head of your unit will read it."
    )
    return Screen(paragraphs(lead, about_course(one.course, t), how), (back,), expects=one.action(REFUSAL))


async def _as_shown(shown: str, context: Context) -> Mine | Screen:
    """The nomination, if it is still as it was when the button was shown, and can be answered; else how it stands."""
    nomination_id, asking, version = parse(shown).numbers(3)
    one, t = await mine(nomination_id, context), context.t
    if (asking, version) > (one.nomination.askings, one.course.version):
        raise UnknownActionError
    if (asking, version) != (one.nomination.askings, one.course.version):
        return card(one, t, toast=t("Something has changed meanwhile. Please look at it again."))
    if can_answer(one.nomination, one.course, one.today) or can_give_up(one.nomination, one.course, one.today):
        return one
    again = one.nomination.state in (NominationState.ACCEPTED, NominationState.DECLINED)
    return card(one, t, toast="" if again else t("This nomination can no longer be answered."))


ACTIONS = {"nomination-accept": accepted, "nomination-decline": ask_why, "nomination-cannot": cannot}
EXPECTS = {REFUSAL: refused}
