"""How wrong codes are slowed down."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.invite_codes import ALPHABET, hash_code, new_code, plain_code
from phieu.office.wrong_codes import CHATS, FREE_TRIES, LONGEST_WAIT, WrongCodes, wait_after

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@given(st.integers(0, 1000))
def test_waits_grow_up_to_an_hour(wrong: int) -> None:
    assert wait_after(wrong) <= wait_after(wrong + 1) <= LONGEST_WAIT
    assert (wait_after(wrong) == timedelta(0)) == (wrong <= FREE_TRIES)


def test_the_first_waits() -> None:
    assert [wait_after(wrong).total_seconds() for wrong in range(3, 8)] == [0, 30, 60, 120, 240]


def test_each_chat_is_slowed_down_by_itself_and_a_right_code_forgives() -> None:
    codes = WrongCodes()
    for _ in range(5):
        codes.count("telegram:1", NOW)
    assert codes.remaining("telegram:1", NOW) == timedelta(seconds=60)
    assert codes.remaining("telegram:1", NOW + timedelta(seconds=45)) == timedelta(seconds=15)
    assert codes.remaining("telegram:2", NOW) == timedelta(0)
    codes.forgive("telegram:1")
    assert codes.remaining("telegram:1", NOW) == timedelta(0)


def test_a_day_forgives_and_memory_is_bounded() -> None:
    codes = WrongCodes()
    for _ in range(5):
        codes.count("old", NOW)
    codes.count("old", NOW + timedelta(days=1))
    assert codes.remaining("old", NOW + timedelta(days=1)) == timedelta(0)
    for _ in range(5):
        codes.count("first", NOW)
    for chat in range(CHATS):
        codes.count(str(chat), NOW)
    assert codes.remaining("first", NOW) == timedelta(0)


def test_codes_are_read_as_people_type_them() -> None:
    code = new_code()
    assert len(code) == 14
    assert set(code) <= {*ALPHABET, "-"}
    pepper = bytes(32)
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code}\n", code.replace("-", "–")):
        assert hash_code(pepper, typed) == hash_code(pepper, code)
    assert plain_code("ab-c 1") == "ABC1"
    assert hash_code(pepper, code) != hash_code(bytes([1]) * 32, code)
