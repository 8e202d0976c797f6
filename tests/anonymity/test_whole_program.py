"""The attacker watches the whole running program: every table but the ballots', every file, every logged line.

People answer on their phones, over HTTP, while an admin looks at the progress, notices go out, somebody has blocked the
bot, the platform stumbles and the program itself does. On SQLite updates are polled for; on PostgreSQL a webhook
takes them.
"""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.office import answering
from phieu.office.clock_mark import set_clock_mark
from phieu.office.notices import announce
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.server import start_sandbox
from phieu.storage.mixing import mix
from phieu.storage.tables import ChatAccount, Notice, Office, Person
from phieu.words import Channel, NoticeKind, NoticeState
from tests.anonymity.stolen import Row, steal
from tests.anonymity.test_every_ballot import files_in, outside_ballots
from tests.answering.conftest import NOW, OpenOffice, open_office
from tests.loud_log import log
from tests.rounds import OPENED

__all__ = ["log"]

FIRST_NUMBER, ANSWERING = 740_001, 4
ADMIN, BLOCKED = ANSWERING, ANSWERING + 1
"""Which phones besides the raters' who answer; the blocked one is a rater's, too."""
TAPS_A_SCENE = 5
NOT_OF_THIS_MATTER = ("language", "speak", "+language", "matters", "my-record", "privacy", "+privacy", "my-data")


@dataclass
class Watched:
    """The running program, people's phones, and what the attacker has seen last."""

    office: OpenOffice
    client: SandboxClient
    phones: list[Phone]
    home: Path
    dice: Random
    ballots: list[list[Row]]
    before: Any = None

    async def look(self) -> Any:
        """All rows outside the ballots with what the engine remembers of them, and all files beside the database."""
        copy = await steal(self.office.installation.database)
        self.ballots.append(copy.tables["ballot"])
        return outside_ballots(copy), files_in(self.home)

    async def tap(self, phone: Phone) -> None:
        """Do something that the screen offers, of what belongs to the ballots."""
        screen = await phone.screen()
        offered = [button.data for row in screen.buttons for button in row if button.data]
        allowed = [data for data in offered if not data.startswith(NOT_OF_THIS_MATTER)]
        if not allowed or self.dice.random() < 0.1:
            await phone.write("/ballots")
        elif any(data.startswith(("uncomment", "review")) for data in allowed):
            await phone.write(f"Ý kiến số {self.dice.randrange(10**6)}")
        await phone.tap_action(screen.id, self.dice.choice(allowed or ["continue"]))

    async def people_answer(self) -> None:
        """Some taps, after each of which nothing may have changed but ballots."""
        for _ in range(TAPS_A_SCENE):
            await self.tap(self.phones[self.dice.randrange(ANSWERING)])
            assert await self.look() == self.before


@pytest.fixture
async def watched(installation: Installation, tmp_path: Path) -> AsyncIterator[Watched]:
    sandbox = await start_sandbox()
    others: dict[str, Any] = {"telegram_token": sandbox.token, "telegram_api_url": sandbox.url}
    if not installation.database.is_sqlite:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        others |= {"webhook_url": f"http://127.0.0.1:{port}/t", "webhook_secret": "a-secret", "webhook_port": port}
    settings = type(installation.settings).model_validate(installation.settings.model_dump() | others)
    office = await open_office(replace(installation, settings=settings, now=lambda: NOW))
    async with installation.database.writing() as session:
        # people are reminded, too, and the clock has its mark: at moments of their own, which are nobody else's
        await session.exec(update(Office).values(reminder_hour=8))
        await set_clock_mark(session, NOW - timedelta(minutes=30))
    owners = [*office.raters[:ANSWERING], office.chief, office.raters[ANSWERING]]
    await _give_phones(installation, owners, admin=office.chief)
    await mix(installation.database, installation.box)  # rows have numbers of their own on SQLite, which it sets once
    async with Program(office.installation), SandboxClient(sandbox.url) as client:
        phones = [await client.person(FIRST_NUMBER + place, f"Người {place}") for place in range(len(owners))]
        yield Watched(office, client, phones, tmp_path / "home", Random(7), [])
    await sandbox.close()


