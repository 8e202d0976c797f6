"""How the office keeps when people are reminded: `half,3,1`. Read again by `reminders.read_reminders`. Plain values."""

from collections.abc import Iterable

from phieu.office.reminders import HALF

MOST_DAYS = 30
"""No reminder is set more working days before the last day than this."""


def written(*, half: bool, days_before: Iterable[int]) -> str:
    """Half time first, then from the earliest to the latest; empty if nobody is reminded."""
    return ",".join(([HALF] if half else []) + [str(days) for days in sorted(set(days_before), reverse=True)])
