"""People of one name in the same list: their staff numbers tell them apart."""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

from phieu.office.spelling import fold_name

Key = TypeVar("Key", bound=Hashable)


def told_apart(people: Mapping[Key, tuple[str, str]]) -> dict[Key, str]:
    """What people are called where they stand together, from their names and staff numbers.

    Names that only differ in case or accents are taken for the same: on a phone they are easily mistaken. Those whose
    names have been deleted stay without one.
    """
    seen = Counter(fold_name(name) for name, _ in people.values() if name)
    return {key: f"{name} ({number})" if seen[fold_name(name)] > 1 else name for key, (name, number) in people.items()}
