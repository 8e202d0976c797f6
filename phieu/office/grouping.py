"""Which raters of one ratee are counted together: decided on the assignments, before the first answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from phieu.office.disclosure import fewest_answers


@dataclass(frozen=True, slots=True)
class GroupLabel:
    """What a group of raters is called."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class Grouped:
    """The labels that were asked under one heading, in the order of the rules, and how many raters that makes."""

    labels: tuple[GroupLabel, ...]
    size: int

    @property
    def heading(self) -> GroupLabel:
        """All labels in one."""
        return joined_label(self.labels)


def joined_label(labels: Sequence[GroupLabel]) -> GroupLabel:
    """What groups are called that are counted together."""
    return GroupLabel(" + ".join(label.vi for label in labels), " + ".join(label.en for label in labels))


def group_raters(sizes: Sequence[tuple[GroupLabel, int]], threshold: int) -> list[Grouped]:
    """Merge groups that are too small to be shown: always the smallest with the next smallest.

    Returns no group at all when even all raters together are too few: then nobody is asked about this ratee.
    """
    order = {label: place for place, (label, _) in enumerate(sizes)}
    groups = [Grouped((label,), size) for label, size in sizes]
    fewest = fewest_answers(threshold)
    while groups and (smallest := min(groups, key=_smallness)).size < fewest:
        groups.remove(smallest)
        if not groups:
            return []
        partner = min(groups, key=_smallness)
        groups.remove(partner)
        labels = sorted(smallest.labels + partner.labels, key=order.__getitem__)
        groups.append(Grouped(tuple(labels), smallest.size + partner.size))
    return sorted(groups, key=lambda group: order[group.labels[0]])


def _smallness(group: Grouped) -> tuple[int, tuple[str, ...]]:
    return group.size, tuple(label.vi for label in group.labels)
