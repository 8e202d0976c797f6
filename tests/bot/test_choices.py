"""The pieces of which screens to pick something from are made."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.day_choice import Offer, day_of, day_rows
from phieu.bot.flows.not_by_chat import at_the_office
from phieu.bot.flows.people_choice import found_people
from phieu.bot.flows.unit_choice import group_rows, rank_rows, unit_rows
from phieu.bot.screen import Row, Screen, row
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.storage.tables import Group, Office, Person, Unit
from phieu.words import Rank

EN, VI = translator("en"), translator("vi")
BACK = row("back", "back")
WEDNESDAY = date(2026, 6, 10)


def shown(rows: tuple[Row, ...]) -> list[tuple[str, str]]:
    return [(choice.label, choice.action) for each in rows for choice in each]


def test_the_usual_days_come_in_order() -> None:
    rows = shown(day_rows(WEDNESDAY, lambda day: action("on", day.isoformat()), EN))
    assert rows == [
        ("Today · 10 June 2026", "on.2026-06-10"),
        ("Tomorrow · 11 June 2026", "on.2026-06-11"),
        ("Monday · 15 June 2026", "on.2026-06-15"),
        ("In a week · 17 June 2026", "on.2026-06-17"),
        ("In a month · 10 July 2026", "on.2026-07-10"),
    ]


def test_two_names_of_one_day_are_one_row() -> None:
    sunday, monday = date(2026, 6, 14), date(2026, 6, 15)
    assert [label for label, _ in shown(day_rows(sunday, str, VI))][1] == "Ngày mai · 15 tháng 6 năm 2026"
    assert len(day_rows(sunday, str, VI)) == len(day_rows(monday, str, VI)) == 4


@pytest.mark.parametrize(
    ("offer", "today", "day"),
    [
        (Offer.IN_A_MONTH, date(2026, 1, 31), date(2026, 2, 28)),
        (Offer.IN_A_MONTH, date(2026, 12, 31), date(2027, 1, 31)),
        (Offer.IN_THREE_MONTHS, date(2026, 11, 30), date(2027, 2, 28)),
        (Offer.IN_TWO_WEEKS, date(2026, 12, 20), date(2027, 1, 3)),
        (Offer.NEXT_MONDAY, date(2026, 6, 15), date(2026, 6, 22)),
    ],
)
def test_days_at_the_end_of_months_and_years(offer: Offer, today: date, day: date) -> None:
    assert day_of(offer, today) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_no_offer_lies_in_the_past(today: date) -> None:
    days = [day_of(offer, today) for offer in Offer]
    assert days[0] == today
    assert all(day > today for day in days[1:])
    assert day_of(Offer.NEXT_MONDAY, today).weekday() == 0


def test_a_thing_that_must_not_go_by_chat_is_told_of_without_its_content() -> None:
    words = at_the_office(EN, "Ms <An>, room 2", date(2026, 6, 30))
    assert "<b>Ms &lt;An&gt;, room 2</b>" in words
    assert "30 June 2026" in words
    assert "until" not in at_the_office(EN, "", None)
    assert "ask" not in at_the_office(EN, "", None)


@pytest.fixture
async def context(installation: Installation) -> Context:
    long_name = "Phòng Tổng hợp, Kế hoạch, Tài chính và Xây dựng nông thôn mới"
    async with installation.database.writing() as session:
        session.add(Office(name="Văn phòng mẫu"))
        session.add_all(Unit(id=number, code=f"U{number}", name=f"Phòng số {number}") for number in range(1, 13))
        session.add_all([Unit(id=20, code="X", name=long_name), Unit(id=21, code="Y", name="Cũ", active=False)])
        session.add_all([Group(id=1, code="DU", name="Đảng ủy"), Group(id=2, code="HD", name="Hội đồng")])
        session.add(Person(id=1, staff_number="001", name="Công Tằng Tôn Nữ Thị Quỳnh Chi Phương Thảo"))
        session.add(Person(id=2, staff_number="002", name="Phạm <b>Chi</b>"))
        session.add(Person(id=3, staff_number="003", name="Lê Chi", active=False))
    return Context(installation, None, EN, datetime(2026, 6, 10, tzinfo=UTC))


async def test_units_come_in_pages_with_a_tick_on_the_chosen(context: Context) -> None:
    async with context.installation.database.reading() as session:
        first = shown(
            await unit_rows(session, lambda id_: action("u", id_), EN, chosen={2}, turn="turn", turn_arguments=(7,))
        )
        second = shown(await unit_rows(session, lambda id_: action("u", id_), EN, page=1, turn="turn"))
    assert first[:2] == [("Phòng số 1", "u.1"), ("✓ Phòng số 2", "u.2")]
    assert first[10:] == [("Next ▶", "turn.7.1")]
    assert second[0] == ("Phòng số 11", "u.11")
    label, of_long = second[2]
    assert of_long == "u.20"
    assert label.startswith("Phòng Tổng hợp, Kế hoạch") and len(label) <= 40  # noqa: PT018 - one label
    assert second[3:] == [("◀ Previous", "turn.0")]


async def test_groups_and_ranks_are_picked_likewise(context: Context) -> None:
    async with context.installation.database.reading() as session:
        groups = shown(await group_rows(session, lambda id_: action("g", id_), chosen={1}))
    assert groups == [("✓ Đảng ủy", "g.1"), ("Hội đồng", "g.2")]
    ranks = shown(rank_rows(lambda rank: action("r", rank), VI, chosen={Rank.HEAD}))
    assert ranks[0] == ("Chánh Văn phòng", "r.chief")
    assert ranks[2] == ("✓ Trưởng phòng", "r.head")
    assert len(ranks) == len(Rank)


async def found(text: str, context: Context) -> Screen:
    lead = Markup("<b>lead</b>")
    return await found_people(text, context, pick=lambda id_: action("p", id_), expects="more", back=BACK, lead=lead)


async def test_people_are_found_by_a_part_of_the_name(context: Context) -> None:
    screen = await found("chi", context)
    assert shown(screen.rows) == [
        ("Công … Quỳnh Chi Phương Thảo · 001", "p.1"),
        ("Phạm <b>Chi</b> · 002", "p.2"),
        ("back", "back"),
    ]
    assert screen.expects == "more"
    assert screen.text.startswith("<b>lead</b>\n\n")


@pytest.mark.parametrize(("text", "said"), [("  ", "Please type a part"), ("<i>x</i>", "“&lt;i&gt;x&lt;/i&gt;”")])
async def test_whoever_is_not_found_can_be_looked_for_again(context: Context, text: str, said: str) -> None:
    screen = await found(text, context)
    assert said in screen.text
    assert screen.rows == (BACK,)
    assert screen.expects == "more"