async def test_nothing_but_ballots_changes_whatever_happens_meanwhile(
    log: StringIO, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, phones = watched.office, watched.phones
    await asyncio.gather(*(phone.start() for phone in phones))
    await asyncio.gather(*(phone.settled() for phone in phones))
    await phones[BLOCKED].block()
    await _everybody_is_told(office, NoticeKind.ROUND_OPENED)
    watched.before = await watched.look()
    await watched.people_answer()

    for _ in range(3):  # an admin looks at the progress, and the blocked one comes back
        await phones[ADMIN].write("/rounds")
        await phones[ADMIN].settled()
        await watched.people_answer()
    await phones[BLOCKED].block(blocked=False)
    await phones[BLOCKED].start()
    await _until_all_are(office, NoticeState.SENT)
    watched.before = await watched.look()
    await watched.people_answer()

    for kind, details in (
        (FaultKind.ERROR, {"code": 403, "description": "Forbidden: bot was blocked by the user"}),
        (FaultKind.ERROR, {"code": 400, "description": "Bad Request: message to edit not found"}),
        (FaultKind.TOO_MANY_REQUESTS, {"retry_after": 1}),
        (FaultKind.BAD_GATEWAY, {}),
        (FaultKind.LOST_ANSWER, {}),
    ):
        for method in ("editMessageText", "sendMessage"):
            await watched.client.fault(kind, method=method, times=1, **details)
        await watched.people_answer()
        await watched.client.clear_faults()

    async def broken(*_arguments: object) -> None:
        raise RuntimeError(f"{phones[0].id} {office.raters[0]} chose 4")

    with monkeypatch.context() as patch:
        for name in ("record", "ballot", "comment"):
            patch.setattr(answering, name, broken)
        await watched.people_answer()

    await mix(office.installation.database, office.installation.box)
    assert await watched.look() == watched.before
    assert sum(one != other for one, other in pairwise(watched.ballots)) > TAPS_A_SCENE
    await _the_log_names_nobody(watched, log)


async def _the_log_names_nobody(watched: Watched, log: StringIO) -> None:
    """Numbers are searched for as words: a moment's milliseconds may hold a person's."""
    said = [line.partition(": ")[2] for line in log.getvalue().splitlines() if not line.startswith("  ")]
    assert any("failed: RuntimeError" in line for line in said)  # the control: what was provoked was logged
    text = "\n".join(said)
    async with watched.office.installation.database.reading() as session:
        names = list(await session.exec(select(Person.name)))
    actions = ("answer.", "continue", f"review.{watched.office.round}.")  # a file of this name may stand in the log
    told = [*names, *(str(phone.id) for phone in watched.phones), "Ý kiến", "chose", *actions]
    assert [one for one in told if one in log.getvalue()] == []
    assert "round_opened" not in text


async def _give_phones(installation: Installation, owners: list[int], admin: int) -> None:
    async with installation.database.writing() as session:
        for account in await session.exec(select(ChatAccount)):
            await session.delete(account)
        await session.flush()
        for place, person_id in enumerate(owners):
            chat_id = str(FIRST_NUMBER + place)
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person_id, chat_id=chat_id, joined_at=OPENED))
        await session.exec(update(Person).where(col(Person.id) == admin).values(admin=True))


async def _everybody_is_told(office: OpenOffice, kind: NoticeKind) -> None:
    """Notices go out to the raters with phones, one of whom has blocked the bot."""
    raters = office.raters[: ANSWERING + 1]
    async with office.installation.database.writing() as session:
        await announce(session, kind, f"round:{office.round}", raters, NOW)
    async with asyncio.timeout(30):
        while True:
            async with office.installation.database.reading() as session:
                sent = (await session.exec(select(Notice).where(Notice.state == NoticeState.SENT))).all()
                lost = (await session.exec(select(ChatAccount).where(~col(ChatAccount.reachable)))).all()
            if len(sent) == ANSWERING and len(lost) == 1:
                return


async def _until_all_are(office: OpenOffice, state: NoticeState) -> None:
    async with asyncio.timeout(30):
        while True:
            async with office.installation.database.reading() as session:
                if all(one == state for one in await session.exec(select(Notice.state))):
                    return
