"""What a rotation makes of the posts that its person holds: on the day it comes into force, and when it ends.

Plain values. A post is known by its unit and its title, whatever the case and accents it was typed in; the rank goes
with it. What the workbook has changed meanwhile is no obstacle: the posts become what the rotation wants, and what was
found otherwise is told as a surprise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from phieu.office.spelling import fold
from phieu.words import Rank, RotationEnding


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post that a person holds, or is to hold."""

    unit_id: int
    title: str
    rank: Rank

    @property
    def place(self) -> tuple[int, str]:
        """What tells posts of one person apart."""
        return self.unit_id, fold(self.title)


@dataclass(frozen=True, slots=True)
class Move:
    """From which post to which one."""

    old: HeldPost
    new: HeldPost
    keeps_old: bool = False


class Surprise(StrEnum):
    """What was otherwise than the rotation took for granted."""

    POST_GONE = "gone"
    """The post that was to be left, or kept, is not held any more."""
    POST_THERE = "there"
    """The post that was to be taken up is held already."""


@dataclass(frozen=True, slots=True)
class PostChange:
    """The posts that a person loses and gains at once."""

    removed: tuple[HeldPost, ...] = ()
    added: tuple[HeldPost, ...] = ()
    surprises: frozenset[Surprise] = frozenset()

    def applied_to(self, held: Iterable[HeldPost]) -> tuple[HeldPost, ...]:
        """What is held afterwards."""
        return (*(post for post in held if post not in self.removed), *self.added)


def entering(held: tuple[HeldPost, ...], move: Move) -> PostChange:
    """What changes when a rotation comes into force."""
    leaves = () if move.keeps_old else (move.old,)
    gone = _at(held, move.old)
    return _exchanged(held, leaves, move.new, () if gone else (Surprise.POST_GONE,))


def leaving(
    held: tuple[HeldPost, ...], move: Move, ending: RotationEnding, elsewhere: HeldPost | None = None
) -> PostChange:
    """What changes when a rotation ends. `elsewhere` is the post for those who are promoted or placed elsewhere.

    A post that was kept besides stays, unless the new one is in the same unit: then it takes the place of both.
    """
    surprises = () if _at(held, move.new) else (Surprise.POST_GONE,)
    if ending is RotationEnding.STAYS:
        return PostChange(surprises=frozenset(surprises))
    if ending is RotationEnding.RETURNS:
        if move.keeps_old and _at(held, move.old):
            return PostChange(_at(held, move.new), (), frozenset(surprises))
        return _exchanged(held, (move.new,), move.old, surprises)
    assert elsewhere is not None, "somebody promoted or placed elsewhere has a post"
    replaces_kept = move.keeps_old and elsewhere.unit_id == move.old.unit_id
    return _exchanged(held, (move.new, move.old) if replaces_kept else (move.new,), elsewhere, surprises)


def _exchanged(
    held: tuple[HeldPost, ...], left: Iterable[HeldPost], taken: HeldPost, surprises: Iterable[Surprise]
) -> PostChange:
    removed = tuple(post for gone in left for post in _at(held, gone))
    there = [post for post in _at(held, taken) if post not in removed]
    if not there:
        return PostChange(removed, (taken,), frozenset(surprises))
    found = frozenset((*surprises, Surprise.POST_THERE))
    if all(post.rank is taken.rank for post in there):
        return PostChange(removed, (), found)
    return PostChange((*removed, *there), (taken,), found)


def _at(held: Iterable[HeldPost], wanted: HeldPost) -> tuple[HeldPost, ...]:
    return tuple(post for post in held if post.place == wanted.place)
