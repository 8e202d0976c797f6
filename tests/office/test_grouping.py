"""Groups too small to be shown are merged before the first answer."""

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.disclosure import fewest_answers
from phieu.office.grouping import Grouped, GroupLabel, group_raters

COMMITTEE = GroupLabel("Đảng ủy", "Party committee")
STAFF = GroupLabel("Cán bộ, công chức", "Staff")
COUNCIL = GroupLabel("Hội đồng", "Council")


def test_large_groups_stand_by_themselves() -> None:
    assert group_raters([(COMMITTEE, 6), (STAFF, 18)], 5) == [Grouped((COMMITTEE,), 6), Grouped((STAFF,), 18)]


def test_a_division_of_three_is_counted_with_the_committee() -> None:
    (together,) = group_raters([(COMMITTEE, 6), (STAFF, 3)], 5)
    assert together == Grouped((COMMITTEE, STAFF), 9)
    assert together.heading == GroupLabel("Đảng ủy + Cán bộ, công chức", "Party committee + Staff")


def test_the_smallest_joins_the_next_smallest() -> None:
    groups = group_raters([(COMMITTEE, 6), (STAFF, 18), (COUNCIL, 2)], 5)
    assert groups == [Grouped((COMMITTEE, COUNCIL), 8), Grouped((STAFF,), 18)]


def test_nobody_is_asked_where_even_all_together_are_too_few() -> None:
    assert group_raters([(COMMITTEE, 2), (STAFF, 2)], 5) == []
    assert group_raters([(STAFF, 3)], 3) == []


labels = st.lists(st.text("abcdef", min_size=1, max_size=3), unique=True, max_size=6)


@given(labels.flatmap(lambda names: st.tuples(*[st.tuples(st.just(name), st.integers(1, 12)) for name in names])))
def test_no_rater_and_no_label_is_lost_and_none_stays_too_small(sizes: tuple[tuple[str, int], ...]) -> None:
    asked = [(GroupLabel(name, name.upper()), size) for name, size in sizes]
    groups = group_raters(asked, 5)
    total = sum(size for _, size in asked)
    if total < fewest_answers(5):
        assert groups == []
        return
    assert sum(group.size for group in groups) == total
    assert sorted(label.vi for group in groups for label in group.labels) == sorted(name for name, _ in sizes)
    assert all(group.size >= fewest_answers(5) for group in groups)
