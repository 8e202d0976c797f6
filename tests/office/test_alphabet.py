"""The order of names in a Vietnamese list."""

import unicodedata
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.office.alphabet import name_key

IN_ORDER = [
    "Đặng An",
    "Lê Thị An",
    "Trần Văn An",
    "Phạm Ánh",
    "Vũ Văn Ăn",
    "Đỗ Thu Ân",
    "Bùi Bình",
    "Cao Thị Bích Dung",
    "Nguyễn Dũng",
    "Bùi Anh Đức",
    "Trần Thu Hà",
    "Trần Thu Hả",
    "Trần Thu Hạ",
    "Ngô Hải",
    "Hoàng Minh Tuấn",
    "Công Tằng Tôn Nữ Yến",
]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_given_names_come_first_and_letters_stand_as_in_the_alphabet(form: str) -> None:
    shuffled = [unicodedata.normalize(form, name) for name in IN_ORDER]  # type: ignore[arg-type]
    Random(1).shuffle(shuffled)
    assert [unicodedata.normalize("NFC", name) for name in sorted(shuffled, key=name_key)] == IN_ORDER


@given(st.text())
def test_every_text_has_a_place_whatever_its_case_and_spaces(name: str) -> None:
    assert name_key(f"  {name} ") == name_key(name) == name_key(name.casefold())
