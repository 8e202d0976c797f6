"""The answer to a nomination: accepting with one tap, or saying that one cannot, and why."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.giving_back import with_typed
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
    t, (one, over) = context.t, await _as_shown(event.action, context)
    if over is not None:
        return card(one, t, toast=over)
    assert context.somebody.id is not None
    try:
        async with context.installation.database.writing() as session:
            new = await accept(session, context.somebody.id, one.id, context.now, one.today)
    except TrainingError as error:
        return card(await mine(one.id, context), t, toast=error.refusals[0].explain(t))
    return card(await mine(one.id, context), t, t.html("🙏 Thank you for your answer.") if new else "")


async def ask_why(event: Event, context: Context) -> Screen:
    """Before saying that they cannot: the reason, or, where nothing goes by chat, only whether they mean it."""
    one, over = await _as_shown(event.action, context)
    return _why(one, context) if over is None else card(one, context.t, toast=over)


async def refused(event: Event, context: Context) -> Screen:
    """The reason has been typed. If it is too late for it, it is given back."""
    one, over = await _as_shown(event.expected, context)
    if one.course.not_by_chat:
        back = _why(one, context) if over is None else card(one, context.t, over)
        return replace(back, discards_input=True)
    if over is not None:
        return card(one, context.t, with_typed(over, event.text, context.ways))
    try:
        why = await read_typed(event, LONGEST_REFUSAL, context)
    except TypedTextError as error:
        return _why(one, context, error.words)
    try:
        return await _declined(one, why, context)
    except TrainingError as error:
        return card(
            await mine(one.id, context), context.t, with_typed(error.refusals[0].explain(context.t), why, context.ways)
        )


async def cannot(event: Event, context: Context) -> Screen:
    """They cannot; why is said at the office."""
    one, over = await _as_shown(event.action, context)
    if over is not None:
        return card(one, context.t, toast=over)
    if not one.course.not_by_chat:
        return _why(one, context)
    try:
        return await _declined(one, "", context)
    except TrainingError as error:
        return card(await mine(one.id, context), context.t, toast=error.refusals[0].explain(context.t))


async def _declined(one: Mine, why: str, context: Context) -> Screen:
    """Raises TrainingError."""
    t = context.t
    assert context.somebody.id is not None
    async with context.installation.database.writing() as session:
        new = await decline(session, context.somebody.id, one.id, why, context.now, one.today)
    lead = t.html("🙏 Thank you for telling us. The people who look after training know now.") if new else ""
    return card(await mine(one.id, context), t, lead)


def _why(one: Mine, context: Context, lead: Markup | str = "") -> Screen:
    t = context.t
    back = row(t("↩️ Back"), action("nomination", one.id))
    if one.course.not_by_chat:
        text = t.html("Would you like to say that you cannot? Please give the reason at the office, not here.")
        rows = (row(t("✖️ Yes, I cannot"), one.action("nomination-cannot")), back)
        expects = one.action(REFUSAL) if context.ways.takes_away else ""
        return Screen(
            text, rows, expects=expects
        )  # what is typed all the same is taken out of the chat, where it can be
    how = t.html(
        "✍️ <b>Why can you not take part?</b> Please type it below, in a few words. The people who look after training "
        "and the head of your unit will read it."
    )
    return Screen(
        paragraphs(lead, about_course(one.course, t), how), (back,), expects=one.action(REFUSAL), expects_words=True
    )


async def _as_shown(shown: str, context: Context) -> tuple[Mine, str | None]:
    """The nomination as it is, and a word if what was shown of it can no longer be answered; None if it can."""
    nomination_id, asking, version = parse(shown).numbers(3)
    one, t = await mine(nomination_id, context), context.t
    if (asking, version) > (one.nomination.askings, one.course.version):
        raise UnknownActionError
    if (asking, version) != (one.nomination.askings, one.course.version):
        return one, t("Something has changed meanwhile. Please look at it again.")
    if can_answer(one.nomination, one.course, one.today) or can_give_up(one.nomination, one.course, one.today):
        return one, None
    again = one.nomination.state in (NominationState.ACCEPTED, NominationState.DECLINED)
    return one, "" if again else t("This nomination can no longer be answered.")


ACTIONS = {"nomination-accept": accepted, "nomination-decline": ask_why, "nomination-cannot": cannot}
EXPECTS = {REFUSAL: refused}
