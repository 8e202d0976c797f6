"""What people are told of their own nominations: that they are nominated, a reminder, a reply, each step."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError
from phieu.bot.context import Context, NoticeFlow
from phieu.bot.flows.not_by_chat import at_the_office
from phieu.bot.flows.training.nomination_card import Mine, card, mine
from phieu.bot.screen import Screen, row
from phieu.locales.translator import mark
from phieu.office.training.answers import can_answer
from phieu.office.training.courses import UNDER_WAY
from phieu.office.training.questions import find_question
from phieu.office.training.subjects import About, read_subject
from phieu.words import NominationState, NoticeKind

_LEADS = {
    "enrolled": mark("You have been enrolled in this course."),
    "finished": mark("It has been noted that you have finished this course. Congratulations!"),
    "broken_off": mark("It has been noted that you do not go on with this course."),
    "withdrawn": mark("Your nomination for this course has been withdrawn; you need not do anything."),
    "cancelled": mark("This course will not be held."),
    "changed": mark("Something about this course has changed. Please look at it once more."),
}


async def nominated(subject: str, context: Context) -> Screen | None:
    """The nomination; None if it has been answered or withdrawn meanwhile, or the course has begun."""
    return await _awaited(subject, context, mark("Dear <b>{name}</b>, you have been nominated for a course."))


async def reminder(subject: str, context: Context) -> Screen | None:
    """The one reminder; None as above."""
    return await _awaited(subject, context, mark("🔔 Dear <b>{name}</b>, your answer is still awaited."))


async def replied(subject: str, context: Context) -> Screen | None:
    """The reply to a question, below the course, with all that was asked before."""
    async with context.installation.database.reading() as session:
        found = await find_question(session, read_subject(subject).id)
    if found is None or found[1].person_id != context.somebody.id or found[2].not_by_chat:
        return None
    one = await mine(found[1].id or 0, context)
    return replace(card(one, context.t, context.t.html("💬 <b>There is a reply to your question.</b>")), keeps=True)


async def step(subject: str, context: Context) -> Screen | None:
    """Something has been noted, or has changed; None if it is no longer so."""
    about = read_subject(subject)
    one = await _theirs(about, context)
    if one is None or not _is_still_so(about, one):
        return None
    t = context.t
    if one.course.not_by_chat:
        return Screen(at_the_office(t, one.course.read_from, None), (row(t("🏠 Main menu"), "home"),), keeps=True)
    lead = t.html("Dear <b>{name}</b>,", name=context.somebody.name) + Markup("\n") + t(_LEADS[about.what])
    has_more_to_say = about.what == "changed" or bool(one.nomination.result)
    return replace(card(one, t, lead, says_how_it_stands=has_more_to_say), keeps=True)


async def _awaited(subject: str, context: Context, lead: str) -> Screen | None:
    t, one = context.t, await _theirs(read_subject(subject), context)
    if one is None or not can_answer(one.nomination, one.course, one.today):
        return None
    greeting = "" if one.course.not_by_chat else t.html(lead, name=context.somebody.name)
    return replace(card(one, t, greeting), keeps=True)


async def _theirs(about: About, context: Context) -> Mine | None:
    try:
        one = await mine(about.id, context)
    except UnknownActionError:
        return None
    return one if one.nomination.askings == about.asking else None


def _is_still_so(about: About, one: Mine) -> bool:
    state = one.nomination.state
    if about.what == "changed":
        return state in UNDER_WAY and about.detail == str(one.course.version)
    if about.what == "cancelled":
        return one.course.cancelled
    return state is NominationState(about.what) and not one.course.cancelled


NOTICES: dict[NoticeKind, NoticeFlow] = {
    NoticeKind.NOMINATION: nominated,
    NoticeKind.NOMINATION_REMINDER: reminder,
    NoticeKind.NOMINATION_REPLY: replied,
    NoticeKind.NOMINATION_STEP: step,
}
