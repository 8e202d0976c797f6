"""The rules by which rounds come again, single dates, days off, yearly dates and reminders, changed in chat."""

from datetime import date

import pytest

from phieu.bot.flows.calendar.rule_draft import RuleDraft
from phieu.bot.screen import MAX_ACTION_BYTES
from phieu.storage.tables import CalendarDate, CalendarRule, Office, SpecialDay, YearlyDate
from phieu.words import RoundKind
from tests.calendar.conftest import NOW, SECOND_ADMIN, SINCE, CalendarOffice

RULE = "cal-rule.semiannual.6-12.5.8.7"


async def rule_of(office: CalendarOffice, kind: RoundKind) -> CalendarRule | None:
    return next((row for row in await office.all(CalendarRule) if row.kind is kind), None)


def test_the_longest_rule_fits_into_a_choice() -> None:
    draft = RuleDraft(RoundKind.SEMIANNUAL, tuple(range(1, 13)), 31, 23, 60)
    assert len(draft.action("cal-rule-length").encode()) <= MAX_ACTION_BYTES


async def test_a_rule_is_changed_part_by_part_and_counts_once_it_is_confirmed(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act("calendar")
    await chat.tap("📐 Rules and dates")
    assert "Every six months: on day 5 of the months 6, 12, at 08:00, for 7 working days" in chat.text
    assert "next by the rule: Mon 7 Dec 2026, 08:00" in chat.text
    await chat.tap("✏️ Every six months")
    assert "✅ Let it count" not in chat.labels
    await chat.tap("📆 Months", "✅ Month 6", "Month 5", "↩️ That is all", "📅 Day", "31", "🕒 Hour", "14:00")
    await chat.tap("⏳ Working days")
    await chat.type("many")
    assert "Please write a number from 1 to" in chat.text
    await chat.type("4")
    assert chat.text.split("\n\n")[1:] == [
        "Months: 5, 12\nDay: 31\nHour: 14:00\nWorking days: 4",
        (
            "Its next rounds\n• Thu 31 Dec 2026, 14:00 – Thu 7 Jan 2027, 23:59\n"
            "• Mon 31 May 2027, 14:00 – Fri 4 Jun 2027, 23:59\n• Fri 31 Dec 2027, 14:00 – Fri 7 Jan 2028, 23:59"
        ),
    ]
    rule = await rule_of(office, RoundKind.SEMIANNUAL)
    assert rule is not None
    assert (rule.months, rule.since) == ("6,12", SINCE)
    await chat.tap("✅ Let it count")
    assert "The rule counts from now on." in chat.text
    rule = await rule_of(office, RoundKind.SEMIANNUAL)
    assert rule is not None
    assert (rule.months, rule.day, rule.hour, rule.working_days, rule.since) == ("5,12", 31, 14, 4, NOW)


async def test_a_rule_whose_rounds_overlap_cannot_be_confirmed(office: CalendarOffice) -> None:
    chat = office.chat()
    for wrong, why in {
        "cal-rule.quarterly.6-8.20.8.60": "would open on",
        "cal-rule.semiannual.0.5.8.7": "Please choose at least one month.",
    }.items():
        await chat.act(wrong)
        assert "❌ " in chat.text
        assert why in chat.text
        assert "✅ Let it count" not in chat.labels
        await chat.act(wrong.replace("cal-rule.", "cal-rule-save."))
        assert "❌ " in chat.text
    assert await rule_of(office, RoundKind.QUARTERLY) is None
    await chat.act("cal-rule.quarterly.12.8.8.7")
    assert "⚠️ Evaluation, fourth quarter of 2026 would open on 8 December 2026, before" in chat.text
    assert "✅ Let it count" in chat.labels


async def test_a_rule_is_taken_off_and_a_second_admin_finds_it_gone(office: CalendarOffice) -> None:
    mine, yours = office.chat(), office.chat(SECOND_ADMIN)
    for chat in (mine, yours):
        await chat.act(RULE)
        await chat.tap("🗑 Take the rule off the calendar")
    await mine.tap("🗑 Yes, take it off")
    assert "The rule is off the calendar." in mine.text
    await yours.tap("🗑 Yes, take it off")
    assert "There is no such rule any more." in yours.text
    assert await office.all(CalendarRule) == []
    await yours.command("calendar")
    assert "Nothing falls due in these weeks." in yours.text


async def test_a_single_date_is_added_changed_and_taken_off(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act("cal-rules")
    await chat.tap("➕ A single date", "Ad hoc")
    await chat.type("30/2")
    assert "There is no such day as 30/2." in chat.text
    await chat.type("20/12")
    assert "This is a day off; the round opens on the next working day, Mon 21 Dec 2026." in chat.text
    await chat.tap("🕒 Hour", "09:00", "⏳ Working days", "3", "✅ Put it on the calendar")
    assert "• Sun 20 Dec 2026, 09:00: Ad hoc, for 3 working days" in chat.text
    (row,) = await office.all(CalendarDate)
    assert (row.kind, row.day, row.hour, row.working_days) == (RoundKind.AD_HOC, date(2026, 12, 20), 9, 3)
    await chat.tap("📌 Sun 20 Dec 2026 · Ad hoc")
    assert "✅ Put it on the calendar" not in chat.labels
    await chat.tap("🗑 Take it off the calendar", "🗑 Yes, take it off")
    assert "The date is off the calendar." in chat.text
    assert await office.all(CalendarDate) == []
    await chat.act("cal-date-gone.ad_hoc.2026-12-20")
    assert "There is no such date any more." in chat.text


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ("2026-11-02", "This day has passed."),
        ("2099-12-10", "10 December 2099 is more than two years ahead. Please check the year."),
    ],
)
async def test_a_single_date_that_is_over_or_far_away_is_refused(office: CalendarOffice, day: str, fault: str) -> None:
    chat = office.chat()
    await chat.act(f"cal-date.ad_hoc.{day}.8.5")
    assert fault in chat.text
    assert "✅ Put it on the calendar" not in chat.labels
    await chat.act(f"cal-date-save.ad_hoc.{day}.8.5")
    assert fault in chat.text
    assert await office.all(CalendarDate) == []


