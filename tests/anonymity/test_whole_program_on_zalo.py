"""The attacker watches the whole running program while people answer on Zalo, and one of them on Telegram in between.

By polling on SQLite, where the platform hands everything over again and again; by webhook on PostgreSQL. After every
message nothing has changed but ballots, the marks of updates and the coarse count; the loudest log tells nothing.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import SecretStr
from sqlmodel import col, select, update

from phieu.bot.handlers import zalo_polling, zalo_speaking
from phieu.bot.zalo_api import calls
from phieu.installation import Installation
from phieu.office import answering
from phieu.office.clock_mark import set_clock_mark
from phieu.office.notices import announce, round_subject
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as TelegramPhone
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.storage.mixing import mix
from phieu.storage.tables import ChatAccount, Notice, Office, Person
from phieu.storage.zalo_traffic import STEP
from phieu.words import Channel, NoticeKind, NoticeState
from tests.anonymity.stolen import Row, steal
from tests.anonymity.test_every_ballot import files_in, outside_ballots
from tests.answering.conftest import NOW, OpenOffice, open_office
from tests.loud_log import log
from tests.rounds import OPENED

__all__ = ["log"]
FIRST_NUMBER, ON_ZALO = 760_001, 3
MESSAGES_A_SCENE = 5
ENOUGH = 4
WEBHOOK_SECRET = "a-secret-of-the-webhook"
MOVING = ("zaloupdateseen", "zalomonth")
PATIENCE_SECONDS = 30


@dataclass
class Watched:
    """The running program, people's phones, and what the attacker sees."""

    office: OpenOffice
    sandbox: Sandbox
    client: SandboxClient
    phones: list[ZaloPerson]
    other: TelegramPhone
    """Of the first rater, too."""
    home: Path
    dice: Random = field(default_factory=lambda: Random(7))
    ballots: list[list[Row]] = field(default_factory=list)
    before: Any = None
    written: list[str] = field(default_factory=list)
    """Ids and texts of messages."""

    async def look(self) -> Any:
        """All that names anybody, with what the engine remembers of it, and all files beside the database."""
        copy = await steal(self.office.installation.database)
        self.ballots.append(copy.tables["ballot"])
        assert {frozenset(row.values) for row in copy.tables["zaloupdateseen"]} <= {frozenset(("key_hash", "day"))}
        for row in copy.tables["zalomonth"]:
            assert (row.values["sent"] % STEP, row.values["received"] % STEP) == (0, 0)
        rows = {table: found for table, found in outside_ballots(copy).items() if table not in MOVING}
        return rows, files_in(self.home)

    async def write(self, phone: ZaloPerson) -> None:
        """One message: of what is offered, or a comment, or for the ballots where nothing is."""
        choices = [key for key in (await phone.choices()).values() if key != "0"]
        text = self.dice.choice(choices or ["/ballots"])
        if text.isalpha() and self.dice.random() < 0.5:  # letters stand where a text is awaited
            text = f"Ý kiến số {self.dice.randrange(10**6)}"
            self.written.append(text)
        self.written.append((await phone.write(text)).id)
        await phone.settled(timeout=PATIENCE_SECONDS)

    async def people_answer(self) -> None:
        """Some messages, after each of which nothing may have changed but ballots."""
        phone = self.phones[self.dice.randrange(ON_ZALO)]
        for text in ("/ballots", "1"):
            await phone.write(text)
            await phone.settled(timeout=PATIENCE_SECONDS)
        for _ in range(MESSAGES_A_SCENE):
            await self.write(phone)
            now = await self.look()
            assert now == self.before, difference(now[0], self.before[0])


def difference(now: Any, before: Any) -> list[Any]:
    """The rows that are not what they were."""
    return [(table, row) for table in now for row in now[table] if row not in before[table]]


