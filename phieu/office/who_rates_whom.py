"""Who rates whom: from the staff as it is today and the office's rules to pairs of rater and ratee."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from phieu.office.selectors import Selector, Term, TermKind
from phieu.office.spelling import fold
from phieu.words import Rank


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person, active or gone."""

    id: int
    number: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class StaffUnit:
    """A unit, with the deputy chief in charge of it."""

    id: int
    code: str
    supervisor_id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Post:
    """A position that a person holds in a unit."""

    person_id: int
    unit_id: int
    rank: Rank


@dataclass(frozen=True, slots=True)
class StaffGroup:
    """A set of people that cuts across units."""

    id: int
    code: str
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, with the units, posts and groups that rules go by."""

    people: tuple[StaffMember, ...] = ()
    units: tuple[StaffUnit, ...] = ()
    posts: tuple[Post, ...] = ()
    groups: tuple[StaffGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One rule of the sheet: who rates, who is rated, how the raters are called together, and by which criteria set."""

    place: int
    raters: Selector
    ratees: Selector
    group_vi: str
    group_en: str
    criteria: str
    """The criteria set's code."""


class Pair(NamedTuple):
    """One rater, one ratee, and the place of the rule that brought them together."""

    rater_id: int
    ratee_id: int
    rule_place: int


def pairs(staff: Staff, rules: Iterable[RuleSpec]) -> list[Pair]:
    """All pairs that the rules give, in the order of rules, raters and ratees.

    Nobody rates themself, who has left takes no part, and a pair belongs to the first rule that gives it.
    """
    people = SelectedStaff(staff)
    taken: defaultdict[int, set[int]] = defaultdict(set)
    found: list[Pair] = []
    for rule in sorted(rules, key=lambda rule: rule.place):
        for rater_id, ratees in people.ratees_by_rater(rule):
            before = taken[rater_id]
            fresh = [ratee_id for ratee_id in ratees if ratee_id != rater_id and ratee_id not in before]
            before.update(fresh)
            found.extend(Pair(rater_id, ratee_id, rule.place) for ratee_id in fresh)
    return found


class SelectedStaff:
    """The staff, laid out so that a selector is looked up instead of searched for: quick for 10,000 people."""

    def __init__(self, staff: Staff) -> None:
        self.active = frozenset(person.id for person in staff.people if person.active)
        units = {unit.id: unit for unit in staff.units if unit.active}
        posts = [post for post in staff.posts if post.person_id in self.active and post.unit_id in units]
        self._supervisor = {unit.id: unit.supervisor_id for unit in units.values() if unit.supervisor_id in self.active}
        self._heads: defaultdict[int, set[int]] = defaultdict(set)
        self._units_of: defaultdict[int, set[int]] = defaultdict(set)
        self._by: defaultdict[tuple[TermKind, str], set[int]] = defaultdict(set)
        codes = {unit.id: fold(unit.code) for unit in units.values()}
        for post in posts:
            self._units_of[post.person_id].add(post.unit_id)
            self._by[TermKind.UNIT, codes[post.unit_id]].add(post.person_id)
            self._by[TermKind.RANK, post.rank].add(post.person_id)
            if post.rank is Rank.HEAD:
                self._heads[post.unit_id].add(post.person_id)
        self._people = staff.people
        for group in staff.groups:
            self._by[TermKind.GROUP, fold(group.code)].update(group.members & self.active)

    def members(self, selector: Selector, units: frozenset[int] = frozenset()) -> set[int]:
        """Who is meant, as seen by somebody who belongs to these units."""
        chosen: set[int] = set()
        for term in selector.terms:
            if term.removes:
                chosen -= self._term(term, units)
            else:
                chosen |= self._term(term, units)
        return chosen

    def ratees_by_rater(self, rule: RuleSpec) -> Iterator[tuple[int, list[int]]]:
        """Each rater of a rule with whom the rule names for them, the rater perhaps among them."""
        # raters of the same units have the same ratees: worked out once
        known: dict[frozenset[int], list[int]] = {}
        for rater_id in sorted(self.members(rule.raters)):
            units = frozenset(self._units_of.get(rater_id, ())) if rule.ratees.is_relative else frozenset()
            if units not in known:
                known[units] = sorted(self.members(rule.ratees, units))
            yield rater_id, known[units]

    def _term(self, term: Term, units: frozenset[int]) -> set[int]:
        match term.kind:
            case TermKind.EVERYONE:
                return set(self.active)
            case TermKind.HEAD:
                return {head for unit in units for head in self._heads.get(unit, ())}
            case TermKind.SUPERVISOR:
                return {boss for unit in units if (boss := self._supervisor.get(unit)) is not None}
            case TermKind.PERSON:
                return self._numbered.get(term.value, set())
            case _:
                return self._by.get((term.kind, term.value), set())

    @cached_property
    def _numbered(self) -> dict[str, set[int]]:
        """Active people by staff number; few rules name single people, so few need this."""
        return {fold(person.number): {person.id} for person in self._people if person.id in self.active}
