"""A year's training plan, for admins: its courses month by month, and the year's workbook."""

from itertools import groupby

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.file_ways import instead_of_file
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.training.course_words import level_name
from phieu.bot.flows.training.needs_overview import OVERVIEW
from phieu.bot.flows.training.needs_words import count_text
from phieu.bot.screen import Attachment, Choice, Screen, row
from phieu.locales.translator import Translator
from phieu.office.shortening import shorten
from phieu.office.training.needs import load_survey
from phieu.office.training.needs_figures import count_all
from phieu.office.training.plan_counts import PlanCounts, plan_counts
from phieu.office.training.records import PlannedCourse, load_plan
from phieu.office.training.unit_needs import is_supported, load_needs
from phieu.office.written_dates import FIRST_YEAR, LAST_YEAR

ADMIN = True
A_PAGE = 12
LONGEST_NAME = 90


async def show(event: Event, context: Context) -> Screen:
    """A page of the plan."""
    year, number = parse(event.action).numbers(2)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownActionError
    return await _plan(year, number, context)


async def export(event: Event, context: Context) -> Screen:
    """The year as a workbook, without what must not go by chat."""
    from phieu.office.reports.training_export import export_training  # noqa: PLC0415 - brings openpyxl

    (year,) = parse(event.action).numbers(1)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownActionError
    t = context.t
    async with context.installation.database.reading() as session:
        content = await export_training(session, year, t, by_chat=True)
    text = t.html(
        "📗 Training in {year}: the plan, the records and the statistics. What must not go by chat is not in it.",
        year=year,
    )
    attachment = Attachment(
        t("training-{year}.xlsx", year=year),
        content,
        in_words=instead_of_file(context, f"phieu export-training {year} FILE.xlsx"),
    )
    return Screen(text, (row(t("↩️ Back"), action("training-plan", year, 0)),), attachments=(attachment,))


async def _plan(year: int, number: int, context: Context) -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        courses = await load_plan(session, year, by_chat=True)
        survey = await load_survey(session, year)
        needs = await load_needs(session, year) if survey else []
    page = page_of(courses, number, A_PAGE)
    head = t.html("🗓 <b>Training plan {year}</b>", year=year)
    months = [
        _month(month, list(found), t) for month, found in groupby(page.items, lambda one: one.course.starts_on.month)
    ]
    if courses:
        total = lines(t.html("<b>Together</b>"), _counts(plan_counts(courses), t))
    else:
        total = t.html("No course begins in this year.")
    needed = lines(t.html("🧾 <b>Needed</b>"), count_text(count_all(needs, is_supported), t)) if survey else ""
    before = Choice(f"◀ {year - 1}", action("training-plan", year - 1, 0))
    rows = (
        *turning(page, t, "training-plan", year),
        *((row(t("📗 As a workbook"), action("training-export", year)),) if courses or needs else ()),
        row(t("🧾 What is needed in {year}", year=str(year)), action(OVERVIEW, year)),
        (before, Choice(f"{year + 1} ▶", action("training-plan", year + 1, 0))),
        row(t("↩️ Training"), action("training-year", year, 0)),
    )
    return Screen(paragraphs(head, *months, total, needed), rows)


def _month(month: int, courses: list[PlannedCourse], t: Translator) -> Markup:
    return lines(t.html("📅 <b>Month {month}</b>", month=month), *(_course(one, t) for one in courses))


def _course(one: PlannedCourse, t: Translator) -> Markup:
    course = one.course
    seats = t("{count} seats", count=t.number(course.seats)) if course.seats else ""
    about = " · ".join(filter(None, (level_name(course.level, t), seats)))
    name = Markup("• {} ({})").format(shorten(course.name, LONGEST_NAME), t.short_date(course.starts_on))
    return lines(name, Markup("<i>{}</i>").format(about), _counts(plan_counts([one]), t))


def _counts(counts: PlanCounts, t: Translator) -> Markup:
    return t.html(
        "nominated {nominated}, accepted {accepted}, enrolled {enrolled}, finished {finished}",
        nominated=t.number(counts.nominated),
        accepted=t.number(counts.accepted),
        enrolled=t.number(counts.enrolled),
        finished=t.number(counts.finished),
    )


ACTIONS = {"training-plan": show, "training-export": export}
