"""A new course, or one that changes: asked field by field, kept at every step, looked over, then confirmed."""

from collections.abc import Mapping, Sequence
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.cut_messages import is_rest, refused, rest_words
from phieu.bot.flows.giving_back import fits, to_copy
from phieu.bot.flows.training.course_fields import (
    FIELDS,
    NAMES,
    PICKED,
    choices,
    question,
    read_picked,
    read_typed_field,
    shown,
)
from phieu.bot.flows.training.course_page import course_page, open_course
from phieu.bot.flows.training.menu import training_menu
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.drafts import drop_draft, load_draft, save_draft
from phieu.office.time_zone import office_zone
from phieu.office.training.course_plan import CoursePlan, wrong_days
from phieu.office.training.courses import change_course, create_course, plan_of
from phieu.office.training.refusals import Refusal, TrainingError
from phieu.office.written_dates import DateError

ADMIN = True
NEW = 0
"""Stands for the course that does not exist yet, where else a course's id stands."""
NEW_TOPIC = "course"
"""The topic of the draft of a new one."""
TYPED = "course-field"
BEGUN = {"begun": True}
"""The draft of a change holds this, and then only what is to be otherwise: the rest is as the course is by then."""


async def new(_event: Event, context: Context) -> Screen:
    """Begin a course, or go on with the one that has been begun."""
    return await _next(NEW, context)


async def change(event: Event, context: Context) -> Screen:
    """Begin to change a course, or go on with that."""
    (course_id,) = parse(event.action).numbers(1)
    await open_course(course_id, context)
    if not await _stored(course_id, context):
        await _keep(course_id, BEGUN, context)
    return await _card(course_id, context)


async def ask(event: Event, context: Context) -> Screen:
    """Ask for one field; a button of changes that have been given up leads to the course as it is."""
    course_id, field = _field_of(event.action)
    if course_id and not await _draft(course_id, context):
        return await _left(course_id, context)
    return await _question(course_id, field, context)


async def typed(event: Event, context: Context) -> Screen:
    """An answer has been typed; what cannot be read is given back."""
    course_id, field = _field_of(event.expected)
    if await is_rest(event, context):
        return await _question(course_id, field, context, rest_words(context.t))
    try:
        plan = CoursePlan.from_draft(await _draft(course_id, context))
        value = read_typed_field(field, event.text, plan, await _today(context))
    except TrainingError as error:
        await refused(event, context)
        return await _question(course_id, field, context, error.refusals[0].explain(context.t), event.text)
    except DateError as error:
        return await _question(course_id, field, context, error.explain(context.t), event.text)
    return await _answered(course_id, field, value, context)


async def picked(event: Event, context: Context) -> Screen:
    """An answer has been tapped."""
    arguments = parse(event.action).arguments
    if len(arguments) != 3:  # noqa: PLR2004 - course, field and value
        raise UnknownActionError
    course_id, field = _field_of(action(TYPED, *arguments[:2]))
    return await _answered(course_id, field, read_picked(field, arguments[2]), context)


async def look_over(event: Event, context: Context) -> Screen:
    """Everything so far."""
    (course_id,) = parse(event.action).numbers(1)
    return await _card(course_id, context)


async def confirm(event: Event, context: Context) -> Screen:
    """Make it so; a second tap finds nothing left to confirm."""
    (course_id,) = parse(event.action).numbers(1)
    t, content, today = context.t, await _draft(course_id, context), await _today(context)
    if not content:
        return await _left(course_id, context)
    plan, told = CoursePlan.from_draft(content), False
    if course_id:
        await open_course(course_id, context)
    try:
        async with context.installation.database.writing() as session:
            if course_id:
                told = await change_course(session, course_id, plan, context.now, today)
            made = course_id or await create_course(session, plan, today)
            await drop_draft(session, _me(context), _topic(course_id))
    except TrainingError as error:
        return await _card(course_id, context, error.refusals)
    lead = t.html("✅ The course has been changed.") if course_id else t.html("✅ The course has been added.")
    if told:
        lead += " " + t.html("Everybody who takes part is being told.")
    return await course_page(made, context, lead)


async def drop(event: Event, context: Context) -> Screen:
    """Give it up."""
    (course_id,) = parse(event.action).numbers(1)
    async with context.installation.database.writing() as session:
        await drop_draft(session, _me(context), _topic(course_id))
    return await _left(course_id, context, context.t("Nothing has been changed."))


async def _answered(course_id: int, field: str, value: object, context: Context) -> Screen:
    content = await _stored(course_id, context)
    if course_id and not content:
        raise UnknownActionError
    await _keep(course_id, content | {field: str(value) if isinstance(value, date) else value}, context)
    return await _next(course_id, context)


