"""The last day of a round that is opened by hand, or extended."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.locales.translator import translator
from phieu.office.last_days import FURTHEST_DAYS, hand_opened_fault, later_day_fault
from phieu.office.working_days import WorkingDays

FRIDAY = date(2026, 6, 12)
OWN = WorkingDays({date(2026, 6, 13): True, date(2026, 6, 16): False})


@pytest.mark.parametrize(
    ("last_day", "told"),
    [
        (date(2026, 6, 11), "11 June 2026 is over. Please choose a day that is still to come."),
        (date(2062, 6, 12), "12 June 2062 is too far ahead: a round can be opened for 92 days at most."),
        (date(2026, 6, 12), "A round is open for at least one working day after today: until 13 June 2026, or later."),
        (
            date(2026, 6, 14),
            ("14 June 2026 (weekend) is a day off. The working days next to it are 13 June 2026 and 15 June 2026."),
        ),
        (
            date(2026, 6, 16),
            (
                "16 June 2026 (a day off of the office) is a day off. The working days next to it are 15 June 2026 and "
                "17 June 2026."
            ),
        ),
    ],
)
def test_what_speaks_against_it(last_day: date, told: str) -> None:
    fault = hand_opened_fault(last_day, FRIDAY, OWN)
    assert fault is not None
    assert fault.explain(translator("en")) == told


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(-5, 120))
def test_whatever_is_allowed_is_a_working_day_after_today(today: date, ahead: int) -> None:
    last_day = date.fromordinal(today.toordinal() + ahead)
    days = WorkingDays()
    allowed = hand_opened_fault(last_day, today, days) is None
    assert allowed == (0 < ahead <= FURTHEST_DAYS and days.works(last_day))


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(-30, 30), st.integers(-40, 120))
def test_a_round_is_extended_to_a_later_working_day_not_too_far_ahead(today: date, due: int, ahead: int) -> None:
    due_on, last_day = date.fromordinal(today.toordinal() + due), date.fromordinal(today.toordinal() + ahead)
    days = WorkingDays()
    later = last_day > due_on and 0 <= ahead <= FURTHEST_DAYS and days.works(last_day)
    assert (later_day_fault(last_day, due_on, today, days) is None) == (later or last_day == due_on)
