"""Texts as they are kept and compared."""

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.spelling import fold, tidy

ANY_TEXT = st.text(st.characters(), max_size=30)
"""Half characters and control characters, too: a forged update, or an app with a fault, may bring them."""


def test_what_no_database_takes_is_left_out() -> None:
    assert tidy(" Bà\u00a0Hoa\x00,\ud83d  văn\u200b thư\n") == "Bà Hoa, văn thư"


@given(ANY_TEXT)
def test_what_is_kept_can_be_stored_and_stays_as_it_is(text: str) -> None:
    kept = tidy(text)
    kept.encode()
    assert "\x00" not in kept
    assert tidy(kept) == kept
    assert fold(kept) == fold(text)
