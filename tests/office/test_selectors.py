"""Selectors as people in an office write them."""

import unicodedata

import pytest

from phieu.locales.translator import translator
from phieu.office.selectors import SelectorError, TermKind, is_code, parse
from phieu.words import Rank


def terms(text: str) -> list[tuple[TermKind, str, bool]]:
    return [(term.kind, term.value, term.removes) for term in parse(text).terms]


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        ("tất cả", "everyone"),
        ("nhóm:DU", "group:DU"),
        ("đơn vị:TH", "unit:TH"),
        ("phòng:TH", "unit:TH"),
        ("chức danh:trưởng phòng", "rank:head"),
        ("chức danh:phó chánh văn phòng", "rank:deputy_chief"),
        ("chức danh:hợp đồng", "rank:contract"),
        ("người:00123", "person:00123"),
        ("trưởng phòng", "head"),
        ("phụ trách", "supervisor"),
        ("chánh văn phòng", "chief"),
        ("chánh văn phòng", "rank:chief"),
        ("tất cả trừ nhóm:DU", "everyone - group:DU"),
        ("nhóm:DU, đơn vị:TH", "group:DU + unit:TH"),
    ],
)
def test_both_languages_say_the_same(vietnamese: str, english: str) -> None:
    assert terms(vietnamese) == terms(english)


@pytest.mark.parametrize(
    "text",
    [
        "nhóm:DU + chức danh:trưởng phòng - người:00123",
        "NHÓM:du  +  Chức Danh: TRƯỞNG PHÒNG  -  người:00123",
        "nhom:DU+chuc danh:truong phong -nguoi:00123",
        "nhóm：DU\nchức danh:trưởng phòng – người:00123",
        unicodedata.normalize("NFD", "nhóm:DU + chức danh:trưởng phòng trừ người:00123"),
        "nhóm:\u00a0DU + chức\u00a0danh:trưởng phòng − người:00123",
    ],
)
def test_spelling_does_not_matter(text: str) -> None:
    assert terms(text) == [
        (TermKind.GROUP, "du", False),
        (TermKind.RANK, Rank.HEAD, False),
        (TermKind.PERSON, "00123", True),
    ]


def test_a_code_may_hold_a_dash() -> None:
    assert terms("đơn vị:CY-CNTT - người:CB-01") == [
        (TermKind.UNIT, "cy-cntt", False),
        (TermKind.PERSON, "cb-01", True),
    ]


@pytest.mark.parametrize(
    ("text", "position", "told"),
    [
        ("", 1, "somebody is missing here"),
        ("everyone + ", 12, "somebody is missing here"),
        ("group:DU + + unit:TH", 12, "somebody is missing here"),
        ("- group:DU", 3, "begin with whom to take"),
        ("everyone + unit:", 12, "after “unit:” a code is missing"),
        ("everyone + superviser", 12, "did you mean “supervisor”?"),
        ("group:DU + rank:boss", 12, "there is no rank “boss”"),
        ("team:DU", 1, "“team:” is not known"),
        ("tât ca moi nguoi", 1, "is not known"),
        ("everyone -- group:DU", 11, "is not known"),
    ],
)
def test_a_fault_says_where_and_what(text: str, position: int, told: str) -> None:
    with pytest.raises(SelectorError) as caught:
        parse(text)
    assert caught.value.position == position
    explained = caught.value.explain(translator("en"))
    assert explained.startswith(f"At character {position}: ")
    assert told in explained


def test_a_fault_is_told_in_vietnamese() -> None:
    with pytest.raises(SelectorError) as caught:
        parse("tất cả + phụ trac")
    told = caught.value.explain(translator("vi"))
    assert told == "Tại ký tự thứ 10: chưa hiểu “phụ trac”; có phải ý anh/chị là “phụ trách”?"


@pytest.mark.parametrize(
    ("code", "usable"),
    [
        ("TH", True),
        ("00123", True),
        ("CY-CNTT", True),
        ("VP 01", True),
        ("ĐU", True),
        ("A+B", False),
        ("A, B", False),
        ("A - B", False),
        ("A trừ B", False),
        ("A;B", False),
    ],
)
def test_codes_that_a_rule_can_name(code: str, *, usable: bool) -> None:
    assert is_code(code) is usable
