"""The open office with both channels on, and people at chats of either, without a network."""

import re
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from pydantic import SecretStr
from sqlmodel import col, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.invitations import make_invites
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeKind
from tests.answering.chat import Chat
from tests.answering.conftest import OpenOffice, open_office

PAGE = "https://zalo.me/1234567890123456789"
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
Chats = dict[Channel, str]


class ChatOn(Chat):
    """A chat on either channel, with all flows, in English."""

    def __init__(self, installation: Installation, chat_id: str, channel: Channel) -> None:
        super().__init__(installation, chat_id)
        self.dispatch = Dispatch(installation, "phieu_bot")
        self.installation = installation
        self.channel = channel

    @property
    def code(self) -> str:
        """The code that is shown."""
        found = CODE.search(self.text)
        assert found, self.text
        return found[0]

    async def write(self, text: str) -> Screen:
        """Type a text, whatever is shown."""
        return await self.type(text, "")

    async def _do(self, event: Event) -> Screen:
        return await super()._do(replace(event, channel=self.channel, locale_hint="en"))


@dataclass
class BothChannels:
    """The office, its clock, and one of its raters, who has joined on Telegram."""

    open: OpenOffice
    later: timedelta = timedelta()
    installation: Installation = field(init=False)

    def __post_init__(self) -> None:
        self.installation = self.with_settings()

    def with_settings(self, **others: Any) -> Installation:
        """The installation with both tokens, and these settings."""
        before, tokens = self.open.installation, {"telegram_token": SecretStr("1:a"), "zalo_token": SecretStr("2:b")}
        settings = before.settings.model_copy(update=tokens | {"zalo_link": PAGE} | others)
        return replace(before, settings=settings, now=lambda: before.now() + self.later)

    @property
    def rater(self) -> int:
        """Who rates two, and has joined on Telegram."""
        return self.open.raters[0]

    def telegram(self, chat_id: str = "chat-0") -> ChatOn:
        """A chat on Telegram; the rater's, if no other is named."""
        return ChatOn(self.installation, chat_id, Channel.TELEGRAM)

    def zalo(self, chat_id: str = "z-0") -> ChatOn:
        """A chat on Zalo."""
        return ChatOn(self.installation, chat_id, Channel.ZALO)

    async def admins_code(self, person_id: int | None = None) -> str:
        """A code as admins make it."""
        (invite,) = await make_invites(self.installation, [person_id or self.rater], self.installation.now())
        return invite.code

    async def own_code(self) -> str:
        """A code that the rater makes on Telegram for Zalo."""
        chat = self.telegram()
        await chat.act("chats-join.zalo")
        return chat.code

    async def joined_on_both(self) -> tuple[ChatOn, ChatOn]:
        """The rater's two chats, Telegram's and Zalo's."""
        zalo = self.zalo()
        await zalo.write(await self.own_code())
        return self.telegram(), zalo

    async def chats(self, person_id: int | None = None) -> Chats:
        """Which chats somebody has."""
        mine = select(ChatAccount).where(col(ChatAccount.person_id) == (person_id or self.rater))
        async with self.installation.database.reading() as session:
            return {one.channel: one.chat_id for one in await session.exec(mine)}

    async def person(self) -> Person:
        """The rater as stored."""
        async with self.installation.database.reading() as session:
            return await session.get_one(Person, self.rater)

    async def told(self) -> list[Notice]:
        """The notices of joined chats."""
        async with self.installation.database.reading() as session:
            found = await session.exec(
                select(Notice).where(Notice.kind == NoticeKind.CHAT_ADDED).order_by(col(Notice.id))
            )
            return list(found)


async def both_channels(installation: Installation) -> BothChannels:
    """The office; everybody in it reads English."""
    office = BothChannels(await open_office(installation))
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).values(locale="en"))
    return office
