"""Whatever happens to whichever attempt, a notice is delivered once, or twice where that was in doubt, and not lost."""

import asyncio
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from sqlmodel import select

from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.courier import Courier
from phieu.bot.delivery.outbox import Outbox
from phieu.bot.delivery.outcomes import PROBABLY_DELIVERED
from phieu.bot.delivery.revision import Removal, Revision
from phieu.bot.delivery.sender import DoubtError, Handing, RestError, Sender, TryAgainError, UnreachableError
from phieu.bot.screen import Screen
from phieu.office.notices import announce, stop_waiting
from phieu.storage.database import Database
from phieu.storage.migrate import migrate
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeKind, NoticeState
from tests.delivery.conftest import KIND, MORNING, SUBJECT

PEOPLE = (1, 2, 3)
BAD_DAYS = 12


class Fate(Enum):
    """What becomes of one attempt."""

    TAKEN = auto()
    STUMBLED = auto()
    NO_NETWORK = auto()
    BLOCKED = auto()
    LOST_BEFORE = auto()
    LOST_AFTER = auto()
    BROKEN = auto()
    DEAD_UNMARKED = auto()
    DEAD_BEFORE = auto()
    DEAD_AFTER = auto()
    DEAD_UNNOTED = auto()


class DeadError(BaseException):
    """The program ends here, without a word."""


@dataclass
class Platform:
    """A channel whose every attempt has its fate; what it has taken is counted."""

    fates: list[Fate]
    taken: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[str] = field(default_factory=Counter)
    """Attempts of which the program cannot know how they ended."""

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    async def send(self, chat_id: str, screen: Screen, handing: Handing) -> None:
        assert str(screen.text) == f"for {chat_id}"
        fate = self.fates.pop(0) if self.fates else Fate.TAKEN
        if fate is Fate.DEAD_UNMARKED:
            raise DeadError
        if fate is Fate.NO_NETWORK:
            raise RestError
        await handing.begins()
        failures: dict[Fate, BaseException] = {
            Fate.STUMBLED: TryAgainError(),
            Fate.BLOCKED: UnreachableError(),
            Fate.LOST_BEFORE: DoubtError(),
            Fate.BROKEN: RuntimeError("an answer that the library cannot read"),
            Fate.DEAD_BEFORE: DeadError(),
        }
        self.doubtful[chat_id] += fate not in {Fate.TAKEN, Fate.STUMBLED, Fate.BLOCKED}
        if fate in failures:
            raise failures[fate]
        self.taken[chat_id] += 1
        if fate is Fate.LOST_AFTER:
            raise DoubtError
        if fate is Fate.DEAD_AFTER:
            raise DeadError
        await handing.taken("1", last=True)
        if fate is Fate.DEAD_UNNOTED:
            raise DeadError

    async def revise(self, chat_id: str, revision: Revision, handing: Handing) -> tuple[str, ...]:
        raise NotImplementedError

    async def remove(self, chat_id: str, removal: Removal) -> None:
        raise NotImplementedError


async def words(_kind: NoticeKind, _subject: str, person: Person, _channel: Channel) -> Screen:
    return Screen(Markup.escape(f"for {person.id}"))


async def one_life(database: Database, platform: Platform, hours: int) -> None:
    """The program starts, delivers what is due, and goes on until it dies or nothing is due any more."""
    now = MORNING + timedelta(hours=hours)  # longer than any pause
    clerk = Clerk(database, unhurried=0)

    async def opened() -> Sender:
        return platform

    courier, outbox = Courier(clerk, {Channel.TELEGRAM: opened}, words, lambda: now), Outbox(database)
    clerk.start()
    try:
        await outbox.recover(now, everything=True)
        while notices := await outbox.claim(courier.open_channels(), now, 2):
            for notice in notices:
                await courier.deliver(notice)
    except DeadError:
        pass
    finally:
        await clerk.stop()  # what it had been asked to write was as good as written


async def told(file: Path) -> None:
    """A database in which a few people who have joined are told something."""
    database = database_in(file)
    await migrate(database)
    async with database.writing() as session:
        for person in PEOPLE:
            session.add(Person(id=person, staff_number=f"{person}", name=f"Người mẫu {person}"))
        await session.flush()
        for person in PEOPLE:
            chat = ChatAccount(channel=Channel.TELEGRAM, person_id=person, chat_id=f"{person}", joined_at=MORNING)
            session.add(chat)
        await announce(session, KIND, SUBJECT, PEOPLE, MORNING, urgent=True)
    await database.dispose()


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once, and copied for each example."""
    file = tmp_path_factory.mktemp("beginning") / "phieu.sqlite3"
    asyncio.run(told(file))
    return file


def database_in(file: Path) -> Database:
    return Database(f"sqlite+aiosqlite:///{file}")


async def all_lives(file: Path, fates: list[Fate], stopped_after: int | None) -> tuple[Platform, dict[int, Notice]]:
    database = database_in(file)
    platform = Platform(list(fates))
    for life in range(BAD_DAYS + 2 * len(PEOPLE) + 2):
        if life == stopped_after:
            async with database.writing() as session:
                await stop_waiting(session, KIND, SUBJECT)
        await one_life(database, platform, life)
        async with database.writing() as session:  # whoever has blocked the bot comes back
            for account in await session.exec(select(ChatAccount)):
                account.reachable = True
    async with database.reading() as session:
        rows = {row.person_id: row for row in await session.exec(select(Notice))}
    await database.dispose()
    return platform, rows


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(Fate), max_size=BAD_DAYS), st.none() | st.integers(0, BAD_DAYS))
def test_once_or_twice_where_in_doubt_and_never_lost(
    beginning: Path, fates: list[Fate], stopped_after: int | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(shutil.copy(beginning, folder))
        platform, rows = asyncio.run(all_lives(file, fates, stopped_after))
    for person, row in rows.items():
        taken, doubtful = platform.taken[str(person)], platform.doubtful[str(person)]
        assert row.doubts == doubtful <= 2
        assert taken <= 1 + row.doubts
        assert taken <= 2
        match row.state:
            case NoticeState.SENT:
                assert taken >= 1
            case NoticeState.FAILED:
                assert (row.failure, row.doubts) == (PROBABLY_DELIVERED, 2)
            case NoticeState.STOPPED:
                assert stopped_after is not None
            case _:
                raise AssertionError(row.state)
