"""Who is away when: against counting day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.training.overlaps import Absence, fewest_present, overlaps

FIRST = date(2026, 7, 1)
DAYS = st.integers(0, 20).map(lambda day: FIRST + timedelta(days=day))
SPANS = st.tuples(DAYS, DAYS).map(lambda span: (min(span), max(span)))
PEOPLE = st.integers(1, 6)
ABSENCES = st.lists(st.builds(lambda who, span: Absence(who, *span), PEOPLE, SPANS), max_size=12)


def days_of(first: date, last: date) -> list[date]:
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


@given(ABSENCES, st.sets(PEOPLE), SPANS)
def test_overlaps_are_those_that_share_a_day(
    absences: list[Absence], members: set[int], span: tuple[date, date]
) -> None:
    found = overlaps(absences, members, *span)
    wanted = days_of(*span)
    shared = [
        one for one in absences if one.person_id in members and set(days_of(one.from_day, one.until_day)) & set(wanted)
    ]
    assert sorted(map(repr, found)) == sorted(map(repr, shared))
    assert [one.from_day for one in found] == sorted(one.from_day for one in found)


@given(ABSENCES, st.sets(PEOPLE), SPANS)
def test_the_fewest_present_are_those_of_the_worst_day(
    absences: list[Absence], members: set[int], span: tuple[date, date]
) -> None:
    present = [
        sum(
            1
            for member in members
            if not any(one.person_id == member and one.from_day <= day <= one.until_day for one in absences)
        )
        for day in days_of(*span)
    ]
    assert fewest_present(members, absences, *span) == min(present)
