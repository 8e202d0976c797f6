"""Whom an announcement is for: picked in any order, kept as a selector, told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.locales.translator import translator
from phieu.office.announcements.audience import (
    EVERYBODY,
    Audience,
    Part,
    members_of,
    read_audience,
    spoken,
    write_audience,
)
from phieu.office.selectors import TermKind
from phieu.office.who_rates_whom import Post, Staff, StaffGroup, StaffMember, StaffUnit
from phieu.words import Rank
from tests.composing.conftest import ComposingOffice

STAFF = Staff(
    people=(*(StaffMember(one, f"CB-{one}") for one in range(1, 7)), StaffMember(7, "CB-7", active=False)),
    units=(StaffUnit(1, "CY-CNTT"), StaffUnit(2, "Phòng số 2")),
    posts=(
        Post(1, 1, Rank.HEAD),
        *(Post(one, 1, Rank.STAFF) for one in (2, 3)),
        *(Post(one, 2, Rank.STAFF) for one in (4, 5, 7)),
        Post(6, 2, Rank.HEAD),
    ),
    groups=(StaffGroup(1, "DU", frozenset({1, 4, 7})),),
)
MEMBERS = {
    EVERYBODY: {1, 2, 3, 4, 5, 6},
    Part(TermKind.UNIT, "CY-CNTT"): {1, 2, 3},
    Part(TermKind.UNIT, "Phòng số 2"): {4, 5, 6},
    Part(TermKind.GROUP, "DU"): {1, 4},
    Part(TermKind.RANK, "head"): {1, 6},
    Part(TermKind.PERSON, "CB-2"): {2},
    Part(TermKind.PERSON, "CB-7"): set(),
}
PARTS = st.sampled_from(list(MEMBERS))
PICKS = st.lists(st.tuples(PARTS, st.booleans(), st.booleans()), max_size=8)


def picked(picks: list[tuple[Part, bool, bool]]) -> Audience:
    """What comes of picking these: a part, whether it is left out, whether it is put back."""
    audience = Audience()
    for part, out, back in picks:
        if back:
            audience = audience.without(part, out=out)
        else:
            audience = audience.leaving_out(part) if out else audience.adding(part)
    return audience


@given(PICKS)
def test_what_is_kept_is_read_back_and_means_the_same_people(picks: list[tuple[Part, bool, bool]]) -> None:
    audience = picked(picks)
    text = write_audience(audience)
    assert read_audience(text) == audience
    added = set().union(*(MEMBERS[part] for part in audience.added))
    left_out = set().union(*(MEMBERS[part] for part in audience.left_out))
    assert members_of(STAFF, text) == added - left_out


@given(PICKS, PARTS)
def test_the_last_pick_counts_and_twice_is_as_once(picks: list[tuple[Part, bool, bool]], part: Part) -> None:
    audience = picked(picks)
    added = audience.adding(part)
    assert added.has(part, out=False)
    assert not added.has(part, out=True)
    assert added.adding(part) == added
    out = added.adding(Part(TermKind.GROUP, "DU")).leaving_out(part)
    assert not out.has(part, out=False)
    assert not added.without(part, out=False).has(part, out=False)
    assert len({one.key for one in added.added}) == len(added.added)


def test_everybody_takes_the_place_of_single_parts() -> None:
    unit, rank = Part(TermKind.UNIT, "CY-CNTT"), Part(TermKind.RANK, "head")
    everybody = Audience().adding(unit).leaving_out(rank).adding(EVERYBODY)
    assert (everybody.added, everybody.left_out) == ((EVERYBODY,), (rank,))
    assert everybody.adding(unit).added == (unit,)
    assert everybody.without(EVERYBODY, out=False) == Audience()


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("vi", "Phòng Tổng hợp, chức danh Trưởng phòng, Cũ, trừ Nguyễn Văn A, Đảng ủy"),
        ("en", "Phòng Tổng hợp, those ranked Head, Cũ, but not Nguyễn Văn A, Đảng ủy"),
    ],
)
def test_it_is_told_in_words(locale: str, said: str) -> None:
    audience = read_audience("unit:TH + rank:head + unit:Cũ - person:CB1 - group:DU")
    names = {
        (TermKind.UNIT, "th"): "Phòng Tổng hợp",
        (TermKind.PERSON, "cb1"): "Nguyễn Văn A",
        (TermKind.GROUP, "du"): "Đảng ủy",
    }
    t = translator(locale)
    assert spoken(audience, names, t) == said
    many = picked([(Part(TermKind.PERSON, f"CB{number}"), False, False) for number in range(12)])
    assert spoken(many, {}, t).endswith("CB7, và 4 mục nữa" if locale == "vi" else "CB7, and 4 more")


async def test_units_groups_ranks_and_people_by_buttons(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.write("Bản thảo")
    await chat.tap("👥 For whom", "🏢 Units", "Phòng 1")
    assert "For: Phòng 1\n• 6 people" in chat.text
    await chat.tap(
        "Phòng 2", "✓ Phòng 2", "Phòng 3", "↩️ That is all", "👪 Groups", "Đảng ủy", "↩️ That is all", "🎖 Ranks", "Chief"
    )
    assert (await office.only()).audience == "unit:U1 + unit:U3 + group:DU + rank:chief"
    await chat.tap("↩️ That is all", "👤 One person")
    await chat.type("nobody of this name")
    assert "Nobody on the staff list is called" in chat.text
    await chat.type("Người mẫu 12")
    await chat.tap("Người mẫu 12 · 00012")
    assert "For: Phòng 1, Phòng 3, Đảng ủy, those ranked Chief, Người mẫu 12" in chat.text
    await chat.tap("✖️ Người mẫu 12", "↩️ Back", "➖ Leave somebody out", "🎖 Ranks", "Head", "↩️ That is all")
    assert "For: Phòng 1, Phòng 3, Đảng ủy, those ranked Chief, but not those ranked Head" in chat.text
    await chat.tap("👤 One person")
    await chat.type("Người mẫu 5")
    await chat.tap("Người mẫu 5 · 00005", "↩️ That is all", "↩️ Back")
    assert (await office.only()).audience == "unit:U1 + unit:U3 + group:DU + rank:chief - rank:head - person:00005"
    assert "• 12 people" in chat.text  # 5 + 5 staff and three leaders, without the one
    await chat.tap("✖️ Begin anew")
    assert "For: nobody yet" in chat.text
    assert "➖ Leave somebody out" not in chat.labels


async def test_many_single_people_come_in_pages(office: ComposingOffice) -> None:
    chat = await office.new()
    for person_id in range(1, 11):
        await chat.act(f"audience-person.1.0.{person_id}.1")
    assert len([label for label in chat.labels if label.startswith("✖️")]) == 8
    await chat.tap("Next ▶")
    assert [label for label in chat.labels if label.startswith("✖️")] == ["✖️ Người mẫu 9", "✖️ Người mẫu 10"]
    await chat.tap("✖️ Người mẫu 10")
    assert "• 9 people" in chat.text


async def test_namesakes_in_an_audience_are_told_apart(office: ComposingOffice) -> None:
    await office.set_person(5, 6, name="Nguyễn Thị Hà")
    chat = await office.new()
    await chat.tap("👥 For whom", "👤 One person")
    for person_id in (5, 6):
        await chat.type("nguyen thi ha")
        await chat.tap(f"Nguyễn Thị Hà · 0000{person_id}")
    assert "For: Nguyễn Thị Hà (00005), Nguyễn Thị Hà (00006)" in chat.text
    assert "✖️ Nguyễn Thị Hà (00005)" in chat.labels
