"""When a channel counts as down: after half an hour without anything getting through, and not for want of trying."""

from datetime import timedelta

from phieu.bot.delivery.pauses import Rest
from tests.delivery.conftest import MORNING


def test_a_channel_that_cannot_be_reached_is_down_after_half_an_hour_of_trying() -> None:
    rest, now = Rest(), MORNING
    while now - MORNING < timedelta(minutes=29):
        rest.begin(now, None)
        assert not rest.down(now)
        while rest.lasts(now):
            now += timedelta(seconds=1)
    while now - MORNING <= timedelta(minutes=31):
        rest.begin(now, None)
        while rest.lasts(now):
            now += timedelta(seconds=1)
    assert rest.down(now)
    rest.got_through()
    assert not rest.down(now)


def test_a_long_pause_that_is_asked_for_is_down_at_once() -> None:
    rest = Rest()
    rest.begin(MORNING, timedelta(minutes=31))
    assert rest.down(MORNING)
    assert rest.down(MORNING + timedelta(minutes=33))
    assert not rest.down(MORNING + timedelta(minutes=37)), "it must be tried again"


def test_a_short_one_is_not() -> None:
    rest = Rest()
    rest.begin(MORNING, timedelta(minutes=30))
    assert not rest.down(MORNING)


def test_two_failures_hours_apart_are_no_break_of_hours() -> None:
    rest = Rest()
    rest.begin(MORNING, None)
    rest.begin(MORNING + timedelta(hours=5), None)
    assert not rest.down(MORNING + timedelta(hours=5))


def test_what_was_down_and_fails_again_when_it_is_tried_is_down_at_once() -> None:
    rest = Rest()
    rest.begin(MORNING, timedelta(hours=1))
    later = MORNING + timedelta(hours=2)
    assert not rest.down(later)
    rest.begin(later, None)
    assert rest.down(later)


def test_a_clock_that_was_set_back_hides_nothing() -> None:
    rest = Rest()
    rest.begin(MORNING, timedelta(hours=1))
    assert not rest.down(MORNING - timedelta(minutes=1))
