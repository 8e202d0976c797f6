"""People on Zalo with the real handler: what they send is fetched from the sandbox and handed over, step by step."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import SecretStr

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.handlers.zalo import ZaloHandler
from phieu.bot.handlers.zalo_shown import ShownScreens, turn_of
from phieu.bot.handlers.zalo_speaking import Speaker
from phieu.bot.screen import Answered, Screen
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import IdleError
from phieu.bot.zalo_api.updates import read_updates
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.sandbox.zalo.ids import chat_id
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.sandbox.zalo_phone import ZaloMessage
from phieu.storage.seen_updates import SeenUpdates
from phieu.storage.tables import ChatAccount
from phieu.storage.volatile import InMemory, Volatile
from phieu.words import Channel

BOT = "77"
WORDS = translator("vi", "Asia/Ho_Chi_Minh")


@dataclass
class Talking:
    """One or more processes of a program that answer on Zalo, and the platform."""

    sandbox: Sandbox
    client: SandboxClient
    bot: ZaloBot
    installation: Installation
    handler: ZaloHandler
    volatile: Volatile = field(default_factory=InMemory)
    events: list[Event] = field(default_factory=list)
    """What the conversations have been given."""

    def process(self, volatile: Volatile | None = None) -> ZaloHandler:
        """Another process, or the same after a restart."""
        dispatch = Dispatch(self.installation)

        async def answer(event: Event) -> Answered:
            self.events.append(event)
            return await dispatch.answer(event)

        return handler(self.bot, answer, volatile or self.volatile, self.installation)

    def restart(self) -> None:
        """Everything that stood in memory is gone."""
        self.volatile = InMemory()
        self.handler = self.process()

    async def speaks_first(self, number: int, screen: Screen) -> None:
        """Say something in somebody's chat, as delivery does."""
        speaker = Speaker(self.bot, ShownScreens(self.volatile), PublicFiles(self.volatile, ""), WORDS, pause=0)
        async with self.volatile.turn(turn_of(chat_id(number))):
            await speaker.show(chat_id(number), screen)

    async def deliver(self, to: ZaloHandler | None = None) -> None:
        """Hand over all that has come in."""
        while True:
            try:
                answer = await self.bot.get_updates(0)
            except IdleError:
                return
            for update in read_updates(answer, BOT):
                await (to or self.handler).on_update(update)

    async def phone(self, number: int, name: str = "Người mẫu") -> "Phone":
        """Somebody's phone."""
        return Phone(self, await self.client.zalo_person(number, name))

    async def joined(self, number: int, person_id: int) -> "Phone":
        """The phone of somebody who has joined here."""
        phone = await self.phone(number)
        async with self.installation.database.writing() as session:
            session.add(
                ChatAccount(
                    channel=Channel.ZALO,
                    person_id=person_id,
                    chat_id=chat_id(number),
                    joined_at=self.installation.now(),
                )
            )
        return phone


@dataclass
class Phone:
    """A person who waits for each answer."""

    talking: Talking
    person: ZaloPerson

    async def writes(self, text: str, **manner: Any) -> str:
        """Write, and read the answer: all that the bot has said since."""
        return await self.does(lambda: self.person.write(text, **manner))

    async def picks(self, label: str, **manner: Any) -> str:
        """Write what stands before this label."""
        return await self.does(lambda: self.person.pick(label, wait=0, **manner))

    async def does(self, act: Callable[[], Any]) -> str:
        """Do something on the phone, and read the answer."""
        before = len(await self.said())
        await act()
        await self.talking.deliver()
        return "\n".join(message.text for message in (await self.said())[before:])

    async def said(self) -> list[ZaloMessage]:
        """All that the bot has said in this chat."""
        return [message for message in await self.person.conversation() if message.from_bot]

    async def screen(self) -> str:
        """What the bot has said last."""
        return (await self.person.screen()).text


def handler(bot: ZaloBot, answer: Any, volatile: Volatile, installation: Installation) -> ZaloHandler:
    """A handler as the program makes it, but for the pause between two messages."""
    return ZaloHandler(
        bot,
        answer,
        volatile,
        SeenUpdates.of(installation.database, installation.keyring, installation.box),
        PublicFiles(volatile, ""),
        WORDS,
        lambda: datetime.now(UTC),
        pause=0,
    )


@asynccontextmanager
async def talking(installation: Installation) -> AsyncIterator[Talking]:
    """The platform, and one process of the program."""
    sandbox = await start_sandbox()
    bot = ZaloBot(SecretStr(sandbox.zalo_token), sandbox.zalo_url)
    async with SandboxClient(sandbox.url) as client:
        talk = Talking(sandbox, client, bot, installation, handler(bot, None, InMemory(), installation))
        talk.restart()
        try:
            yield talk
        finally:
            await bot.close()
            await sandbox.close()
