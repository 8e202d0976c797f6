"""One thing that waits for a person's answer, as the list of all such things shows it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from phieu.bot.context import Context


@dataclass(frozen=True, slots=True)
class Matter:
    """What it is, short enough for a button, and the action that leads to it."""

    label: str
    action: str


Matters = Callable[[Context], Awaitable[list[Matter]]]
"""What waits for the answer of the person who acts, most urgent first. Ballots do not belong here."""
