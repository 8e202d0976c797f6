"""One kind of thing that is kept for a while: its name, its values as JSON and back, how many, and how long."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from pydantic import TypeAdapter

Value = TypeVar("Value")

LONGEST = timedelta(days=1)
"""Nothing of a conversation outlives a day in Redis."""


@dataclass(frozen=True, slots=True)
class Topic(Generic[Value]):
    """Values of one type, each under a name such as a chat's."""

    name: str
    adapter: TypeAdapter[Value]
    most: int = 10_000
    """In this process; beyond that the oldest is forgotten, so that strangers cannot fill the memory."""
    lasts: timedelta = LONGEST
    """In Redis, which knows no oldest."""

    def to_json(self, value: Value) -> bytes:
        """The value as it is kept."""
        return self.adapter.dump_json(value)

    def from_json(self, kept: bytes | None) -> Value | None:
        """The value again; None if nothing was kept, or another version of the program kept it in another shape."""
        if kept is None:
            return None
        try:
            return self.adapter.validate_json(kept)
        except ValueError:
            return None
