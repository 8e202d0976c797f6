"""What training the staff need in a year, for admins: the figures, all needs, and a course for what is needed."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.training import course_composing
from phieu.bot.flows.training.course_words import LONGEST_LABEL, level_name
from phieu.bot.flows.training.needs_words import count_text, need_label, need_line, stage_text
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.drafts import load_draft, save_draft
from phieu.office.shortening import shorten
from phieu.office.time_zone import office_day
from phieu.office.training.needs import count_said, load_survey, stage, who_has_not_said
from phieu.office.training.needs_figures import count_all, count_by
from phieu.office.training.needs_stages import Stage
from phieu.office.training.subjects import read_subject
from phieu.office.training.unit_needs import Need, is_supported, load_needs
from phieu.office.written_dates import FIRST_YEAR, LAST_YEAR
from phieu.storage.tables import NeedsSurvey
from phieu.words import CourseLevel, NoticeKind

ADMIN = True
A_PAGE = 8
OVERVIEW, ASK = "training-needs", "needs-ask"
"""Verbs: this page, and the one that asks everybody."""


async def done(subject: str, context: Context) -> Screen | None:
    """Everybody has been heard; None for whoever is no admin any more."""
    year, t = read_subject(subject).id, context.t
    if not context.somebody.admin:
        return None
    async with context.installation.database.reading() as session:
        needs = await load_needs(session, year)
    said = t.html("🧾 <b>What training is needed in {year}</b>: people and units have been heard.", year=str(year))
    together = Markup.escape(count_text(count_all(needs, is_supported), t))
    return Screen(paragraphs(said, together), (row(t("🧾 To the needs"), action(OVERVIEW, year)),), keeps=True)


async def show(event: Event, context: Context) -> Screen:
    """How far it has got, and the figures."""
    return await overview_screen(year_of(event.action), context)


async def by_unit(event: Event, context: Context) -> Screen:
    """The units in which something is needed."""
    year, number = parse(event.action).numbers(2)
    survey, t = await _wanted(year, context), context.t
    async with context.installation.database.reading() as session:
        needs = await load_needs(session, survey.year)
    counts = count_by(needs, lambda one: (one.unit_id, one.unit), is_supported)
    page = page_of(list(counts.items()), number, A_PAGE)
    said = lines(
        *(
            Markup("🏢 <b>{}</b>: {}").format(unit or t("No unit"), count_text(count, t))
            for (_, unit), count in page.items
        )
    )
    rows = [
        row(shorten(unit or t("No unit"), LONGEST_LABEL), action("unit-needs", year, unit_id, 0))
        for (unit_id, unit), _ in page.items
    ]
    head = t.html("🧾 <b>What the units need in {year}</b>", year=str(year))
    back = row(t("↩️ Back"), action(OVERVIEW, year))
    return Screen(paragraphs(head, said), (*rows, *turning(page, t, "needs-units", year), back))


async def all_needs(event: Event, context: Context) -> Screen:
    """Everything that is needed, a page at a time; what the units have chosen comes first."""
    year, number = parse(event.action).numbers(2)
    survey, t = await _wanted(year, context), context.t
    async with context.installation.database.reading() as session:
        needs = await load_needs(session, survey.year)
    page = page_of(sorted(needs, key=lambda one: not is_supported(one)), number, A_PAGE)
    rows = [
        row(need_label(one.need, "✓" if is_supported(one) else "•"), action("need", year, one.id)) for one in page.items
    ]
    head = t.html(
        "🧾 <b>All needs of {year}</b>\n\nWhat is ticked, the units have chosen. Please choose.", year=str(year)
    )
    back = row(t("↩️ Back"), action(OVERVIEW, year))
    return Screen(head, (*rows, *turning(page, t, "needs-all", year), back))


async def one_need(event: Event, context: Context) -> Screen:
    """One of them, and the way to a course."""
    year, need_id = parse(event.action).numbers(2)
    one, t = await _need(year, need_id, context), context.t
    chosen = t.html("✓ Chosen by the unit.") if is_supported(one) else ""
    text = paragraphs(
        lines(need_line(one.need, t, one.person), Markup("🏢 {}").format(one.unit or t("No unit"))), chosen
    )
    rows = (row(t("➕ Plan a course for it"), action("need-course", year, need_id)),)
    return Screen(text, (*rows, row(t("↩️ Back"), action("needs-all", year, 0))))


async def plan_course(event: Event, context: Context) -> Screen:
    """Begin a course from a need; a course that has been begun already comes first."""
    year, need_id = parse(event.action).numbers(2)
    one, me = await _need(year, need_id, context), context.somebody.id
    assert me is not None
    async with context.installation.database.writing() as session:
        if not await load_draft(session, me, course_composing.NEW_TOPIC):
            content = {"name": one.need.topic, "level": CourseLevel(one.need.level).value}
            await save_draft(session, me, course_composing.NEW_TOPIC, content)
    return await course_composing.new(event, context)


async def overview_screen(year: int, context: Context, lead: Markup | str = "") -> Screen:
    """The same, under what has just happened."""
    t = context.t
    async with context.installation.database.reading() as session:
        survey = await load_survey(session, year)
        today = await office_day(session, context.now)
        needs = await load_needs(session, year) if survey else []
        said, missing = await count_said(session, year), len(await who_has_not_said(session, year))
    head = t.html("🧾 <b>What training is needed in {year}</b>", year=str(year))
    back = row(t("↩️ The year's plan"), action("training-plan", year, 0))
    if survey is None:
        if year < today.year:
            return Screen(paragraphs(head, t.html("Nobody was asked for that year.")), (back,))
        text = t.html("Nobody has been asked yet. Everybody on the staff can be asked what they would like to learn.")
        return Screen(paragraphs(head, text), (row(t("📨 Ask everybody"), action(ASK, year)), back))
    parts = [lead, head, stage_text(survey, stage(survey, today), t)]
    if stage(survey, today) is Stage.SAYING:
        parts.append(t.html("Answered: {count} of {of}", count=t.number(said), of=t.number(said + missing)))
    parts.append(_figures(needs, t))
    rows = []
    if needs:
        rows = [
            row(t("🏢 By unit"), action("needs-units", year, 0)),
            row(t("📄 All needs ({count})", count=t.number(len(needs))), action("needs-all", year, 0)),
        ]
    return Screen(paragraphs(*parts), (*rows, back))


def _figures(needs: list[Need], t: Translator) -> Markup:
    if not needs:
        return t.html("<i>nothing yet</i>")
    by_level = count_by(needs, lambda one: CourseLevel(one.need.level), is_supported)
    found = [
        Markup("• {}: {}").format(level_name(level, t), count_text(by_level[level], t))
        for level in CourseLevel
        if level in by_level
    ]
    together = Markup("<b>{}</b>: {}").format(t("Together"), count_text(count_all(needs, is_supported), t))
    return lines(*found, together)


async def _need(year: int, need_id: int, context: Context) -> Need:
    async with context.installation.database.reading() as session:
        found = next((one for one in await load_needs(session, year) if one.id == need_id), None)
    if found is None:
        raise UnknownActionError
    return found


async def _wanted(year: int, context: Context) -> NeedsSurvey:
    async with context.installation.database.reading() as session:
        survey = await load_survey(session, year)
    if survey is None:
        raise UnknownActionError
    return survey


def year_of(text: str) -> int:
    """The year that an action with it alone is about; raises UnknownActionError for one that no date has."""
    (year,) = parse(text).numbers(1)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownActionError
    return year


ACTIONS = {
    OVERVIEW: show,
    "needs-units": by_unit,
    "needs-all": all_needs,
    "need": one_need,
    "need-course": plan_course,
}
NOTICES = {NoticeKind.TRAINING_NEEDS_DONE: done}
