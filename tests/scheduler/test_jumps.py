"""A machine's clock that is put back, leaps ahead, or is put right again; the steady clock is the test's."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from phieu.installation import Installation
from phieu.office.clock_faults import PUT_BACK, clock_fault
from phieu.office.clock_mark import clock_mark
from phieu.scheduler.clock import Clock
from phieu.storage.tables import CalendarRule, ClockMark, Round
from phieu.words import RoundKind, RoundState
from tests.offices import OfficeSize, build_office

JUNE_15 = datetime(2026, 6, 15, 1, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


class Machine:
    """A machine whose clock can be set, and a process on it, which can be started anew."""

    def __init__(self, installation: Installation) -> None:
        self.shown, self.passed = JUNE_15, timedelta()
        self.installation = replace(installation, now=lambda: self.shown)
        self.restart()

    def restart(self) -> None:
        self.clock = Clock(replace(self.installation, steady=self._seconds))

    def _seconds(self) -> float:
        return self.passed.total_seconds()

    async def after(self, time: timedelta, *, put: timedelta = timedelta()) -> RoundState | None:
        """Let time pass, put the clock ahead by so much besides, and tick; what has become of the round."""
        self.passed += time
        self.shown += time + put
        await self.clock.tick()
        async with self.installation.database.reading() as session:
            the_round = (await session.exec(select(Round))).first()
            return the_round.state if the_round else None

    async def mark(self) -> datetime | None:
        async with self.installation.database.reading() as session:
            return await clock_mark(session)


@pytest.fixture
async def machine(installation: Installation) -> Machine:
    await build_office(installation.database, OfficeSize())
    async with installation.database.writing() as session:
        kind, since = RoundKind.SEMIANNUAL, JUNE_15 - DAY
        session.add(CalendarRule(kind=kind, months="6,12", day=15, hour=8, working_days=10, since=since))
    return Machine(installation)


async def test_a_clock_that_leaps_ahead_and_is_put_right_closes_nothing(machine: Machine) -> None:
    assert await machine.after(MINUTE) is RoundState.OPEN
    assert await machine.after(MINUTE, put=30 * DAY) is RoundState.OPEN
    for _ in range(8):
        assert await machine.after(MINUTE) is RoundState.OPEN
    assert await machine.after(MINUTE, put=-30 * DAY) is RoundState.OPEN
    assert await machine.after(HOUR) is RoundState.OPEN
    assert await machine.mark() == machine.shown  # and it acts again: only what may act is marked


async def test_a_machine_that_slept_acts_ten_minutes_later(machine: Machine) -> None:
    await machine.after(MINUTE)
    assert await machine.after(MINUTE, put=30 * DAY) is RoundState.OPEN
    assert await machine.after(9 * MINUTE) is RoundState.OPEN
    assert await machine.after(MINUTE) is RoundState.CLOSED


async def test_a_second_leap_is_waited_for_anew(machine: Machine) -> None:
    await machine.after(MINUTE)
    await machine.after(MINUTE, put=3 * DAY)
    assert await machine.after(9 * MINUTE, put=30 * DAY) is RoundState.OPEN
    assert await machine.after(9 * MINUTE) is RoundState.OPEN
    assert await machine.after(MINUTE) is RoundState.CLOSED


async def test_a_process_that_starts_late_acts_at_once(machine: Machine) -> None:
    await machine.after(MINUTE)
    machine.restart()
    assert await machine.after(MINUTE, put=30 * DAY) is RoundState.CLOSED


async def test_a_clock_that_was_put_back_does_nothing_and_says_so_once(
    machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    await machine.after(MINUTE)
    async with machine.installation.database.reading() as session:
        (the_round,) = await session.exec(select(Round))
    machine.shown = the_round.due_at + 5 * HOUR
    machine.restart()
    async with machine.installation.database.writing() as session:
        (mark,) = await session.exec(select(ClockMark))
        mark.ticked_at = machine.shown + 5 * DAY
        session.add(mark)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            assert await machine.after(MINUTE) is RoundState.OPEN
    (line,) = [record.message for record in caplog.records if record.levelno == logging.ERROR]
    assert "phieu clock --accept" in line
    assert await machine.after(MINUTE, put=5 * DAY - timedelta(hours=2)) is RoundState.OPEN  # it settles
    assert await machine.after(10 * MINUTE) is RoundState.CLOSED


async def test_time_is_marked_once_an_hour_at_most(machine: Machine) -> None:
    await machine.after(MINUTE)
    first = await machine.mark()
    assert first == machine.shown
    await machine.after(59 * MINUTE)
    assert await machine.mark() == first
    await machine.after(MINUTE)
    assert await machine.mark() == first + HOUR


@given(behind=st.timedeltas(timedelta(days=-400), timedelta(days=400)))
def test_only_a_clock_that_is_well_behind_is_a_fault(behind: timedelta) -> None:
    fault = clock_fault(JUNE_15, JUNE_15 + behind)
    assert (fault is not None) == (behind > PUT_BACK)
    assert clock_fault(JUNE_15, None) is None
