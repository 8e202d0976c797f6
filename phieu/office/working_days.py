"""Which days are working days, and counting by them: plain functions on plain values.

Weekends and public holidays are off. An office has days of its own on top: off although others work, or worked
although they are off, to make up for a bridge day, say. These outrank everything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from phieu.office.public_holidays import holidays_of

SATURDAY = 5
FURTHEST = 366
"""An office that is off for a whole year is a fault of its list of days: counting must end."""


class NoWorkingDayError(ValueError):
    """For more than a year there is no working day."""


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The working days of one office. `own` says of special days whether they are worked."""

    own: Mapping[date, bool] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Whether the office works on this day."""
        if day in self.own:
            return self.own[day]
        return day.weekday() < SATURDAY and day not in holidays_of(day.year)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is. Raises NoWorkingDayError, as all below."""
        return self._found(day, timedelta(days=1), self.works)

    def on_or_before(self, day: date) -> date:
        """The day itself if it is worked, else the last one before it that is."""
        return self._found(day, timedelta(days=-1), self.works)

    def after(self, day: date, count: int) -> date:
        """The working day that is so many working days after this one, which itself counts for nothing."""
        for _ in range(count):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def before(self, day: date, count: int) -> date:
        """The working day that is so many working days before this one."""
        for _ in range(count):
            day = self.on_or_before(day - timedelta(days=1))
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days there are after the first day, up to the last one, which counts; 0 if none."""
        return sum(self.works(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))

    @staticmethod
    def _found(day: date, step: timedelta, wanted: Callable[[date], bool]) -> date:
        start = day
        while not wanted(day):
            day += step
            if abs((day - start).days) > FURTHEST:
                raise NoWorkingDayError(start)
        return day
