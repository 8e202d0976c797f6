"""What is closed opens for the same key and secret, and for nothing else."""

from hypothesis import assume, given
from hypothesis import strategies as st

from phieu.storage.volatile.sealing import Sealing

SEALING = Sealing(bytes(range(32)))
TAG_BYTES = 16
"""What AES-SIV puts before a value."""


@given(st.binary(max_size=200), st.text(max_size=20))
def test_it_opens_where_it_belongs(value: bytes, place: str) -> None:
    closed = SEALING.close(value, place)
    assert SEALING.open(closed, place) == value
    assert len(closed) == len(value) + TAG_BYTES
    assert SEALING.close(value, place) == closed


@given(st.binary(max_size=200), st.text(max_size=20), st.text(max_size=20), st.integers(0), st.integers(1, 255))
def test_it_opens_nowhere_else_and_not_when_altered(
    value: bytes, place: str, other: str, where: int, change: int
) -> None:
    assume(place != other)
    closed = SEALING.close(value, place)
    assert SEALING.open(closed, other) is None
    assert Sealing(bytes(32)).open(closed, place) is None
    assert SEALING.open(closed[:-1], place) is None
    altered = bytearray(closed)
    altered[where % len(closed)] ^= change
    assert SEALING.open(bytes(altered), place) is None


@given(st.binary(min_size=1, max_size=TAG_BYTES))
def test_what_never_was_closed_does_not_open(anything: bytes) -> None:
    assert SEALING.open(anything, "a place") is None


def test_long_values_look_like_nothing() -> None:
    value = "Nguyễn Thị Hồng Hạnh".encode() * 5000
    closed = SEALING.close(value, "a place")
    assert SEALING.open(closed, "a place") == value
    assert len(set(closed)) == 256
    assert all(closed.count(byte) < len(closed) / 128 for byte in range(256))


def test_names_tell_the_topic_alone() -> None:
    names = {SEALING.name(topic, name) for topic in ("live", "turn") for name in ("telegram:1", "telegram:2", "")}
    assert len(names) == 6
    assert all(len(name.split(":")[2]) == 64 and "telegram" not in name for name in names)
