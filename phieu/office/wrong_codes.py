"""How long a chat has to wait after wrong invite codes: nothing at first, then longer each time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 3
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WrongCodes:
    """So many wrong codes in a row, and when the last one came."""

    count: int
    last: datetime


def wait_after(wrong: int) -> timedelta:
    """The wait after so many wrong codes in a row: none for the first three, then 30 s, doubling up to an hour."""
    if wrong <= FREE_TRIES:
        return timedelta(0)
    doublings = min(wrong - FREE_TRIES - 1, 16)
    longer: int = 2**doublings
    return min(FIRST_WAIT * longer, LONGEST_WAIT)


def remaining(codes: WrongCodes | None, now: datetime) -> timedelta:
    """How long a chat with these wrong codes has still to wait before it may try again."""
    if codes is None or codes.count <= FREE_TRIES:
        return timedelta(0)
    return max(codes.last + wait_after(codes.count) - now, timedelta(0))


def another(codes: WrongCodes | None, now: datetime) -> WrongCodes:
    """One wrong code more; those of a day ago count no longer."""
    earlier = codes.count if codes and now - codes.last < FORGOTTEN_AFTER else 0
    return WrongCodes(earlier + 1, now)
