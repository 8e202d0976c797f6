"""An office with people on Telegram, on Zalo and on both, and delivery alone at work for it, against the sandbox."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from aiolimiter import AsyncLimiter
from pydantic import SecretStr
from sqlmodel import col, update

from phieu.bot.delivery.sender import OpenSender, Sender
from phieu.bot.delivery.zalo import ZaloSender, even_pace
from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.zalo_api.client import ZaloBot
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import start_sandbox
from phieu.sandbox.users import User
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount, Office, Person
from phieu.words import Channel
from tests.delivery.conftest import FIRST_PHONE, MORNING, PostOffice

TELEGRAM, ZALO = Channel.TELEGRAM, Channel.ZALO


@dataclass
class TwoChannels(PostOffice):
    """Person 1 has Telegram alone, 2 Zalo alone, 3 both and prefers Zalo, 4 both and prefers Telegram."""

    web_address: str = ""
    zalo_address: str = ""
    """Where the bot finds Zalo, if not at its own address."""
    pace: AsyncLimiter = field(default_factory=partial(even_pace, 1000))
    """How fast notices go out on Zalo."""
    phones: dict[int, ZaloPerson] = field(default_factory=dict)
    """In Zalo, by person."""

    def senders(self) -> dict[Channel, OpenSender]:
        return super().senders() | {ZALO: partial(self._opened_zalo)}

    async def _opened_zalo(self) -> Sender:
        bot = ZaloBot(
            SecretStr(self.sandbox.zalo_token), self.zalo_address or self.sandbox.zalo_url, call_seconds=self.timeout
        )
        files = PublicFiles(self.installation.volatile, self.web_address, self.now)
        return ZaloSender(bot, self.installation.volatile, files, translator("vi"), pause=0, pace=self.pace)

    async def open_office(self) -> None:
        chats = {1: (TELEGRAM,), 2: (ZALO,), 3: (TELEGRAM, ZALO), 4: (TELEGRAM, ZALO)}
        await self.client.register([User(FIRST_PHONE + one, f"Người mẫu {one}") for one in chats], started=True)
        async with self.installation.database.writing() as session:
            session.add(Office(name="Văn phòng mẫu"))
            for one in chats:
                preferred = {3: ZALO, 4: TELEGRAM}.get(one)
                session.add(Person(id=one, staff_number=f"{one}", name=f"Người mẫu {one}", preferred_channel=preferred))
            await session.flush()
            for one, theirs in chats.items():
                for channel in theirs:
                    session.add(await self._chat(one, channel))

    async def _chat(self, person: int, channel: Channel) -> ChatAccount:
        number = str(FIRST_PHONE + person)
        if channel is ZALO:
            phone = self.phones[person] = await self.client.zalo_person(FIRST_PHONE + person)
            await phone.write("Xin chào")  # a bot on Zalo cannot write first
            number = phone.chat_id
        return ChatAccount(channel=channel, person_id=person, chat_id=number, joined_at=MORNING)

    async def said_on_zalo(self, person: int) -> list[str]:
        """The bot's messages in somebody's chat there."""
        return [one.text for one in await self.phones[person].conversation() if one.from_bot]

    async def prefers(self, people: Iterable[int], channel: Channel | None) -> None:
        """These prefer another channel from now on."""
        async with self.installation.database.writing() as session:
            theirs = col(Person.id).in_(list(people))
            await session.exec(update(Person).where(theirs).values(preferred_channel=channel))


@asynccontextmanager
async def two_channels(folder: Path) -> AsyncIterator[TwoChannels]:
    """The office on SQLite, its clock in the test's hand."""
    sandbox = await start_sandbox()
    async with SandboxClient(sandbox.url) as client:
        installation = await Installation.start(Settings(_env_file=None, PHIEU_HOME=folder))
        post = TwoChannels(sandbox, client, installation)
        post.installation = replace(installation, now=post.now)
        await post.open_office()
        yield post
        await installation.stop()
    await sandbox.close()
