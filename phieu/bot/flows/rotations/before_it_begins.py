"""What is gathered before a rotation is decided, for admins: the assessment in four areas, the unit's opinion."""

from markupsafe import Markup
from sqlmodel import col, select

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.rotations.composing_draft import admin_id
from phieu.bot.flows.rotations.life_parts import quoted, to_rotation
from phieu.bot.flows.rotations.opinion_words import opinion_text
from phieu.bot.flows.rotations.typed_words import LONGEST, read_words
from phieu.bot.flows.rotations.words import heading
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator, mark
from phieu.office.rotations.assessments import Area, Assessment, assess, load_assessment
from phieu.office.rotations.faults import MovedOnError
from phieu.office.rotations.opinions import Opinion, ask_unit, load_opinion, receiving_heads
from phieu.office.rotations.plan import TALKABLE
from phieu.office.rotations.steps import DROPPABLE
from phieu.office.rotations.subjects import subject_of
from phieu.office.rotations.views import RotationView, load_view
from phieu.office.shortening import shorten
from phieu.storage.tables import Person
from phieu.words import NoticeKind

ADMIN = True
AREAS = {
    Area.EXPERTISE: mark("Professional skill"),
    Area.THEORY: mark("Political theory"),
    Area.CONDUCT: mark("Morals and conduct"),
    Area.ABILITY: mark("Ability at work"),
}
ORDER = tuple(Area)
LONGEST_SHOWN = 500
"""Characters of each text where all stand together; the whole of it stands where it can be changed."""
BEFORE = "rot-before"


async def show(event: Event, context: Context) -> Screen:
    """All that has been gathered."""
    (rotation_id,) = parse(event.action).numbers(1)
    return await _page(rotation_id, context)


async def ask(event: Event, context: Context) -> Screen:
    """What is to be said in one area."""
    rotation_id, place = parse(event.action).numbers(2)
    return await _question(rotation_id, place, context)


async def typed(event: Event, context: Context) -> Screen:
    """Kept; then comes the next area in which nothing has been said."""
    rotation_id, place = parse(event.expected).numbers(2)
    words = await read_words(event, context)
    if words.refusal:
        return await _question(rotation_id, place, context, words.refusal)
    return await _keep(rotation_id, place, words.text, context)


async def remove(event: Event, context: Context) -> Screen:
    """Nothing is said in this area any more."""
    rotation_id, place = parse(event.action).numbers(2)
    return await _keep(rotation_id, place, "", context)


async def ask_the_unit(event: Event, context: Context) -> Screen:
    """Ask the receiving unit; the second of two taps finds it asked."""
    (rotation_id,) = parse(event.action).numbers(1)
    await _readable(rotation_id, context)
    try:
        async with context.installation.database.writing() as session:
            await ask_unit(session, rotation_id, context.now)
    except MovedOnError:
        return await _page(rotation_id, context)
    return await _page(rotation_id, context, context.t.html("✅ The receiving unit is being asked."))


async def given(subject: str, context: Context) -> Screen | None:
    """The receiving unit has said something; None if that has been overtaken, or is not for this reader."""
    about = subject_of(subject)
    async with context.installation.database.reading() as session:
        view = await load_view(session, about.rotation_id)
        opinion = await load_opinion(session, about.rotation_id)
    if view is None or opinion is None or about.detail != str(opinion.turn) or not _may_read(view, context):
        return None
    t = context.t
    rows = (row(t("🔄 To the rotation"), action("rotation", view.id)),)
    return Screen(paragraphs(heading(view, t), opinion_text(opinion, view.to_unit, t)), rows, keeps=True)


async def _keep(rotation_id: int, place: int, text: str, context: Context) -> Screen:
    await _readable(rotation_id, context)
    try:
        async with context.installation.database.writing() as session:
            await assess(session, rotation_id, _area(place), text, admin_id(context))
            after = await load_assessment(session, rotation_id)
    except MovedOnError:
        return await _page(rotation_id, context)
    following = next((n for n, area in enumerate(ORDER) if n > place and not after[area]), None)
    if not text or following is None:
        return await _page(rotation_id, context)
    return await _question(rotation_id, following, context, context.t.html("✓ Your answer has been saved."))


