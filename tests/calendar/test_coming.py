"""What comes in the next weeks and why; one round moved, left out, put back, held now; by two admins at once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, update

from phieu.storage.tables import CalendarRule, Person, Rotation, SpecialDay, YearlyDate
from phieu.words import NoticeKind, RoundKind
from tests.calendar.conftest import NO_ADMIN, NOW, SECOND_ADMIN, CalendarOffice
from tests.offices import CHIEF_ID
from tests.rotations.life import a_rotation

KEY = ("semiannual", "2026-H2")
ROUND = "cal-round.semiannual.2026-H2"
BUTTON = "🗓 7 Dec Evaluation, second half of 2026…"
OWN_DAY = datetime(2026, 12, 7, 1, tzinfo=UTC)


async def test_the_next_weeks_with_what_comes_and_why(office: CalendarOffice) -> None:
    await office.add(
        CalendarRule(kind=RoundKind.QUARTERLY, months="12", day=14, hour=8, working_days=5, since=NOW),
        YearlyDate(code="QH", name="Rà soát <quy hoạch>", month=12, day=15, days_before=5),
        a_rotation(person_id=NO_ADMIN, starts_on=date(2026, 9, 1)),
    )
    chat = office.chat()
    await chat.command("menu")
    await chat.tap("📅 Calendar")
    assert chat.text.splitlines() == [
        "📅 Calendar, Mon 23 Nov 2026 – Sun 3 Jan 2027",
        "",
        "Week of 30 November 2026",
        "• Tue 1 Dec: Người mẫu 5 is asked how the rotation is going",
        "   every 3 months",
        "",
        "Week of 7 December 2026",
        "• Mon 7 Dec, 08:00: Evaluation, second half of 2026 opens",
        "   put off from 5 December 2026 (weekend)",
        "",
        "Week of 14 December 2026",
        "• Mon 14 Dec, 08:00: Evaluation, fourth quarter of 2026: whether to hold it is asked",
        "   by the rule of the calendar",
        "• Tue 15 Dec: Rà soát &lt;quy hoạch&gt;",
        "   each year; you are told on 09:00, 8 December 2026",
    ]
    await chat.tap("Later weeks ⏩")
    assert "Mon 4 Jan 2027 – Sun 14 Feb 2027" in chat.text
    assert "Nothing falls due in these weeks." in chat.text
    await chat.tap("⏪ Earlier weeks", BUTTON)
    assert "It opens on Mon 7 Dec 2026, 08:00 and can be answered until Wed 16 Dec 2026, 23:59" in chat.text


async def test_a_round_is_moved_by_a_typed_day_and_another_hour_and_opens_then(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act(ROUND)
    await chat.tap("📅 Another day")
    assert "Mon 14 Dec 2026 · 5 working days later" in chat.labels
    await chat.type("13/12")
    assert "13 December 2026 (weekend) is a day off. The working days next to it are 11 December 2026" in chat.text
    await chat.type("30/2")
    assert "There is no such day as 30/2." in chat.text
    await chat.type("9/12/2026")
    assert "To: Wed 9 Dec 2026, 08:00" in chat.text
    assert await office.decided() == {}
    await chat.tap("🕒 Another hour", "14:00", "✅ Move it so")
    assert "It has been moved. The rule stays as it is." in chat.text
    moved_to = datetime(2026, 12, 9, 7, tzinfo=UTC)
    assert await office.decided() == {KEY: ("moved", moved_to)}
    await office.ticks(moved_to - timedelta(minutes=1))
    assert await office.rounds() == []
    await office.ticks(moved_to)
    assert await office.rounds() == ["2026-H2"]
    for late in ("cal-move-yes.semiannual.2026-H2.2026-12-11.8", "cal-skip-yes.semiannual.2026-H2", ROUND):
        await chat.act(late)
        assert "has been opened already" in chat.text


async def test_what_was_moved_and_then_left_out_goes_back_to_its_day_and_nothing_is_said_of_moving(
    office: CalendarOffice,
) -> None:
    chat = office.chat()
    await chat.act("cal-move-yes.semiannual.2026-H2.2026-12-09.14")
    assert "An admin has moved it; by the calendar it is Mon 7 Dec 2026, 08:00." in chat.text
    await chat.act("cal-skip-yes.semiannual.2026-H2")
    assert "By the calendar it would open on Mon 7 Dec 2026, 08:00." in chat.text
    await chat.tap("↪️ Back to the day of the calendar")
    assert "It opens on Mon 7 Dec 2026, 08:00" in chat.text
    assert "moved" not in chat.text


async def test_a_round_is_left_out_and_put_back_and_a_second_admin_finds_it_so(office: CalendarOffice) -> None:
    mine, yours = office.chat(), office.chat(SECOND_ADMIN)
    await mine.act(ROUND)
    await yours.act(ROUND)
    await mine.tap("⏭ Leave it out this time")
    assert await office.decided() == {}
    await mine.tap("⏭ Yes, leave it out")
    await yours.tap("⏭ Leave it out this time", "⏭ Yes, leave it out")
    for chat in (mine, yours):
        assert "It is left out this time." in chat.text
        assert "⏭ Leave it out this time" not in chat.labels
    assert await office.decided() == {KEY: ("skipped", None)}
    await yours.command("calendar")
    assert "left out this time by an admin" in yours.text
    await yours.act(ROUND)
    await yours.tap("↪️ Back to the day of the calendar")
    assert "It is held on the day of the calendar." in yours.text
    assert await office.decided() == {}
    await office.ticks(OWN_DAY)
    assert await office.rounds() == ["2026-H2"]


async def test_what_was_left_out_does_not_open_and_a_skip_of_what_happened_is_refused(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act("cal-skip-yes.semiannual.2026-H2")
    await office.ticks(OWN_DAY + timedelta(hours=1))
    assert await office.rounds() == []
    await chat.act("cal-back.semiannual.2026-H2")
    assert "has passed" in chat.text
    assert await office.decided() == {KEY: ("skipped", None)}


async def test_a_round_is_held_now(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act(ROUND)
    await chat.tap("⏩ Hold it now")
    assert await office.rounds() == []
    await chat.tap("⏩ Yes, now")
    assert await office.rounds() == ["2026-H2"]
    await chat.tap("🟢 To the round")
    assert "Open since 23 November 2026" in chat.text
    await chat.act("cal-now-yes.semiannual.2026-H2")
    assert "has been opened already" in chat.text


async def test_nothing_is_held_now_on_a_day_off(office: CalendarOffice) -> None:
    office.time = datetime(2026, 11, 28, 2, tzinfo=UTC)
    chat = office.chat()
    await chat.act("cal-now-yes.semiannual.2026-H2")
    assert "28 November 2026 (weekend) is a day off" in chat.text
    assert await office.rounds() == []


async def test_a_quarter_is_asked_about_now(office: CalendarOffice) -> None:
    await office.add(CalendarRule(kind=RoundKind.QUARTERLY, months="12", day=14, hour=8, working_days=5, since=NOW))
    chat = office.chat()
    await chat.act("cal-round.quarterly.2026-Q4")
    await chat.tap("⏩ Hold it now", "⏩ Yes, now", "❔ To be decided")
    assert "it is time for" in chat.text


async def test_a_check_in_is_moved_left_out_and_put_back(office: CalendarOffice) -> None:
    await office.add(a_rotation(person_id=NO_ADMIN, starts_on=date(2026, 9, 1)))
    chat = office.chat()
    await chat.act("calendar")
    await chat.tap("🔄 1 Dec Người mẫu 5 is asked how the…")
    assert "On Tue 1 Dec 2026, by the rule." in chat.text
    await chat.tap("📅 Another day")
    await chat.type("5/12")
    assert "is a day off" in chat.text
    await chat.tap("Thu 3 Dec 2026 · 2 working days later")
    assert "On Thu 3 Dec 2026; by the rule it would be on Tue 1 Dec 2026." in chat.text
    await chat.tap("⏭ Leave it out this time")
    assert "Left out this time." in chat.text
    await chat.tap("↪️ Back to its own day")
    assert "On Tue 1 Dec 2026, by the rule." in chat.text


@pytest.mark.parametrize("values", [{"person_id": CHIEF_ID}, {"person_id": NO_ADMIN, "not_by_chat": True}])
async def test_nobody_moves_their_own_check_in_and_what_is_not_by_chat_has_no_page(
    office: CalendarOffice, values: dict[str, object]
) -> None:
    await office.add(Rotation(**(a_rotation().model_dump() | {"starts_on": date(2026, 9, 1)} | values)))
    chat = office.chat()
    await chat.act("calendar")
    assert not any("check-in" in choice.action for row in chat.screen.rows for choice in row)
    await chat.act("cal-check-in.1.2026-12-01")
    assert chat.screen.toast == "That choice is out of date. Here is the main menu."


@pytest.mark.parametrize(
    "forged",
    [
        "cal-round.semiannual",
        "cal-round.semiannual.2026-Q3",
        "cal-round.weekly.2026-H2",
        "cal-move-yes.semiannual.2026-H2.2026-13-01.8",
        "cal-move-yes.semiannual.2026-H2.2026-12-08.24",
        "cal-move-hour.semiannual.2026-H2.soon",
        "cal-check-in.7.2026-12-01",
        "cal-check-to.7.2026-12-01",
        "cal-weeks.1",
    ],
)
async def test_forged_buttons_mean_nothing(office: CalendarOffice, forged: str) -> None:
    chat = office.chat()
    await chat.act(forged)
    assert chat.screen.toast == "That choice is out of date. Here is the main menu."


async def test_a_round_that_the_calendar_does_not_know(office: CalendarOffice) -> None:
    chat = office.chat()
    for verb in ("cal-round", "cal-skip-yes", "cal-back", "cal-now-yes", "cal-move"):
        await chat.act(f"{verb}.quarterly.2026-Q4")
        assert "The calendar has no such round any more" in chat.text


async def test_who_is_no_admin_sees_nothing_of_it(office: CalendarOffice) -> None:
    chat = office.chat(NO_ADMIN)
    for verb in ("calendar", ROUND, "cal-skip-yes.semiannual.2026-H2"):
        await chat.act(verb)
        assert "That is for the people who look after this assistant." in chat.text
    assert await office.decided() == {}


async def test_admins_are_told_of_a_round_that_was_missed(office: CalendarOffice) -> None:
    await office.ticks(datetime(2027, 1, 20, 2, tzinfo=UTC))
    screen = await office.words(NoticeKind.ROUND_MISSED, "missed:semiannual:2026-H2:off")
    assert screen is not None
    assert "second half of 2026" in screen.text
    assert "It has not been held." in screen.text
    assert [(choice.label, choice.action) for row in screen.rows for choice in row] == [
        ("➕ Open it by hand", "round-period.semiannual.2026-H2"),
        ("📅 Calendar", "calendar"),
    ]
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == CHIEF_ID).values(admin=False))
    assert await office.words(NoticeKind.ROUND_MISSED, "missed:semiannual:2026-H2:off") is None


async def test_a_day_off_of_the_office_is_told_as_the_reason(office: CalendarOffice) -> None:
    await office.add(SpecialDay(day=date(2026, 12, 7), works=False, name="Nghỉ bù"))
    chat = office.chat()
    await chat.act("calendar")
    assert "Tue 8 Dec, 08:00: Evaluation, second half of 2026 opens" in chat.text
