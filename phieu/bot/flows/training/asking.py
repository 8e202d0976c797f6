"""A question back: from the person who is nominated to the people who look after training."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.giving_back import with_typed
from phieu.bot.flows.training.course_words import about_course
from phieu.bot.flows.training.nomination_card import Mine, asked_so_far, card, mine
from phieu.bot.flows.training.typed_text import TypedTextError, read_typed
from phieu.bot.screen import Screen, row
from phieu.office.training.questions import LONGEST, ask
from phieu.office.training.refusals import TrainingError

ASK = "nomination-ask"


async def ask_what(event: Event, context: Context) -> Screen:
    """What would you like to know?"""
    (nomination_id,) = parse(event.action).numbers(1)
    return _question(await mine(nomination_id, context), context)


async def asked(event: Event, context: Context) -> Screen:
    """The question has been typed."""
    (nomination_id,) = parse(event.expected).numbers(1)
    one, t = await mine(nomination_id, context), context.t
    if one.course.not_by_chat:
        return replace(card(one, t), discards_input=True)
    assert context.somebody.id is not None
    try:
        question = await read_typed(event, LONGEST, context)
    except TypedTextError as error:
        return _question(one, context, error.words)
    try:
        async with context.installation.database.writing() as session:
            await ask(session, context.somebody.id, nomination_id, question, context.now)
    except TrainingError as error:
        return card(one, t, with_typed(error.refusals[0].explain(t), question, context.ways))
    lead = t.html("📨 Your question has been passed on. The reply will come here.")
    return card(await mine(nomination_id, context), t, lead)


def _question(one: Mine, context: Context, lead: Markup | str = "") -> Screen:
    t = context.t
    if one.course.not_by_chat:
        return card(one, t)
    how = t.html("✍️ <b>What would you like to know?</b> Please type your question below.")
    text = paragraphs(lead, about_course(one.course, t), asked_so_far(one.questions, t), how)
    return Screen(
        text, (row(t("↩️ Back"), action("nomination", one.id)),), expects=action(ASK, one.id), expects_words=True
    )


ACTIONS = {ASK: ask_what}
EXPECTS = {ASK: asked}
