"""When a rotation is asked about: on real calendars, with their short months and leap days."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.rotations.due_days import (
    APART,
    ASKED_AHEAD,
    AskedEvaluation,
    EvaluationDay,
    before_the_end,
    check_in_days,
    evaluation_days,
    evaluation_to_ask,
    months_after,
)

DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))
LENGTHS = st.integers(0, 4000).map(lambda days: timedelta(days=days))


def test_a_day_that_the_month_lacks_is_its_last_one() -> None:
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_after(date(2027, 11, 30), 3) == date(2028, 2, 29)
    assert months_after(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert months_after(date(2026, 12, 31), 1) == date(2027, 1, 31)
    assert months_after(date(2026, 8, 31), 1) == date(2026, 9, 30)


def test_the_days_go_by_the_first_one_and_do_not_wander_after_a_short_month() -> None:
    days = check_in_days(date(2026, 8, 31), None, 3, date(2027, 9, 1))
    assert days == [date(2026, 11, 30), date(2027, 2, 28), date(2027, 5, 31), date(2027, 8, 31)]


def test_nothing_is_asked_after_the_last_day() -> None:
    first, last = date(2026, 1, 15), date(2026, 7, 15)
    assert check_in_days(first, last, 3, date(2030, 1, 1)) == [date(2026, 4, 15), date(2026, 7, 15)]
    assert check_in_days(first, date(2026, 7, 14), 3, date(2030, 1, 1)) == [date(2026, 4, 15)]
    assert check_in_days(first, last, 0, date(2026, 12, 1)) == []


@given(DAYS, LENGTHS, st.none() | LENGTHS, st.integers(1, 24))
def test_check_ins_are_one_interval_apart(first: date, since: timedelta, term: timedelta | None, months: int) -> None:
    last, today = None if term is None else first + term, first + since
    days = check_in_days(first, last, months, today)
    assert all(first < day <= today for day in days)
    assert all(last is None or day <= last for day in days)
    assert days == [months_after(first, months * times) for times in range(1, len(days) + 1)]
    following = months_after(first, months * (len(days) + 1))
    assert following > today or (last is not None and following > last)


def test_evaluations_come_each_year_and_before_the_term_ends() -> None:
    first, last = date(2026, 1, 1), date(2028, 12, 31)
    assert evaluation_days(first, last, date(2030, 1, 1)) == [
        EvaluationDay(date(2027, 1, 1), before_end=False),
        EvaluationDay(date(2028, 1, 1), before_end=False),
        EvaluationDay(date(2028, 12, 1), before_end=True),
    ]
    assert evaluation_days(date(2028, 2, 29), None, date(2030, 3, 1)) == [
        EvaluationDay(date(2029, 2, 28), before_end=False),
        EvaluationDay(date(2030, 2, 28), before_end=False),
    ]


def test_one_evaluation_serves_for_a_year_that_is_over_shortly_before_the_end() -> None:
    first = date(2026, 1, 1)
    assert evaluation_days(first, date(2027, 2, 28), date(2030, 1, 1)) == [
        EvaluationDay(date(2027, 1, 29), before_end=True)
    ]


def test_a_short_term_is_evaluated_in_its_middle() -> None:
    assert before_the_end(date(2026, 3, 1), date(2026, 3, 31)) == date(2026, 3, 16)
    assert before_the_end(date(2026, 3, 1), date(2026, 3, 1)) == date(2026, 3, 1)


@given(DAYS, st.none() | LENGTHS, st.integers(0, 4000))
def test_evaluations_are_due_within_the_term_and_well_apart(first: date, term: timedelta | None, since: int) -> None:
    last = None if term is None else first + term
    days = evaluation_days(first, last, first + timedelta(days=since))
    assert all(first <= one.due_on for one in days)
    assert all(last is None or one.due_on <= last for one in days)
    assert all(later.due_on - one.due_on >= APART for one, later in pairwise(days))
    assert [one.before_end for one in days][:-1] == [False] * max(0, len(days) - 1)


@given(DAYS, st.none() | LENGTHS, st.lists(st.integers(0, 4000), min_size=1, max_size=30))
def test_whenever_the_program_runs_each_evaluation_is_asked_once_and_never_for_a_day_that_is_over(
    first: date, term: timedelta | None, ran: list[int]
) -> None:
    last, asked = None if term is None else first + term, list[AskedEvaluation]()
    for today in (first + timedelta(days=since) for since in sorted(ran)):
        one = evaluation_to_ask(first, last, today)
        if one is not None and (not asked or asked[-1].due_on < one.planned_on):
            asked.append(one)
            assert today <= one.due_on <= today + ASKED_AHEAD
            assert last is None or one.due_on <= last or one.due_on == today
    planned = [one.planned_on for one in asked]
    assert planned == sorted(set(planned))
    assert [one.due_on for one in asked] == sorted({one.due_on for one in asked})


def test_a_yearly_one_that_was_missed_by_long_waits_for_the_next_and_the_last_one_never_does() -> None:
    first = date(2020, 1, 1)
    assert evaluation_to_ask(first, None, date(2026, 6, 1)) is None
    assert evaluation_to_ask(first, None, date(2026, 2, 1)) == AskedEvaluation(
        date(2026, 1, 1), date(2026, 2, 15), before_end=False
    )
    assert evaluation_to_ask(first, date(2026, 1, 31), date(2026, 6, 1)) == AskedEvaluation(
        date(2026, 1, 1), date(2026, 6, 1), before_end=True
    )
