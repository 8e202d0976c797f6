"""The calendar against a walk through all days, and the cases that people would ask about."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.office.calendar import Dates, Due, due_after, read_months, running, starting_between
from phieu.office.periods import period_judged
from phieu.office.working_days import WorkingDays
from phieu.words import RoundKind

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ZONES = st.sampled_from([HANOI, ZoneInfo("UTC"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Kiritimati")])
DAYS = WorkingDays({date(2023, 2, 4): True, date(2023, 2, 6): False})
EVERY_DAY = WorkingDays(
    {date(year, 2, day): True for year in (2026, 2028) for day in (28, 29) if (year, day) != (2026, 29)}
)
HALF_YEARS = Dates(RoundKind.SEMIANNUAL, (6, 12), 15, 8, 10)

rules = st.builds(
    Dates,
    st.sampled_from([RoundKind.SEMIANNUAL, RoundKind.QUARTERLY, RoundKind.ANNUAL]),
    st.sets(st.integers(1, 12), min_size=1).map(lambda months: tuple(sorted(months))),
    st.integers(1, 31),
    st.integers(0, 23),
    st.integers(1, 60),
)
instants = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def day_by_day(rule: Dates, after: datetime, until: datetime, zone: ZoneInfo) -> list[tuple[datetime, str]]:
    """Walk through every day and every hour of it, as somebody with a wall calendar and a wall clock would."""
    found = []
    day = after.astimezone(zone).date() - timedelta(days=20)
    while day <= until.astimezone(zone).date() + timedelta(days=2):
        is_last = day.day == monthrange(day.year, day.month)[1]
        meant = day.day == rule.day or (is_last and rule.day > day.day)
        if day.month in rule.months and meant:
            held = day
            while not DAYS.works(held):
                held += timedelta(days=1)
            start = datetime(held.year, held.month, held.day, rule.hour, tzinfo=zone).astimezone(UTC)
            if after < start <= until:
                found.append((start, period_judged(rule.kind, day).key))
        day += timedelta(days=1)
    return found


@given(rule=rules, after=instants, days=st.integers(0, 800), zone=ZONES)
def test_the_calendar_finds_what_a_walk_through_all_days_finds(
    rule: Dates, after: datetime, days: int, zone: ZoneInfo
) -> None:
    until = after + timedelta(days=days)
    found = [(due.starts_at, due.period) for due in starting_between([rule], after, until, zone, DAYS)]
    assert found == day_by_day(rule, after, until, zone)


@given(rule=rules, now=instants, zone=ZONES)
def test_what_runs_has_started_and_not_ended(rule: Dates, now: datetime, zone: ZoneInfo) -> None:
    long_ago = now - timedelta(days=500)
    expected = [
        due for due in starting_between([rule], long_ago, now, zone, DAYS) if due.starts_at <= now <= due.ends_at
    ]
    assert running([rule], now, zone, DAYS) == expected


@given(rule=rules, after=instants, cuts=st.lists(st.integers(0, 900), max_size=6), zone=ZONES)
def test_looking_often_finds_the_same_as_looking_once(
    rule: Dates, after: datetime, cuts: list[int], zone: ZoneInfo
) -> None:
    stops = [after, *(after + timedelta(days=cut) for cut in sorted(cuts)), after + timedelta(days=900)]
    pieces: list[Due] = []
    for start, end in pairwise(stops):
        pieces += starting_between([rule], start, end, zone, DAYS)
    assert pieces == starting_between([rule], after, stops[-1], zone, DAYS)


def test_the_half_year_opens_in_the_morning_of_the_office() -> None:
    (due,) = running([HALF_YEARS], datetime(2026, 6, 15, 1, 0, tzinfo=UTC), HANOI, DAYS)
    assert due == Due(
        RoundKind.SEMIANNUAL,
        "2026-H1",
        datetime(2026, 6, 15, 1, 0, tzinfo=UTC),
        datetime(2026, 6, 29, 16, 59, tzinfo=UTC),
        10,
        date(2026, 6, 15),
    )
    assert running([HALF_YEARS], datetime(2026, 6, 15, 0, 59, tzinfo=UTC), HANOI, DAYS) == []


def test_an_occurrence_belongs_to_the_look_that_ends_at_its_instant_and_to_no_other() -> None:
    start, minute = datetime(2026, 6, 15, 1, 0, tzinfo=UTC), timedelta(minutes=1)
    assert len(starting_between([HALF_YEARS], start - minute, start, HANOI, DAYS)) == 1
    assert starting_between([HALF_YEARS], start, start + minute, HANOI, DAYS) == []


def test_a_late_first_start_opens_nothing_that_is_over() -> None:
    assert running([HALF_YEARS], datetime(2026, 6, 30, 1, 0, tzinfo=UTC), HANOI, DAYS) == []
    assert running([HALF_YEARS], datetime(2026, 11, 30, 1, 0, tzinfo=UTC), HANOI, DAYS) == []


@pytest.mark.parametrize(("year", "last"), [(2026, 28), (2028, 29)])
def test_a_day_that_february_lacks_is_its_last_day(year: int, last: int) -> None:
    rule = Dates(RoundKind.QUARTERLY, (2,), 31, 0, 5)
    first = datetime(year, 1, 1, tzinfo=UTC)
    (due,) = starting_between([rule], first, first + timedelta(days=100), ZoneInfo("UTC"), EVERY_DAY)
    assert due.starts_at.date() == date(year, 2, last)


def test_a_round_can_be_answered_until_the_end_of_its_last_day_in_the_office() -> None:
    late_evening = datetime(2026, 6, 15, 16, 30, tzinfo=UTC)  # 23:30 in Hanoi
    assert due_after(late_evening, 7, HANOI, DAYS) == datetime(2026, 6, 24, 16, 59, tzinfo=UTC)
    after_midnight = datetime(2026, 6, 15, 17, 30, tzinfo=UTC)  # 00:30 on the 16th
    assert due_after(after_midnight, 7, HANOI, DAYS) == datetime(2026, 6, 25, 16, 59, tzinfo=UTC)


def test_months_are_read_in_order_and_once() -> None:
    assert read_months("12, 6,6") == (6, 12)
    for damaged in ("", "13", "0", "6;12", "June"):
        with pytest.raises(ValueError):
            read_months(damaged)