async def _next(course_id: int, context: Context) -> Screen:
    """The next field that has not been asked; when all have been, everything."""
    content = await _draft(course_id, context)
    missing = next((field for field in FIELDS if field not in content), None)
    return await _card(course_id, context) if missing is None else await _question(course_id, missing, context)


async def _question(course_id: int, field: str, context: Context, wrong: str = "", given: str = "") -> Screen:
    t, content = context.t, await _draft(course_id, context)
    plan, today = CoursePlan.from_draft(content), await _today(context)
    asked = sum(1 for one in FIELDS if one in content)
    step = "" if asked == len(FIELDS) else t("step {number} of {of}", number=asked + 1, of=len(FIELDS))
    head = Markup(" · ").join(part for part in (Markup("<b>{}</b>").format(_title(course_id, t)), step) if part)
    back = to_copy(given) if given and fits(given) else ""
    text = paragraphs(Markup("⚠️ {}").format(wrong) if wrong else "", back, head, question(field, t))
    rows = choices(field, plan, today, lambda value: action("course-set", course_id, field, value), t)
    place = FIELDS.index(field)
    if asked == len(FIELDS):
        leave = row(t("↩️ Back"), action("course-card", course_id))
    elif place:
        leave = row(t("↩️ Back"), action(TYPED, course_id, FIELDS[place - 1]))
    else:
        leave = row(t("↩️ Training"), "training")
    expects = "" if field in PICKED and not context.ways.buttons else action(TYPED, course_id, field)
    return Screen(text, (*rows, leave), expects=expects)  # where nothing can be typed, choices are picked by numbers


async def _card(course_id: int, context: Context, refused: Sequence[Refusal] = ()) -> Screen:
    t, content = context.t, await _draft(course_id, context)
    if not content:
        return await _left(course_id, context)
    plan = CoursePlan.from_draft(content)
    wrong = refused or wrong_days(plan)
    fields = [Markup("{}: <b>{}</b>").format(t(NAMES[one]), shown(one, plan, t)) for one in FIELDS]
    faults = [Markup("❌ {}").format(one.explain(t)) for one in wrong]
    begun = not course_id and plan.starts_on is not None and plan.starts_on <= await _today(context)
    late = t.html("⚠️ This course has begun already, so nobody can be nominated for it here.") if begun else ""
    ask_ = t.html("Is everything right? To change something, choose it below.")
    text = paragraphs(lines(*faults), Markup("<b>{}</b>").format(_title(course_id, t)), lines(*fields), late, ask_)
    buttons = [Choice(f"✏️ {t(NAMES[one])}", action(TYPED, course_id, one)) for one in FIELDS]
    rows: list[Row] = [tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2)]
    yes = t("✅ Save the changes") if course_id else t("✅ Add this course")
    give_up = row(t("✖️ Give it up"), action("course-drop", course_id))
    leave = row(t("↩️ Later"), action("course", course_id) if course_id else "training")
    return Screen(text, (row(yes, action("course-save", course_id)), *rows, give_up, leave))


async def _left(course_id: int, context: Context, toast: str = "") -> Screen:
    if course_id:
        return await course_page(course_id, context, toast=toast)
    return await training_menu(context, toast)


def _title(course_id: int, t: Translator) -> str:
    return t("✏️ Change the course") if course_id else t("➕ A new course")


def _field_of(text: str) -> tuple[int, str]:
    match parse(text).arguments:
        case (course_id, field) if field in FIELDS:
            return parse(action("course", course_id)).numbers(1)[0], field
    raise UnknownActionError


def _topic(course_id: int) -> str:
    return f"course:{course_id}" if course_id else NEW_TOPIC


def _me(context: Context) -> int:
    assert context.somebody.id is not None
    return context.somebody.id


async def _draft(course_id: int, context: Context) -> dict[str, object]:
    """All that is said of the course so far; nothing if no draft has been begun."""
    content = await _stored(course_id, context)
    if not course_id or not content:
        return content
    return plan_of((await open_course(course_id, context)).course).to_draft() | content


async def _stored(course_id: int, context: Context) -> dict[str, object]:
    async with context.installation.database.reading() as session:
        return await load_draft(session, _me(context), _topic(course_id))


async def _keep(course_id: int, content: Mapping[str, object], context: Context) -> None:
    async with context.installation.database.writing() as session:
        await save_draft(session, _me(context), _topic(course_id), content)


async def _today(context: Context) -> date:
    return context.now.astimezone(await office_zone(context.installation)).date()


ACTIONS = {
    "course-new": new,
    "course-change": change,
    TYPED: ask,
    "course-set": picked,
    "course-card": look_over,
    "course-save": confirm,
    "course-drop": drop,
}
EXPECTS = {TYPED: typed}