@pytest.fixture
async def watched(
    installation: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Watched]:
    monkeypatch.setattr(zalo_speaking, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(calls, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(zalo_polling, "REST_SECONDS", 0.02)
    sandbox = await start_sandbox()
    others: dict[str, Any] = {"telegram_token": SecretStr(sandbox.token), "telegram_api_url": sandbox.url}
    others |= {"zalo_token": SecretStr(sandbox.zalo_token), "zalo_api_url": sandbox.zalo_url}
    if not installation.database.is_sqlite:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        address = f"http://127.0.0.1:{port}/t"
        others |= {"webhook_url": address, "webhook_secret": SecretStr(WEBHOOK_SECRET), "webhook_port": port}
    settings = installation.settings.model_copy(update=others)
    office = await open_office(replace(installation, settings=settings, now=lambda: NOW))
    async with SandboxClient(sandbox.url) as client:
        if installation.database.is_sqlite:
            await client.zalo_switch(replays=True)
        phones = [await client.zalo_person(FIRST_NUMBER + place, f"Người {place}") for place in range(ON_ZALO)]
        other = await client.person(FIRST_NUMBER + ON_ZALO, "Người 0")
        await _give_phones(office, phones, other)
        await mix(installation.database, installation.box)
        async with Program(office.installation):
            yield Watched(office, sandbox, client, phones, other, tmp_path / "home")
    await sandbox.close()


async def _give_phones(office: OpenOffice, phones: list[ZaloPerson], other: TelegramPhone) -> None:
    async with office.installation.database.writing() as session:
        for account in await session.exec(select(ChatAccount)):
            await session.delete(account)
        await session.flush()
        for place, phone in enumerate(phones):
            await phone.write("Xin chào")
            session.add(_account(Channel.ZALO, office.raters[place], phone.chat_id))
        session.add(_account(Channel.TELEGRAM, office.raters[0], str(other.id)))
        asks = update(Person).where(col(Person.id) == office.raters[0])
        await session.exec(asks.values(preferred_channel=Channel.ZALO))
        # the clock does nothing in this hour; what it does while people answer, test_days_of_a_round tries
        await session.exec(update(Office).values(reminders="1"))
        await set_clock_mark(session, NOW - timedelta(minutes=30))


def _account(channel: Channel, person_id: int, chat_id: str) -> ChatAccount:
    return ChatAccount(channel=channel, person_id=person_id, chat_id=chat_id, joined_at=OPENED)


async def test_nothing_but_ballots_marks_and_the_coarse_count_changes(
    log: StringIO, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, phones = watched.office, watched.phones
    await watched.other.start()
    await _are_told(office, office.raters[: ON_ZALO - 1])
    await asyncio.gather(*(phone.settled(timeout=PATIENCE_SECONDS) for phone in phones))
    watched.before = await watched.look()
    await watched.people_answer()

    await watched.other.write("/ballots")  # the same person on the other app, in between
    await watched.other.settled()
    assert await watched.look() == watched.before
    await _are_told(office, office.raters[ON_ZALO - 1 : ON_ZALO])
    watched.before = await watched.look()
    await watched.people_answer()

    for kind in (FaultKind.BAD_GATEWAY, FaultKind.LOST_ANSWER):
        await watched.client.zalo_fault(kind, method="sendMessage", times=1)
        await watched.people_answer()
        await watched.client.zalo_clear_faults()

    async def broken(*_arguments: object) -> None:
        raise RuntimeError(f"{phones[0].chat_id} {office.raters[0]} chose 4")

    with monkeypatch.context() as patch:
        for name in ("record", "ballot", "comment"):
            patch.setattr(answering, name, broken)
        await watched.people_answer()

    await mix(office.installation.database, office.installation.box)
    assert await watched.look() == watched.before
    assert sum(one != other for one, other in pairwise(watched.ballots)) > ENOUGH
    assert len((await steal(office.installation.database)).tables["zaloupdateseen"]) > len(watched.written) / 2
    await _nobody_is_named(watched, log)


async def _are_told(office: OpenOffice, people: list[int]) -> None:
    """A notice goes out to these, by the channel that each prefers."""
    subject = round_subject(office.round)
    async with office.installation.database.writing() as session:
        await announce(session, NoticeKind.ROUND_OPENED, subject, people, NOW)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            async with office.installation.database.reading() as session:
                told = (await session.exec(select(Notice).where(col(Notice.person_id).in_(people)))).all()
            if all(one.state == NoticeState.SENT for one in told):
                assert len(told) == len(people)
                return


async def _nobody_is_named(watched: Watched, log: StringIO) -> None:
    async with watched.office.installation.database.reading() as session:
        names = list(await session.exec(select(Person.name)))
    token = watched.sandbox.zalo_token
    told = [*names, *watched.written, *(phone.chat_id for phone in watched.phones), str(watched.other.id), "chose"]
    told += [token, token.partition(":")[2], watched.sandbox.token, WEBHOOK_SECRET, "answer.", "Ý kiến", "Người 0"]
    assert [one for one in told if one in log.getvalue()] == []
    files = b"".join(content for name, (content, _) in files_in(watched.home).items() if not name.startswith("keys/"))
    names_or_texts = [] if watched.office.installation.database.is_sqlite else told
    assert [one for one in names_or_texts if one.encode() in files] == []
    assert "answering as" in log.getvalue()
