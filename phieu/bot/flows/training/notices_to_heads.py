"""What the head of a unit is told: who of theirs is nominated, and what has become of it."""

from markupsafe import Markup
from sqlmodel import col, select

from phieu.bot.context import Context, NoticeFlow
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.not_by_chat import at_the_office
from phieu.bot.flows.training.course_page import SIGNS
from phieu.bot.flows.training.course_words import about_course, state_name
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator, mark
from phieu.office.heads import heads_of, units_of
from phieu.office.training.answers import find_nomination
from phieu.office.training.courses import UNDER_WAY, nominations_for
from phieu.office.training.staff_names import names_of
from phieu.office.training.subjects import About, read_subject
from phieu.storage.tables import Course, Nomination, Position, Unit
from phieu.words import NominationState, NoticeKind

_NEWS = {
    "accepted": mark("✅ <b>{name}</b> has accepted the nomination for this course."),
    "declined": mark("✖️ <b>{name}</b> cannot take part in this course."),
    "withdrawn": mark("↩️ The nomination of <b>{name}</b> for this course has been withdrawn."),
    "broken_off": mark("⏹ <b>{name}</b> does not go on with this course."),
    "cancelled": mark("🚫 This course will not be held; <b>{name}</b> was nominated for it."),
}


async def told(subject: str, context: Context) -> Screen | None:
    """The words; None if it is no longer so."""
    about, t = read_subject(subject), context.t
    async with context.installation.database.reading() as session:
        found = await find_nomination(session, about.id)
    if found is None or found[0].askings != about.asking:
        return None
    nomination, course = found
    if not await _heads_them(about, nomination, context):
        text = None
    elif about.what == "unit":
        text = await _nominated(course, int(about.detail), context)
    elif course.not_by_chat or not _is_still_so(about, nomination, course):
        text = None
    else:
        text = await _news(about, nomination, course, context)
    return None if text is None else Screen(text, (row(t("🏠 Main menu"), "home"),), keeps=True)


async def _heads_them(about: About, nomination: Nomination, context: Context) -> bool:
    """Whether the reader is still to be told as a head: they may have moved on since the notice was written."""
    async with context.installation.database.reading() as session:
        if about.what != "unit":
            units, person_id = await units_of(session, nomination.person_id), nomination.person_id
            return context.somebody.id in await heads_of(session, units, without=person_id)
        unit_id = int(about.detail)
        heads = await heads_of(session, [unit_id])
        nominated = {one.person_id for one in await nominations_for(session, nomination.course_id)}
        for head in nominated.intersection(heads):  # of whom somebody else is told
            heads += await heads_of(session, [unit_id], without=head)
    return context.somebody.id in heads


async def _nominated(course: Course, unit_id: int, context: Context) -> Markup | None:
    """Everybody of the unit who is nominated now, but for the reader."""
    t = context.t
    async with context.installation.database.reading() as session:
        unit = await session.get(Unit, unit_id)
        members = set(await session.exec(select(Position.person_id).where(col(Position.unit_id) == unit_id)))
        theirs = [
            one
            for one in await nominations_for(session, course.id or 0)
            if one.person_id in members and one.state in UNDER_WAY and one.person_id != context.somebody.id
        ]
        names = await names_of(session, [one.person_id for one in theirs])
    if unit is None or not theirs or course.cancelled:
        return None
    if course.not_by_chat:
        return at_the_office(t, course.read_from, None)
    head = t.plural_html(
        "{count} person of <b>{unit}</b> is nominated for this course:",
        "{count} people of <b>{unit}</b> are nominated for this course:",
        len(theirs),
        unit=unit.name,
    )
    people = [_person(one, names[one.person_id], t) for one in theirs]
    return paragraphs(_greeting(context), head, lines(*people), about_course(course, t))


async def _news(about: About, nomination: Nomination, course: Course, context: Context) -> Markup:
    t = context.t
    async with context.installation.database.reading() as session:
        names = await names_of(session, [nomination.person_id])
    news = t.html(_NEWS[about.what], name=names[nomination.person_id])
    why = nomination.refusal if about.what == "declined" else nomination.result
    said = t.html("Why: <i>{reason}</i>", reason=why) if why and about.what in ("declined", "broken_off") else ""
    return paragraphs(_greeting(context), lines(news, said), about_course(course, t))


def _greeting(context: Context) -> Markup:
    return context.t.html("Dear <b>{name}</b>,", name=context.somebody.name)


def _person(one: Nomination, name: str, t: Translator) -> Markup:
    return Markup("{} {} · {}").format(SIGNS[one.state], name, state_name(one.state, t))


def _is_still_so(about: About, nomination: Nomination, course: Course) -> bool:
    if about.what == "cancelled":
        return course.cancelled
    if about.what == "accepted":
        return nomination.state in (NominationState.ACCEPTED, NominationState.ENROLLED) and not course.cancelled
    return nomination.state is NominationState(about.what) and not course.cancelled


NOTICES: dict[NoticeKind, NoticeFlow] = {NoticeKind.NOMINATION_HEAD: told}
