"""Moving, skipping and bringing forward one round of the calendar, by two admins at once and beside the clock."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.agenda import Coming, ComingKind
from phieu.office.loading_agenda import coming
from phieu.office.moving import Moved, MovingError, bring_forward, find_date, move, put_back, skip
from phieu.office.occurrences import find_proposal, hold_due_round, hold_round, proposed_in
from phieu.scheduler.tick import tick
from phieu.storage.tables import CalendarDate, CalendarRule, Notice, Occurrence, Person, Round
from phieu.words import NoticeKind, OccurrenceState, RoundKind
from tests.offices import CHIEF_ID, OfficeSize, build_office

HALF_YEAR, QUARTER = RoundKind.SEMIANNUAL, RoundKind.QUARTERLY
EIGHT = datetime(2026, 6, 15, 1, 0, tzinfo=UTC)  # 8 in the morning in Hanoi
MAY_4 = datetime(2026, 5, 4, 3, 0, tzinfo=UTC)


class Office:
    """An office whose rounds come in June and December, at a time that the test sets."""

    def __init__(self, installation: Installation) -> None:
        self.time = MAY_4
        self.installation = replace(installation, now=lambda: self.time)

    async def move(self, kind: RoundKind, period: str, to: date, hour: int = 8) -> Moved:
        return await move(self.installation, kind, period, to, hour)

    async def refusal(self, do: Callable[[], object]) -> str:
        with pytest.raises(MovingError) as refused:
            await do()  # type: ignore[misc]
        return refused.value.explain(translator("en"))

    async def tick_at(self, instant: datetime) -> list[str]:
        """The rounds that have been opened by then."""
        self.time = instant
        await tick(self.installation)
        async with self.installation.database.reading() as session:
            return list(await session.exec(select(Round.period).order_by(col(Round.id))))

    async def entries(self, until: date) -> dict[str, Coming]:
        return {one.subject: one for one in await coming(self.installation, until)}

    async def proposals(self) -> list[str]:
        async with self.installation.database.reading() as session:
            wanted = select(Notice.subject).where(Notice.kind == NoticeKind.ROUND_PROPOSED).order_by(col(Notice.id))
            return list(await session.exec(wanted))


@pytest.fixture
async def office(installation: Installation) -> Office:
    await build_office(installation.database, OfficeSize())
    since = MAY_4 - timedelta(days=1)
    async with installation.database.writing() as session:
        session.add(CalendarRule(kind=HALF_YEAR, months="6,12", day=15, hour=8, working_days=10, since=since))
        session.add(CalendarRule(kind=QUARTER, months="9", day=15, hour=8, working_days=7, since=since))
        session.add(CalendarDate(kind=RoundKind.AD_HOC, day=date(2026, 7, 4), hour=9, working_days=3, since=since))
        await session.exec(update(Person).where(col(Person.id) == CHIEF_ID).values(admin=True))
    return Office(installation)


async def test_what_was_moved_opens_then_and_not_before_and_the_rule_stays(office: Office) -> None:
    stands = await office.move(HALF_YEAR, "2026-H1", date(2026, 6, 18), 14)
    assert stands.due.starts_at == datetime(2026, 6, 18, 7, 0, tzinfo=UTC)
    assert await office.tick_at(EIGHT + timedelta(hours=1)) == []
    assert await office.tick_at(stands.due.starts_at) == ["2026-H1"]
    assert await office.tick_at(datetime(2026, 12, 15, 1, 0, tzinfo=UTC)) == ["2026-H1", "2026-H2"]


async def test_what_was_moved_ahead_opens_ahead_and_not_again(office: Office) -> None:
    await office.move(HALF_YEAR, "2026-H1", date(2026, 5, 12))
    assert await office.tick_at(datetime(2026, 5, 12, 1, 0, tzinfo=UTC)) == ["2026-H1"]
    assert await office.tick_at(EIGHT) == ["2026-H1"]


async def test_what_was_skipped_is_not_held_until_it_is_put_back(office: Office) -> None:
    await skip(office.installation, HALF_YEAR, "2026-H1")
    await skip(office.installation, HALF_YEAR, "2026-H1")
    entry = (await office.entries(date(2026, 6, 30)))["semiannual:2026-H1"]
    assert (entry.left_out, entry.can_skip, entry.can_put_back) == (True, False, True)
    await put_back(office.installation, HALF_YEAR, "2026-H1")
    await put_back(office.installation, HALF_YEAR, "2026-H1")
    await skip(office.installation, HALF_YEAR, "2026-H1")
    assert await office.tick_at(EIGHT) == []
    text = await office.refusal(lambda: put_back(office.installation, HALF_YEAR, "2026-H1"))
    assert text == (
        "The day that the calendar gives for Evaluation, first half of 2026 has passed. "
        "Please choose another day for it."
    )
    await office.move(HALF_YEAR, "2026-H1", date(2026, 6, 22))
    assert await office.tick_at(EIGHT + timedelta(days=7)) == ["2026-H1"]


async def test_brought_forward_it_opens_at_once_with_all_its_days(office: Office) -> None:
    stands = await bring_forward(office.installation, HALF_YEAR, "2026-H1")
    async with office.installation.database.reading() as session:
        the_round = await session.get_one(Round, stands.round_id)
        occurrence = await session.get_one(Occurrence, (HALF_YEAR, "2026-H1"))
    assert the_round.due_at == datetime(2026, 5, 18, 16, 59, tzinfo=UTC)
    assert (occurrence.state, occurrence.due_at, occurrence.moved_to) == (OccurrenceState.OPENED, EIGHT, MAY_4)
    assert await office.tick_at(EIGHT) == ["2026-H1"]
    assert "opened already" in await office.refusal(lambda: office.move(HALF_YEAR, "2026-H1", date(2026, 7, 1)))
    assert "opened already" in await office.refusal(lambda: skip(office.installation, HALF_YEAR, "2026-H1"))


async def test_a_proposal_that_is_moved_is_made_again(office: Office) -> None:
    await office.tick_at(datetime(2026, 9, 15, 1, 0, tzinfo=UTC))
    await office.move(QUARTER, "2026-Q3", date(2026, 10, 5))
    async with office.installation.database.reading() as session:
        waiting = await find_proposal(session, QUARTER, "2026-Q3", office.time)
    assert waiting is not None
    assert (waiting.undecided, waiting.lapsed) == (False, False)
    await office.tick_at(datetime(2026, 10, 5, 1, 0, tzinfo=UTC))
    await office.tick_at(datetime(2026, 10, 5, 1, 1, tzinfo=UTC))
    assert await office.proposals() == ["proposal:quarterly:2026-Q3", "proposal:quarterly:2026-Q3:2026-10-05T0100"]
    assert {proposed_in(subject) for subject in await office.proposals()} == {(QUARTER, "2026-Q3")}
    async with office.installation.database.reading() as session:
        again = await find_proposal(session, QUARTER, "2026-Q3", office.time)
    assert again is not None
    assert again.undecided


async def test_what_cannot_be_is_refused_with_what_can(office: Office) -> None:
    sunday = await office.refusal(lambda: office.move(HALF_YEAR, "2026-H1", date(2026, 6, 21)))
    assert (
        sunday == "21 June 2026 (weekend) is a day off. The working days next to it are 19 June 2026 and 22 June 2026."
    )
    assert "has passed" in await office.refusal(lambda: office.move(HALF_YEAR, "2026-H1", date(2026, 4, 28)))
    late = await office.refusal(lambda: office.move(HALF_YEAR, "2026-H1", date(2026, 12, 7)))
    assert late == (
        "Evaluation, first half of 2026 would not be over when Evaluation, second half of 2026 opens, on "
        "15 December 2026. Please choose an earlier day."
    )
    early = await office.refusal(lambda: office.move(HALF_YEAR, "2026-H2", date(2026, 6, 29)))
    assert early == (
        "Evaluation, first half of 2026 can be answered until 29 June 2026; "
        "Evaluation, second half of 2026 cannot open before that is over."
    )
    far = await office.refusal(lambda: office.move(RoundKind.AD_HOC, "2026-07-04", date(2027, 9, 7)))
    assert far == "7 September 2027 is more than a year from the day of the calendar."
    assert "no such round" in await office.refusal(lambda: skip(office.installation, RoundKind.ANNUAL, "2026"))
    office.time = datetime(2026, 6, 20, 3, 0, tzinfo=UTC)
    saturday = await office.refusal(lambda: bring_forward(office.installation, RoundKind.AD_HOC, "2026-07-04"))
    assert "is a day off" in saturday


async def test_two_admins_at_once_leave_one_decision(office: Office) -> None:
    days = [date(2026, 6, 17), date(2026, 6, 18), date(2026, 6, 19)]
    tried = await asyncio.gather(*(office.move(HALF_YEAR, "2026-H1", day) for day in days), return_exceptions=True)
    assert all(isinstance(one, Moved) for one in tried)
    due, state = await find_date(office.installation, HALF_YEAR, "2026-H1")
    assert state is OccurrenceState.MOVED
    assert due.starts_at.date() in days
    async with office.installation.database.reading() as session:
        assert len((await session.exec(select(Occurrence))).all()) == 1


async def test_what_an_admin_opens_by_hand_meanwhile_stays(office: Office) -> None:
    await office.move(HALF_YEAR, "2026-H1", date(2026, 6, 18))
    await hold_round(office.installation, HALF_YEAR, "2026-H1", MAY_4 + timedelta(days=9))
    assert await office.tick_at(datetime(2026, 6, 18, 1, 0, tzinfo=UTC)) == ["2026-H1"]


async def test_admins_see_what_comes_and_why(office: Office) -> None:
    t = translator("en")
    await office.move(HALF_YEAR, "2026-H1", date(2026, 6, 18))
    entries = await coming(office.installation, date(2026, 9, 15))
    assert [(one.at.date(), one.title.explain(t), one.why.explain(t)) for one in entries] == [
        (date(2026, 6, 18), "Evaluation, first half of 2026 opens", "moved by an admin from 15 June 2026"),
        (date(2026, 7, 6), "Ad hoc evaluation, 4 July 2026 opens", "put off from 4 July 2026 (weekend)"),
        (
            date(2026, 9, 15),
            "Evaluation, third quarter of 2026: whether to hold it is asked",
            "by the rule of the calendar",
        ),
    ]
    assert [one.can_move for one in entries] == [True, True, True]
    await bring_forward(office.installation, HALF_YEAR, "2026-H1")
    entries = await coming(office.installation, date(2026, 6, 1))
    closings = [one for one in entries if one.kind is ComingKind.ROUND_CLOSES]
    assert [(one.subject, one.title.explain(t)) for one in closings] == [
        ("round:1", "Evaluation, first half of 2026 closes"),
    ]


async def test_what_an_admin_decides_while_the_clock_looks_is_not_opened(office: Office) -> None:
    due, _ = await find_date(office.installation, HALF_YEAR, "2026-H1")
    office.time = EIGHT
    await skip(office.installation, HALF_YEAR, "2026-H1")
    assert await hold_due_round(office.installation, due, due.ends_at) is None
    await office.move(HALF_YEAR, "2026-H1", date(2026, 6, 16))
    assert await hold_due_round(office.installation, due, due.ends_at) is None
    assert await office.tick_at(EIGHT + timedelta(days=1)) == ["2026-H1"]
