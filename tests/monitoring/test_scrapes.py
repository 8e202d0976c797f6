"""Two scrapes, with ballots answered in between, are the same to the byte; what may move, moves."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.monitoring.counts import COUNTS, HOUR, ByTheHour
from phieu.monitoring.watch import Watch
from phieu.office import answering
from phieu.office.notices import announce
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import start_sandbox
from phieu.scheduler import tick as tick_module
from phieu.scheduler.tick import tick
from phieu.storage.mixer import Mixer
from phieu.storage.tables import Ballot, ChatAccount, Office
from phieu.words import NoticeKind
from tests.answering.conftest import NOW, OpenOffice, open_office
from tests.end_to_end.rater import Rater, offered
from tests.monitoring.conftest import Monitor, monitor

FIRST_NUMBER = 740_001
PATIENCE = 30
STARTED = datetime(2026, 6, 10, tzinfo=UTC)


@dataclass
class Seconds:
    """A clock for what is told by the hour."""

    now: float = 10 * HOUR

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Seconds:
    """Counts from zero, whose hours the test turns."""
    seconds = Seconds()
    monkeypatch.setattr(COUNTS, "errors", ByTheHour(seconds))
    monkeypatch.setattr(COUNTS, "failed_mixings", ByTheHour(seconds))
    monkeypatch.setattr(COUNTS, "notices", COUNTS.notices.copy())
    COUNTS.notices.clear()
    COUNTS.failed_steps.clear()
    return seconds


@dataclass
class Watched:
    """The running program, seen by monitoring and by people at their phones."""

    office: OpenOffice
    client: SandboxClient
    monitor: Monitor

    async def ballots(self) -> int:
        async with self.office.installation.database.reading() as session:
            return len((await session.exec(select(Ballot.key))).all())


@pytest.fixture
async def watched(installation: Installation, seconds: Seconds) -> AsyncIterator[Watched]:
    del seconds
    sandbox = await start_sandbox()
    platform: dict[str, Any] = {"telegram_token": sandbox.token, "telegram_api_url": sandbox.url}
    settings = type(installation.settings).model_validate(installation.settings.model_dump() | platform)
    office = await open_office(replace(installation, settings=settings, now=lambda: NOW))
    async with office.installation.database.writing() as session:
        await session.exec(update(Office).values(reminders=""))  # one would come in between what people tap
        for place, rater in enumerate(office.raters):
            theirs = update(ChatAccount).where(col(ChatAccount.person_id) == rater)
            await session.exec(theirs.values(chat_id=str(FIRST_NUMBER + place)))
    watch = Watch(STARTED)
    watch.watch(office.installation)
    async with monitor(watch) as asks, Program(office.installation), SandboxClient(sandbox.url) as client:
        watch.health.runs()
        await tick(office.installation)
        yield Watched(office, client, asks)
        await watch.close()
    await sandbox.close()


async def test_a_scrape_does_not_move_when_people_answer(
    watched: Watched, seconds: Seconds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monitor, installation = watched.monitor, watched.office.installation
    phones = [await watched.client.person(FIRST_NUMBER + place, f"Người {place}") for place in range(3)]
    await asyncio.gather(*(phone.start() for phone in phones))
    await asyncio.gather(*(phone.settled() for phone in phones))
    before = await monitor.scrape()
    assert await watched.ballots() == 0

    for place, phone in enumerate(phones):
        menu = await phone.sees_one(lambda one: "ballots" in offered(one), what="the main menu")
        await Rater(phone, place).answer_all(menu)
        assert await monitor.scrape() == before
    assert await watched.ballots() == 6

    installation.box.unmixed.set()
    await Mixer(installation.database, installation.box).stop()  # mixes what has not been mixed
    assert not installation.box.unmixed.is_set()
    assert await monitor.scrape() == before

    with monkeypatch.context() as patch:  # what goes wrong at a tap is told at the full hour, not before
        patch.setattr(answering, "ballot", _broken)
        await phones[0].write("/ballots")
        await phones[0].settled()
        await phones[0].tap("Trần Thị Bình")
    assert await monitor.scrape() == before
    seconds.now += HOUR
    assert await monitor.figure("phieu_errors_total") >= 1


async def test_notices_and_steps_of_the_clock_are_counted(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monitor, office = watched.monitor, watched.office
    assert await monitor.figure('phieu_notices{state="sent"}') == 0
    assert await monitor.figure("phieu_open_rounds") == 1
    assert await monitor.figure("phieu_tick_timestamp_seconds") == NOW.timestamp()
    for place in range(2):
        await (await watched.client.person(FIRST_NUMBER + place, f"Người {place}")).start()
    async with office.installation.database.writing() as session:
        await announce(session, NoticeKind.ROUND_OPENED, f"round:{office.round}", office.raters[:2], NOW)
    async with asyncio.timeout(PATIENCE):
        while COUNTS.notices.total() < 2:  # counted once they have been written down
            await monitor.scrape()
    assert await monitor.figure('phieu_notices{state="sent"}') == 2
    assert COUNTS.notices == {"sent": 2}

    async def close_what_is_due(_installation: Installation) -> None:
        raise RuntimeError

    monkeypatch.setattr(tick_module, "STEPS", (close_what_is_due,))
    await tick(replace(office.installation, now=lambda: NOW.replace(hour=5)))
    assert await monitor.figure('phieu_failed_steps_total{step="close_what_is_due"}') >= 1
    assert await monitor.figure("phieu_tick_timestamp_seconds") == NOW.timestamp()


async def test_how_long_the_steps_took_is_not_told(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """They wait while the ballot box is being mixed, and so take longer when somebody has answered just now."""
    times = [NOW.replace(second=7, microsecond=31)]

    async def wait_for_a_mixing(_installation: Installation) -> None:
        times.append(NOW.replace(second=59, microsecond=815))

    monkeypatch.setattr(COUNTS, "ticked_at", None)
    monkeypatch.setattr(tick_module, "STEPS", (wait_for_a_mixing,))
    await tick(replace(installation, now=lambda: times[-1]))
    assert len(times) > 1
    assert COUNTS.ticked_at == NOW.replace(second=0, microsecond=0)


async def test_no_label_names_anybody(watched: Watched) -> None:
    page = await watched.monitor.scrape()
    labels = set(re.findall(r'(\w+)="', page))
    assert labels == {"state", "version", "python"}
    assert not re.search(r"process_|python_gc|ballot(?! box)", page)


async def _broken(*_arguments: object) -> None:
    raise RuntimeError
