"""Until when people can answer, and when they are reminded."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.office.training.deadlines import answer_until, reminder_day
from phieu.office.working_days import WorkingDays

MONDAY = date(2026, 6, 8)
DATES = st.dates(date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(
    ("asked", "answer_by", "reminded"),
    [
        (MONDAY, date(2026, 6, 19), date(2026, 6, 17)),  # Friday: on Wednesday
        (MONDAY, date(2026, 6, 15), date(2026, 6, 11)),  # Monday: on Thursday, the weekend between them not counted
        (MONDAY, date(2026, 6, 14), date(2026, 6, 11)),  # Sunday
        (date(2026, 8, 24), date(2026, 9, 4), date(2026, 8, 28)),  # the days off around National Day do not count
        (MONDAY, date(2026, 6, 10), date(2026, 6, 9)),  # half way
        (MONDAY, date(2026, 6, 9), date(2026, 6, 9)),  # on the last day
        (MONDAY, MONDAY, None),
    ],
)
def test_people_are_reminded_in_time(asked: date, answer_by: date, reminded: date | None) -> None:
    assert reminder_day(asked, answer_by, WorkingDays()) == reminded


@given(DATES, st.integers(0, 60))
def test_a_reminder_comes_after_the_question_and_not_after_the_last_day(asked: date, days: int) -> None:
    answer_by = asked + timedelta(days=days)
    day = reminder_day(asked, answer_by, WorkingDays())
    assert (day is None) == (days == 0)
    assert day is None or asked < day <= answer_by


def test_the_course_says_until_when_if_that_is_still_to_come() -> None:
    course = date(2026, 7, 6)
    assert answer_until(MONDAY, course, date(2026, 6, 30), 7) == date(2026, 6, 30)
    assert answer_until(MONDAY, course, date(2026, 6, 1), 7) == date(2026, 6, 15)
    assert answer_until(MONDAY, course, None, 7) == date(2026, 6, 15)
    assert answer_until(MONDAY, date(2026, 6, 10), None, 7) == date(2026, 6, 9)


@given(DATES, st.integers(1, 90), st.none() | DATES, st.integers(1, 60))
def test_an_answer_is_due_before_the_course_and_not_before_today(
    today: date, begins_in: int, wanted: date | None, usual: int
) -> None:
    starts_on = today + timedelta(days=begins_in)
    assert today <= answer_until(today, starts_on, wanted, usual) < starts_on
