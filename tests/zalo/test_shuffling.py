"""The numbers of the answers: a fair shuffle, always the same for the same secret."""

from collections import Counter
from itertools import pairwise, permutations
from math import factorial, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.bot.handlers.shuffled_numbers import shuffled

SECRETS = st.binary(min_size=1, max_size=64)
EXPECTED = 250
"""So often each order comes on average."""


@given(st.integers(0, 40), SECRETS)
def test_every_answer_has_a_number_of_its_own_and_always_the_same(size: int, secret: bytes) -> None:
    numbers = shuffled(size, secret)
    assert sorted(numbers) == list(range(size))
    assert shuffled(size, secret) == numbers


@given(st.integers(0, 40))
def test_without_a_secret_numbers_go_up(size: int) -> None:
    assert shuffled(size, b"") == tuple(range(size))


def chi_square(counts: Counter[tuple[int, ...]], size: int) -> float:
    return sum((counts[order] - EXPECTED) ** 2 / EXPECTED for order in permutations(range(size)))


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_every_order_comes_as_often_as_any_other(size: int) -> None:
    """The secrets are fixed, so this is no matter of luck: five standard deviations above the mean are a fault."""
    orders = factorial(size)
    counts = Counter(shuffled(size, f"secret {number}".encode()) for number in range(EXPECTED * orders))
    freedom = orders - 1
    assert chi_square(counts, size) < freedom + 5 * sqrt(2 * freedom)


def test_the_orders_of_two_questions_have_nothing_to_do_with_each_other() -> None:
    """Of answers in seven, one in seven keeps its number from one question to the next."""
    secrets = [f"numbers:{number}".encode() for number in range(3000)]
    pairs = pairwise(secrets)
    kept = sum(shuffled(7, one)[0] == shuffled(7, other)[0] for one, other in pairs)
    assert abs(kept - 3000 / 7) < 5 * sqrt(3000 / 7)
