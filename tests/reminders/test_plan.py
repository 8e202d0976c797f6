"""When people are reminded: the plan against a plain walk from day to day, and single cases worked out by hand."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.office.reminders import (
    LATE,
    ReminderRules,
    due_reminders,
    left_out,
    planned_reminders,
    read_reminders,
    reminded_again,
)
from phieu.office.speaking_hours import SpeakingHours
from phieu.office.working_days import NoWorkingDayError, WorkingDays

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = WorkingDays()


def rules(
    text: str = "half,3,1", hour: int = 9, days: WorkingDays = DAYS, hours: tuple[int, int] = (7, 21)
) -> ReminderRules:
    half, days_before = read_reminders(text)
    return ReminderRules(half, days_before, hour, SpeakingHours(*hours, HANOI), days)


def here(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), HANOI).astimezone(UTC)


def planned(text: str, first: date, last: date) -> list[date]:
    found = planned_reminders(rules(text), here(first, 8), here(last, 23, 59))
    return [at.astimezone(HANOI).date() for at in found]


def june(*days: int) -> list[date]:
    return [date(2026, 6, day) for day in days]


def test_a_round_of_two_weeks_is_reminded_of_at_half_time_and_three_days_and_one_before_the_close() -> None:
    # from Monday the 1st, ten working days: 2 3 4 5, 8 9 10 11 12, 15
    assert planned("half,3,1", *june(1, 15)) == june(8, 10, 12)
    assert planned_reminders(rules(), here(date(2026, 6, 1)), here(date(2026, 6, 15), 23, 59))[0] == here(
        date(2026, 6, 8)
    )


def test_coincident_ones_are_one() -> None:
    assert planned("half,3,1", *june(1, 9)) == june(4, 8)  # half of six working days is three days before the last


def test_nobody_is_reminded_on_the_day_of_the_opening() -> None:
    assert planned("half,3,1", *june(1, 2)) == june(2)
    assert planned("half,3,1", *june(1, 1)) == []


def test_days_off_are_left_out() -> None:
    bridge = WorkingDays({date(2026, 6, 12): False, date(2026, 6, 13): True})
    found = planned_reminders(rules("1", days=bridge), here(date(2026, 6, 1)), here(date(2026, 6, 15), 23, 59))
    assert found == [here(date(2026, 6, 13))]  # a Saturday that is worked, in place of Friday


def test_an_hour_that_is_not_decent_gives_way_to_the_first_decent_one() -> None:
    found = planned_reminders(rules("1", hour=3), here(date(2026, 6, 1)), here(date(2026, 6, 15), 23, 59))
    assert found == [here(date(2026, 6, 12), 7)]


def test_an_office_that_wants_none_has_none() -> None:
    assert planned("", *june(1, 15)) == []


def test_an_office_that_never_works_reminds_nobody() -> None:
    never = WorkingDays({date(2025, 1, 1) + timedelta(days=ahead): False for ahead in range(2000)})
    assert planned_reminders(rules(days=never), here(date(2026, 6, 1)), here(date(2026, 6, 15), 23, 59)) == []
    with pytest.raises(NoWorkingDayError):
        reminded_again(rules(days=never), here(date(2026, 6, 1)))


@given(
    first=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    length=st.integers(0, 60),
    hour=st.integers(0, 23),
    text=st.lists(st.integers(1, 30), max_size=4),
    half=st.booleans(),
    off=st.sets(st.integers(0, 60), max_size=10),
)
def test_the_plan_is_that_of_a_plain_walk_from_day_to_day(
    first: date, length: int, hour: int, text: list[int], *, half: bool, off: set[int]
) -> None:
    days = WorkingDays({first + timedelta(days=ahead): False for ahead in off})
    last = first + timedelta(days=length)
    since, due_at = here(first, hour, 1), here(last, 23, 59)
    parts = ",".join([*(["half"] if half else []), *map(str, text)])
    found = planned_reminders(rules(parts, days=days), since, due_at)
    walked = [one for ahead in range(1, length + 1) if days.works(one := first + timedelta(days=ahead))]
    before = [one for ahead in range(1, 120) if days.works(one := last - timedelta(days=ahead))]
    expected = {before[count - 1] for count in text}
    if half and walked:
        expected.add(walked[(len(walked) + 1) // 2 - 1])
    assert found == [here(day) for day in sorted(expected) if day > first]
    assert all(since < at < due_at and days.works(at.astimezone(HANOI).date()) for at in found)


@given(
    ages=st.lists(st.integers(-500, 500), unique=True, max_size=6),
    ran=st.sets(st.integers(-500, 500), max_size=6),
)
def test_each_reminder_is_due_or_left_out_or_has_been_or_is_to_come(ages: list[int], ran: set[int]) -> None:
    now = here(date(2026, 6, 8))
    plan = [now - timedelta(minutes=age) for age in ages]
    have_run = [now - timedelta(minutes=age) for age in ran]
    due, out = due_reminders(plan, have_run, now), left_out(plan, have_run, now)
    for at in plan:
        age = (now - at) / timedelta(minutes=1)
        assert (at in due) == (at not in have_run and 0 <= age <= LATE / timedelta(minutes=1))
        assert (at in out) == (at not in have_run and age > LATE / timedelta(minutes=1))


def test_who_puts_it_off_is_reminded_on_the_next_working_day() -> None:
    assert reminded_again(rules(), here(date(2026, 6, 11), 9)) == here(date(2026, 6, 12))
    assert reminded_again(rules(), here(date(2026, 6, 12), 23)) == here(date(2026, 6, 15))  # over the weekend


@pytest.mark.parametrize("text", ["halb", "half;3", "3,x"])
def test_what_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_reminders(text)
