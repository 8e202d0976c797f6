"""The fields of a course in the order in which they are asked: what is asked, how an answer is read and shown."""

from collections.abc import Callable, Sequence
from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError
from phieu.bot.flows.day_choice import Offer, day_rows
from phieu.bot.flows.training.course_words import level_name, mode_name
from phieu.bot.screen import Row, row
from phieu.locales.translator import Translator, mark
from phieu.office.later_dates import read_day_after
from phieu.office.spelling import tidy
from phieu.office.training.course_plan import LONGEST_TEXT, MOST_SEATS, CoursePlan
from phieu.office.training.refusals import refuse
from phieu.words import CourseLevel, StudyMode

TEXTS = ("name", "scheme", "place", "provider")
DAYS = ("starts_on", "ends_on", "answer_by")
FIELDS = ("name", "level", "scheme", "mode", "place", "provider", "starts_on", "ends_on", "seats", "answer_by")
"""As the columns are called."""
PICKED = ("level", "mode")
"""What is chosen from a few, and not typed."""
SKIPPABLE = {
    "scheme": mark("No scheme"),
    "place": mark("Not known yet"),
    "provider": mark("Not known yet"),
    "seats": mark("No limit"),
    "answer_by": mark("The office's usual time"),
}
"""What may be left open, and what that is called."""
NAMES = {
    "name": mark("Course name"),
    "level": mark("Kind"),
    "scheme": mark("Scheme"),
    "mode": mark("Mode"),
    "place": mark("Place"),
    "provider": mark("Provider"),
    "starts_on": mark("First day"),
    "ends_on": mark("Last day"),
    "seats": mark("Seats"),
    "answer_by": mark("Answers by"),
}
_QUESTIONS = {
    "name": mark("What is the course called? Please type it."),
    "level": mark("What kind of course is it?"),
    "scheme": mark("Under which scheme or project is it held? Please type it."),
    "mode": mark("How is it attended?"),
    "place": mark("Where does it take place? Please type it."),
    "provider": mark("Who holds it? Please type the school or the institution."),
    "starts_on": mark("On which day does it begin? Please choose, or type a day such as 20/11/2026."),
    "ends_on": mark("Which is its last day? Please choose, or type a day such as 24/11/2026."),
    "seats": mark("How many seats does the office have? Please type a number."),
    "answer_by": mark("Until the end of which day can people answer? Please choose, or type a day."),
}
_OFFERS = {
    "starts_on": (Offer.NEXT_MONDAY, Offer.IN_TWO_WEEKS, Offer.IN_A_MONTH),
    "answer_by": (Offer.IN_A_WEEK, Offer.IN_TWO_WEEKS, Offer.IN_A_MONTH),
}


def question(field: str, t: Translator) -> Markup:
    """What is asked."""
    return t.html(_QUESTIONS[field])


def choices(field: str, plan: CoursePlan, today: date, pick: Callable[[str], str], t: Translator) -> Sequence[Row]:
    """The answers that can be tapped."""
    rows: list[Row] = []
    if field == "level":
        rows = [row(level_name(level, t), pick(level)) for level in CourseLevel]
    elif field == "mode":
        rows = [row(mode_name(mode, t), pick(mode)) for mode in StudyMode]
    elif field == "ends_on" and plan.starts_on is not None:
        rows = [row(t("The same day · {day}", day=t.date(plan.starts_on)), pick(plan.starts_on.isoformat()))]
    elif field in _OFFERS:
        rows = list(day_rows(today, lambda day: pick(day.isoformat()), t, _OFFERS[field]))
    if field in SKIPPABLE:
        rows.append(row(t(SKIPPABLE[field]), pick("")))
    return rows


def read_typed_field(field: str, text: str, plan: CoursePlan, today: date) -> object:
    """What was typed, as the plan has it; raises TrainingError or DateError with a word that says what is wrong.

    A last day without a year is the next such day after the first one.
    """
    typed = tidy(text)
    if field in DAYS:
        return read_day_after(typed, today, plan.starts_on if field == "ends_on" else None)
    if field == "seats":
        return _seats(typed)
    if field not in TEXTS:
        raise refuse(mark("Please choose one of those offered below."))
    if not typed:
        raise refuse(mark("Please type it in words."))
    if len(typed) > LONGEST_TEXT:
        text = mark("That has {length} characters, and there is room for {longest}. Please shorten it.")
        raise refuse(text, length=len(typed), longest=LONGEST_TEXT)
    return typed


def read_picked(field: str, value: str) -> object:
    """What was tapped, as the plan has it; raises UnknownActionError."""
    if not value and field in SKIPPABLE:
        return None
    try:
        if field == "level":
            return CourseLevel(value)
        if field == "mode":
            return StudyMode(value)
        if field in DAYS:
            return date.fromisoformat(value)
    except ValueError as error:
        raise UnknownActionError from error
    raise UnknownActionError


def shown(field: str, plan: CoursePlan, t: Translator) -> str:
    """The answer so far, in the reader's language."""
    value = getattr(plan, field)
    if isinstance(value, CourseLevel):
        return level_name(value, t)
    if isinstance(value, StudyMode):
        return mode_name(value, t)
    if isinstance(value, date):
        return t.date(value)
    if isinstance(value, int):
        return t.number(value)
    return value or (t(SKIPPABLE[field]) if field in SKIPPABLE else "–")


def _seats(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed[:9]) <= MOST_SEATS):
        raise refuse(
            mark("“{typed}” is not a number of seats. Please type a whole number, such as 20."), typed=typed[:40]
        )
    return int(typed[:9])
