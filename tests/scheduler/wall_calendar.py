"""A calendar on a wall, and somebody who turns its pages day by day: a second reading of the rules, for comparison.

Nothing of the program's own arithmetic is used here; holidays are looked up where the program looks them up.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment in Hanoi."""
    return datetime.combine(day, time(hour, minute), HANOI)


@dataclass
class Wall:
    """What hangs on the wall: the days off, and whatever comes again."""

    since: datetime
    """When it was hung up: what was before that is nothing that somebody has missed."""
    own_days: dict[date, bool]
    months: dict[str, tuple[tuple[int, ...], int, int, int]]
    """By kind of round: months, day, hour, working days to answer."""
    singles: dict[tuple[str, date], tuple[int, int]]
    """By kind and day: hour, working days."""
    yearly: dict[str, tuple[int, int, int]]
    """By code: month, day, and how many working days ahead people are told."""
    decisions: dict[tuple[str, str], list[tuple[datetime, datetime | str | None]]] = field(default_factory=dict)
    """By kind and period, what admins decided and when: another moment, None for not at all, or a word."""
    _off: dict[int, set[date]] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Look at the page."""
        if day.year not in self._off:
            self._off[day.year] = set(holidays.country_holidays("VN", years=day.year))
        return self.own_days.get(day, day.isoweekday() <= 5 and day not in self._off[day.year])

    def later(self, day: date, working_days: int) -> date:
        """Turn pages until so many working days have passed."""
        while working_days:
            day += DAY
            working_days -= self.works(day)
        return day

    def earlier(self, day: date, working_days: int) -> date:
        """Turn them back."""
        while working_days:
            day -= DAY
            working_days -= self.works(day)
        return day

    def rounds(self, first: date, last: date) -> list[tuple[datetime, str, str, int]]:
        """When rounds are to be held: the moment, the kind, the period, the working days to answer."""
        found, day = [], first
        while day <= last:
            ends_month = (day + DAY).day == 1
            for kind, (months, number, hour, length) in self.months.items():
                if day.month in months and (day.day == number or (ends_month and day.day < number)):
                    found.append((at(self._held(day), hour), kind, period(kind, day), length))
            for (kind, on), (hour, length) in self.singles.items():
                if on == day:
                    found.append((at(self._held(day), hour), kind, day.isoformat(), length))
            day += DAY
        return found

    def told(self, first: date, last: date) -> list[tuple[datetime, str, date]]:
        """When people are told of what comes each year: the moment, the code, the day that it is about."""
        found, day = [], first
        while day <= last:
            ends_month = (day + DAY).day == 1
            for code, (month, number, ahead) in self.yearly.items():
                if day.month == month and (day.day == number or (ends_month and day.day < number)):
                    on = self.earlier(day, ahead)
                    while not self.works(on):
                        on -= DAY
                    found.append((at(on, 9), code, day))
            day += DAY
        return found

    def _held(self, day: date) -> date:
        while not self.works(day):
            day += DAY
        return day


def period(kind: str, day: date) -> str:
    """What a round about the time before this day is called; such days stand late in their period here."""
    if kind == "semiannual":
        return f"{day.year}-H{1 if day.month <= 6 else 2}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if kind == "quarterly" else str(day.year)
