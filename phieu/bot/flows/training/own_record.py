"""Everybody's own training record: all their courses, and the way to what can still be answered."""

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.training.course_words import course_label
from phieu.bot.flows.training.needs_form import NEEDS
from phieu.bot.flows.training.record_words import A_PAGE, record_lines
from phieu.bot.screen import Row, Screen, row
from phieu.office.time_zone import office_day
from phieu.office.training.courses import UNDER_WAY
from phieu.office.training.needs import surveys_open
from phieu.office.training.records import load_record


async def show(event: Event, context: Context) -> Screen:
    """A page of the record."""
    arguments = parse(event.action).arguments
    number = parse(event.action).numbers(1)[0] if arguments else 0
    t, me = context.t, context.somebody.id
    assert me is not None
    async with context.installation.database.reading() as session:
        courses = await load_record(session, me)
        surveys = await surveys_open(session, await office_day(session, context.now))
    page = page_of(courses, number, A_PAGE)
    head = t.html("🎓 <b>My training</b>")
    said = record_lines(page.items, t) or [t.html("No training of yours is on record yet.")]
    rows = [
        row(course_label(one.course, t), action("nomination", one.nomination.id or 0))
        for one in page.items
        if one.nomination.state in UNDER_WAY and not one.course.cancelled
    ]
    asked = [row(t("🧾 Training you need in {year}", year=str(one.year)), action(NEEDS, one.year)) for one in surveys]
    back = row(t("↩️ My record"), action("my-record"))
    return Screen(paragraphs(head, *said), (*rows, *turning(page, t, "my-training"), *asked, back))


async def record_row(context: Context) -> Row | None:
    """The way there, for whoever has anything on record, or is asked what they need."""
    assert context.somebody.id is not None
    async with context.installation.database.reading() as session:
        courses = await load_record(session, context.somebody.id)
        surveys = await surveys_open(session, await office_day(session, context.now))
    if not courses and not surveys:
        return None
    count = context.t.number(len(courses))
    return row(context.t("🎓 My training ({count})", count=count), action("my-training"))


ACTIONS = {"my-training": show}
