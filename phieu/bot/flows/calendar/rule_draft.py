"""A rule as it is being put together, all of it in the choices; nothing is kept before it is confirmed."""

from dataclasses import dataclass, replace
from datetime import datetime

from phieu.bot import actions
from phieu.bot.actions import UnknownActionError
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import arguments, kind_in, number_in
from phieu.office.calendar import Dates
from phieu.office.calendar_checks import LAST_DAY, LAST_HOUR, MOST_WORKING_DAYS
from phieu.office.periods import MONTHS
from phieu.words import RoundKind

MONTHS_OF_A_YEAR = range(1, 13)
DAYS = range(1, LAST_DAY + 1)
HOURS = range(LAST_HOUR + 1)
LENGTHS = range(1, MOST_WORKING_DAYS + 1)
_NO_MONTH = "0"


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """What the rule would say."""

    kind: RoundKind
    months: tuple[int, ...]
    day: int
    hour: int
    working_days: int

    def action(self, verb: str) -> str:
        """A choice that carries it."""
        months = "-".join(map(str, self.months)) or _NO_MONTH
        return actions.action(verb, self.kind, months, self.day, self.hour, self.working_days)

    def toggled(self, month: int) -> "RuleDraft":
        """With this month, or without it."""
        return replace(self, months=tuple(sorted({*self.months} ^ {month})))

    def as_rule(self, since: datetime) -> Dates:
        """As the checks take it."""
        return Dates(self.kind, self.months, self.day, self.hour, self.working_days, since)


def draft_in(event: Event) -> RuleDraft:
    """What a choice carries. Raises UnknownActionError."""
    kind, months, day, hour, length = arguments(event, 5)
    if kind_in(kind) not in MONTHS:
        raise UnknownActionError
    read = () if months == _NO_MONTH else tuple(number_in(month, MONTHS_OF_A_YEAR) for month in months.split("-"))
    return RuleDraft(
        kind_in(kind),
        tuple(sorted(set(read))),
        number_in(day, DAYS),
        number_in(hour, HOURS),
        number_in(length, LENGTHS),
    )
