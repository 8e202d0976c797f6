"""What should happen with rounds and yearly dates, told page by page of the calendar on the wall."""

from collections import deque
from datetime import UTC, date, datetime, timedelta

from tests.scheduler.wall_calendar import DAY, Wall, at

Happened = tuple[datetime, str]
"""When, and what."""
Which = tuple[str, str]
"""The kind and the period of a round."""


class Watcher:
    """Somebody who looks at the wall at certain moments only, and writes down what becomes of rounds."""

    def __init__(self, wall: Wall, first: date, last: date) -> None:
        self._wall = wall
        self._planned: dict[Which, tuple[datetime, int]] = {}
        for moment, kind, key, length in wall.rounds(first, last):
            self._planned.setdefault((kind, key), (moment, length))
        self._to_come = dict(self._planned)
        self._moved: set[Which] = set()
        self._open_until: dict[Which, datetime] = {}
        self._decisions = deque(sorted((when, which) for which, them in wall.decisions.items() for when, _ in them))
        self.happened: list[Happened] = []

    def look(self, now: datetime) -> None:
        """Everything that is due, in its order; what admins decided before this moment comes first."""
        while self._decisions and self._decisions[0][0] <= now:
            self._decide(*self._decisions.popleft())
        due = [(until, 0, which) for which, until in self._open_until.items() if until <= now]
        due += [(moment, 1, which) for which, (moment, _) in self._to_come.items() if moment <= now]
        for _, opens, which in sorted(due):
            if opens:
                self._deal_with(which, now)
            else:
                self._note(now, "closed", which)
                del self._open_until[which]

    def _decide(self, when: datetime, which: Which) -> None:
        what = dict(self._wall.decisions[which])[when]
        match what:
            case datetime():
                self._to_come[which] = (what, self._planned[which][1])
                self._moved.add(which)
            case "put back":
                self._to_come[which] = self._planned[which]
                self._moved.discard(which)
            case "accepted" | "brought forward":
                self._to_come.pop(which, None)
                self._open(which, when)
            case _:
                self._to_come.pop(which, None)

    def _deal_with(self, which: Which, now: datetime) -> None:
        moment, length = self._to_come[which]
        before = moment < self._wall.since and which not in self._moved
        if now > self._end(moment, length):
            self.happened += [] if before else [(now, f"round_missed missed:{':'.join(which)}:off")]
        elif before or which[0] == "quarterly" or now > self._next_morning(moment):
            again = f":{moment.astimezone(UTC):%Y-%m-%dT%H%M}" if which in self._moved else ""
            self.happened.append((now, f"round_proposed proposal:{':'.join(which)}{again}"))
        elif self._wall.works(now.date()):
            self._open(which, now)
        else:
            return  # a day off: it waits
        del self._to_come[which]

    def _next_morning(self, moment: datetime) -> datetime:
        return max(at(self._wall.later(moment.date(), 1), moment.hour), moment + DAY)

    def _open(self, which: Which, now: datetime) -> None:
        self._note(now, "opened", which)
        self._open_until[which] = self._end(now, self._planned[which][1])

    def _end(self, moment: datetime, length: int) -> datetime:
        return at(self._wall.later(moment.date(), length), 23, 59)

    def _note(self, now: datetime, word: str, which: Which) -> None:
        self.happened.append((now, f"round_{word} {' '.join(which)}"))


def dates_that_are_told(wall: Wall, looks: list[datetime], first: date, last: date) -> list[Happened]:
    """What is told of yearly dates if somebody looks at these moments only."""
    happened = []
    for moment, code, day in wall.told(first, last):
        look = next((look for look in looks if look >= moment), None)
        if look is not None and look.date() <= day + timedelta(days=1):
            happened.append((look, f"yearly_date yearly:{code}:{day}"))
    return happened
