"""Working days against a plain day-by-day count, and the days that a Vietnamese office would ask about."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.locales.translator import translator
from phieu.office.public_holidays import holiday_name, holidays_of
from phieu.office.working_days import NoWorkingDayError, WorkingDays

DAYS = st.dates(date(2020, 1, 1), date(2031, 12, 31))
PLAIN = WorkingDays()
special_days = st.dictionaries(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.booleans(), max_size=60)
around_2026 = st.dates(date(2025, 11, 1), date(2027, 2, 28))


def worked(day: date, own: dict[date, bool]) -> bool:
    """As somebody with a wall calendar would say, who asks for each day by itself."""
    if day in own:
        return own[day]
    return day.strftime("%a") not in ("Sat", "Sun") and day not in holidays_of(day.year)


@given(start=around_2026, count=st.integers(0, 40), own=special_days)
def test_counting_ahead_and_back_is_a_walk_through_all_days(start: date, count: int, own: dict[date, bool]) -> None:
    days = WorkingDays(own)
    ahead, back, left = start, start, count
    while left:
        ahead += timedelta(days=1)
        left -= worked(ahead, own)
    left = count
    while left:
        back -= timedelta(days=1)
        left -= worked(back, own)
    assert (days.after(start, count), days.before(start, count)) == (ahead, back)


@given(first=around_2026, length=st.integers(-5, 90), own=special_days)
def test_between_counts_each_day_once(first: date, length: int, own: dict[date, bool]) -> None:
    last = first + timedelta(days=length)
    walked = [first + timedelta(days=ahead) for ahead in range(1, length + 1)]
    assert WorkingDays(own).between(first, last) == sum(worked(day, own) for day in walked)


@given(day=DAYS)
def test_the_nearest_working_day_is_a_working_day_with_none_in_between(day: date) -> None:
    later, earlier = PLAIN.on_or_after(day), PLAIN.on_or_before(day)
    assert PLAIN.works(later)
    assert PLAIN.works(earlier)
    skipped = [earlier + timedelta(days=ahead) for ahead in range(1, (later - earlier).days)]
    assert not any(PLAIN.works(between) for between in skipped)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 13), True),  # the Friday before Tết
        (date(2026, 2, 16), False),  # New Year's Eve of the lunar year
        (date(2026, 2, 17), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),  # stands in for the Hùng Kings' day, a Sunday
        (date(2026, 4, 30), False),
        (date(2026, 5, 1), False),
        (date(2026, 9, 2), False),
        (date(2026, 11, 21), False),  # a Saturday
        (date(2028, 2, 29), True),
    ],
)
def test_days_that_everybody_knows(day: date, works: bool) -> None:  # noqa: FBT001
    assert PLAIN.works(day) is works


def test_the_offices_own_days_outrank_everything() -> None:
    own = WorkingDays({date(2026, 11, 21): True, date(2026, 11, 23): False})
    assert own.works(date(2026, 11, 21))
    assert own.on_or_after(date(2026, 11, 23)) == date(2026, 11, 25)  # the 24th is Vietnam's day of culture


def test_an_office_that_never_works_is_told_so_instead_of_counted_for_ever() -> None:
    never = WorkingDays({date(2026, 1, 1) + timedelta(days=ahead): False for ahead in range(800)})
    with pytest.raises(NoWorkingDayError):
        never.after(date(2026, 1, 1), 1)


def test_holidays_have_names_in_both_languages() -> None:
    day = date(2026, 9, 2)
    assert holiday_name(day, translator("vi", "Asia/Ho_Chi_Minh")) == "Quốc khánh"
    assert holiday_name(day, translator("en", "Asia/Ho_Chi_Minh")) == "National Day"
    assert holiday_name(date(2026, 9, 7), translator("en", "Asia/Ho_Chi_Minh")) == ""
