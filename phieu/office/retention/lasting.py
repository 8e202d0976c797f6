"""Which notices are still needed, however old: those of a matter that goes on, where they tell what has been said.

The clock asks the outbox whether something has been said before it says it: of nominations that wait for an answer,
of surveys, of rotations. So what has been said of such a matter stays until the matter is over. Plain values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from phieu.words import NoticeKind

LARGEST_GAP_YEARS = 1
"""Surveys of last year are still looked at (`office.training.needs_due`)."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """What goes on: ids by what the subjects of notices call the thing, and the first year of surveys."""

    first_year: int
    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    levels_shared: frozenset[int] = frozenset()
    """Rounds whose shared results may be widened, which tells people of them once."""


def is_needed(kind: NoticeKind, subject: str, lasting: Lasting) -> bool:
    """Whether what this notice is about goes on, so that it must not be forgotten that it was said."""
    thing, _, rest = subject.partition(":")
    number = rest.partition(":")[0]
    if not number.isdecimal():
        return False
    if thing == "needs":
        return int(number) >= lasting.first_year
    if kind is NoticeKind.RESULTS_SHARED and int(number) in lasting.levels_shared:
        return True
    return int(number) in lasting.ids.get(thing, frozenset())
