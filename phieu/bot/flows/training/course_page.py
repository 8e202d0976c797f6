"""One course, for admins: what it is, its seats, how far each nomination has got, and what can be done next."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.file_ways import has_telegram
from phieu.bot.flows.training.course_words import about_course, state_name
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.erased import named
from phieu.office.time_zone import office_zone
from phieu.office.training.courses import HELD, find_course, nominations_for, seats_taken
from phieu.office.training.questions import OpenQuestion, open_questions
from phieu.office.training.staff_names import names_of
from phieu.office.unreachable import unreachable_people
from phieu.storage.tables import Course, Nomination
from phieu.words import NominationState

ADMIN = True
MOST_NAMES = 10
"""So many names stand in one line; the others are counted."""


@dataclass(frozen=True, slots=True)
class Overview:
    """A course with its nominations, as it stands today."""

    course: Course
    nominations: Sequence[Nomination]
    names: dict[int, str]
    questions: Sequence[OpenQuestion]
    unreached: Sequence[str]
    """The names of those who are still asked, and whom messages do not reach."""
    today: date

    @property
    def id(self) -> int:
        """The course's."""
        assert self.course.id is not None
        return self.course.id

    @property
    def states(self) -> Counter[NominationState]:
        """How many are in each state."""
        return Counter(NominationState(one.state) for one in self.nominations)

    @property
    def late(self) -> list[str]:
        """Who has not answered in time."""
        waiting = (one for one in self.nominations if one.state is NominationState.ASKED)
        return [self.names[one.person_id] for one in waiting if one.answer_by and one.answer_by < self.today]


async def show(event: Event, context: Context) -> Screen:
    """The page."""
    (course_id,) = parse(event.action).numbers(1)
    return await course_page(course_id, context)


async def course_page(course_id: int, context: Context, lead: Markup | str = "", toast: str = "") -> Screen:
    """The page of that course, under a lead that says what has just happened; raises UnknownActionError."""
    t, seen = context.t, await overview(course_id, context)
    back = row(t("↩️ Training"), action("training-year", seen.course.starts_on.year, 0))
    if seen.course.not_by_chat:
        how = t.html("What it is about, and who takes part, is only in the workbook at the office.")
        counts = lines(*_counts(seen, t))
        return Screen(paragraphs(lead, about_course(seen.course, t), counts, how), (back,), toast=toast)
    about = lines(about_course(seen.course, t), t.html("🔖 {code}", code=seen.course.code))
    text = paragraphs(lead, about, lines(*_seats(seen, t)), lines(*_counts(seen, t)), _late(seen, t))
    by_sheet = context.ways.files or has_telegram(context)
    return Screen(text, (*_rows(seen, t, by_sheet=by_sheet), back), toast=toast)


async def overview(course_id: int, context: Context) -> Overview:
    """The course as it stands; raises UnknownActionError if there is none such."""
    async with context.installation.database.reading() as session:
        course = await find_course(session, course_id)
        if course is None:
            raise UnknownActionError
        nominations = await nominations_for(session, course_id)
        found = await names_of(session, [one.person_id for one in nominations])
        names = {person_id: named(name, context.t) for person_id, name in found.items()}
        questions = await open_questions(session, course_id)
        asked = [one.person_id for one in nominations if one.state is NominationState.ASKED]
        unreached = [person.name for person, _ in await unreachable_people(session, asked)] if asked else []
    today = context.now.astimezone(await office_zone(context.installation)).date()
    return Overview(course, nominations, names, questions, unreached, today)


async def open_course(course_id: int, context: Context) -> Overview:
    """The course as it stands, if it can be dealt with in chat; raises UnknownActionError."""
    seen = await overview(course_id, context)
    if seen.course.not_by_chat:
        raise UnknownActionError
    return seen


