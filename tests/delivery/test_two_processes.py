"""Two programs that deliver from one database: each notice is delivered by one of them, also where one comes later."""

import asyncio
from functools import partial

from markupsafe import Markup
from sqlmodel import select

from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.delivery import Delivery
from phieu.bot.delivery.outbox import Outbox
from phieu.bot.delivery.sender import OpenSender, Sender
from phieu.bot.delivery.telegram import TelegramSender
from phieu.bot.screen import Screen
from phieu.office.notices import announce
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import start_sandbox
from phieu.sandbox.users import User
from phieu.storage.database import Database
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeKind, NoticeState
from tests.delivery.conftest import FIRST_PHONE, KIND, MORNING, PATIENCE, SUBJECT

PEOPLE = 150


async def words(_kind: NoticeKind, _subject: str, person: Person, _channel: Channel) -> Screen:
    return Screen(Markup.escape(f"[{person.id}]"))


async def fill(database: Database) -> None:
    async with database.writing() as session:
        for number in range(1, PEOPLE + 1):
            session.add(Person(id=number, staff_number=f"{number}", name=f"Người mẫu {number}"))
        await session.flush()
        for number in range(1, PEOPLE + 1):
            chat = str(FIRST_PHONE + number)
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=number, chat_id=chat, joined_at=MORNING))
        await announce(session, KIND, SUBJECT, range(1, PEOPLE + 1), MORNING)


async def test_each_notice_is_delivered_by_one_of_two(database_url: str) -> None:
    sandbox = await start_sandbox()

    async def opened() -> Sender:
        sender = TelegramSender(sandbox.token, sandbox.url)
        await sender.open()
        return sender

    channels: dict[Channel, OpenSender] = {Channel.TELEGRAM: partial(opened)}
    databases = [Database(database_url), Database(database_url)]
    await fill(databases[0])
    async with SandboxClient(sandbox.url) as client:
        users = [User(FIRST_PHONE + number, f"Người mẫu {number}") for number in range(1, PEOPLE + 1)]
        await client.register(users, started=True)
        programs = [
            Delivery(Outbox(one), Clerk(one), channels, words, asyncio.Event(), lambda: MORNING, alone=False)
            for one in databases
        ]
        programs[0].start()
        await (await client.person(users[0].id)).sees("[1]", timeout=PATIENCE)
        programs[1].start()
        async with asyncio.timeout(PATIENCE):
            while not all(row.state is NoticeState.SENT for row in await rows(databases[0])):
                pass
        for program in programs:
            await program.stop()
    assert [row.doubts for row in await rows(databases[0])] == [0] * PEOPLE
    for user in users:
        conversation = sandbox.telegram.phone(user.id)
        assert [one["text"] for one in conversation.messages.values()] == [f"[{user.id - FIRST_PHONE}]"]
    for one in databases:
        await one.dispose()
    await sandbox.close()


async def rows(database: Database) -> list[Notice]:
    async with database.reading() as session:
        return list(await session.exec(select(Notice)))
