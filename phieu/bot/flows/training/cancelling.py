"""Cancelling a course: everybody whom it still concerns is told."""

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.training.course_page import course_page, open_course
from phieu.bot.flows.training.course_words import about_course
from phieu.bot.screen import Screen, row
from phieu.office.training.courses import UNDER_WAY, cancel_course
from phieu.office.training.refusals import TrainingError

ADMIN = True


async def ask(event: Event, context: Context) -> Screen:
    """Do they mean it?"""
    (course_id,) = parse(event.action).numbers(1)
    t, seen = context.t, await open_course(course_id, context)
    concerned = sum(seen.states[state] for state in UNDER_WAY)
    told = t.plural_html(
        "{count} person who takes part is told, and so is the head of their unit.",
        "{count} people who take part are told, and so are the heads of their units.",
        concerned,
    )
    question = t.html("🚫 <b>Cancel this course?</b> That cannot be taken back.")
    rows = (
        row(t("🚫 Yes, cancel it"), action("course-cancel-now", course_id)),
        row(t("↩️ No"), action("course", course_id)),
    )
    return Screen(paragraphs(question, about_course(seen.course, t), told if concerned else ""), rows)


async def cancel(event: Event, context: Context) -> Screen:
    """Cancel it; a second tap shows how it stands."""
    (course_id,) = parse(event.action).numbers(1)
    await open_course(course_id, context)
    try:
        async with context.installation.database.writing() as session:
            new = await cancel_course(session, course_id, context.now)
    except TrainingError as error:
        return await course_page(course_id, context, Markup("❌ {}").format(error.refusals[0].explain(context.t)))
    return await course_page(course_id, context, context.t.html("The course has been cancelled.") if new else "")


ACTIONS = {"course-cancel": ask, "course-cancel-now": cancel}
