"""Three real processes on one real PostgreSQL behind one webhook, killed in turn: each round is opened and closed once,
each notice delivered once, and taps are answered throughout. Counted where they arrive."""

import asyncio
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from phieu.bot.delivery.courier import AT_ONCE
from phieu.installation import Installation
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.sandbox.users import User
from phieu.settings import Settings
from phieu.storage.keeper import ADVISORY_LOCK as KEEPER
from phieu.storage.tables import CalendarRule, ChatAccount, Notice, Person, Round
from phieu.words import Channel, NoticeKind, NoticeState, RoundKind, RoundState
from tests.end_to_end.replicas import KEEPS_NO_MORE, PATIENCE, Replica, Replicas, replicas
from tests.end_to_end.test_killed_broadcast import until_sent
from tests.offices import CHIEF_ID, OfficeSize, build_office

SIZE = OfficeSize(units=20, people=5)
MORNING = datetime(2026, 6, 15, 1, 0, 1, tzinfo=UTC)  # a Monday, 8 in Hà Nội, when the calendar asks for the round
FIRST_PHONE = 4000
MESSAGES_IN_A_LIFE = 25
SHORT_SILENCE = 4
"""Seconds."""
HELP = "bấm các nút"

pytestmark = pytest.mark.slow


async def prepared(settings: Settings) -> dict[int, str]:
    """An office whose calendar asks for a round this morning, and in which everybody has joined; names by phone."""
    installation = await Installation.start(settings)
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        since = MORNING - timedelta(days=30)
        session.add(CalendarRule(kind=RoundKind.SEMIANNUAL, months="6", day=15, hour=8, working_days=10, since=since))
        people = (await session.exec(select(Person))).all()
        for person in people:
            chat = str(FIRST_PHONE + (person.id or 0))
            session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=person.id or 0, chat_id=chat, joined_at=since))
    await installation.stop()
    return {FIRST_PHONE + (person.id or 0): person.name for person in people}


async def rows(installation: Installation) -> tuple[list[Round], list[Notice]]:
    """All rounds and all notices."""
    async with installation.database.reading() as session:
        rounds = list(await session.exec(select(Round)))
        return rounds, list(await session.exec(select(Notice).order_by(col(Notice.id))))


async def until_nothing_waits(installation: Installation, kind: NoticeKind) -> None:
    """Wait until notices of this kind have been made and delivered."""
    async with asyncio.timeout(PATIENCE):
        while True:
            of_kind = [one for one in (await rows(installation))[1] if one.kind is kind]
            if of_kind and all(one.state is NoticeState.SENT for one in of_kind):
                return
            await asyncio.sleep(0.1)


async def is_due_now(installation: Installation) -> None:
    """Have the round fall due, as if its days were over."""
    async with installation.database.writing() as session:
        (the_round,) = (await session.exec(select(Round))).all()
        the_round.due_at = the_round.opened_at


async def ask_for_help(phone: Phone, running: Replicas) -> None:
    """So often that each of those that live has answered, whether it keeps or not."""
    for _ in running.all:
        more = running.balancer.handed_on.total() + 1
        await phone.write("/help")
        await running.until(partial(running.balancer.has_handed_on, more))
        await phone.sees(HELP, timeout=PATIENCE)


async def kill_the_keeper(running: Replicas, sandbox: Sandbox, after: int) -> None:
    """In the middle of a broadcast, when so many more messages have arrived."""
    keeper = await running.keeper()
    await until_sent(sandbox, sent(sandbox) + after)
    await keeper.end(signal.SIGKILL)


@dataclass
class Morning:
    """The morning on which the calendar asks for a round."""

    sandbox: Sandbox
    client: SandboxClient
    settings: Settings
    installation: Installation
    """To look into the database; it runs no bot."""
    names: dict[int, str]
    ahead: float


@pytest.fixture
async def morning(tmp_path: Path, postgres_url: str) -> AsyncIterator[Morning]:
    sandbox = await start_sandbox()
    settings = Settings(
        _env_file=None,
        PHIEU_HOME=tmp_path / "home",
        telegram_token=sandbox.token,
        telegram_api_url=sandbox.url,
        database_url=postgres_url,
    )
    names = await prepared(settings)
    installation = await Installation.start(settings)
    async with SandboxClient(sandbox.url) as client:
        await client.register([User(phone, name) for phone, name in names.items()], started=True)
        ahead = (MORNING - datetime.now(UTC)).total_seconds()
        yield Morning(sandbox, client, settings, installation, names, ahead)
    await installation.stop()
    await sandbox.close()


