"""Questions that wait for a reply, for admins: any of them replies, and the person gets it."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.giving_back import with_typed
from phieu.bot.flows.training.course_words import about_course
from phieu.bot.flows.training.nomination_card import asked_so_far
from phieu.bot.flows.training.typed_text import TypedTextError, read_typed
from phieu.bot.screen import Screen, row
from phieu.office.shortening import shorten
from phieu.office.training.questions import LONGEST, find_question, open_questions, questions_about, reply
from phieu.storage.tables import Course, Nomination, NominationQuestion, Person

ADMIN = True
REPLY = "training-reply"
MOST_SHOWN = 20


async def questions(event: Event, context: Context) -> Screen:
    """What waits for a reply: all, or to one course."""
    arguments = parse(event.action).arguments
    course_id = parse(event.action).numbers(1)[0] if arguments else None
    t = context.t
    async with context.installation.database.reading() as session:
        waiting = await open_questions(session, course_id)
    back = row(t("↩️ Training"), "training")
    if course_id is not None:
        back = row(t("↩️ To the course"), action("course", course_id))
    if not waiting:
        return Screen(t.html("❓ No question waits for a reply."), (back,))
    rows = [
        row(shorten(f"{one.person} · {one.course.name}", 38), action("training-question", one.id))
        for one in waiting[:MOST_SHOWN]
        if not one.course.not_by_chat
    ]
    return Screen(t.html("❓ <b>Questions that wait for a reply</b>, the oldest first"), (*rows, back))


async def show(event: Event, context: Context) -> Screen:
    """One question, with what was asked and replied before."""
    (question_id,) = parse(event.action).numbers(1)
    return await question_screen(question_id, context)


async def ask_reply(event: Event, context: Context) -> Screen:
    """What is the reply?"""
    (question_id,) = parse(event.action).numbers(1)
    return await question_screen(question_id, context, typing=True)


async def replied(event: Event, context: Context) -> Screen:
    """The reply has been typed; who comes second gets theirs back."""
    (question_id,) = parse(event.expected).numbers(1)
    await _wanted(question_id, context)
    t = context.t
    assert context.somebody.id is not None
    try:
        text = await read_typed(event, LONGEST, context)
    except TypedTextError as error:
        return await question_screen(question_id, context, error.words, typing=True)
    async with context.installation.database.writing() as session:
        new = await reply(session, question_id, text, context.somebody.id, context.now)
    if new:
        return await question_screen(question_id, context, t.html("📨 Your reply is being passed on."))
    lead = t.html("Somebody else has replied already; your reply has not been passed on.")
    return await question_screen(question_id, context, with_typed(lead, text, context.ways))


async def question_screen(
    question_id: int, context: Context, lead: Markup | str = "", *, typing: bool = False
) -> Screen:
    """The question as it stands; raises UnknownActionError."""
    t = context.t
    question, nomination, course, person = await _wanted(question_id, context)
    async with context.installation.database.reading() as session:
        asked = await questions_about(session, nomination.id or 0)
    who = t.html("👤 <b>{name}</b> asks about this course:", name=person.name)
    to_person = row(t("👤 To the person"), action("nominee", nomination.id or 0))
    back = row(t("↩️ To the course"), action("course", course.id or 0))
    text = paragraphs(lead, who, about_course(course, t), asked_so_far(asked, t))
    if question.reply:
        return Screen(text, (to_person, back))
    if typing:
        text = paragraphs(text, t.html("✍️ <b>Please type your reply below.</b>"))
        cancel = row(t("↩️ Back"), action("training-question", question_id))
        return Screen(text, (cancel,), expects=action(REPLY, question_id), expects_words=True)
    return Screen(text, (row(t("✍️ Reply"), action(REPLY, question_id)), to_person, back))


async def _wanted(question_id: int, context: Context) -> tuple[NominationQuestion, Nomination, Course, Person]:
    async with context.installation.database.reading() as session:
        found = await find_question(session, question_id)
    if found is None or found[2].not_by_chat:
        raise UnknownActionError
    return found


ACTIONS = {"training-questions": questions, "training-question": show, REPLY: ask_reply}
EXPECTS = {REPLY: replied}
