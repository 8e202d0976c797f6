"""The order in which the answers of one question are numbered, so that a number that stays in a chat tells little."""

import hmac
from collections.abc import Iterator
from hashlib import sha256
from itertools import count

WORD_BYTES = 8
WORDS = 1 << 8 * WORD_BYTES


def shuffled(size: int, secret: bytes) -> tuple[int, ...]:
    """Which of the numbers 0 to `size` - 1 each of so many answers gets: the same for the same secret.

    Every order is as likely as any other (Fisher and Yates, with numbers drawn from HMAC-SHA-256); who does not know
    the secret learns nothing of it from other questions' orders. Without a secret the numbers go up.
    """
    numbers = list(range(size))
    if secret:
        words = _words(secret)
        for last in range(size - 1, 0, -1):
            other = _below(last + 1, words)
            numbers[last], numbers[other] = numbers[other], numbers[last]
    return tuple(numbers)


def _below(bound: int, words: Iterator[int]) -> int:
    """The next number from 0 to `bound` - 1. The last words, too few to stand for each as often, are passed over."""
    whole = WORDS - WORDS % bound
    return next(word % bound for word in words if word < whole)


def _words(secret: bytes) -> Iterator[int]:
    for block in count():
        drawn = hmac.digest(secret, block.to_bytes(WORD_BYTES), sha256)
        for start in range(0, len(drawn), WORD_BYTES):
            yield int.from_bytes(drawn[start : start + WORD_BYTES])
