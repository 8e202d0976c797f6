"""Who is away when: overlaps of courses and temporary rotations, and how many of a unit are left (requirements, M25).

Headcount does not grow: colleagues cover for those who study. Plain functions on plain values; days are counted with
the first and the last one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from their unit from the one day to the other, both included."""

    person_id: int
    from_day: date
    until_day: date
    why: str = ""
    """The course, or where somebody is meanwhile; empty where that must not be told by chat."""
    unit_id: int | None = None
    """The unit that they are missing from; None for all of theirs."""
    settled: bool = True
    """They have accepted, or it is decided; not only asked."""
    whole: bool = True
    """It takes all their time, so that nothing else fits in."""


def overlaps(absences: Iterable[Absence], members: Collection[int], first: date, last: date) -> list[Absence]:
    """The absences of these members that have a day in common with those days; whoever leaves first comes first."""
    found = [
        absence
        for absence in absences
        if absence.person_id in members and absence.from_day <= last and absence.until_day >= first
    ]
    return sorted(found, key=lambda absence: (absence.from_day, absence.person_id, absence.until_day, absence.why))


def fewest_present(members: Collection[int], absences: Iterable[Absence], first: date, last: date) -> int:
    """How many of the members are there on the day in that time on which the most are away."""
    away = overlaps(absences, members, first, last)
    # whoever is away on some day is so on the first one, or from a day on which somebody leaves
    days = {first} | {absence.from_day for absence in away if absence.from_day > first}
    missing = ({one.person_id for one in away if one.from_day <= day <= one.until_day} for day in days)
    return len(set(members)) - max(map(len, missing))
