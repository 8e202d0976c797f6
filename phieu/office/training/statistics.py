"""How many took part in training, and how many finished (requirements, M24). Plain values.

A turn is one person on one course who began it: enrolled, finished or broken off. Who was only asked, accepted,
declined or withdrawn is none. A turn belongs to the year in which its course begins, and to the unit that the person
belongs to today. One person may have several turns; people are counted once.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from phieu.words import CourseLevel, NominationState, StudyMode

BEGAN = frozenset({NominationState.ENROLLED, NominationState.FINISHED, NominationState.BROKEN_OFF})

By = TypeVar("By", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One person on one course, and how far they have got."""

    person_id: int
    unit_id: int | None
    """The unit of today; None for whoever has left, or holds no position."""
    year: int
    level: CourseLevel
    scheme: str
    mode: StudyMode
    state: NominationState

    @property
    def counts(self) -> bool:
        """Whether it is a turn."""
        return self.state in BEGAN


@dataclass(frozen=True, slots=True)
class Tally:
    """A number of turns."""

    turns: int = 0
    finished: int = 0
    """Of these."""
    broken_off: int = 0
    """Of these."""
    people: int = 0
    """How many different people they are of."""

    @property
    def going_on(self) -> int:
        """Turns that are neither finished nor broken off."""
        return self.turns - self.finished - self.broken_off


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: level × scheme × mode."""

    level: CourseLevel
    scheme: str
    """Empty where no scheme pays."""
    mode: StudyMode
    tally: Tally


def tally(attendances: Iterable[Attendance]) -> Tally:
    """All of them together."""
    turns = [one for one in attendances if one.counts]
    return Tally(
        turns=len(turns),
        finished=sum(one.state is NominationState.FINISHED for one in turns),
        broken_off=sum(one.state is NominationState.BROKEN_OFF for one in turns),
        people=len({one.person_id for one in turns}),
    )


def statistics(attendances: Iterable[Attendance]) -> list[Line]:
    """The table: by level from the highest, then by scheme (none first) and mode; no empty lines."""
    levels, modes = list(CourseLevel), list(StudyMode)
    found = tally_by(attendances, lambda one: (one.level, one.scheme, one.mode))
    places = sorted(found, key=lambda place: (levels.index(place[0]), place[1], modes.index(place[2])))
    return [Line(*place, found[place]) for place in places]


def tally_by(attendances: Iterable[Attendance], of: Callable[[Attendance], By]) -> dict[By, Tally]:
    """By whatever `of` says; only what has turns."""
    groups: defaultdict[By, list[Attendance]] = defaultdict(list)
    for one in attendances:
        if one.counts:
            groups[of(one)].append(one)
    return {place: tally(group) for place, group in groups.items()}


def chosen(attendances: Iterable[Attendance], year: int | None = None, unit_id: int | None = None) -> list[Attendance]:
    """Those of that year and that unit; None for all."""
    return [
        one for one in attendances if (year is None or one.year == year) and (unit_id is None or one.unit_id == unit_id)
    ]
