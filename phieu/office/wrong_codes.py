"""How long a chat has to wait after wrong invite codes: nothing at first, then longer each time."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 3
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)
CHATS = 10_000
"""So many chats are watched; beyond that the one that tried longest ago is forgotten."""


def wait_after(wrong: int) -> timedelta:
    """The wait after so many wrong codes in a row: none for the first three, then 30 s, doubling up to an hour."""
    if wrong <= FREE_TRIES:
        return timedelta(0)
    doublings = min(wrong - FREE_TRIES - 1, 16)
    longer: int = 2**doublings
    return min(FIRST_WAIT * longer, LONGEST_WAIT)


@dataclass(frozen=True, slots=True)
class _Tries:
    wrong: int
    last: datetime


class WrongCodes:
    """Counts wrong codes by chat, in memory: a restart forgives."""

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def remaining(self, chat: str, now: datetime) -> timedelta:
        """How long this chat has still to wait before it may try again."""
        tries = self._tries.get(chat)
        if tries is None or tries.wrong <= FREE_TRIES:
            return timedelta(0)
        return max(tries.last + wait_after(tries.wrong) - now, timedelta(0))

    def count(self, chat: str, now: datetime) -> None:
        """Note a wrong code."""
        tries = self._tries.pop(chat, None)
        earlier = tries.wrong if tries and now - tries.last < FORGOTTEN_AFTER else 0
        self._tries[chat] = _Tries(earlier + 1, now)
        if len(self._tries) > CHATS:
            self._tries.popitem(last=False)

    def forgive(self, chat: str) -> None:
        """Forget the wrong codes of a chat, because the right one came."""
        self._tries.pop(chat, None)
