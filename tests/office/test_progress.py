"""An open round's progress tells of no single person."""

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.progress import FEWEST_BALLOTS, coarse_progress


def test_small_rounds_show_no_progress() -> None:
    assert coarse_progress(FEWEST_BALLOTS - 1, FEWEST_BALLOTS - 1) is None


def test_nobody_sees_that_all_have_answered() -> None:
    assert coarse_progress(100, 100) == coarse_progress(90, 100) == 9


@given(asked=st.integers(FEWEST_BALLOTS, 5000), share=st.floats(0, 1))
def test_a_tenth_is_always_more_than_one_ballot(asked: int, share: float) -> None:
    submitted = int(asked * share)
    same = [n for n in range(asked + 1) if coarse_progress(n, asked) == coarse_progress(submitted, asked)]
    assert submitted in same
    assert len(same) >= 2
