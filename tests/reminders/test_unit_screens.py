"""How far units have got, on the screens of admins and heads: coarse, seldom, and the same whoever it was."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.installation import Installation
from phieu.office.answering import ballots_of, submit
from phieu.office.closing import close_round
from phieu.office.opening import open_round
from phieu.storage.tables import ChatAccount, Person, Position, RaterUnit, Unit
from phieu.words import Channel, Rank, RoundKind
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID, OfficeSize, build_office
from tests.queries import queries

NOW = datetime(2026, 6, 10, 2, tzinfo=UTC)
SIZE = OfficeSize(units=2, people=20)
(HEAD, OTHER_HEAD) = SIZE.head_ids
STAFF = list(range(HEAD + 1, HEAD + SIZE.people))
DEPUTY = CHIEF_ID + 2
"""In charge of the first unit."""
LONG_NAME = "Phòng Tổng hợp, Pháp chế, Kiểm soát thủ tục hành chính, Công nghệ thông tin và Chuyển đổi số mẫu"


@dataclass
class Units:
    """An office with two units of twenty and three leaders, and its round."""

    installation: Installation
    round: int = 0
    time: datetime = NOW

    def chat(self, person_id: int) -> Chat:
        chat = Chat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot")
        return chat

    async def hand_in(self, *people: int) -> None:
        for person in people:
            for view in await ballots_of(self.installation, person):
                await submit(self.installation, person, view.round.id, view.ratee.id)

    async def shown(self, person_id: int, action: str) -> str:
        """What somebody sees an hour later."""
        self.time += timedelta(hours=1)
        chat = self.chat(person_id)
        await chat.act(action)
        return chat.text


@pytest.fixture
async def office(sqlite_installation: Installation) -> Units:
    installation = sqlite_installation
    await build_office(installation.database, SIZE)
    people = (CHIEF_ID, DEPUTY, HEAD, OTHER_HEAD, STAFF[0])
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id).in_(people)).values(locale="en"))
        await session.exec(update(Unit).where(col(Unit.id) == 1).values(name=LONG_NAME))
        for person_id in people:
            chat = f"chat-{person_id}"
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person_id, chat_id=chat, joined_at=NOW))
    office = Units(installation)
    office.installation = replace(installation, now=lambda: office.time)
    due_at = datetime(2026, 6, 24, 16, 59, tzinfo=UTC)
    office.round = await open_round(office.installation, RoundKind.SEMIANNUAL, "2026-H1", due_at)
    return office


async def test_a_head_sees_their_own_unit_alone(office: Units) -> None:
    await office.hand_in(*STAFF[:9])
    head = office.chat(HEAD)
    await head.command("menu")
    await head.tap("🏢 Ballots of my unit")
    assert "Evaluation, first half of 2026, until 23:59, 24 June 2026" in head.text
    assert f"{LONG_NAME} (20 people): about 40%, or a little more" in head.text
    assert "Phòng 2" not in head.text
    assert "counted once an hour at most" in head.text
    other = office.chat(OTHER_HEAD)
    await other.command("menu")
    await other.tap("🏢 Ballots of my unit")
    assert "Phòng 2 (20 people): fewer than two in ten" in other.text


async def test_who_is_in_charge_of_a_unit_sees_it_too_and_staff_see_nothing(office: Units) -> None:
    assert "Phòng" in await office.shown(DEPUTY, "unit-ballots")
    staff = office.chat(STAFF[0])
    await staff.command("menu")
    assert "🏢 Ballots of my unit" not in staff.labels
    await staff.act("unit-ballots")
    assert "No open round asks people of a unit that you look after." in staff.text


async def test_the_row_stands_in_the_menu_only_while_a_round_is_open(office: Units) -> None:
    await close_round(office.installation, office.round)
    head = office.chat(HEAD)
    await head.command("menu")
    assert "🏢 Ballots of my unit" not in head.labels
    assert "No open round" in await office.shown(HEAD, "unit-ballots")


async def test_admins_see_every_unit_and_a_whole_that_follows_from_these(office: Units) -> None:
    await office.hand_in(*STAFF[:9], CHIEF_ID, DEPUTY)
    admin = office.chat(CHIEF_ID)
    await admin.act(f"round.{office.round}")
    assert "roughly 30% of the people asked had handed in all their ballots" in admin.text  # 45 % and 10 % of twenty
    await admin.tap("🏢 Unit by unit")
    assert f"{LONG_NAME} (20 people): about 40%, or a little more" in admin.text
    assert "Phòng 2 (20 people): fewer than two in ten" in admin.text
    assert "Lãnh đạo Văn phòng (3 people): too few people to tell" in admin.text
    await admin.tap("↩️ To the round")
    assert "Give more time" in " ".join(admin.labels)


async def test_it_is_counted_once_an_hour_and_whoever_it_was_the_screens_are_the_same(office: Units) -> None:
    page = f"round-units.{office.round}.0"
    first = await office.shown(CHIEF_ID, page)
    await office.hand_in(*STAFF[:4])
    chat = office.chat(CHIEF_ID)
    await chat.act(page)
    assert chat.text == first
    later = await office.shown(CHIEF_ID, page)
    assert later != first
    assert f"{LONG_NAME} (20 people): about 20%, or a little more" in later
    await office.hand_in(CHIEF_ID, DEPUTY)  # the leaders are too few for a figure
    again = await office.shown(CHIEF_ID, page)
    assert again.partition("at ")[0] == later.partition("at ")[0]


async def test_who_moves_or_leaves_stays_where_they_were_counted(office: Units) -> None:
    """Else an admin could move somebody to another unit and look whether a figure changes with them."""
    await office.hand_in(*STAFF[:4])
    page = f"round-units.{office.round}.0"
    before = await office.shown(CHIEF_ID, page)
    async with office.installation.database.writing() as session:
        await session.exec(update(Position).where(col(Position.person_id) == STAFF[0]).values(unit_id=2))
        await session.exec(update(Person).where(col(Person.id) == STAFF[1]).values(active=False))
    after = await office.shown(CHIEF_ID, page)
    assert after.partition("at ")[0] == before.partition("at ")[0]


async def test_somebody_with_two_posts_is_counted_to_one_unit(office: Units) -> None:
    await close_round(office.installation, office.round)
    async with office.installation.database.writing() as session:
        session.add(Position(person_id=STAFF[0], unit_id=2, title="Kiêm nhiệm", rank=Rank.STAFF))
    later = datetime(2026, 12, 24, 16, 59, tzinfo=UTC)
    second = await open_round(office.installation, RoundKind.SEMIANNUAL, "2026-H2", later)
    async with office.installation.database.reading() as session:
        of = select(RaterUnit.unit_id).where(RaterUnit.round_id == second, RaterUnit.rater_id == STAFF[0])
        assert (await session.exec(of)).all() == [1]


async def test_it_is_told_in_vietnamese_too(office: Units) -> None:
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == HEAD).values(locale="vi"))
    assert f"• {LONG_NAME} (20 người): chưa đến hai phần mười" in await office.shown(HEAD, "unit-ballots")


async def test_a_lost_key_counts_nothing(office: Units) -> None:
    office.installation.keyring.destroy_round_key(office.round)
    assert "the round's key is missing" in await office.shown(HEAD, "unit-ballots")
    text = await office.shown(CHIEF_ID, f"round.{office.round}")
    assert "had handed in" not in text
    assert "had been submitted" not in text


async def test_the_menu_asks_one_thing_more_whatever_the_office(office: Units) -> None:
    head = office.chat(STAFF[0])
    with queries(office.installation) as asked:
        await head.command("menu")
    assert sum("raterunit" in statement for statement, _ in asked) == 1


@pytest.mark.parametrize("action", ["round-units", "round-units.1", "round-units.9.0"])
async def test_what_means_nothing_leads_home(office: Units, action: str) -> None:
    chat = office.chat(CHIEF_ID)
    await chat.act(action)
    assert "out of date" in chat.screen.toast


async def test_units_are_for_admins(office: Units) -> None:
    assert "for the people who look after" in await office.shown(HEAD, f"round-units.{office.round}.0")
