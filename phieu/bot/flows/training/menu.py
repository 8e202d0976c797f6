"""Training, for admins: the courses of a year, and the way to everything about them."""

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.training.course_words import course_label
from phieu.bot.screen import Choice, Screen, row
from phieu.office.shortening import shorten
from phieu.office.time_zone import office_zone
from phieu.office.training.courses import courses_beginning_in
from phieu.office.training.questions import open_questions
from phieu.office.written_dates import FIRST_YEAR, LAST_YEAR
from phieu.storage.tables import Course

ADMIN = True
A_PAGE = 8


async def training(_event: Event, context: Context) -> Screen:
    """The courses of this year."""
    return await training_menu(context)


async def training_menu(context: Context, toast: str = "") -> Screen:
    """The same, after something else."""
    year = context.now.astimezone(await office_zone(context.installation)).year
    return await _year(year, 0, context, toast)


async def of_year(event: Event, context: Context) -> Screen:
    """A page of the courses that begin in a year."""
    year, page = parse(event.action).numbers(2)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UnknownActionError
    return await _year(year, page, context)


async def _year(year: int, number: int, context: Context, toast: str = "") -> Screen:
    t = context.t
    async with context.installation.database.reading() as session:
        courses = await courses_beginning_in(session, year)
        questions = await open_questions(session)
    head = t.html("🎓 <b>Training in {year}</b>", year=year)
    if courses:
        said = t.plural_html("{count} course. Please choose.", "{count} courses. Please choose.", len(courses))
    else:
        said = t.html("No course begins in this year.")
    courses.sort(key=lambda one: (one.not_by_chat, one.code if one.not_by_chat else ""))  # its place would tell its day
    page = page_of(courses, number, A_PAGE)
    rows = [row(_label(course, context), action("course", course.id or 0)) for course in page.items]
    rows += turning(page, t, "training-year", year)
    rows.append(row(t("➕ New course"), "course-new"))
    if questions:
        label = t.plural(
            "❓ {count} question waits for a reply", "❓ {count} questions wait for a reply", len(questions)
        )
        rows.append(row(label, "training-questions"))
    plan = Choice(t("🗓 The year's plan"), action("training-plan", year, 0))
    rows.append((plan, Choice(t("📊 Statistics"), action("training-statistics", year, 0))))
    rows.append(row(t("👤 Somebody's training record"), "training-find"))
    before = Choice(f"◀ {year - 1}", action("training-year", year - 1, 0))
    rows.append((before, Choice(f"{year + 1} ▶", action("training-year", year + 1, 0))))
    return Screen(paragraphs(head, said), (*rows, row(t("🏠 Main menu"), "home")), toast=toast)


def _label(course: Course, context: Context) -> str:
    """The day first: that is how people look for a course; but not where it must not go by chat."""
    mark = "🚫" if course.cancelled else "🔒" if course.not_by_chat else f"{course.starts_on:%d/%m}"
    return shorten(f"{mark} · {course_label(course, context.t)}", 40)


COMMANDS = {"training": training}
ACTIONS = {"training": training, "training-year": of_year}
