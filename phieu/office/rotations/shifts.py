"""Which day a check-in is asked on: plain rules on plain values.

Nobody is asked on a day off: what the rule gives for one is asked on the next working day, or the last one before it
if the rotation would be over by then. Admins have moved or left out single ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from phieu.office.rotations.due_days import check_in_days
from phieu.office.working_days import NoWorkingDayError, WorkingDays

Shifted = Mapping[date, date | None]
"""By the day that the rule gives: the day instead, or None for left out this time."""


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A check-in that was to be asked by now."""

    planned_on: date
    """The day that the rule gives."""
    asked_on: date

    def covered(self, latest: date) -> bool:
        """Whether one that was asked on this day was this one, or came after it.

        That of a day off has been asked on that very day, as long as days off did not count.
        """
        return latest >= min(self.planned_on, self.asked_on)


@dataclass(frozen=True, slots=True)
class CheckInPlan:
    """The check-ins of one rotation."""

    first: date
    last: date | None
    """The last day of the rotation; None for good."""
    every_months: int
    days: WorkingDays
    shifted: Shifted = field(default_factory=dict)

    def by_rule(self, planned: date) -> date:
        """When the check-in of this day is asked, if no admin decides otherwise."""
        return self._on_working_day(planned)

    def asked_on(self, planned: date) -> date | None:
        """When the check-in that is planned for this day is asked; None for not at all."""
        wanted = self.shifted.get(planned, planned)
        return None if wanted is None else self._on_working_day(wanted)

    def planned(self, until: date) -> list[date]:
        """The days that the rule gives until this one, and whatever admins have decided about, the earliest first."""
        return check_in_days(self.first, self.last, self.every_months, max([until, *self.shifted]))

    def to_ask(self, today: date) -> list[ToAsk]:
        """All check-ins that were to be asked until today, the earliest first."""
        furthest = today if self.last is None else max(today, self.last)  # some are asked before their day
        found = [ToAsk(day, on) for day in self.planned(furthest) if (on := self.asked_on(day)) and on <= today]
        return sorted(found, key=lambda one: one.asked_on)

    def due(self, latest_asked: date, today: date) -> date | None:
        """The day of the check-in that should have been asked by today; None if it has been, or there is none.

        Where several were missed, it is the latest.
        """
        latest = self.to_ask(today)[-1:]
        return next((one.asked_on for one in latest if not one.covered(latest_asked)), None)

    def _on_working_day(self, day: date) -> date:
        try:
            later = self.days.on_or_after(day)
            return later if self.last is None or later <= self.last else self.days.on_or_before(day)
        except NoWorkingDayError:  # the office's own list of days says that it never works
            return day
