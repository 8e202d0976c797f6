"""What the clock asks about rotations in force: on both engines, at times that the test sets."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, delete, update

from phieu.installation import Installation
from phieu.office.rotations.due import ask_about_rotations
from phieu.office.rotations.evaluations import late_evaluations
from phieu.storage.tables import Office, Person, Position, Rotation, RotationCheckIn, RotationEvaluation, Unit
from phieu.words import NoticeKind, Rank, RotationState
from tests.offices import CHIEF_ID
from tests.rotations.life import MOVED, RECEIVING_HEAD, LifeOffice, life_office

ADMINS = [CHIEF_ID, CHIEF_ID + 1]


@pytest.fixture
async def clock(installation: Installation) -> LifeOffice:
    return await life_office(installation)


async def asked_days(clock: LifeOffice) -> dict[date, str]:
    return {one.due_on: one.going for one in await clock.check_ins()}


async def asked_evaluations(clock: LifeOffice) -> list[tuple[date, bool, int | None, str]]:
    return [(one.due_on, one.before_end, one.asked_id, one.strengths) for one in await clock.evaluations()]


async def test_it_is_asked_how_it_goes_on_the_days_of_the_interval_and_once_each(clock: LifeOffice) -> None:
    await clock.strikes(date(2026, 11, 29), 23)
    assert await asked_days(clock) == {}
    for hour in (0, 8, 23):
        await clock.strikes(date(2026, 11, 30), hour)
    await clock.strikes(date(2027, 2, 27))
    assert list(await asked_days(clock)) == [date(2026, 11, 30)]
    await clock.strikes(date(2027, 3, 1))
    assert await clock.told(NoticeKind.ROTATION_CHECK_IN) == [
        ("rotation:1:2026-11-30", MOVED),
        ("rotation:1:2027-03-01", MOVED),
    ]


async def test_after_an_outage_only_the_latest_is_asked_and_what_was_begun_goes_on_in_it(clock: LifeOffice) -> None:
    await clock.strikes(date(2026, 11, 30))
    await clock.change(update(RotationCheckIn).values(going="Đang quen việc"))
    await clock.strikes(date(2027, 9, 3))
    assert await asked_days(clock) == {date(2026, 11, 30): "", date(2027, 8, 31): "Đang quen việc"}
    assert len(await clock.told(NoticeKind.ROTATION_CHECK_IN)) == 2


async def test_what_was_sent_stays_where_it_was_sent(clock: LifeOffice) -> None:
    await clock.strikes(date(2026, 11, 30))
    await clock.change(update(RotationCheckIn).values(going="Tốt", answered_on=date(2026, 12, 1)))
    await clock.strikes(date(2027, 3, 1))
    assert await asked_days(clock) == {date(2026, 11, 30): "Tốt", date(2027, 3, 1): ""}


@pytest.mark.parametrize(
    "values",
    [
        {"state": RotationState.DECIDED},
        {"state": RotationState.ENDED},
        {"state": RotationState.DROPPED},
        {"starts_on": date(2028, 8, 1)},
    ],
)
async def test_what_is_not_in_force_or_too_young_is_not_asked_about(
    clock: LifeOffice, values: dict[str, object]
) -> None:
    await clock.change(update(Rotation).values(**values))
    await clock.strikes(date(2028, 8, 1))
    assert await asked_days(clock) == {}
    assert [before_end for _, before_end, *_ in await asked_evaluations(clock)] == (
        [True] if "starts_on" in values else []
    )


async def test_where_an_earlier_end_has_been_decided_it_counts(clock: LifeOffice) -> None:
    await clock.change(update(Rotation).values(ended_on=date(2027, 2, 28)))
    await clock.strikes(date(2027, 2, 28))
    assert list(await asked_days(clock)) == [date(2026, 11, 30)]
    assert [before_end for _, before_end, *_ in await asked_evaluations(clock)] == [True]


async def test_nobody_who_has_left_is_asked_about_and_nobody_where_the_office_wants_no_check_ins(
    clock: LifeOffice,
) -> None:
    await clock.change(update(Office).values(check_in_months=0))
    await clock.strikes(date(2027, 7, 1))
    assert await asked_days(clock) == {}
    await clock.change(update(Office).values(check_in_months=1))
    await clock.change(update(Person).where(col(Person.id) == MOVED).values(active=False))
    await clock.strikes(date(2027, 8, 20))
    assert await asked_days(clock) == {}
    assert await asked_evaluations(clock) == []


async def test_the_receiving_head_is_asked_two_weeks_before_each_year_is_over_and_before_the_end(
    clock: LifeOffice,
) -> None:
    await clock.strikes(date(2027, 8, 16))
    assert await asked_evaluations(clock) == []
    await clock.strikes(date(2027, 8, 17))
    await clock.strikes(date(2027, 8, 18))
    assert await asked_evaluations(clock) == [(date(2027, 8, 31), False, RECEIVING_HEAD, "")]
    await clock.change(update(RotationEvaluation).values(given_on=date(2027, 8, 20), given_by=RECEIVING_HEAD))
    await clock.strikes(date(2028, 7, 16))
    await clock.strikes(date(2028, 7, 17))
    subjects = [("rotation:1:2027-08-31", RECEIVING_HEAD), ("rotation:1:2028-07-31", RECEIVING_HEAD)]
    assert await clock.told(NoticeKind.ROTATION_EVALUATION) == subjects
    assert await clock.told(NoticeKind.ROTATION_LATE) == []


async def test_what_is_late_is_told_the_admins_once(clock: LifeOffice) -> None:
    await clock.strikes(date(2027, 8, 17))
    await clock.strikes(date(2027, 8, 31), 23)
    assert await clock.told(NoticeKind.ROTATION_LATE) == []
    await clock.strikes(date(2027, 9, 1), 0)
    await clock.strikes(date(2027, 9, 2))
    assert await clock.told(NoticeKind.ROTATION_LATE) == [("rotation:1:2027-08-31", admin) for admin in ADMINS]
    async with clock.installation.database.reading() as session:
        assert len(await late_evaluations(session, date(2027, 9, 2))) == 1
        assert await late_evaluations(session, date(2027, 8, 31)) == []


async def test_an_admin_is_not_told_that_their_own_evaluation_is_late(clock: LifeOffice) -> None:
    await clock.change(update(Person).where(col(Person.id) == MOVED).values(admin=True))
    await clock.strikes(date(2027, 8, 17))
    await clock.strikes(date(2027, 9, 1))
    assert await clock.told(NoticeKind.ROTATION_LATE) == [("rotation:1:2027-08-31", admin) for admin in ADMINS]


async def test_a_new_head_is_asked_too_and_the_old_one_not_again(clock: LifeOffice) -> None:
    await clock.strikes(date(2027, 8, 17))
    deputy = RECEIVING_HEAD + 1
    await clock.change(update(Position).where(col(Position.person_id) == RECEIVING_HEAD).values(rank=Rank.STAFF))
    await clock.change(update(Position).where(col(Position.person_id) == deputy).values(rank=Rank.HEAD))
    await clock.strikes(date(2027, 8, 18))
    await clock.strikes(date(2027, 8, 19))
    told = await clock.told(NoticeKind.ROTATION_EVALUATION)
    assert [person for _, person in told] == [RECEIVING_HEAD, deputy]
    assert [asked for _, _, asked, _ in await asked_evaluations(clock)] == [deputy]


async def test_where_the_moved_person_heads_the_unit_whoever_is_in_charge_of_it_is_asked(clock: LifeOffice) -> None:
    await clock.change(delete(Position).where(col(Position.person_id) == RECEIVING_HEAD))
    await clock.change(update(Position).where(col(Position.person_id) == MOVED).values(unit_id=2, rank=Rank.HEAD))
    await clock.strikes(date(2027, 8, 17))
    async with clock.installation.database.reading() as session:
        unit = await session.get_one(Unit, 2)
    assert await clock.told(NoticeKind.ROTATION_EVALUATION) == [("rotation:1:2027-08-31", unit.supervisor_id)]


async def test_where_nobody_can_be_asked_the_admins_are_told_and_whoever_comes_is_asked(clock: LifeOffice) -> None:
    await clock.change(update(Position).where(col(Position.person_id) == RECEIVING_HEAD).values(rank=Rank.STAFF))
    await clock.change(update(Unit).values(supervisor_id=None))
    await clock.strikes(date(2027, 8, 17))
    await clock.strikes(date(2027, 8, 18))
    assert await clock.told(NoticeKind.ROTATION_LATE) == [("rotation:1:2027-08-31:nobody", admin) for admin in ADMINS]
    await clock.change(update(Position).where(col(Position.person_id) == RECEIVING_HEAD).values(rank=Rank.HEAD))
    await clock.strikes(date(2027, 8, 19))
    assert await clock.told(NoticeKind.ROTATION_EVALUATION) == [("rotation:1:2027-08-31", RECEIVING_HEAD)]


async def test_an_evaluation_that_was_missed_gets_a_new_day_and_goes_on_with_what_was_begun(clock: LifeOffice) -> None:
    await clock.strikes(date(2027, 8, 17))
    await clock.change(update(RotationEvaluation).values(strengths="Chủ động"))
    await clock.strikes(date(2028, 8, 10))
    assert await asked_evaluations(clock) == [
        (date(2027, 8, 31), False, RECEIVING_HEAD, ""),
        (date(2028, 8, 24), True, RECEIVING_HEAD, "Chủ động"),
    ]
    await clock.strikes(date(2028, 8, 11))
    assert len(await asked_evaluations(clock)) == 2


async def test_nothing_happens_before_there_is_an_office(installation: Installation) -> None:
    await ask_about_rotations(replace(installation, now=lambda: datetime.now(UTC) + timedelta(days=1)))
