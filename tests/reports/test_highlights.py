"""What a summary says first."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.office.disclosure import FEWEST_RATEES, Published
from phieu.office.reports.highlights import changes, direction, office_overall, strengths, to_work_on
from phieu.office.reports.office_ranges import office_ranges
from phieu.office.reports.overall import main_scale, overall
from phieu.office.reports.results import QuestionResult
from phieu.office.reports.summary import Measured, Summary
from phieu.office.scores import ScoreRange
from tests.reports.samples import LEVELS, PROGRESS, band, exact, group, hidden, point, question, rounded, sample_summary

ANY_FIGURE = st.one_of(
    st.tuples(*[st.integers(0, 5)] * 4).filter(any).map(lambda counts: exact(*counts)),
    st.builds(rounded, st.integers(5, 9), st.integers(2, 8).map(lambda half: half / 2)),
    st.builds(band, st.just(9), st.integers(0, 9)),
    st.builds(hidden, st.integers(5, 9)),
)


def summary_of(*figures: Published) -> Summary:
    questions = tuple(Measured(question(place, group(figure))) for place, figure in enumerate(figures))
    return replace(sample_summary(), questions=questions)


def codes(measured: list[Measured]) -> list[str]:
    return [one.result.question.code for one in measured]


def test_best_and_lowest_are_named() -> None:
    summary = summary_of(exact(0, 0, 5, 5), exact(5, 5, 0, 0), exact(0, 0, 1, 9), exact(0, 5, 5, 0), exact(0, 0, 9, 1))
    assert codes(strengths(summary)) == ["Q2", "Q0", "Q4"]
    assert codes(to_work_on(summary)) == ["Q1", "Q3"]


def test_nothing_stands_out_where_all_are_alike() -> None:
    summary = summary_of(band(9, 9), band(9, 9), exact(0, 0, 4, 5))
    assert strengths(summary) == []
    assert to_work_on(summary) == []


def test_single_or_hidden_questions_have_no_highlights() -> None:
    for summary in (summary_of(exact(1, 2, 3, 4)), summary_of(hidden(9), hidden(9)), summary_of()):
        assert strengths(summary) == []
        assert to_work_on(summary) == []


@given(st.lists(ANY_FIGURE, max_size=8))
def test_no_question_is_praised_and_blamed(figures: list[Published]) -> None:
    summary = summary_of(*figures)
    best, lowest = codes(strengths(summary)), codes(to_work_on(summary))
    assert not set(best) & set(lowest)
    by_code = {one.result.question.code: one.own for one in summary.questions}
    for high in best:
        for low in lowest:
            above, below = by_code[high], by_code[low]
            assert above is not None
            assert below is not None
            assert above.middle >= below.middle


@pytest.mark.parametrize(
    ("own", "last", "expected"),
    [
        (exact(0, 0, 0, 8), point(3), 1),
        (exact(0, 0, 8, 0), point(4), -1),
        (exact(0, 0, 8, 0), point(2.9), 0),
        (band(9, 9), ScoreRange(2, 3.5, 9), 0),
        (hidden(9), point(3), 0),
        (exact(0, 0, 8, 0), None, 0),
    ],
)
def test_change_is_told_only_where_it_is_certain_and_clear(
    own: Published, last: ScoreRange | None, expected: int
) -> None:
    one = Measured(question(0, group(own)), last=last)
    assert direction(one) == expected


def test_changes_cover_every_question_that_can_be_compared() -> None:
    moved = changes(sample_summary())
    compared = [one for one in sample_summary().questions if one.own and one.last]
    assert moved.compared == len(compared) == 3
    assert codes(list(moved.risen)) == ["Q0"]


def test_overall_averages_the_main_scale_alone() -> None:
    results = [question(0, group(exact(0, 0, 0, 4))), question(1, group(exact(0, 0, 4, 0)))]
    other = question(2, group(exact(4, 0, 0)), options=PROGRESS)
    found = overall([*results, other])
    assert main_scale([*results, other]) == LEVELS
    assert found is not None
    assert (found.low, found.high) == (3.5, 3.5)
    assert overall([]) is None
    assert main_scale([]) == ()


def test_office_is_compared_over_the_very_same_questions() -> None:
    shown = Measured(question(0, group(exact(0, 0, 8, 0))), office=point(3.5))
    not_shown = Measured(question(1, group(hidden(9))), office=point(1))
    summary = replace(sample_summary(), questions=(shown, not_shown))
    found = office_overall(summary)
    assert found is not None
    assert found.low == 3.5
    assert office_overall(replace(summary, questions=(shown, replace(shown, office=None)))) is None


def results_of(*means: float | None) -> dict[int, list[QuestionResult]]:
    return {
        ratee: [question(0, group(hidden(9) if mean is None else rounded(9, mean)))] for ratee, mean in enumerate(means)
    }


def test_office_needs_enough_ratees_whose_figure_is_shown() -> None:
    assert FEWEST_RATEES == 3
    assert office_ranges(results_of(2, 3)) == {}
    assert office_ranges(results_of(2, 3, None)) == {}
    (office,) = office_ranges(results_of(2, 3, 4)).values()
    assert (office.low, office.high) == pytest.approx(((1.75 + 2.75 + 3.75) / 3, (2.25 + 3.25 + 4) / 3))


def test_questions_on_different_scales_are_never_averaged() -> None:
    on_three, on_four = group(exact(0, 0, 8)), group(exact(0, 0, 8, 0))
    mixed = {ratee: [question(0, on_three, options=PROGRESS) if ratee else question(0, on_four)] for ratee in range(3)}
    assert office_ranges(mixed) == {}
