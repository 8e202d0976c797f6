"""Announcements for later: the clock sends them once; too late, or for nobody, they go back to their author."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements import due
from phieu.office.announcements.due import send_what_is_planned
from phieu.office.announcements.planned import planned_until
from phieu.office.announcements.sending import send
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState
from phieu.words import NoticeKind as Kind
from tests.composing.conftest import NOW, SECOND_ADMIN, STAFF, ComposingChat, ComposingOffice
from tests.offices import CHIEF_ID

MONDAY = datetime(2026, 6, 15, 1, 0, tzinfo=UTC)  # 08:00 in Hà Nội


async def planned(office: ComposingOffice) -> ComposingChat:
    """An announcement for Monday morning."""
    chat = await office.ready()
    await chat.tap("🕒 When", "08:00, 15 June 2026", "👁 Preview, and then send …", "📤 Go on")
    assert "When: 08:00, 15 June 2026" in chat.text
    await chat.tap("🕒 Yes, plan it")
    return chat


async def test_the_clock_sends_what_was_planned_once(office: ComposingOffice) -> None:
    chat = await planned(office)
    assert "It is planned and goes out by itself." in chat.text
    await office.strike(MONDAY - timedelta(seconds=1))
    assert (await office.states(), await office.notices()) == ([AnnouncementState.PLANNED], [])
    await office.strike(MONDAY)
    for _ in range(2):
        assert len(await office.notices()) == STAFF
        assert (await office.only()).sent_at == MONDAY
        await office.strike(MONDAY + timedelta(minutes=1))


async def test_who_has_left_by_then_gets_nothing(office: ComposingOffice) -> None:
    await planned(office)
    await office.set_person(20, 21, active=False)
    await office.strike(MONDAY)
    assert await office.recipients() == list(range(1, 20))


async def test_planned_can_be_changed_or_called_off_until_it_goes(office: ComposingOffice) -> None:
    chat = await planned(office)
    await chat.tap("👁 Look at it")
    assert chat.labels == ["↩️ Back"]
    await chat.tap("↩️ Back")
    for refused in ("announcement-urgent.1.1", "audience-clear.1", "announcement-deleted.1"):
        await chat.act(refused)
        assert "🕒 Planned announcement, by Người mẫu 1" in chat.text
    other = office.chat(SECOND_ADMIN)
    await other.command("announcements")
    await other.tap("🕒 Planned (1)", "08:00 15/06 · Họp toàn cơ… · Người…", "✏️ Change it, or call it off")
    assert "It is a draft again" in other.text
    await office.strike(MONDAY)
    assert (await office.states(), await office.notices()) == ([AnnouncementState.DRAFT], [])
    await other.tap("🕒 When")
    await other.type("9h sáng 16/6")
    assert "When: 09:00, 16 June 2026" in other.text
    await other.tap("👁 Preview, and then send …", "📤 Go on", "🕒 Yes, plan it")
    await office.strike(MONDAY + timedelta(hours=24, minutes=59))
    assert await office.states() == [AnnouncementState.PLANNED]
    await office.strike(MONDAY + timedelta(hours=25))
    assert await office.states() == [AnnouncementState.SENDING]


async def test_a_time_in_the_past_or_none_is_refused(office: ComposingOffice) -> None:
    chat = await office.ready()
    await chat.tap("🕒 When")
    for typed, fault in (
        ("08:00 1/6/2026", "That moment is over"),
        ("30/2 8h", "There is no such day"),
        ("soon", "is not a time that I can read"),
        ("8h 1/1/2030", "is more than a year away"),
    ):
        await chat.type(typed)
        assert fault in chat.text
        assert "🕒 When is it to go out?" in chat.text
    await chat.act(f"announcement-at.1.{int(NOW.timestamp()) // 60}")
    assert "That moment is over." in chat.text
    assert (await office.only()).send_at is None


async def test_a_moment_that_passes_before_it_is_confirmed(office: ComposingOffice) -> None:
    chat = await office.ready()
    await chat.tap("🕒 When", "14:00, 10 June 2026", "👁 Preview, and then send …", "📤 Go on")
    office.time = NOW + timedelta(hours=6)
    await chat.tap("🕒 Yes, plan it")
    assert "14:00, 10 June 2026 is over by now." in chat.text
    await chat.tap("👁 Preview, and then send …", "📤 Go on")
    assert "14:00, 10 June 2026 is over by now." in chat.text
    assert await office.states() == [AnnouncementState.DRAFT]
    await chat.tap("🕒 When", "📤 As soon as I send it", "👁 Preview, and then send …", "📤 Go on", "📤 Yes, send it")
    assert await office.states() == [AnnouncementState.SENDING]


async def test_outside_the_offices_hours_it_is_said_when_it_arrives(office: ComposingOffice) -> None:
    chat = await office.ready()
    night = "outside the hours in which the office is written to: it arrives at 07:00, 11 June 2026"
    assert "outside the hours" not in chat.text
    await chat.tap("🕒 When")
    await chat.type("22:30 10/6")
    assert night in chat.text
    await chat.tap("👁 Preview, and then send …", "📤 Go on")
    assert night in chat.text
    await chat.tap("↩️ No, back to the draft", "🔔 Urgent, at any hour: no")
    assert "outside the hours" not in chat.text


async def test_up_to_a_day_late_it_is_sent(office: ComposingOffice) -> None:
    await planned(office)
    await office.strike(MONDAY + timedelta(days=1))
    assert await office.states() == [AnnouncementState.SENDING]


async def test_too_late_it_becomes_a_draft_and_the_author_is_told(office: ComposingOffice) -> None:
    await planned(office)
    for _ in range(2):
        await office.strike(MONDAY + timedelta(days=1, minutes=1))
        assert (await office.states(), await office.notices()) == ([AnnouncementState.DRAFT], [])
        (told,) = await office.notices(Kind.ANNOUNCEMENT_MISSED)
        assert told.person_id == CHIEF_ID
    words = await office.words(told)
    assert words is not None
    assert "planned for 08:00, 15 June 2026" in words.text
    assert "too late now" in words.text
    await send(office.installation, 1, office.time)
    assert await office.words(told) is None


async def test_nobody_left_at_its_time(office: ComposingOffice) -> None:
    chat = await office.ready()
    await chat.act("audience-clear.1")
    await chat.act("audience-person.1.0.9.1")
    await chat.act("announcement-at.1." + str(int(MONDAY.timestamp()) // 60))
    await chat.tap("👁 Preview, and then send …", "📤 Go on", "🕒 Yes, plan it")
    await office.set_person(9, active=False)
    await office.set_person(CHIEF_ID, admin=False)
    await office.strike(MONDAY)
    assert (await office.states(), await office.recipients()) == ([AnnouncementState.DRAFT], [])
    (told,) = await office.notices(Kind.ANNOUNCEMENT_MISSED)
    assert told.person_id == SECOND_ADMIN  # its author is no admin any more
    words = await office.words(told)
    assert words is not None
    assert "something is missing" in words.text
    await office.set_person(SECOND_ADMIN, admin=False)
    assert await office.words(told) is None


async def test_the_clock_and_admins_at_once_send_it_once(office: ComposingOffice) -> None:
    await planned(office)
    office.time = MONDAY
    clocks = [send_what_is_planned(office.installation) for _ in range(3)]
    await asyncio.gather(*clocks, *(send(office.installation, 1, MONDAY) for _ in range(3)))
    assert await office.states() == [AnnouncementState.SENDING]
    assert len(await office.notices()) == len(await office.recipients()) == STAFF


async def test_a_time_changed_just_before_it_comes_is_kept(
    office: ComposingOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    await planned(office)

    async def found_just_before(session: AsyncSession, now: datetime) -> list[tuple[int, datetime]]:
        found = await planned_until(session, now)
        async with office.installation.database.writing() as other:
            await other.exec(update(Announcement).values(send_at=now + timedelta(hours=1)))
        return found

    monkeypatch.setattr(due, "planned_until", found_just_before)
    for late in (timedelta(), timedelta(days=2)):
        await office.strike(MONDAY + late)
        assert (await office.states(), await office.notices()) == ([AnnouncementState.PLANNED], [])
