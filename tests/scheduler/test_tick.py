"""What the clock does: on real databases, with a time that the test sets, and never by waiting."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import count, product

import pytest
from sqlmodel import col, delete, select, update

from phieu.installation import Installation
from phieu.office.closing import close_round
from phieu.office.extending import extension_subject
from phieu.office.missed_rounds import Missed, missed_in
from phieu.office.occurrences import decline, find_proposal, hold_round, open_proposals
from phieu.office.opening import RoundExistsError
from phieu.scheduler.clock import Clock
from phieu.scheduler.tick import tick
from phieu.storage.tables import CalendarDate, CalendarRule, Notice, Occurrence, Person, Round, SpecialDay
from phieu.words import NoticeKind, OccurrenceState, RoundKind, RoundState
from tests.offices import CHIEF_ID, OfficeSize, build_office

JUNE_15 = datetime(2026, 6, 15, 1, 0, tzinfo=UTC)  # 8 in the morning in Hanoi
JUNE_30 = date(2026, 6, 30)
SEPTEMBER_15 = datetime(2026, 9, 15, 1, 0, tzinfo=UTC)
ADMINS = (CHIEF_ID, CHIEF_ID + 1)


class Office:
    """An office with a calendar, at a time that the test sets."""

    def __init__(self, installation: Installation) -> None:
        self.time = JUNE_15 - timedelta(minutes=1)
        self.installation = replace(installation, now=lambda: self.time)

    async def tick_at(self, instant: datetime) -> None:
        self.time = instant
        await tick(self.installation)

    async def rounds(self) -> list[tuple[RoundKind, str, RoundState]]:
        async with self.installation.database.reading() as session:
            return [
                (one.kind, one.period, one.state) for one in await session.exec(select(Round).order_by(col(Round.id)))
            ]

    async def states(self) -> dict[str, OccurrenceState]:
        async with self.installation.database.reading() as session:
            return {one.period: one.state for one in await session.exec(select(Occurrence))}

    async def told(self, kind: NoticeKind) -> list[tuple[str, int]]:
        async with self.installation.database.reading() as session:
            notices = await session.exec(select(Notice).where(Notice.kind == kind).order_by(col(Notice.person_id)))
            return [(notice.subject, notice.person_id) for notice in notices]


@pytest.fixture
async def office(installation: Installation) -> Office:
    await build_office(installation.database, OfficeSize())
    async with installation.database.writing() as session:
        rule = partial(CalendarRule, day=15, hour=8, since=datetime(2026, 6, 1, tzinfo=UTC))
        session.add(rule(kind=RoundKind.SEMIANNUAL, months="6,12", working_days=10))
        session.add(rule(kind=RoundKind.QUARTERLY, months="3,9", working_days=7))
        await session.exec(update(Person).where(col(Person.id).in_(ADMINS)).values(admin=True))
    return Office(installation)


async def test_the_half_years_round_opens_on_its_morning_and_closes_when_it_is_due(office: Office) -> None:
    await office.tick_at(JUNE_15 - timedelta(seconds=1))
    assert await office.rounds() == []
    await office.tick_at(JUNE_15)
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.OPEN)]
    async with office.installation.database.reading() as session:
        the_round = (await session.exec(select(Round))).one()
    assert the_round.due_at == datetime(2026, 6, 29, 16, 59, tzinfo=UTC)
    await office.tick_at(the_round.due_at - timedelta(seconds=1))
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.OPEN)]
    await office.tick_at(the_round.due_at)
    await office.tick_at(the_round.due_at + timedelta(minutes=1))
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.CLOSED)]
    assert await office.told(NoticeKind.OVERVIEW) == [("round:1", admin) for admin in ADMINS]


async def test_many_ticks_at_once_open_one_round_and_tell_everybody_once(office: Office) -> None:
    office.time = JUNE_15
    await asyncio.gather(*(tick(office.installation) for _ in range(5)))
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.OPEN)]
    told = await office.told(NoticeKind.ROUND_OPENED)
    assert len(told) == len(set(told)) > 0


async def test_what_was_missed_overnight_opens_with_all_its_days(office: Office) -> None:
    await office.tick_at(JUNE_15 + timedelta(hours=20))
    async with office.installation.database.reading() as session:
        the_round = (await session.exec(select(Round))).one()
    assert the_round.due_at == datetime(2026, 6, 30, 16, 59, tzinfo=UTC)


async def test_what_was_missed_by_days_is_proposed_and_what_is_over_is_dropped_with_a_word(office: Office) -> None:
    await office.tick_at(JUNE_15 + timedelta(days=3))
    assert await office.rounds() == []
    assert await office.states() == {"2026-H1": OccurrenceState.PROPOSED}
    await office.tick_at(datetime(2026, 12, 31, tzinfo=UTC))
    missed = dict.fromkeys(["2026-Q3", "2026-H2"], OccurrenceState.MISSED)
    assert await office.states() == {"2026-H1": OccurrenceState.PROPOSED, **missed}
    told = [f"missed:{which}:off" for which in ("semiannual:2026-H2", "quarterly:2026-Q3")]
    assert sorted(await office.told(NoticeKind.ROUND_MISSED)) == sorted(product(told, ADMINS))


async def test_a_quarterly_round_is_proposed_to_every_admin_once(office: Office) -> None:
    for minute in range(3):
        await office.tick_at(SEPTEMBER_15 + timedelta(minutes=minute))
    assert await office.rounds() == []
    assert await office.told(NoticeKind.ROUND_PROPOSED) == [("proposal:quarterly:2026-Q3", admin) for admin in ADMINS]


async def test_a_declined_proposal_stays_declined(office: Office) -> None:
    await office.tick_at(SEPTEMBER_15)
    first = await decline(office.installation, RoundKind.QUARTERLY, "2026-Q3")
    again = await decline(office.installation, RoundKind.QUARTERLY, "2026-Q3")
    assert first is not None
    assert first.declined
    assert again == first
    await office.tick_at(SEPTEMBER_15 + timedelta(hours=1))
    assert await office.rounds() == []
    async with office.installation.database.reading() as session:
        assert await open_proposals(session, office.time) == []


async def test_a_single_date_that_is_proposed_because_it_is_late_keeps_its_own_length(office: Office) -> None:
    async with office.installation.database.writing() as session:
        since = datetime(2026, 6, 1, tzinfo=UTC)
        for day, working_days in ((date(2026, 8, 12), 4), (date(2026, 8, 31), 9)):
            session.add(CalendarDate(kind=RoundKind.AD_HOC, day=day, hour=8, working_days=working_days, since=since))
    await office.tick_at(datetime(2026, 8, 14, 1, 1, tzinfo=UTC))
    close = datetime(2026, 8, 18, 16, 59, tzinfo=UTC)
    async with office.installation.database.reading() as session:
        until_then = await find_proposal(session, RoundKind.AD_HOC, "2026-08-12", close)
        later = await find_proposal(session, RoundKind.AD_HOC, "2026-08-12", close + timedelta(seconds=1))
    assert until_then is not None
    assert later is not None
    assert (until_then.working_days, until_then.undecided, later.undecided) == (4, True, False)


async def test_a_proposal_that_was_opened_cannot_be_declined_any_more(office: Office) -> None:
    await office.tick_at(SEPTEMBER_15)
    due_at = SEPTEMBER_15 + timedelta(days=7)
    round_id = await hold_round(office.installation, RoundKind.QUARTERLY, "2026-Q3", due_at)
    decided = await decline(office.installation, RoundKind.QUARTERLY, "2026-Q3")
    assert decided is not None
    assert (decided.round_id, decided.declined) == (round_id, False)
    assert (await office.states())["2026-Q3"] is OccurrenceState.OPENED


async def test_a_proposal_lapses_when_a_round_opened_then_would_have_closed(office: Office) -> None:
    await office.tick_at(SEPTEMBER_15)
    close = datetime(2026, 9, 24, 16, 59, tzinfo=UTC)  # after seven working days, at the end of the day in Hanoi
    async with office.installation.database.reading() as session:
        until_then = await find_proposal(session, RoundKind.QUARTERLY, "2026-Q3", close)
        later = await find_proposal(session, RoundKind.QUARTERLY, "2026-Q3", close + timedelta(seconds=1))
        nothing = await find_proposal(session, RoundKind.QUARTERLY, "2026-Q2", SEPTEMBER_15)
    assert until_then is not None
    assert later is not None
    assert (until_then.lapsed, until_then.undecided) == (False, True)
    assert (later.lapsed, later.undecided) == (True, False)
    assert nothing is None


async def test_a_round_opened_by_hand_is_not_opened_again(office: Office) -> None:
    office.time = JUNE_15 - timedelta(days=1)
    round_id = await hold_round(office.installation, RoundKind.SEMIANNUAL, "2026-H1", JUNE_15 + timedelta(days=1))
    await close_round(office.installation, round_id)
    await office.tick_at(JUNE_15)
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.CLOSED)]
    with pytest.raises(RoundExistsError):
        await hold_round(office.installation, RoundKind.SEMIANNUAL, "2026-H1", JUNE_15)


async def test_rules_that_ask_nobody_do_not_keep_the_clock_from_closing(office: Office) -> None:
    await hold_round(office.installation, RoundKind.AD_HOC, "2026-06-14", JUNE_15)
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).values(active=False))
    await office.tick_at(JUNE_15)
    assert await office.rounds() == [(RoundKind.AD_HOC, "2026-06-14", RoundState.CLOSED)]
    assert "2026-H1" not in await office.states()  # it is tried again, in case the rules are put right


async def test_the_clock_looks_at_once_when_it_starts_and_finishes_what_it_does_when_it_stops(office: Office) -> None:
    looked, looks = asyncio.Event(), count(1)

    def look() -> datetime:
        if next(looks) > 1:  # first at whether the clock can be believed, then at what is due
            looked.set()
        return JUNE_15

    clock = Clock(replace(office.installation, now=look))
    clock.start()
    await looked.wait()
    await clock.stop()
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.OPEN)]
    await clock.stop()


async def test_what_fell_due_while_nothing_ran_is_done_in_the_order_of_its_instants(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    hand_opened = await hold_round(office.installation, RoundKind.AD_HOC, "2026-06-14", JUNE_15 - timedelta(hours=2))
    later = await hold_round(office.installation, RoundKind.AD_HOC, "2026-06-13", JUNE_15 + timedelta(hours=2))
    caplog.clear()
    with caplog.at_level(logging.INFO, "phieu.scheduler"):
        await office.tick_at(JUNE_15 + timedelta(hours=3))
        await office.tick_at(JUNE_15 + timedelta(hours=4))
    assert [record.getMessage() for record in caplog.records if record.name == "phieu.scheduler.rounds"] == [
        f"closed round {hand_opened}, which was due",
        "the calendar opened round 3 for 2026-H1",
        f"closed round {later}, which was due",
    ]


async def test_a_round_that_the_rules_asked_nobody_about_is_dropped_with_that_reason(office: Office) -> None:
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id).not_in(ADMINS)).values(active=False))
    await office.tick_at(JUNE_15)
    assert await office.states() == {}
    await office.tick_at(datetime(2026, 6, 29, 17, 0, tzinfo=UTC))
    await office.tick_at(datetime(2026, 6, 29, 17, 1, tzinfo=UTC))
    told = [("missed:semiannual:2026-H1:nobody_asked", admin) for admin in ADMINS]
    assert await office.told(NoticeKind.ROUND_MISSED) == told
    assert missed_in(told[0][0]) == (RoundKind.SEMIANNUAL, "2026-H1", Missed.NOBODY_ASKED)


async def test_a_round_that_was_called_off_is_not_asked_for_again(office: Office) -> None:
    await office.tick_at(JUNE_15)
    async with office.installation.database.writing() as session:
        await session.exec(update(Round).values(state=RoundState.CALLED_OFF))
        await session.exec(delete(Occurrence))
    await office.tick_at(JUNE_15 + timedelta(minutes=1))
    await office.tick_at(JUNE_15 + timedelta(days=60))
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.CALLED_OFF)]
    assert await office.told(NoticeKind.ROUND_MISSED) == []


async def test_a_round_whose_last_day_is_declared_off_goes_on_until_the_next_working_day(office: Office) -> None:
    await office.tick_at(JUNE_15)
    async with office.installation.database.writing() as session:
        session.add(SpecialDay(day=date(2026, 6, 29), works=False))
    for hours in (1, 2):
        await office.tick_at(JUNE_15 + timedelta(hours=hours))
    assert {subject for subject, _ in await office.told(NoticeKind.ROUND_EXTENDED)} == {extension_subject(1, JUNE_30)}
    await office.tick_at(datetime(2026, 6, 29, 17, 0, tzinfo=UTC))
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.OPEN)]
    await office.tick_at(datetime(2026, 6, 30, 17, 0, tzinfo=UTC))
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.CLOSED)]


async def test_nothing_opens_on_a_day_that_has_been_declared_off(office: Office) -> None:
    async with office.installation.database.writing() as session:
        session.add(SpecialDay(day=date(2026, 6, 15), works=False))
    await office.tick_at(JUNE_15)
    assert await office.rounds() == []
    await office.tick_at(JUNE_15 + timedelta(days=1))
    assert await office.rounds() == [(RoundKind.SEMIANNUAL, "2026-H1", RoundState.OPEN)]
    assert await office.states() == {"2026-H1": OccurrenceState.OPENED}
