"""How many have been moved, from where, to where, how and when (requirements, M21). Plain values.

A turn is one move that has come into force. It counts as one of key posts if the post that is taken up leads a unit
or the office, as its head or deputy. Coming back at the end of a term is no turn of its own.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from phieu.words import Rank, RotationKind

KEY_RANKS = frozenset({Rank.CHIEF, Rank.DEPUTY_CHIEF, Rank.HEAD, Rank.DEPUTY_HEAD})
"""Ranks whose posts are key posts (cán bộ chủ chốt)."""

By = TypeVar("By", bound=Hashable)


@dataclass(frozen=True, slots=True)
class PlaceOfWork:
    """A post as a person has held it."""

    unit_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One move of one person."""

    person_id: int
    kind: RotationKind
    old: PlaceOfWork
    new: PlaceOfWork
    new_rank: Rank
    starts_on: date

    @property
    def is_key(self) -> bool:
        """Whether a key post is taken up."""
        return self.new_rank in KEY_RANKS


@dataclass(frozen=True, slots=True)
class Turns:
    """A number of turns: those of key posts and the others."""

    key: int = 0
    other: int = 0

    @property
    def all(self) -> int:
        """Both together."""
        return self.key + self.other

    def __add__(self, others: "Turns") -> "Turns":
        return Turns(self.key + others.key, self.other + others.other)


@dataclass(frozen=True, slots=True)
class UnitTurns:
    """The turns of one unit; one inside the unit counts on both sides, and once in `touched`."""

    to: Turns = Turns()
    away: Turns = Turns()
    touched: Turns = Turns()


@dataclass(frozen=True, slots=True)
class PersonTurns:
    """The turns of one person, and how many posts they have brought the person through, the first one included."""

    turns: Turns
    posts: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures; the mappings hold only what there is."""

    turns: Turns
    by_kind: Mapping[RotationKind, Turns]
    by_unit: Mapping[int, UnitTurns]
    by_person: Mapping[int, PersonTurns]
    by_year: Mapping[int, Turns]


def count_turns(turns: Iterable[Turn]) -> Statistics:
    """All figures about these turns; by year they are counted by the day on which they came into force."""
    turns = list(turns)
    units = {turn.new.unit_id for turn in turns} | {turn.old.unit_id for turn in turns}
    posts: defaultdict[int, set[PlaceOfWork]] = defaultdict(set)
    for turn in turns:
        posts[turn.person_id] |= {turn.old, turn.new}
    by_person = _by(turns, lambda turn: turn.person_id)
    return Statistics(
        turns=_count(turns),
        by_kind=_by(turns, lambda turn: turn.kind),
        by_unit={unit: _of_unit(unit, turns) for unit in sorted(units)},
        by_person={person: PersonTurns(count, len(posts[person])) for person, count in by_person.items()},
        by_year=_by(turns, lambda turn: turn.starts_on.year),
    )


def in_year(turns: Iterable[Turn], year: int | None) -> list[Turn]:
    """The turns that came into force in that year; all for None."""
    return [turn for turn in turns if year is None or turn.starts_on.year == year]


def posts_at_once(posts: Iterable[tuple[int, PlaceOfWork]]) -> dict[int, int]:
    """Of those who hold several posts at once (kiêm nhiệm): how many each."""
    held = Counter(person_id for person_id, _ in set(posts))
    return {person_id: count for person_id, count in held.items() if count > 1}


def _of_unit(unit_id: int, turns: list[Turn]) -> UnitTurns:
    to = [turn for turn in turns if turn.new.unit_id == unit_id]
    away = [turn for turn in turns if turn.old.unit_id == unit_id]
    touched = [turn for turn in turns if unit_id in (turn.new.unit_id, turn.old.unit_id)]
    return UnitTurns(_count(to), _count(away), _count(touched))


def _by(turns: list[Turn], of: Callable[[Turn], By]) -> dict[By, Turns]:
    found: defaultdict[By, Turns] = defaultdict(Turns)
    for turn in turns:
        found[of(turn)] += _count([turn])
    return dict(sorted(found.items(), key=lambda one: str(one[0])))


def _count(turns: list[Turn]) -> Turns:
    key = sum(turn.is_key for turn in turns)
    return Turns(key, len(turns) - key)
