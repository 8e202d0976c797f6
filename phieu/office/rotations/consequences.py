"""What a change of posts would mean for the units: nobody to head one, two heads, nobody left. Plain values."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from phieu.office.ranks import lacks_a_head
from phieu.office.rotations.positions import HeldPost
from phieu.words import Rank


class Consequence(StrEnum):
    """What an admin should know before deciding; it forbids nothing."""

    NO_HEAD = "no_head"
    TWO_HEADS = "two_heads"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class ForUnit:
    """A consequence, and the unit that it is for."""

    unit_id: int
    consequence: Consequence


def consequences(
    before: Collection[HeldPost], after: Collection[HeldPost], others: Mapping[int, Collection[Rank]]
) -> list[ForUnit]:
    """What becomes otherwise in the units where this person's posts change.

    `others` has the ranks of the posts that everybody else holds today, by unit. What was so before is not told.
    """
    units = sorted({post.unit_id for post in (*before, *after)})
    return [
        ForUnit(unit, found)
        for unit in units
        for found in _new_for(
            [*others.get(unit, ()), *(post.rank for post in before if post.unit_id == unit)],
            [*others.get(unit, ()), *(post.rank for post in after if post.unit_id == unit)],
        )
    ]


def _new_for(before: list[Rank], after: list[Rank]) -> Iterator[Consequence]:
    if before and not after:
        yield Consequence.NOBODY
    elif lacks_a_head(after) and not lacks_a_head(before):
        yield Consequence.NO_HEAD
    if after.count(Rank.HEAD) > max(1, before.count(Rank.HEAD)):
        yield Consequence.TWO_HEADS
