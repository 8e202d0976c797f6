"""A platform that is there and says nothing or nonsense, a database that is not there: nothing is lost or doubled."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.delivery import Delivery
from phieu.bot.delivery.outbox import LEASE, Outbox
from phieu.bot.delivery.pauses import Rest
from phieu.bot.delivery.revision import Removal, Revision
from phieu.bot.delivery.sender import Handing, OpenSender, Sender
from phieu.bot.screen import Screen
from phieu.sandbox.faults import FaultKind
from phieu.storage import database as storage
from phieu.storage.database import Database
from phieu.words import Channel, NoticeState
from tests.delivery.conftest import MORNING, PATIENCE, PostOffice, all_sent

PEOPLE = 12


@pytest.mark.parametrize("kind", [FaultKind.PAGE, FaultKind.HANG])
async def test_a_platform_that_answers_nothing_for_an_hour_puts_each_notice_in_doubt_once(
    post: PostOffice, kind: FaultKind
) -> None:
    await post.staff(PEOPLE)
    post.timeout = 0.3
    async with post.delivering():
        await post.put([1], "announcement:0")
        await post.until_done("announcement:0")
        post.sandbox.telegram.faults.add(kind)
        await post.put(range(1, PEOPLE + 1))
        await post.until(lambda rows: all(row.doubts == 1 for row in rows.values()))
        for _ in range(4):
            asked = len(await post.client.history("getMe"))
            post.forward(minutes=15)
            async with asyncio.timeout(PATIENCE):
                while len(await post.client.history("getMe")) == asked:
                    post.due.set()
            await post.until(lambda rows: all(row.next_attempt_at <= post.now() for row in rows.values()))
        assert {row.doubts for row in (await post.notices()).values()} == {1}
        post.sandbox.telegram.faults.clear()
        post.forward(minutes=15)
        rows = await post.until_done()
    assert all_sent(rows)
    assert {row.doubts for row in rows.values()} == {1}


async def test_a_gateway_that_has_waited_in_vain_leaves_a_doubt(post: PostOffice) -> None:
    await post.staff(1)
    await post.client.fault(FaultKind.ERROR, method="sendMessage", times=1, code=504, description="Gateway Timeout")
    await post.put([1])
    async with post.delivering():
        await post.until(lambda rows: rows[1].doubts == 1)
        post.forward(seconds=10)
        rows = await post.until_done()
    assert (rows[1].state, rows[1].doubts) == (NoticeState.SENT, 1)


class WhileLocked:
    """Sends, and finds the database locked by somebody else as soon as the platform has taken it."""

    def __init__(self, file: str) -> None:
        self.taken = 0
        self.locker = sqlite3.connect(file, isolation_level=None)

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def send(self, chat_id: str, screen: Screen, handing: Handing) -> None:
        assert not handing.message_ids
        assert screen.text
        await handing.begins()
        self.taken += 1
        await handing.taken(chat_id, last=True)
        if self.taken == 1:
            self.locker.execute("BEGIN IMMEDIATE")

    async def revise(self, chat_id: str, revision: Revision, handing: Handing) -> tuple[str, ...]:
        raise NotImplementedError

    async def remove(self, chat_id: str, removal: Removal) -> None:
        raise NotImplementedError


async def test_what_was_sent_while_the_database_was_locked_is_not_sent_again(
    post: PostOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await post.staff(1)
    patience = tuple(one for one in storage.SQLITE_PRAGMAS if "busy_timeout" not in one)
    monkeypatch.setattr(storage, "SQLITE_PRAGMAS", (*patience, "PRAGMA busy_timeout=50"))
    url = post.installation.database.url
    impatient = Database(url.render_as_string())
    assert url.database is not None
    platform = WhileLocked(url.database)

    async def opened() -> Sender:
        return platform

    channels: dict[Channel, OpenSender] = {Channel.TELEGRAM: opened}
    delivery = Delivery(Outbox(impatient), Clerk(impatient), channels, post.words, post.due, post.now)
    await post.put([1])
    with closing(platform.locker):
        delivery.start()
        while "noting what became of a notice" not in caplog.text:
            await post.notices()
        platform.locker.execute("ROLLBACK")
        await post.until_done()
        post.forward(seconds=2 * LEASE.total_seconds())
        await post.put([1], "announcement:2")
        rows = await post.until_done("announcement:2")
        assert rows[1].state is NoticeState.SENT
        await delivery.stop()
    await impatient.dispose()
    assert platform.taken == 2
    assert (await post.notices())[1].doubts == 0


async def test_a_clock_that_was_ahead_holds_nothing_back_once_it_is_right(post: PostOffice) -> None:
    await post.staff(2)
    post.times.append(MORNING + timedelta(hours=7))
    await post.client.fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=1)
    await post.put([1])
    async with post.delivering():
        await post.until(lambda rows: rows[1].attempts == 1)
        await post.put([2], "announcement:2")
        await post.until_done("announcement:2")
        post.times.append(MORNING)
        post.due.set()
        rows = await post.until_done()
    assert (rows[1].state, rows[1].attempts) == (NoticeState.SENT, 2)


def test_a_rest_ends_when_the_clock_is_set_back_before_it_began() -> None:
    rest = Rest()
    rest.begin(MORNING, timedelta(minutes=1))
    assert rest.lasts(MORNING + timedelta(seconds=59))
    assert not rest.lasts(MORNING + timedelta(minutes=1))
    assert not rest.lasts(MORNING - timedelta(hours=1))
    rest.begin(MORNING - timedelta(hours=1), timedelta(minutes=1))
    assert not rest.lasts(MORNING - timedelta(minutes=59))
