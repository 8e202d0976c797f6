"""One nomination as its person sees it: the course, why they, until when, what was asked and replied, what to tap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.not_by_chat import at_the_office
from phieu.bot.flows.training.course_words import about_course
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator, mark
from phieu.office.time_zone import office_zone
from phieu.office.training.answers import can_answer, can_give_up, theirs
from phieu.office.training.questions import questions_about
from phieu.storage.tables import Course, Nomination, NominationQuestion
from phieu.words import NominationState


@dataclass(frozen=True, slots=True)
class Mine:
    """A nomination of the person who acts, and all that its screens need."""

    nomination: Nomination
    course: Course
    questions: Sequence[NominationQuestion]
    today: date

    def action(self, verb: str) -> str:
        """An action about it as it is now: who has been asked anew, or told of a change, must look at it again."""
        return action(verb, self.id, self.nomination.askings, self.course.version)

    @property
    def id(self) -> int:
        """The nomination's."""
        assert self.nomination.id is not None
        return self.nomination.id


async def show(event: Event, context: Context) -> Screen:
    """The card."""
    (nomination_id,) = parse(event.action).numbers(1)
    return card(await mine(nomination_id, context), context.t)


async def mine(nomination_id: int, context: Context) -> Mine:
    """The nomination, if it is theirs; raises UnknownActionError."""
    assert context.somebody.id is not None
    async with context.installation.database.reading() as session:
        found = await theirs(session, context.somebody.id, nomination_id)
        if found is None:
            raise UnknownActionError
        questions = await questions_about(session, nomination_id)
    today = context.now.astimezone(await office_zone(context.installation)).date()
    return Mine(*found, questions, today)


def card(
    one: Mine, t: Translator, lead: Markup | str = "", toast: str = "", *, says_how_it_stands: bool = True
) -> Screen:
    """The nomination as it stands; that can be left out where the lead has just said so."""
    if one.course.not_by_chat:
        about = at_the_office(t, one.course.read_from, one.nomination.answer_by)
        return Screen(paragraphs(lead, about, how_it_stands(one, t)), (*_rows(one, t),), toast=toast)
    why = t.html("Why you: {reason}", reason=one.nomination.reason) if one.nomination.reason else ""
    stands = how_it_stands(one, t) if says_how_it_stands else ""
    text = paragraphs(lead, about_course(one.course, t), why, asked_so_far(one.questions, t), stands)
    return Screen(text, (*_rows(one, t),), toast=toast)


def asked_so_far(questions: Sequence[NominationQuestion], t: Translator) -> Markup | str:
    """The questions and what was replied, for either side."""
    return paragraphs(
        *(
            lines(
                t.html("❓ <i>{question}</i>", question=one.question),
                t.html("💬 {reply}", reply=one.reply) if one.reply else t.html("⏳ No reply yet."),
            )
            for one in questions
        )
    )


def how_it_stands(one: Mine, t: Translator) -> Markup:
    """How far it has got, and what is awaited; of what must not go by chat only the person's own answer."""
    if one.course.not_by_chat and not _is_their_answer(one):
        return Markup()
    if one.course.cancelled:
        return t.html("This course has been cancelled.")
    if one.nomination.state is NominationState.ASKED:
        return _awaited(one, t)
    stands = t.html(_STANDS[one.nomination.state])
    declined = one.nomination.state is NominationState.DECLINED
    why = one.nomination.refusal if declined else one.nomination.result
    return stands + Markup("\n<i>{}</i>").format(why) if why and not one.course.not_by_chat else stands


_STANDS = {
    NominationState.ACCEPTED: mark("✅ <b>You have accepted.</b>"),
    NominationState.DECLINED: mark("✖️ <b>You have said that you cannot.</b>"),
    NominationState.ENROLLED: mark("📋 <b>You are enrolled.</b>"),
    NominationState.FINISHED: mark("🏁 <b>You have finished this course.</b>"),
    NominationState.BROKEN_OFF: mark("⏹ <b>You did not go on with this course.</b>"),
    NominationState.WITHDRAWN: mark("This nomination has been withdrawn; you need not do anything."),
}


def _is_their_answer(one: Mine) -> bool:
    answers = (NominationState.ACCEPTED, NominationState.DECLINED)
    return can_answer(one.nomination, one.course, one.today) or one.nomination.state in answers


def _awaited(one: Mine, t: Translator) -> Markup:
    answer_by = one.nomination.answer_by
    if not can_answer(one.nomination, one.course, one.today):
        return t.html(
            "The course has begun, so this can no longer be answered here. "
            "Please speak to the people who look after training."
        )
    if answer_by is not None and answer_by < one.today and one.course.not_by_chat:
        return t.html("⏳ <b>Your answer was due on {day}.</b> Please answer.", day=t.date(answer_by))
    if answer_by is not None and answer_by < one.today:
        return t.html(
            "⏳ Your answer was due on {day}. You can still answer until the course begins; "
            "please do so as soon as you can.",
            day=t.date(answer_by),
        )
    if answer_by is None:
        return t.html("⏳ <b>Please answer.</b>")
    return t.html("⏳ <b>Please answer by the end of {day}.</b>", day=t.date(answer_by))


def _rows(one: Mine, t: Translator) -> list[Row]:
    rows: list[Row] = []
    if can_answer(one.nomination, one.course, one.today):
        rows.append(row(t("✅ I accept"), one.action("nomination-accept")))
        rows.append(row(t("✖️ I cannot"), one.action("nomination-decline")))
    elif can_give_up(one.nomination, one.course, one.today):
        rows.append(row(t("✖️ I cannot after all"), one.action("nomination-decline")))
    if not one.course.not_by_chat and not one.course.cancelled and one.nomination.state in _CAN_ASK:
        rows.append(row(t("❓ I have a question"), action("nomination-ask", one.id)))
    return [*rows, row(t("🏠 Main menu"), "home")]


_CAN_ASK = (NominationState.ASKED, NominationState.ACCEPTED, NominationState.DECLINED, NominationState.ENROLLED)

ACTIONS = {"nomination": show}
