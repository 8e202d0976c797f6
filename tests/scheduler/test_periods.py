"""Periods: keys, neighbours and names."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.locales.translator import translator
from phieu.office.periods import (
    Period,
    PeriodError,
    parse_period,
    period_around,
    period_before,
    period_for,
    period_judged,
    period_name,
    round_title,
)
from phieu.words import RoundKind

days = st.dates(date(2001, 1, 1), date(2199, 12, 31))
recurring = st.sampled_from([RoundKind.SEMIANNUAL, RoundKind.QUARTERLY, RoundKind.ANNUAL])


@given(kind=st.sampled_from(list(RoundKind)), day=days)
def test_a_key_is_read_back_as_the_period_it_was_written_for(kind: RoundKind, day: date) -> None:
    period = period_around(kind, day)
    assert parse_period(period.key) == period
    assert period_for(kind, period.key.lower()) == period
    assert period.first <= day <= period.last


@given(kind=recurring, day=days)
def test_periods_follow_each_other_without_a_gap(kind: RoundKind, day: date) -> None:
    period = period_around(kind, day)
    before = period_before(kind, period)
    assert before.last + timedelta(days=1) == period.first
    assert before.months == period.months


@pytest.mark.parametrize(
    ("kind", "day", "key"),
    [
        (RoundKind.SEMIANNUAL, date(2026, 6, 15), "2026-H1"),
        (RoundKind.SEMIANNUAL, date(2026, 12, 31), "2026-H2"),
        (RoundKind.SEMIANNUAL, date(2027, 1, 5), "2026-H2"),
        (RoundKind.SEMIANNUAL, date(2026, 8, 31), "2026-H1"),
        (RoundKind.SEMIANNUAL, date(2026, 9, 1), "2026-H2"),
        (RoundKind.QUARTERLY, date(2026, 9, 15), "2026-Q3"),
        (RoundKind.QUARTERLY, date(2026, 10, 2), "2026-Q3"),
        (RoundKind.QUARTERLY, date(2026, 1, 2), "2025-Q4"),
        (RoundKind.ANNUAL, date(2026, 12, 10), "2026"),
        (RoundKind.ANNUAL, date(2027, 1, 20), "2026"),
        (RoundKind.AD_HOC, date(2027, 1, 20), "2027-01-20"),
    ],
)
def test_a_round_is_about_the_period_that_ends_when_it_is_held(kind: RoundKind, day: date, key: str) -> None:
    assert period_judged(kind, day).key == key


@pytest.mark.parametrize("key", ["", "2026-H3", "2026-Q5", "26-H1", "2026-Q", "1899", "2026-13-01", "2026-02-30", "x"])
def test_what_is_no_period_is_refused(key: str) -> None:
    with pytest.raises(PeriodError):
        parse_period(key)


def test_a_half_year_is_no_quarter() -> None:
    with pytest.raises(PeriodError):
        period_for(RoundKind.QUARTERLY, "2026-H1")
    assert period_for(RoundKind.ROTATION, "2026-H1") == Period(date(2026, 1, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("key", "vi", "en"),
    [
        ("2026-H1", "6 tháng đầu năm 2026", "first half of 2026"),
        ("2026-H2", "6 tháng cuối năm 2026", "second half of 2026"),
        ("2026-Q3", "quý III năm 2026", "third quarter of 2026"),
        ("2026", "năm 2026", "the year 2026"),
        ("2026-06-15", "15 tháng 6 năm 2026", "15 June 2026"),
        ("somewhen", "somewhen", "somewhen"),
    ],
)
def test_periods_have_names_in_both_languages(key: str, vi: str, en: str) -> None:
    assert period_name(key, translator("vi")) == vi
    assert period_name(key, translator("en")) == en


def test_rounds_are_called_as_people_call_them() -> None:
    assert round_title(RoundKind.SEMIANNUAL, "2026-H1", translator("vi")) == "Đánh giá 6 tháng đầu năm 2026"
    assert round_title(RoundKind.ROTATION, "2026-Q3", translator("en")) == "Rotation evaluation, third quarter of 2026"
