"""What one process does to a round, another one beside it knows, on one database and one data directory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlmodel import select

from phieu.installation import Installation
from phieu.office.answering import RoundOverError, ballot, ballots_of, record, submit
from phieu.office.closing import close_round, finish_closings
from phieu.office.open_rounds import open_rounds
from phieu.office.opening import open_round
from phieu.office.round_status import load_round
from phieu.storage.tables import Assignment, Round
from phieu.words import RoundKind
from tests.offices import OfficeSize, build_office
from tests.redis_server import RedisServer


@asynccontextmanager
async def another(installation: Installation) -> AsyncIterator[Installation]:
    """As another process sees it: nothing that the first has in memory."""
    other = await Installation.start(installation.settings, installation.now)
    yield other
    await other.stop()


async def opened(installation: Installation, period: str = "2026-H1") -> int:
    due_at = installation.now() + timedelta(days=10)
    return await open_round(installation, RoundKind.SEMIANNUAL, period, due_at)


async def an_assignment(installation: Installation, round_id: int) -> Assignment:
    async with installation.database.reading() as session:
        return (await session.exec(select(Assignment).where(Assignment.round_id == round_id).limit(1))).one()


async def test_a_round_opened_in_one_process_is_answered_and_closed_in_others(installation: Installation) -> None:
    await build_office(installation.database, OfficeSize())
    async with another(installation) as other:
        assert await open_rounds(other.database).current() == []
        round_id = await opened(installation)
        one = await an_assignment(installation, round_id)
        assert [view.round.id for view in await ballots_of(other, one.rater_id)][:1] == [round_id]
        await record(other, one.rater_id, round_id, one.ratee_id, 0, 3)
        assert (await ballot(installation, one.rater_id, round_id, one.ratee_id)).answers[0] == 3
        assert await close_round(other, round_id)
        with pytest.raises(RoundOverError):
            await record(installation, one.rater_id, round_id, one.ratee_id, 0, 4)
        assert await ballots_of(installation, one.rater_id) == []
        assert not await close_round(installation, round_id)


async def test_until_when_it_is_open_is_never_told_from_memory(installation: Installation) -> None:
    await build_office(installation.database, OfficeSize())
    round_id = await opened(installation)
    one = await an_assignment(installation, round_id)
    async with another(installation) as other:
        before = (await ballot(other, one.rater_id, round_id, one.ratee_id)).round.due_at
        async with installation.database.writing() as session:
            the_round = await session.get_one(Round, round_id)
            the_round.due_at += timedelta(days=3)
        assert (await ballot(other, one.rater_id, round_id, one.ratee_id)).round.due_at == before + timedelta(days=3)
        assert (await open_rounds(other.database).remembered(round_id)).due_at == before + timedelta(days=3)


async def test_the_key_of_a_round_that_another_process_is_opening_is_left_alone(installation: Installation) -> None:
    async with another(installation) as other:
        installation.keyring.create_round_key(1)  # so far has the opening got, and nobody else can see its round yet
        await finish_closings(other)
        assert installation.keyring.round_key(1) is not None


async def test_where_the_database_was_lost_keys_wait_for_a_backup_to_be_taken_back(installation: Installation) -> None:
    installation.keyring.create_round_key(1)
    async with another(installation) as other:
        assert other.keyring.rounds_with_key() == [1]


async def test_a_key_without_a_round_goes_at_the_next_start(installation: Installation) -> None:
    await build_office(installation.database, OfficeSize())
    installation.keyring.create_round_key(1)  # its opening was never committed
    async with another(installation) as other:
        assert other.keyring.rounds_with_key() == []


async def test_progress_is_counted_once_an_hour_for_all_processes_that_share_a_redis(
    installation: Installation, redis_server: RedisServer
) -> None:
    await build_office(installation.database, OfficeSize())
    round_id = await opened(installation)
    shared = installation.settings.model_copy(update={"redis_url": SecretStr(redis_server.url)})
    one, two = await Installation.start(shared), await Installation.start(shared)
    before = await load_round(one, round_id)
    async with installation.database.reading() as session:
        asked = list(await session.exec(select(Assignment).where(Assignment.round_id == round_id)))
    for assigned in asked:
        await submit(installation, assigned.rater_id, round_id, assigned.ratee_id)
    assert before is not None
    assert before.progress is not None
    assert await load_round(two, round_id) == await load_round(one, round_id) == before
    counted_by_itself = await load_round(installation, round_id)
    assert counted_by_itself is not None
    assert counted_by_itself.progress is not None
    assert counted_by_itself.progress.tenths != before.progress.tenths
    for started in (one, two):
        await started.stop()
