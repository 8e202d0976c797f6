"""Somebody's training record in words, for themself and for admins."""

from collections.abc import Sequence

from markupsafe import Markup

from phieu.bot.flows.answering.parts import lines
from phieu.bot.flows.training.course_page import SIGNS
from phieu.bot.flows.training.course_words import called, days, level_name, mode_name, state_name
from phieu.locales.translator import Translator
from phieu.office.training.records import PersonsCourse
from phieu.words import NominationState

A_PAGE = 8
ENDS = (NominationState.FINISHED, NominationState.BROKEN_OFF)
THEIR_ANSWER = (NominationState.ASKED, NominationState.ACCEPTED, NominationState.DECLINED)


def record_lines(courses: Sequence[PersonsCourse], t: Translator) -> list[Markup]:
    """One part for each course; of what must not go by chat nothing but its number and the person's own answer."""
    return [_course(one, t) for one in courses]


def _course(one: PersonsCourse, t: Translator) -> Markup:
    course, nomination = one.course, one.nomination
    state = NominationState(nomination.state)
    stands = Markup("{} {}").format(SIGNS[state], state_name(state, t))
    head = Markup("<b>{}</b>").format(called(course, t))
    if course.cancelled:
        return lines(head, t.html("🚫 This course was cancelled."))
    if course.not_by_chat:
        return lines(head, stands if state in THEIR_ANSWER else "")
    if nomination.ended_on and state in ENDS:
        stands += Markup(" · {}").format(t.date(nomination.ended_on))
    if nomination.result and state in ENDS:
        stands += Markup(" · {}").format(nomination.result)
    about = " · ".join(filter(None, (level_name(course.level, t), mode_name(course.mode, t), course.scheme)))
    return lines(head, Markup.escape(about), Markup("📅 {}").format(days(course.starts_on, course.ends_on, t)), stands)
