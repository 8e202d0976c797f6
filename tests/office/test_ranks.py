"""Which units have nobody to head them: one rule for the forecast and for the workbook's checks."""

import pytest

from phieu.office.forecast import forecast
from phieu.office.planning import plan
from phieu.office.ranks import lacks_a_head
from phieu.office.who_rates_whom import Post, Staff, StaffMember, StaffUnit
from phieu.words import Rank


@pytest.mark.parametrize(
    ("held", "lacks"),
    [
        ([], False),  # nobody works there
        ([Rank.STAFF, Rank.DEPUTY_HEAD], True),
        ([Rank.STAFF, Rank.HEAD], False),
        ([Rank.CHIEF, Rank.STAFF], False),  # the office's leaders and their secretary
        ([Rank.DEPUTY_CHIEF], False),
    ],
)
def test_a_unit_lacks_a_head(held: list[Rank], *, lacks: bool) -> None:
    assert lacks_a_head(held) is lacks
    staff = Staff(
        people=tuple(StaffMember(place, f"S{place}") for place in range(len(held))),
        units=(StaffUnit(7, "TH"),),
        posts=tuple(Post(place, 7, rank) for place, rank in enumerate(held)),
    )
    assert forecast(staff, plan(staff, (), threshold=5)).units_without_head == ((7,) if lacks else ())
