"""(d) A broadcast against the sandbox with the platform's ceiling on, while people go on tapping.

The pace is compared with the ceiling that is left to broadcasts (`PER_SECOND`: 25 of the platform's 30 messages a
second, the rest is kept free for answers), the answers to taps with those to the same taps before it began. To 10,000
people it takes nearly seven minutes, so that fewer are the rule; for all of them:

    python -m benchmarks.broadcast --people 10000
"""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter

from sqlmodel import select

from benchmarks.table import Ratio, print_table
from benchmarks.taps import bot_process
from phieu.bot.actions import action
from phieu.bot.delivery.telegram_limits import PER_SECOND
from phieu.installation import Installation
from phieu.office.announcements.sending import send
from phieu.office.notices import round_subject, stop_waiting
from phieu.office.opening import open_round
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.past_calls import PastCall
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.sandbox.telegram import user_actions
from phieu.sandbox.users import User
from phieu.settings import Settings
from phieu.storage.inserting import insert_all
from phieu.storage.tables import Announcement, Assignment, ChatAccount, Person
from phieu.supervisor import Supervisor
from phieu.words import Channel, NoticeKind, RoundKind
from tests.offices import CHIEF_ID, OfficeSize, build_office

PEOPLE = 1000
TAPPERS = 10
QUIET_SECONDS = 20.0
PAUSE_SECONDS = 0.2
"""Between the answer to a tap and the next one: quick readers."""
FIRST_PHONE = 5000
UNIT = 10
TEXT = "<b>Kính gửi toàn thể cán bộ, công chức</b>\nHọp giao ban tháng vào <b>8 giờ</b> sáng thứ Hai."


@dataclass
class Taps:
    """People who tap, each at their own pace, and how long the bot took to answer each tap, in seconds."""

    sandbox: Sandbox
    people: dict[int, Iterator[str]]
    """What each of them taps, by phone."""
    seconds: list[float] = field(default_factory=list)
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """They tap as long as this lasts."""
        supervisor = Supervisor()
        self._stopped.clear()
        for chat in self.people:
            supervisor.start(self._tap(chat), "somebody who taps")
        yield
        self._stopped.set()
        await supervisor.drain()

    async def _tap(self, chat: int) -> None:
        telegram = self.sandbox.telegram
        conversation = telegram.phone(chat)
        (screen,) = [number for number, one in conversation.messages.items() if one["from"]["is_bot"]][-1:]
        while not self._stopped.is_set():
            begun, cursor = perf_counter(), len(conversation.journal.entries)
            query = user_actions.tap(telegram, chat, screen, next(self.people[chat]), forged=True)
            while query.answer is None:
                cursor += len(await conversation.journal.after(cursor, 60))
            self.seconds.append(perf_counter() - begun)
            await asyncio.sleep(PAUSE_SECONDS)


async def broadcast(people: int = PEOPLE) -> Sequence[Ratio]:
    """Messages a second against the ceiling, and the slowest taps during a broadcast against those before it."""
    pace = Ratio(f"a broadcast to {people:,} people", "the ceiling left to broadcasts", aim="≥ 0.95", unit="/s")
    slowest = Ratio("  a tap during it takes (p99)", "the same before it", aim="< 2")
    half = Ratio("  a tap during it takes (p50)", "the same before it", aim="")
    sandbox = await start_sandbox()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None, PHIEU_HOME=Path(folder), telegram_token=sandbox.token, telegram_api_url=sandbox.url
        )
        installation = await Installation.start(settings)
        try:
            tapped = await _prepared(installation, people)
            async with SandboxClient(sandbox.url) as client, _bot(sandbox, Path(folder)):
                await _phones(client, people, tapped)
                taps = Taps(sandbox, tapped)
                await _taps_alone(taps)
                before, taps.seconds = taps.seconds, []
                async with taps.going_on():
                    rate, refused = await _broadcast(installation, sandbox, people)
                pace.ours.append(rate)
                pace.raw.append(PER_SECOND)
                pace.what += f", {refused} refused as too many"
                for ratio, cut in ((slowest, 98), (half, 49)):
                    ratio.ours.append(quantiles(taps.seconds, n=100)[cut])
                    ratio.raw.append(quantiles(before, n=100)[cut])
        finally:
            await installation.stop()
    await sandbox.close()
    return [pace, slowest, half]


