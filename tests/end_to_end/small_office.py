"""A small office with an open round, whose people are on Zalo; the program on it may be started and stopped."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from phieu.installation import Installation
from phieu.office.answering import ballots_of
from phieu.office.answers import OPEN
from phieu.office.opening import open_round
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount
from phieu.words import Channel, RoundKind
from tests.end_to_end.zalo_rater import Paper, ZaloRater
from tests.offices import OfficeSize, build_office

SIZE = OfficeSize(units=1, people=6, committee=4, questions=3)
PHONE = 4000


@dataclass
class SmallOffice:
    """The platform, and what the program needs to run."""

    sandbox: Sandbox
    client: SandboxClient
    home: Path
    paper: Paper

    def settings(self, **others: Any) -> Settings:
        """Zalo alone, by polling."""
        zalo = {"zalo_token": self.sandbox.zalo_token, "zalo_api_url": self.sandbox.zalo_url}
        return Settings(_env_file=None, PHIEU_HOME=self.home, **zalo | others)

    @asynccontextmanager
    async def runs(self, **others: Any) -> AsyncIterator[Installation]:
        """The program, from its start to its orderly end."""
        async with installed(self.settings(**others)) as installation, Program(installation):
            yield installation

    def rater(self, person_id: int, stops_after: int | None = None) -> ZaloRater:
        """Somebody with their phone."""
        return ZaloRater(self.client_of(person_id), self.paper, person_id, stops_after)

    def client_of(self, person_id: int) -> ZaloPerson:
        """Their phone."""
        return ZaloPerson(self.client._requests, PHONE + person_id)

    async def stands_on_ballots(self, person_id: int) -> dict[tuple[int, int], int]:
        """What somebody has answered, by ratee and place of the question."""
        async with installed(self.settings()) as installation:
            views = await ballots_of(installation, person_id)
        return {
            (view.ratee.id, place): value for view in views for place, value in enumerate(view.answers) if value != OPEN
        }


@asynccontextmanager
async def installed(settings: Settings) -> AsyncIterator[Installation]:
    """The office, without the program."""
    installation = await Installation.start(settings)
    try:
        yield installation
    finally:
        await installation.stop()


@asynccontextmanager
async def small_office(home: Path, people: Iterable[int]) -> AsyncIterator[SmallOffice]:
    """The round is open, and these people have joined on Zalo."""
    sandbox = await start_sandbox()
    async with SandboxClient(sandbox.url) as client:
        office = SmallOffice(sandbox, client, home, Paper({}, {}))
        async with installed(office.settings()) as installation:
            await build_office(installation.database, SIZE)
            await open_round(installation, RoundKind.SEMIANNUAL, "2026-H1", installation.now() + timedelta(days=10))
            await joined(installation, client, people)
            office.paper = await Paper.of(installation)
        yield office
    await sandbox.close()


async def joined(installation: Installation, client: SandboxClient, people: Iterable[int]) -> None:
    """These people's chats on Zalo, in which they have written something."""
    for person_id in people:
        phone = await client.zalo_person(PHONE + person_id, f"Người mẫu {person_id}")
        account = ChatAccount(
            channel=Channel.ZALO, person_id=person_id, chat_id=phone.chat_id, joined_at=installation.now()
        )
        async with installation.database.writing() as session:
            session.add(account)
        await phone.write("Xin chào")  # a bot on Zalo cannot write first
