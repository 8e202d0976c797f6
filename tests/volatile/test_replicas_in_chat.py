"""Two programs behind one webhook, on one PostgreSQL and one Redis: to the people in the chats they are one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from phieu.bot import dispatch
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office import answering
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount, Office
from phieu.storage.volatile.in_redis import InRedis
from phieu.words import Channel
from tests.answering.conftest import NOW, OpenOffice, open_office
from tests.bot import echo_flows
from tests.bot.conftest import stands
from tests.redis_server import RedisServer, free_port
from tests.rounds import OPENED

NUMBER = 4711
OFFICE_ID = 1
SECRET = "a-secret_of_the_webhook"
PASSED_ON = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")
PATIENCE_SECONDS = 20


@dataclass
class Front:
    """What stands before the replicas: hands each update to the next one, in turn, or to the only one that is named."""

    port: int = field(default_factory=free_port)
    behind: list[int] = field(default_factory=lambda: [free_port(), free_port()])
    only: int | None = None
    """One of the replicas, 0 or 1."""
    _last: int = 1
    _update: tuple[bytes, dict[str, str]] = (b"", {})

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        app = web.Application()
        app.router.add_post("/telegram", self._pass_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        async with aiohttp.ClientSession() as self._session:
            yield
            await runner.cleanup()

    async def hand_to(self, place: int) -> web.Response:
        """Hand the last update to one of the replicas, perhaps once more."""
        content, headers = self._update
        url = f"http://127.0.0.1:{self.behind[place]}/telegram"
        async with self._session.post(url, data=content, headers=headers) as answer:
            type_of_content = {"Content-Type": answer.headers["Content-Type"]}
            return web.Response(status=answer.status, body=await answer.read(), headers=type_of_content)

    async def _pass_on(self, request: web.Request) -> web.Response:
        self._update = await request.read(), {name: request.headers[name] for name in PASSED_ON}
        self._last = 1 - self._last if self.only is None else self.only
        return await self.hand_to(self._last)


@dataclass
class Scene:
    """The office, its platform, and what the replicas share."""

    sandbox: Sandbox
    database_url: str
    home: Path
    redis: RedisServer
    front: Front = field(default_factory=Front)

    @asynccontextmanager
    async def installed(self, place: int) -> AsyncIterator[Installation]:
        """The installation as replica 0 or 1 has it."""
        settings = Settings(
            _env_file=None,
            telegram_token=self.sandbox.token,
            telegram_api_url=self.sandbox.url,
            database_url=self.database_url,
            redis_url=self.redis.url,
            webhook_url=f"http://127.0.0.1:{self.front.port}/telegram",
            webhook_secret=SECRET,
            webhook_port=self.front.behind[place],
            PHIEU_HOME=self.home,
            backups_kept=0,
        )
        installation = await Installation.start(settings, lambda: NOW)
        try:
            yield installation
        finally:
            await installation.stop()

    @asynccontextmanager
    async def program(self, place: int) -> AsyncIterator[Program]:
        """Replica 0 or 1, running."""
        async with self.installed(place) as installation, Program(installation) as program:
            yield program


@pytest.fixture
async def scene(postgres_url: str, tmp_path: Path, redis_server: RedisServer) -> AsyncIterator[Scene]:
    sandbox = await start_sandbox()
    scene = Scene(sandbox, postgres_url, tmp_path / "home", redis_server)
    async with scene.front.serving():
        yield scene
    await sandbox.close()


@pytest.fixture(autouse=True)
async def office(scene: Scene) -> OpenOffice:
    """With an open round, of which the phone's owner has two ballots."""
    async with scene.installed(0) as installation:
        office = await open_office(installation)
        async with installation.database.writing() as session:
            account = await session.get_one(ChatAccount, (Channel.TELEGRAM, office.raters[0]))
            await session.delete(account)
            await session.flush()
            (await session.get_one(Office, OFFICE_ID)).reminders = ""  # nobody is to be told anything meanwhile
            chat = ChatAccount(
                channel=Channel.TELEGRAM, person_id=office.raters[0], chat_id=str(NUMBER), joined_at=OPENED
            )
            session.add(chat)
    return office


@pytest.fixture
async def phone(scene: Scene) -> AsyncIterator[Phone]:
    async with SandboxClient(scene.sandbox.url) as client:
        yield await client.person(NUMBER, "Lê Văn 0")


@pytest.fixture
async def both(scene: Scene) -> AsyncIterator[tuple[Program, Program]]:
    """Both replicas, running."""
    async with AsyncExitStack() as stack:
        first, second = [await stack.enter_async_context(scene.program(place)) for place in (0, 1)]
        yield first, second


async def up_to_the_comment(phone: Phone) -> None:
    """As far as the words that ask for a comment."""
    await phone.start()
    await phone.write("/ballots")
    await phone.sees("You have 2 ballots to fill in.")
    for label in ("▶ Begin", "▶ Begin", "Good", "Excellent", "Skip ›"):
        await phone.tap(label)
    await phone.sees("Please type it below")


async def comment_of(program: Program, office: OpenOffice) -> str:
    installation = replace(program.installation, now=lambda: NOW)
    return (await answering.ballot(installation, office.raters[0], office.round, office.chief)).comment


