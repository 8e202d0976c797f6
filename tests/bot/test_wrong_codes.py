"""How wrong codes are slowed down."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.invite_codes import ALPHABET, hash_code, new_code, plain_code
from phieu.office.wrong_codes import FREE_TRIES, LONGEST_WAIT, WrongCodes, another, remaining, wait_after

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@given(st.integers(0, 1000))
def test_waits_grow_up_to_an_hour(count: int) -> None:
    assert wait_after(count) <= wait_after(count + 1) <= LONGEST_WAIT
    assert (wait_after(count) == timedelta(0)) == (count <= FREE_TRIES)


def test_the_first_waits() -> None:
    assert [wait_after(count).total_seconds() for count in range(3, 8)] == [0, 30, 60, 120, 240]


def wrong(times: int, codes: WrongCodes | None = None) -> WrongCodes:
    for _ in range(times):
        codes = another(codes, NOW)
    assert codes is not None
    return codes


def test_what_is_left_of_the_wait_grows_shorter() -> None:
    codes = wrong(5)
    assert remaining(codes, NOW) == timedelta(seconds=60)
    assert remaining(codes, NOW + timedelta(seconds=45)) == timedelta(seconds=15)
    assert remaining(codes, NOW + timedelta(hours=1)) == timedelta(0)
    assert remaining(None, NOW) == timedelta(0)


def test_a_day_forgives() -> None:
    codes, tomorrow = wrong(5), NOW + timedelta(days=1)
    assert another(codes, tomorrow - timedelta(seconds=1)).count == 6
    assert another(codes, tomorrow) == WrongCodes(1, tomorrow)


def test_codes_are_read_as_people_type_them() -> None:
    code = new_code()
    assert len(code) == 14
    assert set(code) <= {*ALPHABET, "-"}
    pepper = bytes(32)
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n", code.replace("-", "–")):
        assert hash_code(pepper, typed) == hash_code(pepper, code)
    assert plain_code("ab-c 1") == "ABC1"
    assert hash_code(pepper, code) != hash_code(bytes([1]) * 32, code)