def _bot(sandbox: Sandbox, home: Path) -> AbstractAsyncContextManager[None]:
    return bot_process(sandbox.url, sandbox.token, "phieu", "run", home=home)


async def _taps_alone(taps: Taps) -> None:
    for _ in range(2):  # the first time to warm up
        taps.seconds.clear()
        async with taps.going_on():
            await asyncio.sleep(QUIET_SECONDS / 2)


async def _prepared(installation: Installation, people: int) -> dict[int, Iterator[str]]:
    """An office in which everybody has joined, an open round, and the taps of some who answer it, by phone."""
    await build_office(installation.database, OfficeSize(units=people // UNIT, people=UNIT))
    due_at = installation.now() + timedelta(days=10)
    round_id = await open_round(installation, RoundKind.SEMIANNUAL, "2026-H1", due_at)
    async with installation.database.writing() as session:
        await stop_waiting(session, NoticeKind.ROUND_OPENED, round_subject(round_id))
        staff = list(await session.exec(select(Person.id)))
        chats = [
            {
                "channel": Channel.TELEGRAM,
                "person_id": person_id,
                "chat_id": str(FIRST_PHONE + (person_id or 0)),
                "joined_at": installation.now(),
                "reachable": True,
            }
            for person_id in staff
        ]
        await insert_all(session, ChatAccount, chats)
        assignments = (await session.exec(select(Assignment))).all()
    raters = sorted({one.rater_id for one in assignments})[-TAPPERS:]
    return {
        FIRST_PHONE + rater: _answers(round_id, [one.ratee_id for one in assignments if one.rater_id == rater], rater)
        for rater in raters
    }


def _answers(round_id: int, ratees: list[int], seed: int) -> Iterator[str]:
    dice = Random(seed)
    for ratee in cycle(ratees):
        for place in range(OfficeSize().questions):
            yield action("answer", round_id, ratee, place, dice.randint(1, 4))


async def _phones(client: SandboxClient, people: int, tapped: dict[int, Iterator[str]]) -> None:
    """Everybody has a phone and has begun; those who tap have a screen before them."""
    most = people + 2 * UNIT
    await client.register((User(FIRST_PHONE + one, f"Người mẫu {one}") for one in range(1, most)), started=True)
    for chat in tapped:
        phone = await client.person(chat)
        await phone.write("/ballots")
        await phone.sees_one(lambda one: bool(one.buttons), timeout=60)
    await client.limit()


async def _broadcast(installation: Installation, sandbox: Sandbox, people: int) -> tuple[float, int]:
    """Announce something to everybody; the messages a second that arrived, and how many were refused as too many."""
    async with installation.database.writing() as session:
        announcement = Announcement(author_id=CHIEF_ID, text=TEXT, audience="everyone", urgent=True)
        session.add(announcement)
    assert announcement.id is not None
    sandbox.telegram.history.clear()
    everybody = await send(installation, announcement.id, installation.now())
    assert everybody >= people
    changes = sandbox.telegram.streams.open()
    while len(arrived := _sent(sandbox, HTTPStatus.OK)) < everybody:
        await changes.get()
    sandbox.telegram.streams.close(changes)
    assert len({call.chat_id for call in arrived}) == everybody
    pace = (everybody - 1) / (arrived[-1].at - arrived[0].at)
    return pace, len(_sent(sandbox, HTTPStatus.TOO_MANY_REQUESTS))


def _sent(sandbox: Sandbox, status: int) -> list[PastCall]:
    return [call for call in sandbox.telegram.history if (call.method, call.status) == ("sendMessage", status)]


def main() -> None:
    """Only this benchmark, for as many people as are wanted."""
    parser = argparse.ArgumentParser(description="A broadcast against the platform's ceiling.")
    parser.add_argument("--people", type=int, default=PEOPLE)
    print_table("(d) a broadcast", asyncio.run(broadcast(parser.parse_args().people)))


if __name__ == "__main__":
    main()
