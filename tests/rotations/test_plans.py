"""What speaks against a plan, what it would mean for the units, and which days rotations take."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.locales.translator import translator
from phieu.office.rotations.consequences import Consequence, ForUnit, consequences
from phieu.office.rotations.overlaps import Days, days_taken
from phieu.office.rotations.plan import Plan, Standing, faults
from phieu.office.rotations.positions import HeldPost, Move
from phieu.office.rotations.shelves import Shelf, shelf_of
from phieu.words import Rank, RotationEnding, RotationKind, RotationState

TODAY = date(2026, 6, 10)
OLD, NEW = HeldPost(1, "Chuyên viên", Rank.STAFF), HeldPost(2, "Phó Trưởng phòng", Rank.DEPUTY_HEAD)
STANDING = Standing(TODAY, active=True, held=(OLD,), open_units=frozenset({1, 2}))
days = st.builds(
    lambda first, length: Days(first, None if length is None else first + timedelta(days=length)),
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.none() | st.integers(0, 40),
)


def plan(
    old: HeldPost = OLD,
    new: HeldPost = NEW,
    first: date = TODAY,
    last: date | None = None,
    kind: RotationKind = RotationKind.LATERAL,
    tasks: str = "",
) -> Plan:
    return Plan(7, kind, Move(old, new), first, last, tasks)


def told(one: Plan, standing: Standing = STANDING) -> list[str]:
    return [fault.explain(translator("en")) for fault in faults(one, standing)]


def test_nothing_speaks_against_an_ordinary_plan() -> None:
    assert told(plan()) == []
    assert told(plan(first=TODAY - timedelta(days=30), last=TODAY)) == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        (plan(new=HeldPost(1, "chuyen vien", Rank.HEAD)), "holds that very post already"),
        (plan(old=NEW, new=OLD), "no longer theirs"),
        (plan(new=HeldPost(9, "Kế toán", Rank.STAFF)), "no longer exists"),
        (plan(new=HeldPost(2, "x" * 101, Rank.STAFF)), "1 to 100 characters"),
        (plan(tasks="x" * 2001), "at most 2000 characters"),
        (plan(last=TODAY - timedelta(days=1)), "9 June 2026, is before the first one, 10 June 2026"),
        (plan(first=date(2026, 5, 1), last=date(2026, 6, 9)), "is over already"),
        (plan(kind=RotationKind.TEMPORARY), "needs a last day"),
        (plan(first=date(2025, 1, 1)), "more than a year ago"),
        (plan(first=date(2062, 1, 1)), "look at the year"),
        (plan(last=date(2062, 1, 1)), "1 January 2062, is more than five years after the first one"),
    ],
)
def test_what_speaks_against_a_plan_is_said(wrong: Plan, word: str) -> None:
    assert any(word in text for text in told(wrong)), told(wrong)


def test_all_that_speaks_against_it_is_said_at_once() -> None:
    others = (("LC-2026-01", Days(TODAY, None)), ("LC-2026-02", Days(TODAY, TODAY)))
    standing = Standing(TODAY, active=False, held=(), open_units=frozenset(), others=others)
    assert told(plan(kind=RotationKind.TEMPORARY), standing) == [
        "This person is no longer on the staff.",
        "The unit that the person would go to no longer exists. Please choose another one.",
        "A rotation of this kind needs a last day.",
        "It overlaps with rotation LC-2026-01 of the same person, from 10 June 2026 on.",
        "It overlaps with rotation LC-2026-02 of the same person, 10 June 2026 to 10 June 2026.",
    ]


@given(days, days)
def test_days_meet_where_they_have_a_day_in_common(one: Days, other: Days) -> None:
    def whole(taken: Days) -> set[date]:
        last = taken.last or date(2026, 6, 1)
        return {taken.first + timedelta(days=n) for n in range((last - taken.first).days + 1)}

    assert one.meet(other) == other.meet(one) == bool(whole(one) & whole(other))


@pytest.mark.parametrize(
    ("state", "ends_on", "ended_on", "taken"),
    [
        (RotationState.PROPOSED, None, None, Days(TODAY, None)),
        (RotationState.DROPPED, None, None, None),
        (RotationState.IN_FORCE, None, None, None),
        (RotationState.IN_FORCE, date(2026, 12, 31), None, Days(TODAY, date(2026, 12, 31))),
        (RotationState.IN_FORCE, date(2026, 12, 31), date(2026, 10, 1), Days(TODAY, date(2026, 9, 30))),
        (RotationState.ENDED, date(2026, 12, 31), None, Days(TODAY, date(2026, 12, 31))),
        (RotationState.ENDED, None, TODAY, None),
    ],
)
def test_the_days_that_a_rotation_takes(
    state: RotationState, ends_on: date | None, ended_on: date | None, taken: Days | None
) -> None:
    assert days_taken(state, TODAY, ends_on, ended_on, TODAY) == taken


def test_a_term_that_is_over_lasts_until_it_is_decided_what_follows() -> None:
    last, later = date(2026, 6, 30), date(2026, 7, 1)
    assert days_taken(RotationState.IN_FORCE, TODAY, last, None, later) == Days(TODAY, None)
    assert shelf_of(RotationState.IN_FORCE, last, None, later) is Shelf.ENDING
    assert shelf_of(RotationState.IN_FORCE, last, RotationEnding.STAYS, later) is Shelf.IN_FORCE
    assert shelf_of(RotationState.IN_FORCE, last, None, date(2026, 6, 15)) is Shelf.IN_FORCE


HEAD, HEAD_THERE = HeldPost(1, "Trưởng phòng", Rank.HEAD), HeldPost(2, "Trưởng phòng", Rank.HEAD)


@pytest.mark.parametrize(
    ("before", "after", "others", "found"),
    [
        ((OLD,), (NEW,), {1: [Rank.HEAD], 2: [Rank.HEAD]}, []),
        ((OLD,), (NEW,), {2: [Rank.HEAD]}, [ForUnit(1, Consequence.NOBODY)]),
        (
            (HEAD,),
            (HEAD_THERE,),
            {1: [Rank.STAFF], 2: [Rank.HEAD]},
            [ForUnit(1, Consequence.NO_HEAD), ForUnit(2, Consequence.TWO_HEADS)],
        ),
        ((HEAD,), (HEAD, HEAD_THERE), {1: [Rank.STAFF], 2: [Rank.STAFF]}, []),
        ((OLD,), (), {1: [Rank.STAFF]}, []),
    ],
)
def test_what_a_change_means_for_the_units(
    before: tuple[HeldPost, ...], after: tuple[HeldPost, ...], others: dict[int, list[Rank]], found: list[ForUnit]
) -> None:
    assert consequences(before, after, others) == found
