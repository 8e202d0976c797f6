"""How much of the bot's plan at Zalo is used, and what something would take of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.office.zalo_plan.forecast import AROUND_A_BALLOT, AROUND_A_ROUND, of_announcement, of_round
from phieu.office.zalo_plan.plan import Level, Plan, Usage, level, messages_level, users_level

BASIC = Plan(users=50, messages=3000)
COUNTS = st.integers(0, 20_000)
PEOPLE = st.integers(1, 12)


@pytest.mark.parametrize(
    ("used", "expected"),
    [(0, Level.FREE), (39, Level.FREE), (40, Level.NEARLY), (49, Level.NEARLY), (50, Level.OVER), (51, Level.OVER)],
)
def test_the_warning_comes_at_four_fifths_and_when_nothing_is_left(used: int, expected: Level) -> None:
    assert level(used, 50) is expected
    assert users_level(Usage(used, 0, 0), BASIC) is expected


@given(COUNTS)
def test_no_limit_is_never_used_up(used: int) -> None:
    assert level(used, 0) is Level.FREE


@pytest.mark.parametrize(
    ("sent", "received", "expected"),
    [
        (2399, 0, Level.FREE),
        (2400, 0, Level.NEARLY),
        (3000, 0, Level.OVER),
        (1600, 1399, Level.FREE),
        (1600, 1400, Level.NEARLY),  # it would be over if what people write counted
        (0, 9000, Level.NEARLY),
    ],
)
def test_what_people_write_warns_but_does_not_use_up(sent: int, received: int, expected: Level) -> None:
    assert messages_level(Usage(0, sent, received), BASIC) is expected


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_more_messages_never_make_it_better(sent: int, received: int, more: int, more_received: int) -> None:
    order = list(Level)
    before = messages_level(Usage(0, sent, received), BASIC)
    assert order.index(messages_level(Usage(0, sent + more, received + more_received), BASIC)) >= order.index(before)


def test_a_round_takes_a_message_a_question_and_some_around_it() -> None:
    needed = of_round([(1, 9, 6), (1, 8, 4), (2, 9, 6), (3, 9, 6)], on_zalo={1, 2, 9})
    screens = (6 + AROUND_A_BALLOT) + (4 + AROUND_A_BALLOT) + (6 + AROUND_A_BALLOT)
    assert needed.people == 2
    assert needed.sent == screens + 2 * AROUND_A_ROUND + 1  # and the summary of the one ratee there
    assert needed.received == screens + 2
    assert needed.both == needed.sent + needed.received


def test_nobody_on_zalo_takes_nothing() -> None:
    assert of_round([(1, 9, 6)], on_zalo=set()).both == 0
    assert of_announcement(0, 3).both == 0


@given(st.lists(st.tuples(PEOPLE, PEOPLE, st.integers(1, 20)), max_size=30), st.sets(PEOPLE), PEOPLE)
def test_each_person_more_on_zalo_takes_no_less(
    ballots: list[tuple[int, int, int]], on_zalo: set[int], one_more: int
) -> None:
    fewer, more = of_round(ballots, on_zalo), of_round(ballots, on_zalo | {one_more})
    assert more.sent >= fewer.sent
    assert more.received >= fewer.received


def test_an_announcement_takes_its_messages_to_each() -> None:
    assert (of_announcement(12, 2).people, of_announcement(12, 2).sent) == (12, 24)
