"""The plan of a round: who is asked about whom, and who is counted with whom, before the first answer.

Plain functions on plain values; opening a round freezes what comes out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from phieu.office.grouping import Grouped, GroupLabel, group_raters
from phieu.office.who_rates_whom import Pair, RuleSpec, Staff, pairs


@dataclass(frozen=True, slots=True)
class PlannedRatee:
    """One ratee, the groups of their raters, and each rater with their group's place and the criteria set's code."""

    ratee_id: int
    groups: tuple[Grouped, ...]
    raters: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round would freeze. `too_few` are the ratees whom nobody is asked about, with their number of raters."""

    ratees: tuple[PlannedRatee, ...]
    too_few: tuple[tuple[int, int], ...]
    pairs_by_rule: Mapping[int, int]

    @property
    def rater_ids(self) -> set[int]:
        """Everybody who would get a ballot."""
        return {rater_id for one in self.ratees for rater_id, _, _ in one.raters}


def plan(staff: Staff, rules: Sequence[RuleSpec], threshold: int) -> Plan:
    """Work out a round from the staff as it is today; `threshold` is the office's k."""
    rule_at = {rule.place: rule for rule in rules}
    by_ratee: dict[int, list[Pair]] = defaultdict(list)
    by_rule = dict.fromkeys(rule_at, 0)
    for pair in pairs(staff, rules):
        by_ratee[pair.ratee_id].append(pair)
        by_rule[pair.rule_place] += 1
    ratees, too_few = [], []
    for ratee_id, about in sorted(by_ratee.items()):
        groups = group_raters(_sizes(about, rule_at), threshold)
        if groups:
            ratees.append(PlannedRatee(ratee_id, tuple(groups), tuple(_raters(about, groups, rule_at))))
        else:
            too_few.append((ratee_id, len(about)))
    return Plan(tuple(ratees), tuple(too_few), by_rule)


def _label(rule: RuleSpec) -> GroupLabel:
    return GroupLabel(rule.group_vi, rule.group_en)


def _sizes(about: Iterable[Pair], rule_at: Mapping[int, RuleSpec]) -> list[tuple[GroupLabel, int]]:
    sizes: dict[GroupLabel, int] = defaultdict(int)
    for place, raters in sorted(Counter(pair.rule_place for pair in about).items()):
        sizes[_label(rule_at[place])] += raters
    return list(sizes.items())


def _raters(
    about: Iterable[Pair], groups: Sequence[Grouped], rule_at: Mapping[int, RuleSpec]
) -> Iterable[tuple[int, int, str]]:
    place_of = {label: place for place, group in enumerate(groups) for label in group.labels}
    by_rule = {place: (place_of.get(_label(rule), 0), rule.criteria) for place, rule in rule_at.items()}
    return [(pair.rater_id, *by_rule[pair.rule_place]) for pair in about]
