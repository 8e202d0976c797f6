"""What admins are told: a refusal and a question at once, and one word when all have answered, or have not in time."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context, NoticeFlow
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.training.course_page import Overview, overview
from phieu.bot.flows.training.course_words import about_course
from phieu.bot.flows.training.replying import question_screen
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.training.answers import find_nomination
from phieu.office.training.questions import find_question
from phieu.office.training.staff_names import names_of
from phieu.office.training.subjects import About, read_subject
from phieu.storage.tables import Nomination
from phieu.words import NominationState, NoticeKind

MOST_NAMES = 20


async def answered(subject: str, context: Context) -> Screen | None:
    """A refusal, or how the answers to a course stand; None if that is no longer so, or the reader is no admin."""
    if not context.somebody.admin:
        return None
    about = read_subject(subject)
    return await (_declined(about, context) if about.what == "declined" else _course(about, context))


async def question(subject: str, context: Context) -> Screen | None:
    """A question; None if another admin has replied."""
    if not context.somebody.admin:
        return None
    question_id = read_subject(subject).id
    async with context.installation.database.reading() as session:
        found = await find_question(session, question_id)
    if found is None or found[0].reply or found[2].not_by_chat:
        return None
    return replace(await question_screen(question_id, context), keeps=True)


async def _declined(about: About, context: Context) -> Screen | None:
    t = context.t
    async with context.installation.database.reading() as session:
        found = await find_nomination(session, about.id)
        names = await names_of(session, [found[0].person_id]) if found else {}
    if found is None or found[0].askings != about.asking or found[0].state is not NominationState.DECLINED:
        return None
    nomination, course = found
    to_course = row(t("🎓 To the course"), action("course", course.id or 0))
    if course.not_by_chat:
        text = t.html("✖️ Somebody who was asked has answered that they cannot.")
        return Screen(paragraphs(text, about_course(course, t)), (to_course,), keeps=True)
    text = _refusal(nomination, names[nomination.person_id], t)
    to_person = row(t("👤 To the person"), action("nominee", nomination.id or 0))
    return Screen(paragraphs(text, about_course(course, t)), (to_person, to_course), keeps=True)


def _refusal(nomination: Nomination, name: str, t: Translator) -> Markup:
    text = t.html("✖️ <b>{name}</b> cannot take part in this course.", name=name)
    return text + "\n" + t.html("Why: <i>{reason}</i>", reason=nomination.refusal) if nomination.refusal else text


async def _course(about: About, context: Context) -> Screen | None:
    t = context.t
    try:
        seen = await overview(about.id, context)
    except UnknownActionError:
        return None
    text = _all_answered(seen, t) if about.what == "complete" else _late(seen, t)
    if text is None or seen.course.cancelled:
        return None
    to_course = row(t("🎓 To the course"), action("course", seen.id))
    return Screen(paragraphs(text, about_course(seen.course, t)), (to_course,), keeps=True)


def _all_answered(seen: Overview, t: Translator) -> Markup | None:
    if seen.states[NominationState.ASKED]:
        return None
    return t.html(
        "📬 <b>Everybody has answered.</b>\n✅ Accepted: {accepted}\n✖️ Cannot: {declined}",
        accepted=t.number(seen.states[NominationState.ACCEPTED] + seen.states[NominationState.ENROLLED]),
        declined=t.number(seen.states[NominationState.DECLINED]),
    )


def _late(seen: Overview, t: Translator) -> Markup | None:
    if not seen.late:
        return None
    head = t.plural_html(
        "⏳ <b>The time for answers is over; {count} person has not answered.</b>",
        "⏳ <b>The time for answers is over; {count} people have not answered.</b>",
        len(seen.late),
    )
    how = t.html("They can still answer until the course begins, unless you withdraw the nomination.")
    if seen.course.not_by_chat:
        return paragraphs(head, how)
    shown = Markup("\n").join(Markup("– {}").format(name) for name in seen.late[:MOST_NAMES])
    if (others := len(seen.late) - MOST_NAMES) > 0:
        shown += "\n" + t.plural_html("… and {count} other", "… and {count} others", others)
    return paragraphs(head, shown, how)


NOTICES: dict[NoticeKind, NoticeFlow] = {
    NoticeKind.NOMINATION_ANSWERED: answered,
    NoticeKind.NOMINATION_QUESTION: question,
}