async def test_nothing_is_said_of_rounds_that_are_over(office: CalendarOffice) -> None:
    await office.add(
        CalendarDate(kind=RoundKind.AD_HOC, day=date(2026, 6, 8), hour=8, working_days=5, since=SINCE),
        CalendarDate(kind=RoundKind.AD_HOC, day=date(2026, 6, 9), hour=8, working_days=5, since=SINCE),
    )
    chat = office.chat()
    await chat.act("cal-rule.semiannual.6-12.5.8.8")
    assert "⚠️" not in chat.text
    await chat.act("cal-date-save.ad_hoc.2026-12-21.8.5")
    assert "The date is on the calendar." in chat.text


async def test_days_off_are_typed_with_a_reason_and_taken_off_again(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act("calendar")
    await chat.tap("🏖 Days off", "➕ Days off")
    await chat.type("31/12/2026-4/1/2027: Nghỉ <bù>")
    days = {row.day: (row.works, row.name) for row in await office.all(SpecialDay)}
    assert days == {date(2026, 12, 31): (False, "Nghỉ <bù>"), date(2027, 1, 4): (False, "Nghỉ <bù>")}
    assert "Days that were off anyway have been left out." in chat.text
    await chat.tap("Thu 31 Dec 2026: off · Nghỉ <bù>", "🗑 Take it off the list")
    assert "Thu 31 Dec 2026 is again what it is for others." in chat.text
    await chat.tap("➕ Days made up")
    await chat.type("12/12 và hôm qua")
    assert "is not a date that I can read" in chat.text
    await chat.type("12/12")
    assert "The office now works on:\n• Sat 12 Dec 2026" in chat.text
    await chat.act("cal-day.2026-12-31")
    assert "Thu 31 Dec 2026 is no day of the office&#39;s own any more." in chat.text


async def test_public_holidays_are_shown(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act("cal-days")
    await chat.tap("🎌 Public holidays of 2026", "🎌 Public holidays of 2027")
    assert "Fri 1 Jan 2027: New Year&#39;s Day" in chat.text
    assert "cal-holidays.2028" not in str(chat.screen.rows)


async def test_what_comes_every_year_is_typed_and_told_ahead(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act("calendar")
    await chat.tap("🔔 Every year", "➕ Something else")
    for wrong, why in {
        "Rà soát": "Please write the day and the month first.",
        "30/2 Họp": "There is no such day as 30/2.",
    }.items():
        await chat.type(wrong)
        assert why in chat.text
    await chat.type("15/12: Rà soát <quy hoạch>")
    assert "Each year on 15/12; the admins are told 10 working days before." in chat.text
    await chat.tap("5")
    (row,) = await office.all(YearlyDate)
    assert (row.code, row.name, row.month, row.day, row.days_before) == ("V1", "Rà soát <quy hoạch>", 12, 15, 5)
    await chat.act("calendar")
    await chat.tap("🔔 15 Dec Rà soát <quy hoạch>", "🗑 Take it off the calendar", "🗑 Yes, take it off")
    assert await office.all(YearlyDate) == []
    for late in ("cal-yearly.V1", "cal-yearly-before.V1.3", "cal-yearly-gone.V1", "cal-yearly-remove.V1"):
        await chat.act(late)
        assert "It is not on the calendar any more." in chat.text


async def test_the_reminders_are_changed_once_that_is_confirmed(office: CalendarOffice) -> None:
    chat = office.chat()
    await chat.act("calendar")
    await chat.tap("⏰ Reminders")
    assert "At half time, 3 working days before the last day, 1 working day before the last day; at 09:00." in chat.text
    await chat.tap("✅ At half time", "✅ 3 days before", "5 days before", "🕒 08:00")
    (row,) = await office.all(Office)
    assert (row.reminders, row.reminder_hour) == ("half,3,1", 9)
    await chat.tap("✅ Let it count")
    (row,) = await office.all(Office)
    assert (row.reminders, row.reminder_hour) == ("5,1", 8)
    await chat.tap("✅ 5 days before", "✅ 1 day before", "✅ Let it count")
    assert "nobody is reminded" in chat.text
    (row,) = await office.all(Office)
    assert row.reminders == ""


@pytest.mark.parametrize(
    "forged",
    [
        "cal-rule.ad_hoc.6.5.8.7",
        "cal-rule.semiannual.13.5.8.7",
        "cal-rule.semiannual.6.32.8.7",
        "cal-rule-save.semiannual.6.5.24.7",
        "cal-rule-save.semiannual.6.5.8.0",
        "cal-rule-gone.ad_hoc",
        "cal-date.semiannual.2026-12-20.8.5",
        "cal-date-save.ad_hoc.2026-12-32.8.5",
        "cal-day.tomorrow",
        "cal-date.ad_hoc.9999-12-31.8.5",
        "cal-holidays.20265",
        "cal-remind-save.half-half.9",
        "cal-remind-save.99.9",
        "cal-yearly",
        "cal-yearly-before.V1.99",
        "cal-yearly-before",
    ],
)
async def test_forged_buttons_mean_nothing(office: CalendarOffice, forged: str) -> None:
    chat = office.chat()
    await chat.act(forged)
    assert chat.screen.toast == "That choice is out of date. Here is the main menu."
