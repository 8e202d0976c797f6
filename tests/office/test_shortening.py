"""Texts for places that are too small: cut between words, and never so that two of them look alike."""

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.shortening import shorten, shorten_apart

UNITS = [f"Phòng Văn hóa – Kiểm soát thủ tục hành chính khu vực số {number}" for number in range(1, 5)]
LONGEST = 38


def test_what_begins_alike_is_told_apart_by_its_end() -> None:
    labels = shorten_apart([*UNITS, "Phòng Tổng hợp"], LONGEST)
    assert labels[0] == "Phòng Văn hóa… chính khu vực số 1"
    assert labels[3:] == ["Phòng Văn hóa… chính khu vực số 4", "Phòng Tổng hợp"]
    assert len(set(labels)) == len(labels)


def test_what_does_not_clash_is_cut_at_its_end() -> None:
    assert shorten_apart([UNITS[0], "Phòng Tổng hợp"], LONGEST)[0] == shorten(UNITS[0], LONGEST)


@given(st.lists(st.text(alphabet="aă â.–", max_size=60), max_size=5), st.integers(min_value=10, max_value=50))
def test_nothing_is_longer_than_its_place(texts: list[str], longest: int) -> None:
    labels = shorten_apart(texts, longest)
    assert len(labels) == len(texts)
    assert all(len(label) <= longest for label in labels)
    assert all(label == text for label, text in zip(labels, texts, strict=True) if len(text) <= longest)


@given(st.text(alphabet="abc ", min_size=60, max_size=80))
def test_different_last_words_stay_different(beginning: str) -> None:
    labels = shorten_apart([f"{beginning} số 1", f"{beginning} số 2"], LONGEST)
    assert labels[0] != labels[1]