async def test_they_answer_one_chat_in_turn_as_one(
    office: OpenOffice, both: tuple[Program, Program], phone: Phone
) -> None:
    await up_to_the_comment(phone)
    await phone.write("Họp ngắn gọn hơn.")
    await phone.sees("Your comment has been saved")
    await stands(phone, "Your comment has been saved")  # and nothing else: each knows the other's screens
    assert await comment_of(both[1], office) == "Họp ngắn gọn hơn."


async def test_what_one_has_asked_for_is_typed_to_the_other(
    scene: Scene, office: OpenOffice, both: tuple[Program, Program], phone: Phone
) -> None:
    scene.front.only = 0
    await up_to_the_comment(phone)
    scene.front.only = 1
    await phone.write("Họp ngắn gọn hơn.")
    await stands(phone, "Your comment has been saved")
    assert await comment_of(both[0], office) == "Họp ngắn gọn hơn."


async def test_what_one_has_asked_for_is_typed_after_its_end(scene: Scene, office: OpenOffice, phone: Phone) -> None:
    async with scene.program(1) as staying:
        scene.front.only = 0
        async with scene.program(0):
            await up_to_the_comment(phone)
        scene.front.only = 1
        await phone.write("Họp ngắn gọn hơn.")
        await stands(phone, "Your comment has been saved")
        assert await comment_of(staying, office) == "Họp ngắn gọn hơn."


async def test_after_a_restart_people_go_on_where_they_were(scene: Scene, office: OpenOffice, phone: Phone) -> None:
    scene.front.only = 0
    async with scene.program(0):
        await up_to_the_comment(phone)
    async with scene.program(0) as again:
        await phone.write("Họp ngắn gọn hơn.")
        await stands(phone, "Your comment has been saved")
        assert await comment_of(again, office) == "Họp ngắn gọn hơn."
    async with scene.program(0):
        await phone.write("/ballots")
        await stands(phone, "You have 2 ballots to fill in.")  # the old screen gave way, as without a restart


async def test_answers_are_taken_off_the_screens_of_the_one_that_stops(scene: Scene, phone: Phone) -> None:
    scene.front.only = 0
    async with scene.program(1):
        async with scene.program(0):
            await up_to_the_comment(phone)
            await phone.tap("‹ Back")
            await stands(phone, "question 3 of 3")
        await stands(phone, "You have 2 ballots to fill in.")


async def test_screens_that_another_has_changed_since_are_left_alone(scene: Scene, phone: Phone) -> None:
    async with scene.program(1):
        async with scene.program(0):
            scene.front.only = 0
            await up_to_the_comment(phone)
            await phone.tap("‹ Back")
            scene.front.only = 1
            await phone.tap("Next ›")
            await phone.sees("Please type it below")
        await stands(phone, "Please type it below")


async def test_a_double_tap_that_reaches_both_is_answered_one_after_the_other(
    scene: Scene, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, most, answered = 0, 0, 0
    both_have_it = asyncio.Event()

    async def slowly(_event: Event, context: Context) -> Screen:
        nonlocal inside, most, answered
        inside, answered = inside + 1, answered + 1
        most = max(most, inside)
        if answered > 1:
            await both_have_it.wait()
            for _ in range(300):  # long enough for the other one, if nothing held it up
                await context.memory.snoozes.drop(0)
        inside -= 1
        return echo_flows.screen(f"answered {answered}", "slowly")

    monkeypatch.setattr(echo_flows, "ACTIONS", {**echo_flows.ACTIONS, "slowly": slowly})
    monkeypatch.setattr(dispatch, "FLOW_MODULES", (*dispatch.FLOW_MODULES, echo_flows))
    async with scene.program(0) as one, scene.program(1) as other, asyncio.timeout(PATIENCE_SECONDS):
        await phone.start()
        await phone.write("/ballots")
        shown = await phone.sees("You have 2 ballots")
        await phone.tap_action(shown.id, "slowly")
        await phone.sees("answered 1")
        async with asyncio.TaskGroup() as taps:  # the very same tap again, by the platform that knows no better
            for place in (0, 1):
                taps.create_task(scene.front.hand_to(place))
            while not all(in_turn(program) for program in (one, other)):  # noqa: ASYNC110 - a lock tells nobody
                await asyncio.sleep(0)
            both_have_it.set()
        await stands(phone, "answered 3")
    assert (most, answered) == (1, 3)


def in_turn(program: Program) -> bool:
    """Whether this replica has an update in hand, or waits for its turn."""
    volatile = program.installation.volatile
    assert isinstance(volatile, InRedis)
    return bool(volatile._here.turns.locks)


async def test_without_redis_they_go_on(scene: Scene, phone: Phone, own_redis: RedisServer) -> None:
    scene.redis = own_redis
    async with scene.program(0), scene.program(1):
        await up_to_the_comment(phone)
        own_redis.stop()
        scene.front.only = 1
        await phone.tap("No comment ›")
        await phone.sees("please look it through")
        await phone.tap("✅ Hand in this ballot")
        await phone.sees("has been handed in")
        own_redis.start()
        await phone.write("/ballots")
        await phone.sees("You have")
