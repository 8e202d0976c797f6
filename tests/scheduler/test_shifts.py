"""Check-ins that an admin moves, leaves out and puts back."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.agenda import ComingKind
from phieu.office.loading_agenda import coming
from phieu.office.moving import MovingError
from phieu.office.moving_check_ins import find_check_in, move_check_in, put_back_check_in, skip_check_in
from phieu.office.rotations.due_days import check_in_days
from phieu.office.rotations.shifts import CheckInPlan
from phieu.office.working_days import WorkingDays
from phieu.scheduler.tick import tick
from phieu.storage.tables import Person, RotationCheckIn
from tests.offices import CHIEF_ID, build_office
from tests.rotations.life import SIZE, a_rotation

FIRST, NOVEMBER_30 = date(2026, 8, 31), date(2026, 11, 30)
SUNDAY, MONDAY = date(2027, 2, 28), date(2027, 3, 1)
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


class Office:
    """An office with one rotation in force, at a day that the test sets."""

    def __init__(self, installation: Installation) -> None:
        self.day = date(2026, 11, 2)
        now = lambda: datetime.combine(self.day, time(9), HANOI).astimezone(UTC)  # noqa: E731
        self.installation = replace(installation, now=now)

    async def asked_until(self, day: date) -> list[date]:
        while self.day < day:
            self.day += timedelta(days=1)
            await tick(self.installation)
        async with self.installation.database.reading() as session:
            asked = await session.exec(select(RotationCheckIn).order_by(col(RotationCheckIn.due_on)))
            return [one.due_on for one in asked]


@pytest.fixture
async def office(installation: Installation) -> Office:
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == CHIEF_ID).values(admin=True))
        session.add(a_rotation())
    return Office(installation)


async def test_a_check_in_is_asked_on_the_day_it_was_moved_to(office: Office) -> None:
    stands = await move_check_in(office.installation, 1, NOVEMBER_30, date(2026, 12, 3))
    assert (stands.planned_on, stands.asked_on) == (NOVEMBER_30, date(2026, 12, 3))
    assert await office.asked_until(date(2026, 12, 2)) == []
    assert await office.asked_until(date(2026, 12, 4)) == [date(2026, 12, 3)]
    with pytest.raises(MovingError) as refused:
        await skip_check_in(office.installation, 1, NOVEMBER_30)
    assert refused.value.explain(translator("en")) == "This check-in has been asked for already."


async def test_brought_forward_it_is_not_asked_again_on_its_own_day(office: Office) -> None:
    await move_check_in(office.installation, 1, NOVEMBER_30, date(2026, 11, 5))
    assert await office.asked_until(date(2026, 12, 4)) == [date(2026, 11, 5)]


async def test_left_out_and_put_back(office: Office) -> None:
    await skip_check_in(office.installation, 1, NOVEMBER_30)
    await skip_check_in(office.installation, 1, NOVEMBER_30)
    (entry,) = [one for one in await coming(office.installation, date(2026, 12, 1)) if one.kind is ComingKind.CHECK_IN]
    assert (entry.subject, entry.left_out, entry.can_put_back) == ("rotation:1:2026-11-30", True, True)
    assert (await put_back_check_in(office.installation, 1, NOVEMBER_30)).asked_on == NOVEMBER_30
    await skip_check_in(office.installation, 1, NOVEMBER_30)
    assert await office.asked_until(date(2026, 12, 1)) == []
    assert (await find_check_in(office.installation, 1, SUNDAY)).asked_on == MONDAY


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (date(2026, 11, 1), "has passed"),
        (date(2026, 12, 5), "is a day off"),
        (date(2027, 3, 1), "between 31 August 2026 and 28 February 2027"),
    ],
)
async def test_days_that_cannot_be_are_refused(office: Office, to: date, words: str) -> None:
    with pytest.raises(MovingError) as refused:
        await move_check_in(office.installation, 1, NOVEMBER_30, to)
    assert words in refused.value.explain(translator("en"))
    with pytest.raises(MovingError):
        await move_check_in(office.installation, 1, date(2026, 11, 29), date(2026, 12, 2))
    with pytest.raises(MovingError):
        await move_check_in(office.installation, 7, NOVEMBER_30, date(2026, 12, 2))


async def test_nobody_is_asked_on_a_day_off(office: Office) -> None:
    (entry,) = [one for one in await coming(office.installation, MONDAY) if one.subject == "rotation:1:2027-02-28"]
    assert entry.at == datetime.combine(MONDAY, time(), HANOI)
    assert entry.why.explain(translator("en")) == "every 3 months; put off from 28 February 2027 (weekend)"
    assert not entry.can_put_back
    stands = await find_check_in(office.installation, 1, SUNDAY)
    assert (stands.planned_on, stands.by_rule, stands.asked_on) == (SUNDAY, MONDAY, MONDAY)
    assert await office.asked_until(SUNDAY) == [NOVEMBER_30]
    assert (await put_back_check_in(office.installation, 1, SUNDAY)).asked_on == MONDAY
    assert await office.asked_until(MONDAY + timedelta(days=3)) == [NOVEMBER_30, MONDAY]


async def test_what_was_asked_on_a_day_off_before_is_not_asked_again(office: Office) -> None:
    office.day = SUNDAY
    async with office.installation.database.writing() as session:
        session.add(RotationCheckIn(rotation_id=1, due_on=SUNDAY))
    assert await office.asked_until(MONDAY + timedelta(days=3)) == [SUNDAY]
    with pytest.raises(MovingError):
        await skip_check_in(office.installation, 1, SUNDAY)


def test_where_the_next_working_day_comes_after_the_end_the_last_one_before_is_meant() -> None:
    plan = CheckInPlan(FIRST, SUNDAY, 3, WorkingDays())
    friday = SUNDAY - timedelta(days=2)
    assert plan.due(NOVEMBER_30, friday - timedelta(days=1)) is None
    assert plan.due(NOVEMBER_30, friday) == friday
    assert plan.due(friday, MONDAY) is None


def test_an_office_that_never_works_is_asked_on_the_very_day() -> None:
    off = WorkingDays({FIRST + timedelta(days=ahead): False for ahead in range(900)})
    assert CheckInPlan(FIRST, None, 3, off).due(NOVEMBER_30, SUNDAY) == SUNDAY


@settings(deadline=None)
@given(
    every=st.integers(1, 12),
    today=st.dates(FIRST, date(2029, 1, 1)),
    own=st.dictionaries(st.dates(FIRST, date(2029, 1, 1)), st.booleans(), max_size=40),
    data=st.data(),
)
def test_the_check_in_that_is_due_is_found_whatever_was_moved(
    every: int, today: date, own: dict[date, bool], data: st.DataObject
) -> None:
    last, days = date(2028, 8, 30), WorkingDays(own)
    planned = check_in_days(FIRST, last, every, last)
    shifted = data.draw(st.dictionaries(st.sampled_from(planned), st.none() | st.dates(FIRST, last)))
    plan = CheckInPlan(FIRST, last, every, days, shifted)
    wanted = [day for one in planned if (day := shifted.get(one, one)) is not None]
    asked = [_next_worked(day, last, days) for day in wanted]
    expected = max((day for day in asked if day <= today), default=None)
    assert plan.due(date.min, today) == expected
    if expected is not None:
        assert days.works(expected)
        assert plan.due(expected, today) is None


def _next_worked(day: date, last: date, days: WorkingDays) -> date:
    """Counted by single days."""
    step, start = timedelta(days=1), day
    while not days.works(day):
        day += step
        if day > last:
            step, day = -step, start
    return day
