"""Nobody can work out of the units' figures who has handed in: not from one, from all, or from two readings."""

from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.office.unit_shares import (
    FEWEST_FOR_TENTHS,
    FEWEST_PEOPLE,
    Band,
    UnitCount,
    UnitShare,
    share_band,
    unit_shares,
    whole_share,
)

Published = tuple[tuple[UnitShare, ...], int | None]


def published(sizes: list[int], done: tuple[int, ...]) -> Published:
    """All that anybody may see of an office with these units."""
    shares = unit_shares([UnitCount(n, size, count) for n, (size, count) in enumerate(zip(sizes, done, strict=True))])
    return tuple(shares), whole_share(shares)


def test_what_is_told() -> None:
    assert share_band(9, 9) is None
    assert [share_band(done, 10) for done in (0, 4, 5, 10)] == [Band(0, 5), Band(0, 5), Band(5, 10), Band(5, 10)]
    assert share_band(3, 20) == Band(0, 2)
    assert share_band(4, 20) == Band(2, 3)
    assert share_band(15, 20) == Band(7, 8)
    assert share_band(16, 20) == share_band(20, 20) == Band(8, 10)


@pytest.mark.parametrize("people", range(FEWEST_PEOPLE, 121))
def test_two_raters_who_know_of_themselves_never_learn_that_none_or_all_of_the_others_are_done(people: int) -> None:
    by_band = defaultdict(set)
    for done in range(people + 1):
        by_band[share_band(done, people)].add(done)
    for possible in by_band.values():
        assert len(possible) >= 2
        for known in (0, 1, 2):  # how many of the two are done themselves
            others = {done - known for done in possible if 0 <= done - known <= people - 2}
            assert others not in ({0}, {people - 2})


@pytest.mark.parametrize("sizes", [[10, 21, 3], [20, 20, 4, 6], [21, 21, 21], [12, 9, 1], [10, 10], [25, 1]])
def test_all_figures_together_tell_no_more_of_a_unit_than_its_own(sizes: list[int]) -> None:
    """Every outcome of a small office: what the figures leave possible for each unit, small ones included."""
    compatible: defaultdict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for done in product(*(range(size + 1) for size in sizes)):
        compatible[published(sizes, done)].append(done)
    for outcomes in compatible.values():
        for place, size in enumerate(sizes):
            possible = {done[place] for done in outcomes}
            alone = {
                count
                for count in range(size + 1)
                if size < FEWEST_PEOPLE or share_band(count, size) == share_band(min(possible), size)
            }
            if size >= FEWEST_PEOPLE:
                assert possible == alone
            else:
                assert len(possible) >= 2
                assert possible not in ({0}, {size})


@given(sizes=st.lists(st.integers(1, 60), min_size=1, max_size=6), data=st.data())
def test_one_persons_act_changes_the_figures_as_anybody_elses_would(sizes: list[int], data: st.DataObject) -> None:
    """Two readings, before and after one person hands in: whoever of the same figure it was, they read the same."""
    done = tuple(data.draw(st.integers(0, size), label=f"{size}") for size in sizes)
    before = published(sizes, done)
    after = {}
    for place, size in enumerate(sizes):
        if done[place] < size:
            after[place] = published(sizes, tuple(count + (n == place) for n, count in enumerate(done)))
    changed = [place for place in after if after[place] != before]
    for place in changed:
        behind = sizes[place] if sizes[place] >= FEWEST_PEOPLE else sum(n for n in sizes if n < FEWEST_PEOPLE)
        assert behind >= FEWEST_PEOPLE
        told = [one for one, was in zip(after[place][0], before[0], strict=True) if one != was]
        assert len(told) == 1  # of one figure alone, and with it at most the whole
        if sizes[place] < FEWEST_PEOPLE:
            assert told[0].unit_id is None


@given(people=st.integers(FEWEST_FOR_TENTHS, 500), share=st.floats(0, 1))
def test_a_band_says_what_is_true(people: int, share: float) -> None:
    done = round(people * share)
    band = share_band(done, people)
    assert band is not None
    assert band.low * people <= 10 * done
    assert 10 * done < band.high * people or band.high == 10


@given(st.lists(st.tuples(st.integers(1, 300), st.floats(0, 1)), min_size=1, max_size=8))
def test_the_whole_is_a_rough_share_and_never_none_or_all(units: list[tuple[int, float]]) -> None:
    counts = [UnitCount(n, people, round(people * share)) for n, (people, share) in enumerate(units)]
    whole = whole_share(unit_shares(counts))
    if all(one.people < FEWEST_PEOPLE for one in counts):
        assert whole is None
    else:
        assert whole is not None
        assert 1 <= whole <= 9


def test_the_whole_is_right_within_what_the_bands_leave_open() -> None:
    shares = unit_shares([UnitCount(1, 40, 20), UnitCount(2, 60, 30)])
    assert whole_share(shares) == 6  # 5.5 tenths in both bands, rounded up
    assert whole_share(unit_shares([UnitCount(1, 40, 0)])) == 1
    assert whole_share(unit_shares([UnitCount(1, 40, 40)])) == 9
    assert whole_share(unit_shares([UnitCount(1, 9, 9)])) is None
