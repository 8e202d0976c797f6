"""What of training waits for a person's answer: nominations, and for admins the questions."""

from sqlmodel import col, select

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.matter import Matter
from phieu.bot.flows.not_by_chat import paper_label
from phieu.bot.flows.training.course_words import LONGEST_LABEL
from phieu.office.shortening import shorten
from phieu.office.time_zone import office_zone
from phieu.office.training.answers import can_answer
from phieu.office.training.questions import open_questions
from phieu.storage.tables import Course, Nomination
from phieu.words import NominationState


async def matters(context: Context) -> list[Matter]:
    """The nominations that await their answer, earliest deadline first; for admins also the questions."""
    t, person = context.t, context.somebody
    today = context.now.astimezone(await office_zone(context.installation)).date()
    async with context.installation.database.reading() as session:
        waiting = await session.exec(
            select(Nomination, Course)
            .join(Course, col(Course.id) == col(Nomination.course_id))
            .where(Nomination.person_id == person.id, Nomination.state == NominationState.ASKED)
            .order_by(col(Nomination.answer_by), col(Nomination.id))
        )
        mine = [(one, course) for one, course in waiting if can_answer(one, course, today)]
        asked = await open_questions(session) if person.admin else []
    found = []
    for one, course in mine:
        about = paper_label(t) if course.not_by_chat else f"🎓 {course.name}"
        found.append(Matter(shorten(about, LONGEST_LABEL), action("nomination", one.id or 0)))
    if asked:
        label = t.plural("❓ {count} question about training", "❓ {count} questions about training", len(asked))
        found.append(Matter(label, "training-questions"))
    return found