async def _page(rotation_id: int, context: Context, lead: Markup | str = "") -> Screen:
    t, back = context.t, to_rotation(rotation_id, context.t)
    view = await _view(rotation_id, context)
    if view.rotation.not_by_chat:
        return Screen(paragraphs(heading(view, t), t.html("This is kept on paper, at the office.")), (back,))
    if not _may_read(view, context):
        return Screen(t.html("What was gathered about you is shown to the other admins only."), (back,))
    async with context.installation.database.reading() as session:
        assessment = await load_assessment(session, rotation_id)
        opinion = await load_opinion(session, rotation_id)
        heads = await receiving_heads(session, view.rotation)
        names = list(await session.exec(select(Person.name).where(col(Person.id).in_(heads))))
    text = paragraphs(
        lead,
        heading(view, t),
        t.html("🧭 <b>Before it is decided</b>"),
        *_assessment_text(assessment, t),
        opinion_text(opinion, view.to_unit, t, names),
    )
    return Screen(text, (*_rows(view, opinion, t, anybody=bool(heads)), back))


def _assessment_text(assessment: Assessment, t: Translator) -> list[Markup]:
    empty = t.html("<i>nothing yet</i>")
    return [
        lines(Markup("<b>{}</b>").format(t(AREAS[area])), quoted(shorten(said, LONGEST_SHOWN)) if said else empty)
        for area, said in assessment.items()
    ]


def _rows(view: RotationView, opinion: Opinion | None, t: Translator, *, anybody: bool) -> list[Row]:
    rows = []
    if view.rotation.state in DROPPABLE:
        rows += [row(f"✏️ {t(AREAS[area])}", action("assessment-ask", view.id, n)) for n, area in enumerate(ORDER)]
    if view.rotation.state in TALKABLE and opinion is None and anybody:
        rows.append(row(t("📨 Ask the receiving unit"), action("rot-opinion-ask", view.id)))
    return rows


async def _question(rotation_id: int, place: int, context: Context, lead: Markup | str = "") -> Screen:
    t, area, view = context.t, _area(place), await _readable(rotation_id, context)
    if view.rotation.state not in DROPPABLE:
        return await _page(rotation_id, context)
    async with context.installation.database.reading() as session:
        said = (await load_assessment(session, rotation_id))[area]
    asked = t.html("<b>{area}</b>: what is to be said of the person before the rotation?", area=t(AREAS[area]))
    how = t.html("✍️ Please type your answer below, in up to {limit} characters.", limit=t.number(LONGEST))
    rows = [row(t("↩️ Back"), action(BEFORE, rotation_id))]
    if said:
        rows.insert(0, row(t("🗑 Remove this answer"), action("assessment-remove", rotation_id, place)))
    text = paragraphs(lead, heading(view, t), asked, quoted(said) if said else "", how)
    return Screen(text, tuple(rows), expects=action("assessment-text", rotation_id, place), expects_words=True)


async def _readable(rotation_id: int, context: Context) -> RotationView:
    """The rotation, if this admin may read what is gathered about it; raises UnknownActionError."""
    view = await _view(rotation_id, context)
    if view.rotation.not_by_chat or not _may_read(view, context):
        raise UnknownActionError
    return view


async def _view(rotation_id: int, context: Context) -> RotationView:
    async with context.installation.database.reading() as session:
        view = await load_view(session, rotation_id)
    if view is None:
        raise UnknownActionError
    return view


def _may_read(view: RotationView, context: Context) -> bool:
    """Admins, but not about themselves."""
    return context.somebody.admin and view.rotation.person_id != context.somebody.id


def _area(place: int) -> Area:
    if not 0 <= place < len(ORDER):
        raise UnknownActionError
    return ORDER[place]


ACTIONS = {
    BEFORE: show,
    "assessment-ask": ask,
    "assessment-remove": remove,
    "rot-opinion-ask": ask_the_unit,
}
EXPECTS = {"assessment-text": typed}
NOTICES = {NoticeKind.ROTATION_OPINION_GIVEN: given}