def _seats(seen: Overview, t: Translator) -> list[Markup]:
    taken, course = seats_taken(seen.states), seen.course
    if course.cancelled:
        return [t.html("🚫 <b>This course has been cancelled.</b>")]
    if course.seats is None:
        found = [t.html("💺 {taken} nominated; there is no limit of seats.", taken=t.number(taken))]
    else:
        left = t.number(max(0, course.seats - taken))
        found = [
            t.html("💺 {taken} of {seats} seats given away, {left} left", taken=taken, seats=course.seats, left=left)
        ]
    begins_in = (course.starts_on - seen.today).days
    if begins_in > 0:
        found.append(t.plural_html("⏱ Begins in {count} day", "⏱ Begins in {count} days", begins_in))
        if course.answer_by:
            found.append(t.html("✉️ Answers by {day}", day=t.date(course.answer_by)))
    elif course.ends_on >= seen.today:
        found.append(t.html("⏱ It is going on now."))
    else:
        found.append(t.html("⏱ It is over."))
    return found


def _counts(seen: Overview, t: Translator) -> list[Markup]:
    return [
        Markup("{} {}: <b>{}</b>").format(SIGNS[state], state_name(state, t), t.number(seen.states[state]))
        for state in SIGNS
        if seen.states[state]
    ]


def _late(seen: Overview, t: Translator) -> Markup | str:
    """Who has to be spoken to."""
    if seen.course.cancelled:
        return ""
    late, unreached = _listed(seen.late, t), _listed(seen.unreached, t)
    return lines(
        t.html("⚠️ Not answered in time: {names}", names=late) if late else "",
        t.html("📵 Not reached by chat, please tell them in person: {names}", names=unreached) if unreached else "",
    )


def _listed(names: Sequence[str], t: Translator) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    others = len(names) - MOST_NAMES
    return (
        t.plural("{names} and {count} other", "{names} and {count} others", others, names=shown)
        if others > 0
        else shown
    )


def _rows(seen: Overview, t: Translator, *, by_sheet: bool) -> list[Row]:
    """`by_sheet`: whether a sheet can be sent."""
    course, states = seen.course, seen.states
    rows: list[Row] = []
    if seen.questions:
        label = t.plural(
            "❓ {count} question waits for a reply", "❓ {count} questions wait for a reply", len(seen.questions)
        )
        rows.append(row(label, action("training-questions", seen.id)))
    if not course.cancelled and course.starts_on > seen.today:
        rows.append(row(t("➕ Nominate people"), action("nominate", seen.id)))
        if by_sheet:
            rows.append(row(t("📄 A class from a sheet"), action("class-sheet", seen.id)))
    if seen.nominations:
        label = t("👥 Who is nominated ({count})", count=t.number(len(seen.nominations)))
        rows.append(row(label, action("nominees", seen.id, 0)))
    if states[NominationState.ACCEPTED]:
        label = t("📋 Enrol all who accepted ({count})", count=t.number(states[NominationState.ACCEPTED]))
        rows.append(row(label, action("enrol-all", seen.id)))
    if states[NominationState.ENROLLED] and course.starts_on <= seen.today:
        label = t("🏁 Finished, with results ({count})", count=t.number(states[NominationState.ENROLLED]))
        rows.append(row(label, action("finish", seen.id)))
    if not course.cancelled:
        change = [Choice(t("✏️ Change"), action("course-change", seen.id))]
        if not any(states[state] for state in HELD):
            change.append(Choice(t("🚫 Cancel"), action("course-cancel", seen.id)))
        rows.append(tuple(change))
    return rows


SIGNS = {
    NominationState.ASKED: "⏳",
    NominationState.ACCEPTED: "✅",
    NominationState.DECLINED: "✖️",
    NominationState.ENROLLED: "📋",
    NominationState.FINISHED: "🏁",
    NominationState.BROKEN_OFF: "⏹",
    NominationState.WITHDRAWN: "🗑",
}

ACTIONS = {"course": show}
