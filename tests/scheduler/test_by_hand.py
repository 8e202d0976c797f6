"""Rules, single dates, days off and yearly dates that an admin changes by hand; and what comes of them."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.loading_agenda import coming
from phieu.office.loading_calendar import load_rules_of_calendar, load_single_dates
from phieu.office.rules_of_calendar import (
    CalendarError,
    add_date,
    remove_date,
    remove_rule,
    remove_special_day,
    remove_yearly_date,
    set_rule,
    set_special_day,
    set_yearly_date,
)
from phieu.office.special_days import load_working_days
from phieu.office.yearly_dates import Yearly, due_in, yearly_fault, yearly_in
from phieu.scheduler.tick import tick
from phieu.storage.tables import Notice, Person, SpecialDay
from phieu.words import NoticeKind, RoundKind
from tests.offices import CHIEF_ID, OfficeSize, build_office

HALF_YEAR, QUARTER = RoundKind.SEMIANNUAL, RoundKind.QUARTERLY
MAY_4 = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Office:
    """An office without a calendar, at a time that the test sets."""

    def __init__(self, installation: Installation) -> None:
        self.time = MAY_4
        self.installation = replace(installation, now=lambda: self.time)

    async def refusal(self, changing: Awaitable[object]) -> str:
        with pytest.raises(CalendarError) as refused:
            await changing
        return refused.value.explain(translator("en"))

    async def told(self) -> list[str]:
        async with self.installation.database.reading() as session:
            wanted = select(Notice.subject).where(Notice.kind == NoticeKind.YEARLY_DATE).order_by(col(Notice.id))
            return list(await session.exec(wanted))

    async def words(self, subject: str, locale: str = "en") -> str | None:
        async with self.installation.database.reading() as session:
            person = await session.get_one(Person, CHIEF_ID)
        person.locale = locale
        said = await Dispatch(self.installation, "phieu_bot").notice(NoticeKind.YEARLY_DATE, subject, person)
        assert said is None or isinstance(said, Screen)
        return str(said.text) if said else None


@pytest.fixture
async def office(installation: Installation) -> Office:
    await build_office(installation.database, OfficeSize())
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == CHIEF_ID).values(admin=True))
    return Office(installation)


async def test_a_rule_that_did_not_change_keeps_its_beginning(office: Office) -> None:
    it = office.installation
    await set_rule(it, HALF_YEAR, [12, 6, 6], 15, 8, 10)
    office.time += DAY
    await set_rule(it, HALF_YEAR, [6, 12], 15, 8, 10)
    async with it.database.reading() as session:
        (rule,) = await load_rules_of_calendar(session)
    assert (rule.months, rule.since) == ((6, 12), MAY_4)
    await set_rule(it, HALF_YEAR, [6, 12], 15, 9, 10)
    async with it.database.reading() as session:
        (rule,) = await load_rules_of_calendar(session)
    assert (rule.hour, rule.since) == (9, MAY_4 + DAY)
    assert [await remove_rule(it, HALF_YEAR) for _ in range(2)] == [True, False]


async def test_a_rule_that_cannot_be_is_refused_with_the_reason(office: Office) -> None:
    it = office.installation
    assert "60 working days" in await office.refusal(set_rule(it, HALF_YEAR, [6, 12], 15, 8, 0))
    assert "0 to 23" in await office.refusal(set_rule(it, HALF_YEAR, [6, 12], 15, 24, 5))
    assert "at least one month" in await office.refusal(set_rule(it, HALF_YEAR, [], 15, 8, 5))
    assert "single date" in await office.refusal(set_rule(it, RoundKind.AD_HOC, [6], 15, 8, 5))
    long = await office.refusal(set_rule(it, QUARTER, [3, 5], 15, 8, 60))
    assert long.startswith(
        "Evaluation, second quarter of 2026 would open on 15 May 2026, before Evaluation, first quarter"
    )


async def test_single_dates_come_and_go(office: Office) -> None:
    it, day = office.installation, date(2026, 7, 4)
    await add_date(it, RoundKind.AD_HOC, day, 9, 3)
    office.time += HOUR
    await add_date(it, RoundKind.AD_HOC, day, 9, 3)
    async with it.database.reading() as session:
        (single,) = await load_single_dates(session)
    assert (single.day, single.hour, single.working_days, single.since) == (day, 9, 3, MAY_4)
    near = await office.refusal(add_date(it, RoundKind.AD_HOC, date(2026, 7, 8), 9, 3))
    assert near == (
        "Ad hoc evaluation, 8 July 2026 would open on 8 July 2026, "
        "before Ad hoc evaluation, 4 July 2026 has closed, on 9 July 2026"
    )
    await add_date(it, RoundKind.ROTATION, date(2026, 7, 8), 9, 3)
    assert "passed" in await office.refusal(add_date(it, RoundKind.AD_HOC, date(2026, 5, 3), 9, 3))
    assert "by a rule" in await office.refusal(add_date(it, HALF_YEAR, day, 9, 3))
    assert [await remove_date(it, RoundKind.AD_HOC, day) for _ in range(2)] == [True, False]


async def test_the_offices_own_days_count_before_all_others(office: Office) -> None:
    it, monday, saturday = office.installation, date(2026, 6, 15), date(2026, 6, 20)
    await set_special_day(it, monday, works=False, name=" Ngày thành lập ")
    await set_special_day(it, saturday, works=True)
    async with it.database.reading() as session:
        days = await load_working_days(session)
        assert (await session.get_one(SpecialDay, monday)).name == "Ngày thành lập"
    assert (days.works(monday), days.works(saturday)) == (False, True)
    assert [await remove_special_day(it, monday) for _ in range(2)] == [True, False]


async def test_a_yearly_date_is_told_in_time_and_once(office: Office) -> None:
    it = office.installation
    await set_yearly_date(it, "QH", "Rà soát quy hoạch (mẫu)", 5, 31, 5)  # a Sunday
    entries = await coming(it, date(2026, 6, 1))
    assert [(one.subject, one.title.explain(translator("en"))) for one in entries] == [
        ("yearly:QH:2026-05-31", "Rà soát quy hoạch (mẫu)")
    ]
    told_at = datetime(2026, 5, 25, 2, 0, tzinfo=UTC)
    for moment, times in ((told_at - HOUR, 0), (told_at, 1), (told_at + HOUR, 1), (told_at + 7 * DAY, 1)):
        office.time = moment
        await tick(it)
        assert await office.told() == times * ["yearly:QH:2026-05-31"]
    office.time = told_at
    assert await office.words("yearly:QH:2026-05-31") == (
        "📌 <b>Rà soát quy hoạch (mẫu)</b>\n\nThe day for it is 31 May 2026: 4 working days from now.\n\n"
        "This comes each year; the date stands in the calendar."
    )
    vietnamese = await office.words("yearly:QH:2026-05-31", "vi")
    assert vietnamese is not None
    assert "Ngày thực hiện là 31 tháng 5 năm 2026: còn 4 ngày làm việc." in vietnamese
    office.time = told_at + 8 * DAY
    assert await office.words("yearly:QH:2026-05-31") is None
    assert [await remove_yearly_date(it, "QH") for _ in range(2)] == [True, False]
    office.time = told_at
    assert await office.words("yearly:QH:2026-05-31") is None


@pytest.mark.parametrize(("days_late", "times"), [(0, 1), (1, 1), (2, 0)])
async def test_a_yearly_date_is_told_a_day_late_at_most(office: Office, days_late: int, times: int) -> None:
    await set_yearly_date(office.installation, "QH", "Rà soát quy hoạch (mẫu)", 5, 21, 5)
    office.time = datetime(2026, 5, 21, 3, 0, tzinfo=UTC) + days_late * DAY
    await tick(office.installation)
    assert await office.told() == times * ["yearly:QH:2026-05-21"]


async def test_yearly_dates_that_cannot_be_are_refused(office: Office) -> None:
    it = office.installation
    assert "colon" in await office.refusal(set_yearly_date(it, "Q:H", "Rà soát", 5, 31, 5))
    assert "60 working days" in await office.refusal(set_yearly_date(it, "QH", "Rà soát", 5, 31, 61))
    assert "what is to be done" in await office.refusal(set_yearly_date(it, "QH", "  ", 5, 31, 5))
    assert yearly_fault(Yearly("QH", "Rà soát", 13, 1, 0)) is not None


async def test_a_yearly_date_in_january_is_told_in_december(office: Office) -> None:
    async with office.installation.database.reading() as session:
        days = await load_working_days(session)
    due = due_in(Yearly("LE", "Lễ", 1, 2, 10), 2027, 9, ZoneInfo("Asia/Ho_Chi_Minh"), days)
    assert due.told_at.date() == date(2026, 12, 18)
    assert yearly_in("yearly:LE:2027-01-02") == ("LE", date(2027, 1, 2))
