"""The attacker sets apart those who stand in some rows from those who do not: is it those who had answered by then?

That is what a series of copies adds: it shows which ballots came between two of them. A row for each of those who were
reminded, say, would name the people whose ballots came later.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from math import comb

from tests.anonymity.attacker import ALMOST_CERTAIN, people_orders
from tests.anonymity.stolen import Copy
from tests.anonymity.whose import Whose


@dataclass(frozen=True, slots=True)
class Split:
    """Some people and the others, and how likely chance alone sets those who had answered apart as well."""

    way: str
    likely: float

    @property
    def success(self) -> bool:
        """Better than chance, almost certainly."""
        return self.likely < ALMOST_CERTAIN


def telling_splits(copy: Copy, raters: Collection[int], answered: Collection[int]) -> list[Split]:
    """The ways in which a copy tells who had answered; `answered` is what only the test knows."""
    splits = [Split(way, by_chance(raters, answered, people)) for way, people in _sides(copy, len(answered))]
    return [split for split in splits if split.success]


def by_chance(raters: Collection[int], answered: Collection[int], people: Collection[int]) -> float:
    """How likely as many people, drawn blindly, are as telling of those who had answered (Fisher's exact test)."""
    everybody, had, named = set(raters), set(raters) & set(answered), set(raters) & set(people)

    def ways(shared: int) -> int:
        return comb(len(had), shared) * comb(len(everybody) - len(had), len(named) - shared)

    found = ways(len(had & named))
    return sum(count for shared in range(len(named) + 1) if (count := ways(shared)) <= found) / comb(
        len(everybody), len(named)
    )


def _sides(copy: Copy, count: int) -> Iterator[tuple[str, Collection[int]]]:
    """Who stands in a table, who does with a certain value beside them, and the first so many in every order."""
    whose = Whose(copy)
    for table, rows in copy.tables.items():
        people: dict[str, set[int]] = defaultdict(set)
        for row in rows if table != "ballot" else ():
            for way, person in whose.row(table, row).items():
                people[f"{table}.{way}"].add(person)
                for column, value in row.values.items():
                    if column != way:
                        people[f"{table}.{way} where {column} is {value!r}"].add(person)
        yield from people.items()
    for way, in_order in people_orders(copy):
        yield f"the first {count} by {way}", in_order[:count]
