"""An office of many people with phones, and delivery alone at work for it, by the real library against the sandbox."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from markupsafe import Markup
from sqlmodel import col, select

from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.delivery import Delivery
from phieu.bot.delivery.outbox import Outbox
from phieu.bot.delivery.revision import Spoken
from phieu.bot.delivery.sender import OpenSender, Sender
from phieu.bot.delivery.telegram import TelegramSender
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.notices import announce
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.sandbox.users import User
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount, Notice, Office, Person
from phieu.words import Channel, NoticeKind, NoticeState

KIND, SUBJECT = NoticeKind.ANNOUNCEMENT, "announcement:1"
MORNING = datetime(2026, 6, 1, 1, tzinfo=UTC)  # 08:00 in Hà Nội
FIRST_PHONE = 10_000
PATIENCE = 60.0


def words_for(subject: str, person_id: int | None) -> str:
    """What a notice says; nobody else is told just this."""
    return f"[{subject} for {person_id}]"


@dataclass
class PostOffice:
    """Delivery for one office; `now` is its clock, which stands unless a test lets it run."""

    sandbox: Sandbox
    client: SandboxClient
    installation: Installation
    due: asyncio.Event = field(default_factory=asyncio.Event)
    times: list[datetime] = field(default_factory=lambda: [MORNING])
    says: Callable[[NoticeKind, str, Person], Spoken | None] | None = None
    timeout: float = 20.0
    address: str = ""
    """Where the bot finds the platform, if not at its own address."""
    began: float | None = None
    asked: list[tuple[Channel, int | None]] = field(default_factory=list)
    """For which channel and whom words have been asked."""

    def now(self) -> datetime:
        """The office's clock."""
        if self.began is None:
            return self.times[-1]
        return self.times[-1] + timedelta(seconds=asyncio.get_running_loop().time() - self.began)

    def let_time_run(self) -> None:
        """From now on the clock goes as fast as the real one."""
        self.began = asyncio.get_running_loop().time()

    def forward(self, **length: float) -> None:
        """Set the clock forward, and have the outbox looked at."""
        self.times.append(self.times[-1] + timedelta(**length))
        self.due.set()

    async def words(self, kind: NoticeKind, subject: str, person: Person, channel: Channel) -> Spoken | None:
        """What notices say."""
        self.asked.append((channel, person.id))
        if self.says is not None:
            return self.says(kind, subject, person)
        return Screen(Markup.escape(words_for(subject, person.id)))

    @asynccontextmanager
    async def delivering(self) -> AsyncIterator[Delivery]:
        """Delivery at work; at the end it is stopped as the program stops it."""
        database = self.installation.database
        channels = self.senders()
        delivery = Delivery(Outbox(database), Clerk(database), channels, self.words, self.due, self.now)
        delivery.start()
        try:
            yield delivery
        finally:
            await delivery.stop()

    def senders(self) -> dict[Channel, OpenSender]:
        """The channels that are on."""
        return {Channel.TELEGRAM: partial(self._opened)}

    async def _opened(self) -> Sender:
        sender = TelegramSender(self.sandbox.token, self.address or self.sandbox.url, self.timeout)
        await sender.open()
        return sender

    async def staff(self, count: int) -> list[Phone]:
        """So many people who have joined; ids from 1."""
        async with self.installation.database.writing() as session:
            session.add(Office(name="Văn phòng mẫu"))
            for number in range(1, count + 1):
                session.add(Person(id=number, staff_number=f"{number}", name=f"Người mẫu {number}"))
            await session.flush()
            for number in range(1, count + 1):
                chat = str(FIRST_PHONE + number)
                session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=number, chat_id=chat, joined_at=self.now()))
        users = [User(FIRST_PHONE + number, f"Người mẫu {number}") for number in range(1, count + 1)]
        await self.client.register(users, started=True)
        return [await self.client.person(user.id) for user in users]

    async def put(
        self, people: Iterable[int], subject: str = SUBJECT, kind: NoticeKind = KIND, *, urgent: bool = False
    ) -> None:
        """Give notice, as the office does."""
        async with self.installation.database.writing() as session:
            await announce(session, kind, subject, people, self.now(), urgent=urgent)
        self.due.set()

    async def notices(self, subject: str = SUBJECT) -> dict[int, Notice]:
        """The rows, by person."""
        async with self.installation.database.reading() as session:
            found = await session.exec(select(Notice).where(Notice.subject == subject).order_by(col(Notice.id)))
            return {notice.person_id: notice for notice in found}

    async def until(self, condition: Callable[[dict[int, Notice]], bool], subject: str = SUBJECT) -> dict[int, Notice]:
        """Look at the rows until they are as wanted."""
        notices: dict[int, Notice] = {}
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    notices = await self.notices(subject)
                    if condition(notices):
                        return notices
        except TimeoutError:
            states = {person: (row.state.value, row.failure) for person, row in notices.items()}
            raise AssertionError(states) from None

    async def until_done(self, subject: str = SUBJECT) -> dict[int, Notice]:
        """Until nothing waits any more."""
        open_states = (NoticeState.WAITING, NoticeState.SENDING)
        return await self.until(lambda rows: all(row.state not in open_states for row in rows.values()), subject)

    def received(self, person_id: int) -> list[str]:
        """The bot's messages that stand in a person's chat: their texts, or captions."""
        conversation = self.sandbox.telegram.phone(FIRST_PHONE + person_id)
        messages = [one for one in conversation.messages.values() if one["from"]["is_bot"]]
        return [str(one.get("text") or one.get("caption") or "") for one in messages]


def all_sent(rows: dict[int, Notice]) -> bool:
    """Whether everything has been delivered."""
    return all(row.state is NoticeState.SENT for row in rows.values())


def stand_so(state: NoticeState, failure: str = "") -> Callable[[dict[int, Notice]], bool]:
    """Whether all notices stand so."""
    return lambda rows: all((row.state, row.failure) == (state, failure) for row in rows.values())


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[PostOffice]:
    sandbox = await start_sandbox()
    settings = Settings(_env_file=None, PHIEU_HOME=tmp_path)
    async with SandboxClient(sandbox.url) as client:
        times = [MORNING]
        installation = await Installation.start(settings)
        post = PostOffice(sandbox, client, installation, times=times)
        post.installation = replace(installation, now=post.now)
        yield post
        await installation.stop()
    await sandbox.close()
