"""Ranges of means hold the truth, whatever the precision."""

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.disclosure import publish
from phieu.office.scores import ScoreRange, averaged, certain_change, joined, score_range
from phieu.words import Precision

counts_of_one_group = st.integers(2, 7).flatmap(
    lambda options: st.lists(st.integers(0, 30), min_size=options, max_size=options).map(tuple)
)


def mean(counts: tuple[int, ...]) -> float:
    return sum(value * many for value, many in enumerate(counts, start=1)) / sum(counts)


@given(counts_of_one_group)
def test_the_range_of_a_figure_holds_the_mean_of_the_answers(counts: tuple[int, ...]) -> None:
    figure = publish({"a": counts}, 5)["a"]
    found = score_range(figure, len(counts))
    if figure.precision is Precision.HIDDEN:
        assert found is None
        return
    assert found is not None
    assert found.low - 1e-9 <= mean(counts) <= found.high + 1e-9
    assert 1 <= found.low <= found.high <= len(counts)
    assert found.answers == sum(counts)
    assert found.is_exact or figure.precision is not Precision.EXACT


@given(st.lists(st.tuples(st.floats(1, 4), st.floats(0, 1), st.integers(1, 20)), min_size=1, max_size=6))
def test_joined_ranges_weigh_every_answer_the_same(parts: list[tuple[float, float, int]]) -> None:
    ranges = [ScoreRange(low, low + width, answers) for low, width, answers in parts]
    together = joined([*ranges, None])
    assert together is not None
    answers = [one.low for one in ranges for _ in range(one.answers)]
    assert abs(together.low - sum(answers) / len(answers)) < 1e-9
    assert together.answers == len(answers)


def test_averaged_ranges_weigh_every_range_the_same() -> None:
    assert averaged([ScoreRange(2, 3, 50), None, ScoreRange(4, 4, 5)]) == ScoreRange(3, 3.5, 55)
    assert averaged([None]) is None
    assert joined([]) is None


def test_a_change_is_told_only_when_it_is_certain() -> None:
    before = ScoreRange(3.0, 3.4, 9)
    assert certain_change(before, ScoreRange(3.5, 3.5, 9)) == 1
    assert certain_change(before, ScoreRange(2.0, 2.9, 9)) == -1
    assert certain_change(before, ScoreRange(3.4, 4.0, 9)) == 0
