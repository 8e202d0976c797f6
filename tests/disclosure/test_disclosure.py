"""No published figure pins down anybody's answer: tried out on every data set of small offices."""

from collections.abc import Hashable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phieu.office.audit import MARGIN, dissent, is_safe, near_unanimous
from phieu.office.disclosure import Published, favourable_from, publish, publishable_comments
from phieu.words import Precision
from tests.disclosure.brute_force import Rule, SmallOffice, find_pinned

OFFICES = [
    SmallOffice((4,), 4),
    SmallOffice((5,), 4),
    SmallOffice((6,), 3),
    SmallOffice((7,), 2),
    SmallOffice((3, 3), 3),
    SmallOffice((4, 4), 2),
    SmallOffice((5, 3), 2),
    SmallOffice((2, 5), 2),
    SmallOffice((1, 2, 3), 3),
    SmallOffice((2, 2, 2), 3),
]


def ours(threshold: int) -> Rule:
    def rule(counts: dict[str, tuple[int, ...]]) -> Hashable:
        return frozenset(publish(counts, threshold).items())

    return rule


def exact_mean(counts: dict[str, tuple[int, ...]]) -> Hashable:
    """The known bad rule: five answers are enough, so show their exact mean."""
    figures = []
    for group, count in counts.items():
        answers = sum(count)
        total = sum(value * many for value, many in enumerate(count, start=1))
        figures.append((group, answers, total / answers if answers >= 5 else None))
    return tuple(figures)


def threshold_without_complement(counts: dict[str, tuple[int, ...]]) -> Hashable:
    """The other bad rule: hide the small group, but show the large one and the total, each safe by itself."""
    shown = {group: count for group, count in counts.items() if sum(count) >= 4 and dissent(count) >= 3}
    total = tuple(map(sum, zip(*counts.values(), strict=True)))
    return frozenset(shown.items()), total if sum(total) >= 4 and dissent(total) >= 3 else None


@pytest.mark.parametrize("poolers", [0, 1, 2])
@pytest.mark.parametrize("office", OFFICES, ids=str)
def test_nobody_is_pinned_down(office: SmallOffice, poolers: int) -> None:
    for threshold in (3, 5):
        assert find_pinned(office, ours(threshold), poolers) is None


def test_the_same_test_finds_exact_means_of_five() -> None:
    assert find_pinned(SmallOffice((5,), 4), exact_mean, poolers=0) is not None


def test_the_same_test_finds_a_missing_complement() -> None:
    assert find_pinned(SmallOffice((1, 7), 2), threshold_without_complement, poolers=0) is not None


MOST_DATA_SETS = 20_000

offices = st.builds(
    SmallOffice,
    sizes=st.lists(st.integers(1, 6), min_size=1, max_size=3).map(tuple),
    options=st.integers(2, 4),
).filter(lambda office: (office.options + 1) ** len(office.members) <= MOST_DATA_SETS)


@settings(max_examples=40, deadline=None)
@given(office=offices, threshold=st.integers(3, 6), poolers=st.integers(0, 2))
def test_nobody_is_pinned_down_in_random_offices(office: SmallOffice, threshold: int, poolers: int) -> None:
    assert find_pinned(office, ours(threshold), poolers) is None


@settings(deadline=None)
@given(answers=st.integers(4, 300), options=st.integers(2, 9))
def test_every_class_of_near_unanimous_outcomes_is_safe_whatever_the_size(answers: int, options: int) -> None:
    outcomes = near_unanimous(answers, options)
    figures = {counts: publish({"a": counts}, 4)["a"] for counts in outcomes}
    assert all(is_safe([c for c in outcomes if figures[c] == figure]) for figure in set(figures.values()))
    assert all(figure.precision is not Precision.EXACT for figure in figures.values())


@st.composite
def outcomes(draw: st.DrawFn, least: int = 0) -> tuple[int, ...]:
    options = draw(st.integers(2, 6))
    counts = draw(st.lists(st.integers(0, 12), min_size=options, max_size=options))
    counts[0] += max(0, least - sum(counts))
    return tuple(counts)


@given(outcomes())
def test_what_is_told_is_true(counts: tuple[int, ...]) -> None:
    figure = publish({"a": counts}, 5)["a"]
    answers = sum(counts)
    if answers < 5:
        assert figure == Published(Precision.HIDDEN)
        return
    assert figure.answers == answers
    if dissent(counts) >= MARGIN:
        assert figure.counts == counts
    if figure.favourable is not None:
        assert figure.favourable == sum(counts[favourable_from(len(counts)) - 1 :])
    if figure.mean is not None:
        mean = sum(value * many for value, many in enumerate(counts, start=1)) / answers
        assert abs(figure.mean - mean) <= 0.25


@given(outcomes())
def test_a_published_figure_is_read_back_as_it_was_written(counts: tuple[int, ...]) -> None:
    figure = publish({"a": counts}, 5)["a"]
    assert Published.from_content(figure.precision, figure.to_content()) == figure


def test_one_group_with_too_few_answers_takes_the_other_with_it() -> None:
    figures = publish({"committee": (0, 2, 3, 2), "staff": (0, 1, 1, 1)}, 5)
    assert figures == {None: Published(Precision.EXACT, answers=10, counts=(0, 3, 4, 3))}


def test_groups_with_enough_answers_stand_by_themselves() -> None:
    figures = publish({"committee": (1, 3, 3, 2), "staff": (0, 0, 0, 6)}, 5)
    assert figures == {
        "committee": Published(Precision.EXACT, answers=9, counts=(1, 3, 3, 2)),
        "staff": Published(Precision.BAND, answers=6, favourable=6),
    }


def test_a_unanimous_group_does_not_show_that_it_is_unanimous() -> None:
    everyone_excellent = publish({"staff": (0, 0, 0, 8)}, 5)
    assert everyone_excellent == publish({"staff": (0, 0, 2, 6)}, 5) == publish({"staff": (0, 0, 8, 0)}, 5)


def test_a_large_unanimous_group_is_told_to_the_nearest_half() -> None:
    assert publish({"staff": (0, 0, 0, 60)}, 5) == {"staff": Published(Precision.ROUNDED, answers=60, mean=4.0)}


def test_comments_are_shown_only_when_enough_people_wrote_one() -> None:
    assert publishable_comments(["a", "b"], 3) == []
    assert publishable_comments(["a", "b", "c"], 3) == ["a", "b", "c"]
