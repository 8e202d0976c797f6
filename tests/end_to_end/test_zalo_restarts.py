"""The program is stopped and started between any two messages of a rater on Zalo.

Every answer that was confirmed is there, nothing stands on a question that was not shown last, and one always finds on.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from phieu.bot.handlers import zalo_speaking
from tests.end_to_end.small_office import SmallOffice, small_office
from tests.end_to_end.zalo_rater import Stands, ZaloRater
from tests.offices import CHIEF_ID
from tests.redis_server import RedisServer

MOST_LIVES = 40
KILLED = 2
FROM_THE_MENU_TO_AN_ANSWER = 4
"""Messages: what follows a restart leads back there if no ballot was begun."""


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zalo_speaking, "PAUSE_SECONDS", 0)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[SmallOffice]:
    async with small_office(tmp_path, [CHIEF_ID]) as office:
        yield office


async def test_the_thread_is_brought_back_where_what_was_shown_is_forgotten(office: SmallOffice) -> None:
    """What is written first after a restart counts for nothing, and whoever wrote it reads so; what follows counts."""
    rater = office.rater(CHIEF_ID)
    async with office.runs():
        stands = await rater.begins()
    for life in range(MOST_LIVES):
        async with office.runs():
            stands = await goes_on(rater, stands)
            assert stands.lost
            for _ in range(1 + life % FROM_THE_MENU_TO_AN_ANSWER):
                stands = await goes_on(rater, stands)
                assert not stands.lost
        if rater.handed_in:
            break
    assert rater.handed_in
    assert await office.stands_on_ballots(CHIEF_ID) == rater.answers


async def test_nothing_has_to_be_brought_back_where_redis_remembers(
    office: SmallOffice, redis_server: RedisServer
) -> None:
    rater = office.rater(CHIEF_ID)
    async with office.runs(redis_url=redis_server.url):
        stands = await rater.begins()
    for _ in range(MOST_LIVES):
        async with office.runs(redis_url=redis_server.url):
            stands = await goes_on(rater, stands)
            assert not stands.lost
        if rater.handed_in:
            break
    assert rater.handed_in
    assert await office.stands_on_ballots(CHIEF_ID) == rater.answers


async def test_killed_in_the_middle_by_a_platform_that_hands_everything_over_again(office: SmallOffice) -> None:
    """Of what was written right before the end nobody can tell whether it counted; all else is there, and no more."""
    await office.client.zalo_switch(replays=True)
    rater = office.rater(CHIEF_ID)
    perhaps: list[dict[tuple[int, int], int]] = []
    for life in range(KILLED):
        async with until_killed(office):
            stands = await rater.begins()
            for _ in range(5 + life):
                stands = await goes_on(rater, stands)
            if stands.question is not None:
                place, ratee_id = stands.question, rater.whom(stands)
                label = rater.paper.answers[ratee_id, place][-1]
                perhaps.append({(ratee_id, place): len(rater.paper.answers[ratee_id, place])})
                await rater.phone.write(stands.choices[label])
    assert perhaps
    booked = await office.stands_on_ballots(CHIEF_ID)
    maybe = {key for one in perhaps for key in one}
    assert {key: value for key, value in booked.items() if key not in maybe} == {
        key: value for key, value in rater.answers.items() if key not in maybe
    }
    for one in perhaps:
        for key, value in one.items():
            assert booked.get(key) in {value, rater.answers.get(key)}


async def goes_on(rater: ZaloRater, stands: Stands) -> Stands:
    """One message further, by what stands there last; there is always something to do."""
    further = await rater.step(await rater.newest() or stands)
    assert further is not None, stands.text
    return further


@asynccontextmanager
async def until_killed(office: SmallOffice) -> AsyncIterator[None]:
    """The bot, as the operator starts it, and killed at the end without a word."""
    environment = os.environ | {
        "PHIEU_HOME": str(office.home),
        "ZALO_TOKEN": office.sandbox.zalo_token,
        "ZALO_API_URL": office.sandbox.zalo_url,
        "TELEGRAM_TOKEN": "",
        "DATABASE_URL": "",
    }
    silent = asyncio.subprocess.DEVNULL
    command = (sys.executable, "-m", "phieu", "run")
    process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=silent, stderr=silent)
    try:
        yield
    finally:
        process.send_signal(signal.SIGKILL)
        await process.wait()
