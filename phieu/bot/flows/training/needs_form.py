"""What training somebody needs in a year: said by everybody for themself, one thing after the other."""

from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.training.course_words import level_name
from phieu.bot.flows.training.needs_words import need_label, need_lines
from phieu.bot.flows.training.typed_text import TypedTextError, read_typed
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.spelling import tidy
from phieu.office.time_zone import office_day
from phieu.office.training.needs import add_need, has_said, load_survey, needs_of, remove_need, say_all, stage
from phieu.office.training.needs_stages import LONGEST_TOPIC, Stage
from phieu.office.training.refusals import TrainingError
from phieu.office.training.subjects import read_subject
from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import NeedsSurvey
from phieu.words import CourseLevel, NoticeKind

NEEDS, TOPIC = "needs", "needs-topic"


async def notice(subject: str, context: Context) -> Screen | None:
    """Everybody is asked; None once the time for it is over."""
    survey, today = await _survey(read_subject(subject).id, context)
    if stage(survey, today) is not Stage.SAYING:
        return None
    t = context.t
    text = t.html(
        "🧾 <b>What training do you need in {year}?</b>\n\nDear {name}, please say what you would like to learn for "
        "your work. The year's training plan is made from it.",
        year=str(survey.year),
        name=context.somebody.name,
    )
    return Screen(paragraphs(text, _until(survey, t), _read_by(t)), (_begin(survey, t),), keeps=True)


async def reminder(subject: str, context: Context) -> Screen | None:
    """The one reminder; None for whoever has said it meanwhile."""
    survey, today = await _survey(read_subject(subject).id, context)
    async with context.installation.database.reading() as session:
        said = await has_said(session, survey.year, _me(context))
    if said or stage(survey, today) is not Stage.SAYING:
        return None
    t = context.t
    text = t.html("🧾 You have not said yet what training you need in {year}.", year=str(survey.year))
    return Screen(paragraphs(text, _until(survey, t)), (_begin(survey, t),), keeps=True)


async def show(event: Event, context: Context) -> Screen:
    """What has been said so far."""
    (year,) = parse(event.action).numbers(1)
    return await _page(year, context)


async def choose_level(event: Event, context: Context) -> Screen:
    """What kind of training is it?"""
    (year,) = parse(event.action).numbers(1)
    survey, today = await _survey(year, context)
    if stage(survey, today) is not Stage.SAYING:
        return await _page(year, context)
    t = context.t
    rows = [row(level_name(level, t), action(TOPIC, year, level)) for level in CourseLevel]
    return Screen(t.html("🎓 What kind of training is it?"), (*rows, _back(year, t)))


async def ask_topic(event: Event, context: Context) -> Screen:
    """What is it about?"""
    year, level = _year_and_level(event.action)
    survey, today = await _survey(year, context)
    if stage(survey, today) is not Stage.SAYING:
        return await _page(year, context)
    return _question(year, level, context)


async def typed(event: Event, context: Context) -> Screen:
    """Kept; what is too long is given back."""
    year, level = _year_and_level(event.expected)
    survey, today = await _survey(year, context)
    try:
        topic = tidy(await read_typed(event, LONGEST_TOPIC, context))
        async with context.installation.database.writing() as session:
            await add_need(session, survey.year, _me(context), level, topic, today)
    except TypedTextError as error:
        return _question(year, level, context, error.words)
    except TrainingError as error:
        return await _page(year, context, Markup.escape(error.refusals[0].explain(context.t)))
    return await _page(year, context, context.t.html("✓ Your answer has been saved."))


async def remove(event: Event, context: Context) -> Screen:
    """One thing is not needed after all."""
    year, need_id = parse(event.action).numbers(2)
    survey, today = await _survey(year, context)
    try:
        async with context.installation.database.writing() as session:
            await remove_need(session, survey.year, _me(context), min(need_id, LARGEST_ID), today)
    except TrainingError as error:
        return await _page(year, context, Markup.escape(error.refusals[0].explain(context.t)))
    return await _page(year, context)


async def finish(event: Event, context: Context) -> Screen:
    """That is all, or nothing."""
    (year,) = parse(event.action).numbers(1)
    survey, today = await _survey(year, context)
    try:
        async with context.installation.database.writing() as session:
            await say_all(session, survey.year, _me(context), today)
    except TrainingError as error:
        return await _page(year, context, Markup.escape(error.refusals[0].explain(context.t)))
    return await _page(year, context, context.t.html("✅ Thank you. Your answer has been passed on."))


async def _page(year: int, context: Context, lead: Markup | str = "") -> Screen:
    t = context.t
    survey, today = await _survey(year, context)
    async with context.installation.database.reading() as session:
        needs = await needs_of(session, year, _me(context))
        said = await has_said(session, year, _me(context))
    head = t.html("🧾 <b>What training do you need in {year}?</b>", year=str(year))
    mine = need_lines(needs, t) if needs else t.html("<i>nothing yet</i>")
    home = row(t("🏠 Main menu"), "home")
    if stage(survey, today) is not Stage.SAYING:
        return Screen(paragraphs(lead, head, mine, t.html("The time to say what you need is over.")), (home,))
    rows: list[Row] = [row(t("➕ Add something"), action("needs-level", year))]
    rows += [row(need_label(one, "🗑"), action("needs-gone", year, one.id or 0)) for one in needs]
    if said:
        again = t.html("✅ You have said that this is all. Until then you can still change it.")
    else:
        again = Markup()
        rows.append(row(t("✅ That is all") if needs else t("✅ I need nothing"), action("needs-said", year)))
    text = paragraphs(lead, head, mine, _until(survey, t), again, _read_by(t))
    return Screen(text, (*rows, home))


def _question(year: int, level: CourseLevel, context: Context, lead: Markup | str = "") -> Screen:
    t = context.t
    asked = t.html("✍️ <b>{level}</b>: what would you like to learn? Please type it.", level=level_name(level, t))
    return Screen(paragraphs(lead, asked), (_back(year, t),), expects=action(TOPIC, year, level), expects_words=True)


def _until(survey: NeedsSurvey, t: Translator) -> Markup:
    return t.html("Please answer by <b>{day}</b>.", day=t.date(survey.say_by))


def _read_by(t: Translator) -> Markup:
    return t.html("👁 It is read, with your name, by the head of your unit and by those who look after training.")


def _begin(survey: NeedsSurvey, t: Translator) -> Row:
    return row(t("✍️ Answer"), action(NEEDS, survey.year))


def _back(year: int, t: Translator) -> Row:
    return row(t("↩️ Back"), action(NEEDS, year))


def _year_and_level(text: str) -> tuple[int, CourseLevel]:
    match parse(text).arguments:
        case (year, level) if level in set(CourseLevel):
            return parse(action(NEEDS, year)).numbers(1)[0], CourseLevel(level)
    raise UnknownActionError


async def _survey(year: int, context: Context) -> tuple[NeedsSurvey, date]:
    """The survey of that year, and today; raises UnknownActionError if nobody was asked."""
    async with context.installation.database.reading() as session:
        survey = await load_survey(session, year)
        today = await office_day(session, context.now)
    if survey is None:
        raise UnknownActionError
    return survey, today


def _me(context: Context) -> int:
    assert context.somebody.id is not None
    return context.somebody.id


ACTIONS = {
    NEEDS: show,
    "needs-level": choose_level,
    TOPIC: ask_topic,
    "needs-gone": remove,
    "needs-said": finish,
}
EXPECTS = {TOPIC: typed}
NOTICES = {NoticeKind.TRAINING_NEEDS: notice, NoticeKind.TRAINING_NEEDS_REMINDER: reminder}
