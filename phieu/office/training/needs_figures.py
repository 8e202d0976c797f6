"""How much of what is needed: plain sums over plain values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class NeedCount:
    """So many needs were said, and so many of them are their unit's, too."""

    said: int = 0
    supported: int = 0

    def with_one(self, *, supported: bool) -> "NeedCount":
        """One more."""
        return NeedCount(self.said + 1, self.supported + supported)


def count_by(
    needs: Iterable[Item], key: Callable[[Item], Key], supported: Callable[[Item], bool]
) -> dict[Key, NeedCount]:
    """The counts of each group, in the order in which the groups are met."""
    found: dict[Key, NeedCount] = {}
    for one in needs:
        found[key(one)] = found.get(key(one), NeedCount()).with_one(supported=supported(one))
    return found


def count_all(needs: Iterable[Item], supported: Callable[[Item], bool]) -> NeedCount:
    """All together."""
    return count_by(needs, lambda _: None, supported).get(None, NeedCount())
