"""What stays of a rotation when its person's data are deleted: as much as the statistics (M21) count. Plain values.

They count moves by kind, unit, rank and year, and through how many posts they led one person. So posts keep their
unit and rank, and instead of their title a number that says only which of them are the same; days become years.
"""

from collections.abc import Iterable
from datetime import date

Place = tuple[int, str]
"""A unit's id and the title of a post in it."""


def numbered(places: Iterable[Place]) -> dict[Place, str]:
    """A number instead of each title, in the order in which the posts come."""
    return {place: str(number) for number, place in enumerate(dict.fromkeys(places), start=1)}


def only_the_year(day: date) -> date:
    """Its first day."""
    return date(day.year, 1, 1)
