"""When something that goes out to many will have gone out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.announcements.pace import Look, ends_at, looked, seconds_left
from phieu.office.speaking_hours import SpeakingHours

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
HOURS = SpeakingHours(7, 21, HANOI)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001 - made aware at once


def here(hour: int, minute: int = 0, day: int = 10) -> datetime:
    return datetime(2026, 6, day, hour, minute, tzinfo=HANOI)


def test_within_the_hours_it_is_just_so_much_later() -> None:
    assert ends_at(here(9), 600, HOURS) == here(9, 10)
    assert ends_at(here(20, 50), 600, HOURS) == here(21)


def test_what_the_evening_cuts_off_goes_on_in_the_morning() -> None:
    assert ends_at(here(20, 50), 900, HOURS) == here(7, 5, day=11)
    assert ends_at(here(23), 60, HOURS) == here(7, 1, day=11)
    assert ends_at(here(5), 60, HOURS) == here(7, 1)
    assert ends_at(here(20), 16 * 3600, HOURS) == here(8, day=12)


def test_what_is_urgent_and_what_has_no_hours_goes_on_at_night() -> None:
    assert ends_at(here(20, 50), 900, None) == here(21, 5)
    assert ends_at(here(23, 50), 900, SpeakingHours(0, 24, HANOI)) == here(0, 5, day=11)
    assert ends_at(here(23, 50), 900, SpeakingHours(9, 9, HANOI)) == here(0, 5, day=11)
    assert ends_at(here(23, 50), 900, SpeakingHours(8, 24, HANOI)) == here(8, 5, day=11)


def test_what_would_take_for_ever_is_not_foretold() -> None:
    assert ends_at(here(9), 1e9, HOURS) is None


@given(INSTANTS, st.integers(0, 14 * 86400), st.integers(0, 23), st.integers(1, 24))
def test_it_ends_within_the_hours_and_never_before_its_time(now: datetime, seconds: int, first: int, last: int) -> None:
    hours = SpeakingHours(first, last, HANOI)
    end = ends_at(now, seconds, hours)
    if end is not None:
        assert end - now >= timedelta(seconds=seconds)
        assert seconds == 0 or hours.allow(end - timedelta(microseconds=1))
    else:
        assert seconds > 0


def test_the_pace_is_that_of_the_last_minutes() -> None:
    start = here(9)
    looks: tuple[Look, ...] = ()
    assert seconds_left(looks) is None
    for second, left in ((0, 1000), (2, 950), (4, 900)):
        looks = looked(looks, Look(start + timedelta(seconds=second), left))
    assert seconds_left(looks) == 36  # 25 a second
    # after an hour without network the pace of before says nothing
    looks = looked(looks, Look(start + timedelta(hours=1), 900))
    assert len(looks) == 1
    assert seconds_left(looks) is None
    looks = looked(looks, Look(start + timedelta(hours=1, seconds=10), 800))
    assert seconds_left(looks) == 80


def test_somebody_more_to_reach_begins_it_anew() -> None:
    looks = looked((), Look(here(9), 10))
    looks = looked(looks, Look(here(9, 1), 12))
    assert looks == (Look(here(9, 1), 12),)
    assert seconds_left(looks) is None


def test_nothing_left_takes_no_time() -> None:
    assert seconds_left((Look(here(9), 10), Look(here(9, 1), 0))) == 0
