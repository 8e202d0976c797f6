"""Which day a check-in is asked on, once admins have moved or left out single ones: plain rules on plain values."""

from collections.abc import Mapping
from datetime import date

from phieu.office.rotations.due_days import check_in_days

Shifted = Mapping[date, date | None]
"""By the day that the rule gives: the day instead, or None for left out this time."""


def as_shifted(planned: date, shifted: Shifted) -> date | None:
    """When a check-in that is planned for this day is asked; None for not at all."""
    return shifted.get(planned, planned)


def latest_to_ask(first: date, last: date | None, every_months: int, shifted: Shifted, today: date) -> date | None:
    """The latest day until today on which a check-in was to be asked; None if there has been none."""
    furthest = max([today, *shifted])  # what was brought forward is planned for a day that is still to come
    planned = check_in_days(first, last, every_months, furthest)
    days = [day for day in (as_shifted(one, shifted) for one in planned) if day is not None and day <= today]
    return max(days, default=None)
