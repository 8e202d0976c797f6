"""Giving people more time in an open round, in chat and past it."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.office.answering import ballots_of, submit
from phieu.office.closing import close_round
from phieu.office.extending import ExtendingError, extend_round
from phieu.office.last_days import FURTHEST_DAYS
from phieu.office.open_rounds import RoundOverError, UnknownRoundError
from phieu.storage.tables import Assignment, Notice, Person, Round, SpecialDay
from phieu.words import NoticeKind, RoundState
from tests.admin.conftest import NO_ADMIN, SECOND_ADMIN, AdminOffice
from tests.admin.test_rounds import open_a_round

DUE = datetime(2026, 6, 19, 16, 59, tzinfo=UTC)
MONDAY = datetime(2026, 6, 22, 16, 59, tzinfo=UTC)


async def the_round(office: AdminOffice) -> Round:
    async with office.installation.database.reading() as session:
        return (await session.exec(select(Round))).one()


async def told(office: AdminOffice, subject: str) -> set[int]:
    async with office.installation.database.reading() as session:
        of_kind = select(Notice.person_id).where(Notice.kind == NoticeKind.ROUND_EXTENDED)
        return set(await session.exec(of_kind.where(Notice.subject == subject)))


async def asked(office: AdminOffice) -> set[int]:
    async with office.installation.database.reading() as session:
        return set(await session.exec(select(Assignment.rater_id)))


async def test_an_admin_gives_more_time_and_everybody_who_is_asked_is_told(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    raters = sorted(await asked(office))
    for view in await ballots_of(office.installation, raters[0]):  # who has handed in is told as well
        await submit(office.installation, raters[0], view.round.id, view.ratee.id)
    await chat.tap("📅 Give more time …")
    assert "It can be answered until 23:59, 19 June 2026." in chat.text
    assert chat.labels[:2] == ["Mon 22 Jun 2026", "Tue 23 Jun 2026"]
    await chat.tap("Mon 22 Jun 2026")
    assert "whether or not they have answered" in chat.text
    assert (await the_round(office)).due_at == DUE
    extend_now = chat.action_of("✅ Yes, give more time")
    await chat.act(extend_now)
    assert "The round stays open until the end of 22 June 2026." in chat.text
    assert "until 23:59, 22 June 2026" in chat.text
    found = await the_round(office)
    assert (found.due_at, found.extended_at) == (MONDAY, office.time)
    assert await told(office, "round:1:2026-06-22") == set(raters)
    await chat.act(extend_now)
    assert chat.screen.toast == "That is its last day already."
    await office.chat(SECOND_ADMIN).act(extend_now)
    assert len(await told(office, "round:1:2026-06-22")) == len(raters)


async def test_raters_see_the_new_day_at_once(office: AdminOffice) -> None:
    await open_a_round(office)
    assert await ballots_of(office.installation, NO_ADMIN)  # the round is in memory now
    await extend_round(office.installation, 1, date(2026, 6, 22))
    reader = office.chat(NO_ADMIN)
    reader.dispatch = Dispatch(office.installation, "phieu_bot")
    await reader.command("ballots")
    assert "Due by 23:59, 22 June 2026." in reader.text
    await reader.tap("▶ Begin")
    assert "Due by 23:59, 22 June 2026." in reader.text


async def test_a_second_extension_is_told_and_the_notice_of_the_first_is_out_of_date(office: AdminOffice) -> None:
    await open_a_round(office)
    await extend_round(office.installation, 1, date(2026, 6, 22))
    await extend_round(office.installation, 1, date(2026, 6, 24))
    dispatch = Dispatch(office.installation, "phieu_bot")
    async with office.installation.database.reading() as session:
        reader = await session.get_one(Person, NO_ADMIN)
    assert await dispatch.notice(NoticeKind.ROUND_EXTENDED, "round:1:2026-06-22", reader) is None
    screen = await dispatch.notice(NoticeKind.ROUND_EXTENDED, "round:1:2026-06-24", reader)
    assert "you can answer until <b>23:59, 24 June 2026</b>" in str(getattr(screen, "text", ""))
    assert await told(office, "round:1:2026-06-24") == await told(office, "round:1:2026-06-22") == await asked(office)
    await close_round(office.installation, 1)
    assert await dispatch.notice(NoticeKind.ROUND_EXTENDED, "round:1:2026-06-24", reader) is None


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("18/6/2026", "18 June 2026 is before 19 June 2026, the last day as it stands."),
        ("1/6/2026", "1 June 2026 is before 19 June 2026"),
        ("21/6/2026", "21 June 2026 (weekend) is a day off. The working days next to it are 19 June 2026 and"),
        ("23/6/2026", "23 June 2026 (a day off of the office) is a day off. The working days next to it are 22 June"),
        ("22/6/2062", f"22 June 2062 is too far ahead: a round can be extended by {FURTHEST_DAYS} days at most."),
        ("soon", "soon"),
    ],
)
async def test_a_day_that_cannot_be_is_refused_with_a_word(office: AdminOffice, typed: str, fault: str) -> None:
    chat = await open_a_round(office)
    async with office.installation.database.writing() as session:
        session.add(SpecialDay(day=date(2026, 6, 23), works=False, name="Ngày truyền thống"))
    await chat.tap("📅 Give more time …")
    await chat.type(typed)
    assert fault in chat.text
    assert chat.text.startswith("⚠️")
    await chat.type("19/6/2026", "round-extend.1")
    assert "That is its last day already." in chat.text
    await chat.type("24/6", "round-extend.1")
    assert "Keep Evaluation, first half of 2026 open until 23:59, 24 June 2026?" in chat.text
    assert (await the_round(office)).due_at == DUE


async def test_a_round_whose_time_has_just_passed_takes_no_day_that_is_over(office: AdminOffice) -> None:
    await open_a_round(office)
    office.time = datetime(2026, 6, 25, 2, tzinfo=UTC)  # the clock has not closed it yet
    with pytest.raises(ExtendingError, match="is over"):
        await extend_round(office.installation, 1, date(2026, 6, 24))
    assert await extend_round(office.installation, 1, date(2026, 6, 26))


async def test_what_is_over_is_not_extended(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    await chat.tap("📅 Give more time …", "Mon 22 Jun 2026")
    extend_now = chat.action_of("✅ Yes, give more time")
    await close_round(office.installation, 1)
    await chat.act(extend_now)
    assert chat.screen.toast == "This round is closed already."
    for action in ("round-extend.1", "round-extend-to.1.2026-06-22"):
        await chat.act(action)
        assert chat.screen.toast == "This round is closed already."
    with pytest.raises(RoundOverError):
        await extend_round(office.installation, 1, date(2026, 6, 22))
    with pytest.raises(UnknownRoundError):
        await extend_round(office.installation, 2, date(2026, 6, 22))
    assert (await the_round(office)).state is RoundState.CLOSED


@pytest.mark.parametrize("action", ["round-extend.9", "round-extend-to.1.x", "round-extend-now.1", "round-extend"])
async def test_what_means_nothing_leads_home(office: AdminOffice, action: str) -> None:
    chat = await open_a_round(office)
    await chat.act(action)
    assert "out of date" in chat.screen.toast


async def test_admins_alone_extend(office: AdminOffice) -> None:
    await open_a_round(office)
    chat = office.chat(NO_ADMIN)
    await chat.act("round-extend-now.1.2026-06-22")
    assert "for the people who look after this assistant" in chat.text
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=False))
    former = office.chat(SECOND_ADMIN)
    await former.act("round-extend-now.1.2026-06-22")
    assert (await the_round(office)).due_at == DUE
