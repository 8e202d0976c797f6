"""The statistics of rotations: sums that have to agree, and the shape of a real district's figures."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.rotations.statistics import (
    PersonTurns,
    PlaceOfWork,
    Turn,
    Turns,
    UnitTurns,
    count_turns,
    in_year,
    posts_at_once,
)
from phieu.words import Rank, RotationKind

PLACES = st.builds(PlaceOfWork, st.integers(1, 4), st.sampled_from(["Chuyên viên", "Phó phòng", "Trưởng phòng"]))
TURNS = st.lists(
    st.builds(
        Turn,
        st.integers(1, 5),
        st.sampled_from(RotationKind),
        PLACES,
        PLACES,
        st.sampled_from(Rank),
        st.dates(date(2015, 1, 1), date(2026, 12, 31)),
    ),
    max_size=40,
)
WARD, DISTRICT = 1, 100


def a_turn(person: int, old: int, new: int, *, key: bool, year: int = 2016, title: str = "") -> Turn:
    rank = Rank.HEAD if key else Rank.STAFF
    return Turn(
        person,
        RotationKind.LATERAL,
        PlaceOfWork(old, f"Cũ {title}"),
        PlaceOfWork(new, f"Mới {title}"),
        rank,
        date(year, 5, 1),
    )


@given(TURNS)
def test_the_sums_agree(turns: list[Turn]) -> None:
    found = count_turns(turns)
    assert found.turns.all == len(turns)
    assert found.turns.key == sum(turn.new_rank not in (Rank.STAFF, Rank.CONTRACT) for turn in turns)
    for parts in (
        list(found.by_kind.values()),
        list(found.by_year.values()),
        [one.turns for one in found.by_person.values()],
        [one.to for one in found.by_unit.values()],
        [one.away for one in found.by_unit.values()],
    ):
        assert sum(parts, Turns()) == found.turns
    inside = Counter(turn.new.unit_id for turn in turns if turn.new.unit_id == turn.old.unit_id)
    for unit, one in found.by_unit.items():
        assert one.to.all + one.away.all - inside[unit] == one.touched.all


@given(TURNS)
def test_the_years_apart_and_together_are_the_same(turns: list[Turn]) -> None:
    years = {turn.starts_on.year for turn in turns}
    apart = [count_turns(in_year(turns, year)) for year in years]
    assert sum((one.turns for one in apart), Turns()) == count_turns(in_year(turns, None)).turns
    assert {year: count_turns(in_year(turns, year)).turns for year in years} == dict(count_turns(turns).by_year)


@given(TURNS, st.randoms(use_true_random=False))
def test_the_order_of_the_turns_does_not_matter(turns: list[Turn], random: object) -> None:
    shuffled = list(turns)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count_turns(shuffled) == count_turns(turns)


def test_a_district_s_43_key_turns_and_13_others_with_8_and_10_in_one_ward_and_three_posts_of_one_person() -> None:
    """A ward received and gave 8 key people and 10 others; one of them has been moved through three posts."""
    one_person = [
        Turn(
            1,
            RotationKind.PROMOTION,
            PlaceOfWork(DISTRICT, "Cán bộ Ban Tổ chức"),
            PlaceOfWork(DISTRICT, "Phó Chánh Văn phòng"),
            Rank.DEPUTY_CHIEF,
            date(2013, 3, 1),
        ),
        Turn(
            1,
            RotationKind.PROMOTION,
            PlaceOfWork(DISTRICT, "Phó Chánh Văn phòng"),
            PlaceOfWork(WARD, "Bí thư Đảng ủy"),
            Rank.HEAD,
            date(2016, 3, 1),
        ),
    ]
    in_the_ward = [a_turn(10 + n, 2, WARD, key=True) for n in range(4)]
    in_the_ward += [a_turn(20 + n, WARD, 3, key=True, year=2017) for n in range(3)]
    in_the_ward += [a_turn(30 + n, 4, WARD, key=False) for n in range(6)]
    in_the_ward += [a_turn(40 + n, WARD, 5, key=False, year=2018) for n in range(4)]
    elsewhere = [a_turn(100 + n, 6 + n % 3, 9, key=True) for n in range(34)]
    elsewhere += [a_turn(200 + n, 9, 6, key=False) for n in range(3)]
    found = count_turns([*one_person, *in_the_ward, *elsewhere])
    assert found.turns == Turns(key=43, other=13)
    assert found.by_unit[WARD] == UnitTurns(to=Turns(5, 6), away=Turns(3, 4), touched=Turns(8, 10))
    assert found.by_person[1] == PersonTurns(Turns(key=2), posts=3)
    assert max(one.posts for one in found.by_person.values()) == 3
    assert found.by_kind == {RotationKind.LATERAL: Turns(41, 13), RotationKind.PROMOTION: Turns(2, 0)}
    assert found.by_year == {2013: Turns(1), 2016: Turns(39, 9), 2017: Turns(3), 2018: Turns(0, 4)}


def test_several_posts_at_once_are_counted_once_each() -> None:
    held = [(1, PlaceOfWork(1, "Trưởng phòng")), (1, PlaceOfWork(2, "Phó phòng")), (1, PlaceOfWork(2, "Ủy viên"))]
    assert posts_at_once([*held, held[0], (2, PlaceOfWork(1, "Chuyên viên"))]) == {1: 3}
