"""Who is nominated for a course, for admins: the list, and one person with the steps that can be taken."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs, short_name
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.training.course_page import SIGNS, open_course
from phieu.bot.flows.training.course_words import about_course, state_name
from phieu.bot.flows.training.nomination_card import asked_so_far
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.erased import named
from phieu.office.training.answers import find_nomination
from phieu.office.training.nominee_checks import CAN_BE_ASKED_ANEW
from phieu.office.training.questions import questions_about
from phieu.office.training.staff_names import names_of, unit_names_of
from phieu.office.training.steps import STARTS_FROM
from phieu.storage.tables import Course, Nomination
from phieu.words import NominationState

ADMIN = True
A_PAGE = 10


async def nominees(event: Event, context: Context) -> Screen:
    """A page of the people, grouped by how far they have got."""
    course_id, number = parse(event.action).numbers(2)
    t, seen = context.t, await open_course(course_id, context)
    order = list(SIGNS)
    page = page_of(sorted(seen.nominations, key=lambda one: order.index(one.state)), number, A_PAGE)
    rows = [
        row(f"{SIGNS[one.state]} {short_name(seen.names[one.person_id])}", action("nominee", one.id or 0))
        for one in page.items
    ]
    rows += turning(page, t, "nominees", course_id)
    signs = [f"{SIGNS[state]} {state_name(state, t)}" for state in order if seen.states[state]]
    head = t.html("👥 <b>Nominated for:</b> {course}", course=seen.course.name)
    text = paragraphs(head, lines(*map(Markup.escape, signs)))
    return Screen(text, (*rows, row(t("↩️ To the course"), action("course", course_id))))


async def show(event: Event, context: Context) -> Screen:
    """One person."""
    (nomination_id,) = parse(event.action).numbers(1)
    return await nominee_page(nomination_id, context)


async def nominee_page(nomination_id: int, context: Context, lead: Markup | str = "", toast: str = "") -> Screen:
    """One nomination as it stands, with the steps that it can take; raises UnknownActionError."""
    t = context.t
    nomination, course = await open_nomination(nomination_id, context)
    person_id = nomination.person_id
    seen = await open_course(nomination.course_id, context)
    async with context.installation.database.reading() as session:
        questions = await questions_about(session, nomination_id)
        units = await unit_names_of(session, [person_id])
    name = Markup("👤 <b>{}</b>").format(seen.names[person_id])
    about = lines(name, Markup.escape(units.get(person_id, "")))
    text = paragraphs(lead, about, about_course(course, t), _stands(nomination, t), asked_so_far(questions, t))
    rows = [row(t("↩️ Everybody"), action("nominees", nomination.course_id, 0))]
    rows.append(row(t("↩️ To the course"), action("course", nomination.course_id)))
    waiting = [row(t("✍️ Reply"), action("training-question", one.id or 0)) for one in questions if not one.reply][:1]
    steps = [] if course.cancelled else _steps(nomination, t, begun=course.starts_on <= seen.today)
    return Screen(text, (*waiting, *steps, *rows), toast=toast)


async def open_nomination(nomination_id: int, context: Context) -> tuple[Nomination, Course]:
    """The nomination, if it can be dealt with in chat; raises UnknownActionError."""
    async with context.installation.database.reading() as session:
        found = await find_nomination(session, nomination_id)
    if found is None or found[1].not_by_chat:
        raise UnknownActionError
    return found


async def name_of(nomination: Nomination, context: Context) -> str:
    """Whose nomination it is."""
    async with context.installation.database.reading() as session:
        found = await names_of(session, [nomination.person_id])
    return named(found[nomination.person_id], context.t)


def _stands(nomination: Nomination, t: Translator) -> Markup:
    state = Markup("{} <b>{}</b>").format(SIGNS[nomination.state], state_name(nomination.state, t))
    if nomination.state is NominationState.ASKED and nomination.answer_by:
        state += " · " + t.html("until the end of {day}", day=t.date(nomination.answer_by))
    reason = t.html("Why nominated: {reason}", reason=nomination.reason) if nomination.reason else ""
    refusal = t.html("Why not: <i>{why}</i>", why=nomination.refusal) if nomination.refusal else ""
    result = ""
    if nomination.result and nomination.state is NominationState.FINISHED:
        result = t.html("Result: {result}", result=nomination.result)
    elif nomination.result:
        result = t.html("Why broken off: {why}", why=nomination.result)
    ended = t.html("On {day}", day=t.date(nomination.ended_on)) if nomination.ended_on else ""
    return lines(state, refusal, result, ended, reason)


def _steps(nomination: Nomination, t: Translator, *, begun: bool) -> list[Row]:
    labels = {
        NominationState.ENROLLED: (t("📋 Enrol"), "enrol"),
        NominationState.FINISHED: (t("🏁 Finished, with a result"), "finish-one"),
        NominationState.BROKEN_OFF: (t("⏹ Broken off"), "nominee-break-off"),
        NominationState.WITHDRAWN: (t("🗑 Withdraw the nomination"), "nominee-withdraw"),
    }
    rows = [
        row(label, action(verb, nomination.id or 0))
        for state, (label, verb) in labels.items()
        if nomination.state in STARTS_FROM[state] and (begun or state is not NominationState.FINISHED)
    ]
    if nomination.state in CAN_BE_ASKED_ANEW and not begun:
        rows.append(row(t("🔁 Ask again"), action("nominate-add", nomination.course_id, nomination.person_id)))
    return rows


ACTIONS = {"nominees": nominees, "nominee": show}