async def test_killed_in_turn(morning: Morning) -> None:
    sandbox, installation = morning.sandbox, morning.installation
    async with replicas(3, sandbox, morning.settings, ahead=morning.ahead) as running:
        phone = await morning.client.person(FIRST_PHONE + CHIEF_ID)
        await running.start()
        for _ in range(2):  # the round opens, and those who keep die while it is announced
            await kill_the_keeper(running, sandbox, MESSAGES_IN_A_LIFE)
            await ask_for_help(phone, running)
        await running.keeper()
        await running.start(*[one for one in running.all if not one.lives])
        await ask_for_help(phone, running)
        await until_nothing_waits(installation, NoticeKind.ROUND_OPENED)
        await is_due_now(installation)
        assert await (await running.keeper()).end(signal.SIGTERM) == 0  # who takes over finds at once what is due
        await kill_the_keeper(running, sandbox, 1)
        await until_nothing_waits(installation, NoticeKind.SUMMARY)
        await until_nothing_waits(installation, NoticeKind.OVERVIEW)
        said = running.said_in_all_lives()
    rounds, notices = await rows(installation)
    assert [(one.kind, one.period, one.state) for one in rounds] == [
        (RoundKind.SEMIANNUAL, "2026-H1", RoundState.CLOSED)
    ]
    assert said.count("the calendar opened round 1 for 2026-H1") == 1
    assert said.count("round 1 is closed") == 1
    assert len(running.balancer.handed_on) == len(running.all), "each of them has answered"
    assert not any(name in said for name in morning.names.values())
    check_deliveries(morning, notices)


async def test_a_keeper_that_lives_but_has_lost_the_database(morning: Morning) -> None:
    async with replicas(2, morning.sandbox, morning.settings, ahead=morning.ahead) as running:
        await running.start()
        for _ in range(3):
            keeper = await running.keeper()
            await until_sent(morning.sandbox, sent(morning.sandbox) + MESSAGES_IN_A_LIFE // 2)
            terms = keeper.said.count(KEEPS_NO_MORE)
            await end_the_connection_of_the_keeper(morning.installation)
            await running.until(partial(has_lost_more, keeper, terms))
        await until_nothing_waits(morning.installation, NoticeKind.ROUND_OPENED)
        assert running.said_in_all_lives().count("the calendar opened round 1 for 2026-H1") == 1
    check_deliveries(morning, (await rows(morning.installation))[1])


async def test_a_keeper_that_stands_still_and_goes_on_when_another_has_taken_over(morning: Morning) -> None:
    async with replicas(2, morning.sandbox, morning.settings, ahead=morning.ahead, silence=SHORT_SILENCE) as running:
        await running.start()
        asleep = await running.keeper()
        await until_sent(morning.sandbox, sent(morning.sandbox) + MESSAGES_IN_A_LIFE)
        asleep.let(go_on=False)
        await running.keeper(beside=asleep)
        await until_sent(morning.sandbox, sent(morning.sandbox) + MESSAGES_IN_A_LIFE)
        asleep.let(go_on=True)  # in the belief that nothing has happened
        await running.until(lambda: KEEPS_NO_MORE in asleep.said)
        await until_nothing_waits(morning.installation, NoticeKind.ROUND_OPENED)
        assert running.said_in_all_lives().count("the calendar opened round 1 for 2026-H1") == 1
    check_deliveries(morning, (await rows(morning.installation))[1])


def has_lost_more(keeper: Replica, terms: int) -> bool:
    """Whether more terms of office than these have ended by a loss of the database."""
    return keeper.said.count(KEEPS_NO_MORE) > terms


def sent(sandbox: Sandbox) -> int:
    """How many messages the bot has sent."""
    return sandbox.telegram.calls["sendMessage", 200]


async def end_the_connection_of_the_keeper(installation: Installation) -> None:
    """As a firewall does, or an administrator; the process itself is well."""
    holders = f"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = {KEEPER & 0xFFFFFFFF} AND granted"
    async with installation.database.engine.connect() as connection:
        await connection.execute(text(f"SELECT pg_terminate_backend(pid) FROM ({holders}) AS holders"))


def check_deliveries(morning: Morning, notices: list[Notice]) -> None:
    """Everybody has had each of their notices once, but where nobody could tell."""
    twice = 0
    for phone in morning.names:
        theirs = [one for one in notices if FIRST_PHONE + one.person_id == phone]
        assert all(one.state is NoticeState.SENT for one in theirs)
        texts = [str(one.get("text", "")) for one in morning.sandbox.telegram.phone(phone).messages.values()]
        texts = [text for text in texts if HELP not in text and text != "/help"]
        doubts = sum(one.doubts for one in theirs)
        assert len(theirs) <= len(texts) <= len(theirs) + doubts, (phone, texts, theirs)
        twice += len(texts) - len(theirs)
    assert twice <= 3 * AT_ONCE
