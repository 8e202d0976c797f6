"""The attacker puts ballots into every order that a copy offers, people likewise, and lays the two side by side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from math import exp, lgamma, log, sqrt
from typing import Any

from tests.anonymity.stolen import Copy, Row
from tests.anonymity.whose import Whose

LONG_ENOUGH_TO_JOIN = 8
ALMOST_CERTAIN = 1e-9
"""An attack is a success if chance alone would do as well less often than this: so many attacks are made, that one in a
million would succeed by chance now and then."""
FAR = 6.5
"""The same in standard deviations."""


@dataclass(frozen=True, slots=True)
class Cast:
    """What only the test knows: whose ballot it is. The attacker gets what it is about, and so who the suspects are."""

    key: Any
    about: tuple[int, int]
    """Ratee, and group of raters counted together: both stand on the ballot."""
    rater: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One way of attack, how many ballots it gave to the right person, and how many chance would have."""

    way: str
    right: int
    by_chance: float
    drift: float = 0.0
    """How closely the two orders run together, in standard deviations of what chance gives."""

    @property
    def success(self) -> bool:
        """Better than chance, almost certainly."""
        return poisson_tail(self.right, self.by_chance) < ALMOST_CERTAIN or abs(self.drift) > FAR


def poisson_tail(count: int, mean: float) -> float:
    """How likely chance gives so many or more."""
    if count <= mean:
        return 1.0
    terms = (exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(count, count + 200))
    return sum(terms)


def attack(copy: Copy, casts: Sequence[Cast]) -> list[Finding]:
    """Every attack on one copy."""
    by_key = {cast.key: cast for cast in casts}
    people = dict(people_orders(copy))
    found = list(joins(copy, by_key))
    for name, ballots in ballot_orders(copy):
        in_order = [by_key[key] for key in ballots if key in by_key]
        found.append(neighbours(name, in_order))
        found += [match(f"{name} by {other}", in_order, persons) for other, persons in people.items()]
    return found


def successes(findings: Sequence[Finding]) -> list[Finding]:
    """The attacks that did better than chance."""
    return [finding for finding in findings if finding.success]


def best(findings: Sequence[Finding]) -> Finding:
    """The attack that gave most ballots to the right person."""
    return max(findings, key=lambda finding: finding.right - finding.by_chance)


def ballot_orders(copy: Copy) -> Iterator[tuple[str, list[Any]]]:
    """Every order into which the ballots can be put, as their keys."""
    for name in _sortable(copy.tables["ballot"]):
        rows = _sorted(copy.tables["ballot"], name)
        yield f"ballots in order of {name}", [row.values["key"] for row in rows]


def people_orders(copy: Copy) -> Iterator[tuple[str, list[int]]]:
    """Every order into which the people can be put, forwards and backwards."""
    whose = Whose(copy)
    for table, rows in copy.tables.items():
        if table == "ballot" or not rows:
            continue
        for name in _sortable(rows):
            people: dict[str, list[int]] = defaultdict(list)
            for row in _sorted(rows, name):
                for way, person in whose.row(table, row).items():
                    people[way].append(person)
            for way, in_order in people.items():
                yield f"{table}.{way} in order of {name}", list(dict.fromkeys(in_order))
                yield f"{table}.{way} in order of {name}, reversed", list(dict.fromkeys(in_order[::-1]))


def match(way: str, ballots: Sequence[Cast], persons: Sequence[int]) -> Finding:
    """Among the same suspects, give the first ballot to the first person, the second to the second, and so on."""
    right, drift, heaps = 0, 0.0, 0
    place = {person: number for number, person in enumerate(persons)}
    for about in _by_suspects(ballots).values():
        raters = sorted((cast.rater for cast in about if cast.rater in place), key=place.__getitem__)
        if len(raters) != len(about) or len(about) < 2:
            continue
        right += sum(cast.rater == guess for cast, guess in zip(about, raters, strict=True))
        drift += _correlation([raters.index(cast.rater) for cast in about]) * sqrt(len(about) - 1)
        heaps += 1
    return Finding(way, right, max(heaps, 1), drift / sqrt(heaps) if heaps else 0.0)


def neighbours(way: str, ballots: Sequence[Cast]) -> Finding:
    """Take ballots that lie side by side for those of one person."""
    each: dict[int, int] = defaultdict(int)
    for cast in ballots:
        each[cast.rater] += 1
    pairs = len(ballots) - 1
    by_chance = sum(count * (count - 1) for count in each.values()) / max(len(ballots), 1)
    right = sum(one.rater == next_one.rater for one, next_one in pairwise(ballots))
    # some orders (by ratee, by group) keep one person's ballots apart: that is no less than chance, and no finding
    return Finding(f"neighbours among {way}", right if pairs > 0 else 0, max(by_chance, 1.0))


def joins(copy: Copy, by_key: Mapping[Any, Cast]) -> Iterator[Finding]:
    """Link a ballot to the person whose row alone shares a telling value with it: an instant, a key, a transaction."""
    persons: dict[tuple[str, Any], set[int]] = defaultdict(set)
    whose = Whose(copy)
    for table, rows in copy.tables.items():
        for row in rows if table != "ballot" else ():
            named = whose.row(table, row).values()
            for telling in _telling(row):
                persons[telling].update(named)
    right, claims, by_chance = 0, 0, 0.0
    raters = {about: {cast.rater for cast in casts} for about, casts in _by_suspects(list(by_key.values())).items()}
    for row in copy.tables["ballot"]:
        if (cast := by_key.get(row.values["key"])) is None:
            continue
        for telling in _telling(row):
            suspects = persons[telling] & raters[cast.about]
            if len(suspects) == 1:
                claims += 1
                right += cast.rater in suspects
                by_chance += 1 / len(raters[cast.about])
    yield Finding(f"rows that share a value, {claims} in all", right, max(by_chance, 1.0))


def _telling(row: Row) -> Iterator[tuple[str, Any]]:
    for kind in ("xmin", "xmax"):
        if row.traces.get(kind):
            yield ("transaction", row.traces[kind])
    for value in row.values.values():
        if isinstance(value, datetime) or (isinstance(value, str | bytes) and len(value) >= LONG_ENOUGH_TO_JOIN):
            yield ("value", value)


def _sortable(rows: Sequence[Row]) -> list[str]:
    """The names of what tells rows apart."""
    if not rows:
        return []
    names = [*rows[0].values, *rows[0].traces]
    return [name for name in names if len({repr(_of(row, name)) for row in rows}) > 1]


def _sorted(rows: Sequence[Row], name: str) -> list[Row]:
    return sorted(rows, key=lambda row: (_of(row, name) is not None, _of(row, name)))


def _of(row: Row, name: str) -> Any:
    value = row.traces.get(name, row.values.get(name))
    return repr(value) if isinstance(value, dict | list) else value


def _by_suspects(casts: Sequence[Cast]) -> dict[tuple[int, int], list[Cast]]:
    about = defaultdict(list)
    for cast in casts:
        about[cast.about].append(cast)
    return about


def _correlation(order: Sequence[int]) -> float:
    """Spearman's: 1 for the same order, -1 for the reverse one."""
    count = len(order)
    squares = sum((place - rank) ** 2 for place, rank in enumerate(order))
    return 1 - 6 * squares / (count * (count**2 - 1))
