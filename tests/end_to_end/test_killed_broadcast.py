"""`kill -9` of the running bot in the middle of a broadcast, again and again: counted where it arrives."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlmodel import select

from phieu.bot.delivery.courier import AT_ONCE
from phieu.installation import Installation
from phieu.office.opening import open_round
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.sandbox.users import User
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeState, RoundKind
from tests.end_to_end.test_killed_bot import until_killed
from tests.offices import OfficeSize, build_office

SIZE = OfficeSize(units=24, people=5)
LIVES = 5
MOST_IN_A_LIFE = 20
"""Messages, of some 120."""
BETWEEN_TWO_SECONDS = 0.04
PATIENCE = 60.0
FIRST_PHONE = 4000


async def prepared(settings: Settings) -> dict[int, str]:
    """An office whose people are all told that a round has opened; their names, by phone."""
    installation = await Installation.start(settings)
    await build_office(installation.database, SIZE)
    await open_round(installation, RoundKind.SEMIANNUAL, "2026-H1", installation.now() + timedelta(days=10))
    async with installation.database.writing() as session:
        told = (await session.exec(select(Person).join(Notice))).all()
        for person in told:
            assert person.id is not None
            chat = str(FIRST_PHONE + person.id)
            session.add(
                ChatAccount(channel=Channel.TELEGRAM, person_id=person.id, chat_id=chat, joined_at=installation.now())
            )
    await installation.stop()
    return {FIRST_PHONE + (person.id or 0): person.name for person in told}


async def notices(settings: Settings) -> dict[int, Notice]:
    """The rows, by phone, as they lie there when nothing runs."""
    installation = await Installation.start(settings)
    async with installation.database.reading() as session:
        found = {FIRST_PHONE + notice.person_id: notice for notice in await session.exec(select(Notice))}
    await installation.stop()
    return found


async def until_sent(sandbox: Sandbox, count: int) -> None:
    """Wait until the bot has sent so many messages in all its lives."""
    changes = sandbox.telegram.streams.open()
    async with asyncio.timeout(PATIENCE):
        while sent_by_bot(sandbox) < count:
            await changes.get()
    sandbox.telegram.streams.close(changes)


def sent_by_bot(sandbox: Sandbox) -> int:
    return sandbox.telegram.calls["sendMessage", 200]


@pytest.mark.slow
async def test_each_gets_it_once_but_where_nobody_can_tell_and_none_is_lost(tmp_path: Path) -> None:
    sandbox = await start_sandbox()
    settings = Settings(_env_file=None, PHIEU_HOME=tmp_path, telegram_token=sandbox.token, telegram_api_url=sandbox.url)
    names = await prepared(settings)
    dice = Random(20261122)
    async with SandboxClient(sandbox.url) as client:
        await client.register([User(phone, name) for phone, name in names.items()], started=True)
        for _ in range(LIVES):
            async with until_killed(tmp_path, sandbox):
                await until_sent(sandbox, sent_by_bot(sandbox) + dice.randint(1, MOST_IN_A_LIFE))
                await asyncio.sleep(dice.uniform(0, BETWEEN_TWO_SECONDS))  # anywhere between two messages
        assert sent_by_bot(sandbox) < len(names), "it was killed in the middle"
        doubtful = {phone for phone, row in (await notices(settings)).items() if row.state is NoticeState.SENDING}
        async with until_killed(tmp_path, sandbox):
            await until_sent(sandbox, len(names))
            await until_nothing_waits(tmp_path)
    rows = await notices(settings)
    assert rows.keys() == names.keys()
    twice = 0
    for phone, row in rows.items():
        conversation = sandbox.telegram.phone(phone)
        texts = [str(one["text"]) for one in conversation.messages.values()]
        assert all(names[phone] in text for text in texts)
        assert 1 <= len(texts) <= 1 + row.doubts <= 2, (phone, row.doubts, row.state)
        assert row.state is NoticeState.SENT
        twice += len(texts) - 1
    doubts = sum(row.doubts for row in rows.values())
    assert twice <= doubts <= LIVES * AT_ONCE  # those under way at each death
    assert doubtful <= {phone for phone, row in rows.items() if row.doubts}
    await sandbox.close()


async def until_nothing_waits(home: Path) -> None:
    """Look into the file of the running bot until it has noted what became of each notice."""
    async with asyncio.timeout(PATIENCE):
        while True:
            with closing(sqlite3.connect(f"file:{home / 'phieu.sqlite3'}?mode=ro", uri=True)) as raw:
                under_way = raw.execute("SELECT count(*) FROM notice WHERE state IN ('waiting', 'sending')").fetchone()
            if under_way == (0,):
                return
            await asyncio.sleep(0.05)
