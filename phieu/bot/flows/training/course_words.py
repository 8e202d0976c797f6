"""How courses and nominations are spoken of on every screen."""

from datetime import date

from markupsafe import Markup

from phieu.bot.flows.answering.parts import lines
from phieu.locales.translator import Translator
from phieu.office.shortening import shorten
from phieu.office.training.names import LEVEL_NAMES, MODE_NAMES, STATE_NAMES
from phieu.storage.tables import Course
from phieu.words import CourseLevel, NominationState, StudyMode

LONGEST_LABEL = 38
"""Characters of a button."""


def level_name(level: CourseLevel, t: Translator) -> str:
    """What a level is called."""
    return t.either(*LEVEL_NAMES[level][:2])


def mode_name(mode: StudyMode, t: Translator) -> str:
    """What a mode is called."""
    return t.either(*MODE_NAMES[mode][:2])


def state_name(state: NominationState, t: Translator) -> str:
    """What a state is called."""
    return t.either(*STATE_NAMES[state][:2])


def days(first: date, last: date, t: Translator) -> str:
    """From the first to the last day, both included."""
    if first == last:
        return t.date(first)
    same_month = (first.year, first.month) == (last.year, last.month)
    return t("{first} – {last}", first=first.day if same_month else t.date(first), last=t.date(last))


def called(course: Course, t: Translator) -> str:
    """The course's name or, where that must not go by chat, its number alone."""
    return t("No. {code} · not by chat", code=course.code) if course.not_by_chat else course.name


def course_label(course: Course, t: Translator, end: str = "") -> str:
    """A course on a button."""
    name = called(course, t)
    return shorten(name, LONGEST_LABEL - len(end)) + end


def about_course(course: Course, t: Translator) -> Markup:
    """What a course is, when and where; nothing but its number where that must not go by chat."""
    if course.not_by_chat:
        return t.html("🎓 <b>{course}</b>", course=called(course, t))
    return lines(
        t.html("🎓 <b>{name}</b>", name=course.name),
        Markup.escape(f"{level_name(course.level, t)} · {mode_name(course.mode, t)}"),
        Markup.escape(f"📅 {days(course.starts_on, course.ends_on, t)}"),
        Markup.escape(f"📍 {course.place}") if course.place else "",
        Markup.escape(f"🏫 {course.provider}") if course.provider not in ("", course.place) else "",
        Markup.escape(f"💼 {course.scheme}") if course.scheme else "",
    )
