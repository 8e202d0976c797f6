"""A small office with the real program against the sandbox."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from phieu.bot import dispatch
from phieu.installation import Installation
from phieu.office.invitations import make_invites
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.phone import ShownMessage
from phieu.sandbox.server import Sandbox
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount, Office, Person
from phieu.words import Channel
from tests.bot import echo_flows

HANH, BINH, CHI = 1, 2, 3
NAMES = {HANH: "Nguyễn Thị Hồng Hạnh", BINH: "Trần <b>Văn</b> & Bình", CHI: "Công Tằng Tôn Nữ Thị Quỳnh Chi"}
FIRST_PHONE = 1000


@dataclass
class Clock:
    """The office's clock, which a test moves."""

    instant: datetime = field(default_factory=lambda: datetime(2026, 6, 1, 8, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.instant

    def forward(self, **length: float) -> None:
        self.instant += timedelta(**length)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def settings_for(sandbox: Sandbox, home: Path, **others: Any) -> Settings:
    values: dict[str, Any] = {
        "telegram_token": sandbox.token,
        "telegram_api_url": sandbox.url,
        "PHIEU_HOME": home,
    } | others
    return Settings(_env_file=None, **values)


@asynccontextmanager
async def installed(settings: Settings, clock: Clock) -> AsyncIterator[Installation]:
    installation = await Installation.start(settings, clock)
    try:
        yield installation
    finally:
        await installation.stop()


async def add_staff(installation: Installation) -> None:
    """An office of three; Hạnh is its admin, and Chi reads English."""
    async with installation.database.writing() as session:
        session.add(Office(name="Văn phòng mẫu"))
        for number, name in NAMES.items():
            locale = "en" if number == CHI else "vi"
            session.add(Person(id=number, staff_number=f"CB{number}", name=name, locale=locale, admin=number == HANH))


@pytest.fixture
async def office(sandbox: Sandbox, tmp_path: Path, clock: Clock) -> AsyncIterator[Installation]:
    """An installation with its staff, and nothing that runs yet."""
    async with installed(settings_for(sandbox, tmp_path / "home"), clock) as installation:
        await add_staff(installation)
        yield installation


@pytest.fixture
async def program(office: Installation) -> AsyncIterator[Program]:
    """The program, running."""
    async with Program(office) as program:
        yield program


async def code_for(installation: Installation, person_id: int) -> str:
    """A fresh invite code."""
    (invite,) = await make_invites(installation, [person_id], installation.now())
    return invite.code


async def phone_of(client: SandboxClient, number: int, name: str = "Người mới", language: str = "vi") -> Phone:
    """A phone in the hands of somebody whom the office does not know yet."""
    return await client.person(FIRST_PHONE + number, name, language=language)


async def joined(client: SandboxClient, installation: Installation, person_id: int) -> Phone:
    """The phone of a member of the staff who has joined by invitation."""
    phone = await phone_of(client, person_id, NAMES[person_id])
    await phone.start(await code_for(installation, person_id))
    await phone.sees(NAMES[person_id])
    return phone


async def give_chat(installation: Installation, person_id: int, *, reachable: bool = True) -> str:
    """Join without a conversation; the chat's id."""
    chat_id = str(FIRST_PHONE + person_id)
    async with installation.database.writing() as session:
        session.add(
            ChatAccount(
                channel=Channel.TELEGRAM,
                person_id=person_id,
                chat_id=chat_id,
                joined_at=installation.now(),
                reachable=reachable,
            )
        )
    return chat_id


PATIENCE_SECONDS = 20


async def stands(phone: Phone, *texts: str) -> list[ShownMessage]:
    """Wait until the bot's messages in the chat are so many, and contain these texts, in order."""
    shown: list[ShownMessage] = []
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                shown = [message for message in await phone.conversation() if message.from_bot]
                if len(shown) == len(texts) and all(
                    text in message.text for text, message in zip(texts, shown, strict=True)
                ):
                    return shown
                await phone.refresh(wait=PATIENCE_SECONDS)
    except TimeoutError:
        raise AssertionError([message.text for message in shown]) from None


@pytest.fixture
async def phone(office: Installation, client: SandboxClient, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Phone]:
    """Bình's phone, with the first screen of the test's own flows on it."""
    monkeypatch.setattr(dispatch, "FLOW_MODULES", (*dispatch.FLOW_MODULES, echo_flows))
    chat_id = await give_chat(office, BINH)
    async with Program(office):
        phone = await client.person(int(chat_id), "Bình")
        await phone.start()
        await phone.write("/one")
        await phone.sees("one")
        yield phone
