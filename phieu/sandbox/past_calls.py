"""The calls that a bot made, without what they said: for tests, and for whoever wants to know how it went."""

from collections import deque
from dataclasses import dataclass

LONGEST_HISTORY = 100_000  # calls


@dataclass(slots=True, frozen=True)
class PastCall:
    """One call that the bot made: when, by a clock of seconds that never goes back, and with what outcome."""

    at: float
    method: str
    chat_id: int | str | None
    status: int
    uploads: int  # files that came along


def new_history() -> deque[PastCall]:
    """Room for the last calls one by one."""
    return deque(maxlen=LONGEST_HISTORY)
