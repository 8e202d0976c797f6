"""Who rates whom, against an independent formulation that asks about each rater and each ratee."""

from hypothesis import given, settings
from hypothesis import strategies as st

from phieu.office.selectors import Selector, Term, TermKind, parse
from phieu.office.who_rates_whom import (
    Pair,
    Post,
    RuleSpec,
    Staff,
    StaffGroup,
    StaffMember,
    StaffUnit,
    pairs,
)
from phieu.words import Rank

PEOPLE, UNITS, GROUPS = 6, 3, 2


def rule(place: int, raters: str, ratees: str) -> RuleSpec:
    return RuleSpec(place, parse(raters), parse(ratees), "", "", "")


SMALL = Staff(
    people=tuple(StaffMember(number, f"P{number}") for number in range(1, 8)),
    units=(
        StaffUnit(1, "A", supervisor_id=2),
        StaffUnit(2, "B", supervisor_id=2),
        StaffUnit(3, "OLD", 2, active=False),
    ),
    posts=(
        Post(1, 1, Rank.CHIEF),
        Post(2, 1, Rank.DEPUTY_CHIEF),
        Post(3, 1, Rank.HEAD),
        Post(4, 1, Rank.STAFF),
        Post(5, 2, Rank.HEAD),
        Post(6, 2, Rank.STAFF),
        Post(4, 2, Rank.STAFF),
        Post(7, 3, Rank.HEAD),
    ),
    groups=(StaffGroup(1, "DU", frozenset({1, 3, 6})),),
)


def asked_about(rater: int, *rules: RuleSpec) -> list[int]:
    return [pair.ratee_id for pair in pairs(SMALL, rules) if pair.rater_id == rater]


def test_seen_from_the_rater() -> None:
    matrix = rule(1, "rank:staff", "chief + supervisor + head")
    assert asked_about(6, matrix) == [1, 2, 5]


def test_somebody_with_two_posts_rates_both_heads() -> None:
    assert asked_about(4, rule(1, "rank:staff", "head")) == [3, 5]


def test_nobody_rates_themself() -> None:
    assert asked_about(3, rule(1, "everyone", "group:DU")) == [1, 6]


def test_a_closed_unit_has_no_head_and_no_staff() -> None:
    assert asked_about(7, rule(1, "everyone", "head + supervisor")) == []
    assert asked_about(4, rule(1, "rank:staff", "rank:head + unit:OLD")) == [3, 5]


def test_the_first_rule_of_the_sheet_wins() -> None:
    rules = [rule(2, "everyone", "chief"), rule(1, "group:DU", "chief")]
    assert pairs(SMALL, rules) == [
        Pair(3, 1, 1),
        Pair(6, 1, 1),
        *(Pair(rater, 1, 2) for rater in (2, 4, 5, 7)),
    ]


def test_later_terms_count_over_earlier_ones() -> None:
    assert asked_about(6, rule(1, "unit:B", "everyone - group:DU + person:P1")) == [1, 2, 4, 5, 7]


# --- the independent formulation -------------------------------------------------------------------------------------

ids = st.integers(0, PEOPLE - 1)
units = st.integers(0, UNITS - 1)
absolute = st.one_of(
    st.just((TermKind.EVERYONE, "")),
    st.sampled_from([(TermKind.GROUP, f"g{number}") for number in range(GROUPS)]),
    st.sampled_from([(TermKind.UNIT, f"u{number}") for number in range(UNITS)]),
    st.sampled_from([(TermKind.RANK, rank.value) for rank in Rank]),
    st.sampled_from([(TermKind.PERSON, f"p{number}") for number in range(PEOPLE)]),
    st.just((TermKind.PERSON, "unknown")),
)
relative = st.sampled_from([(TermKind.HEAD, ""), (TermKind.SUPERVISOR, "")])


def selectors(term: st.SearchStrategy[tuple[TermKind, str]]) -> st.SearchStrategy[Selector]:
    signed = st.tuples(term, st.booleans()).map(lambda drawn: Term(*drawn[0], removes=drawn[1]))
    return st.lists(signed, min_size=1, max_size=3).map(lambda terms: Selector(tuple(terms)))


rules_drawn = st.lists(st.tuples(selectors(absolute), selectors(absolute | relative)), max_size=4).map(
    lambda drawn: [RuleSpec(place, *selected, "", "", "") for place, selected in enumerate(drawn, start=1)]
)
staff_drawn = st.builds(
    Staff,
    people=st.lists(st.booleans(), min_size=PEOPLE, max_size=PEOPLE).map(
        lambda active: tuple(StaffMember(number, f"P{number}", here) for number, here in enumerate(active))
    ),
    units=st.lists(st.tuples(st.none() | ids, st.booleans()), min_size=UNITS, max_size=UNITS).map(
        lambda drawn: tuple(StaffUnit(number, f"U{number}", *rest) for number, rest in enumerate(drawn))
    ),
    posts=st.lists(st.builds(Post, ids, units, st.sampled_from(Rank)), max_size=10).map(tuple),
    groups=st.lists(st.frozensets(ids), min_size=GROUPS, max_size=GROUPS).map(
        lambda drawn: tuple(StaffGroup(number, f"G{number}", members) for number, members in enumerate(drawn))
    ),
)


def is_meant(staff: Staff, selector: Selector, rater: int, person: int) -> bool:
    """The last term that fits the person decides."""
    decided = [not term.removes for term in selector.terms if fits(staff, term, rater, person)]
    return bool(decided) and decided[-1]


def fits(staff: Staff, term: Term, rater: int, person: int) -> bool:
    open_units = {unit.id: unit for unit in staff.units if unit.active}
    posts = [post for post in staff.posts if post.unit_id in open_units]
    mine = {post.unit_id for post in posts if post.person_id == rater}
    theirs = [post for post in posts if post.person_id == person]
    answers = {
        TermKind.EVERYONE: True,
        TermKind.GROUP: any(person in group.members for group in staff.groups if group.code.lower() == term.value),
        TermKind.UNIT: any(open_units[post.unit_id].code.lower() == term.value for post in theirs),
        TermKind.RANK: any(post.rank == term.value for post in theirs),
        TermKind.PERSON: staff.people[person].number.lower() == term.value,
        TermKind.HEAD: any(post.rank == Rank.HEAD and post.unit_id in mine for post in theirs),
        TermKind.SUPERVISOR: any(open_units[unit].supervisor_id == person for unit in mine),
    }
    return answers[term.kind]


def naive_pairs(staff: Staff, rules: list[RuleSpec]) -> set[Pair]:
    here = [person.id for person in staff.people if person.active]
    found = set()
    for rater in here:
        for ratee in here:
            places = [
                rule.place
                for rule in rules
                if is_meant(staff, rule.raters, rater, rater) and is_meant(staff, rule.ratees, rater, ratee)
            ]
            if places and rater != ratee:
                found.add(Pair(rater, ratee, min(places)))
    return found


@settings(max_examples=400, deadline=None)
@given(staff_drawn, rules_drawn)
def test_the_same_pairs_as_asking_about_each(staff: Staff, rules: list[RuleSpec]) -> None:
    found = pairs(staff, rules)
    assert len(found) == len(set(found))
    assert set(found) == naive_pairs(staff, rules)
    assert found == sorted(found, key=lambda pair: (pair.rule_place, pair.rater_id, pair.ratee_id))
