"""Live screens, against the sandbox's platform: changed while they stand, left alone as soon as they do not."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from markupsafe import Markup

from phieu.bot.event import Event
from phieu.bot.handlers import telegram_refreshing
from phieu.bot.handlers.live_screens import LiveScreen, LiveScreens
from phieu.bot.handlers.telegram_refreshing import Refreshing
from phieu.bot.handlers.telegram_session import JsonSession
from phieu.bot.handlers.telegram_turns import Turns
from phieu.bot.screen import Answered, Screen, Silence
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.server import Sandbox
from phieu.storage.volatile import InMemory
from tests.bot import echo_flows
from tests.bot.conftest import stands

CHAT = 7
LIVE = "live"


def progress(text: str, *, goes_on: bool = True) -> Screen:
    return Screen(Markup(text), refreshes=LIVE if goes_on else "")


@dataclass
class Scene:
    """A chat with a live screen; what it becomes, one after the other. The last answer ends it."""

    bot: Bot
    phone: Phone
    client: SandboxClient
    answers: list[Answered]
    here: InMemory = field(default_factory=InMemory)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.live, self.turns = LiveScreens(self.here), Turns(self.here)
        self.refreshing = Refreshing(self.bot, self._answer, self.live, self.turns)

    async def begin(self) -> LiveScreen:
        """Put the first screen up and look after it."""
        message = await self.bot.send_message(CHAT, "0")
        standing = await self.live.put(CHAT, LiveScreen((message.message_id,)))
        self.refreshing.watch(CHAT, standing, progress("0"))
        return standing

    async def ended(self) -> int:
        """Wait until nobody looks after it any more; how many edits were accepted."""
        await self.refreshing._supervisor.drain()
        return (await self.client.calls("editMessageText")).get(200, 0)

    async def _answer(self, event: Event) -> Answered:
        self.asked.append(event.action)
        assert self.here.turns.locks, "not in the chat's turn"
        return self.answers.pop(0)


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    bot = Bot(sandbox.token, JsonSession(api=TelegramAPIServer.from_base(sandbox.url)))
    yield bot
    await bot.session.close()


@pytest.fixture
async def scene(bot: Bot, client: SandboxClient, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(telegram_refreshing, "PAUSE_SECONDS", 0.001)
    phone = await client.person(CHAT, "Hạnh")
    await phone.start()
    return Scene(bot, phone, client, [])


async def test_it_changes_until_there_is_nothing_to_wait_for(scene: Scene) -> None:
    scene.answers += [progress("1"), progress("2"), progress("done", goes_on=False)]
    await scene.begin()
    assert await scene.ended() == 3
    await stands(scene.phone, "done")
    assert scene.asked == [LIVE] * 3


async def test_what_has_not_changed_calls_nothing(scene: Scene) -> None:
    scene.answers += [progress("0"), progress("0"), progress("0"), progress("1", goes_on=False)]
    await scene.begin()
    await scene.ended()
    assert await scene.client.calls("editMessageText") == {200: 1}


async def test_it_ends_when_another_screen_stands_there(scene: Scene) -> None:
    async with scene.turns.in_chat(scene.bot.id, CHAT):  # somebody's tap is being answered
        await scene.begin()
        await scene.live.put(CHAT, LiveScreen((99,)))
    assert await scene.ended() == 0
    assert scene.asked == []


async def test_it_ends_when_the_same_message_has_become_another_screen(scene: Scene) -> None:
    async with scene.turns.in_chat(scene.bot.id, CHAT):
        standing = await scene.begin()
        await scene.live.put(CHAT, standing)
    assert await scene.ended() == 0
    assert scene.asked == []


async def test_what_is_expected_now_is_known(scene: Scene) -> None:
    scene.answers.append(Screen(Markup("1"), expects="reason"))
    await scene.begin()
    await scene.ended()
    assert (await scene.live.of(CHAT)).expects == "reason"


async def test_it_ends_where_there_is_nothing_to_show(scene: Scene) -> None:
    scene.answers.append(Silence())
    await scene.begin()
    assert await scene.ended() == 0


async def test_it_ends_when_its_message_is_gone(scene: Scene) -> None:
    scene.answers.append(progress("1"))
    standing = await scene.begin()
    await scene.bot.delete_message(CHAT, standing.messages[0])
    assert await scene.ended() == 0


async def test_it_ends_where_one_message_is_not_enough(scene: Scene) -> None:
    scene.answers.append(progress("x" * 5000))
    await scene.begin()
    assert await scene.ended() == 0


@pytest.mark.parametrize("kind", [FaultKind.BAD_GATEWAY, FaultKind.RESET, FaultKind.TOO_MANY_REQUESTS])
async def test_it_goes_on_after_the_platform_has_stumbled(scene: Scene, kind: FaultKind) -> None:
    scene.answers += [progress("1"), progress("1"), progress("done", goes_on=False)]
    await scene.client.fault(kind, method="editMessageText", times=1, retry_after=1)
    await scene.begin()
    assert await scene.ended() == 2
    await stands(scene.phone, "done")


async def test_stopping_waits_for_no_pause(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_refreshing, "PAUSE_SECONDS", 3600)
    standing = await scene.begin()
    async with asyncio.timeout(10):
        await scene.refreshing.stop()
    scene.refreshing.watch(CHAT, standing, progress("0"))  # nothing is begun any more
    assert await scene.ended() == 0
    assert scene.asked == []


async def test_in_the_running_program_a_live_screen_moves_on(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telegram_refreshing, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(echo_flows, "progress", echo_flows.Progress())
    shown = await phone.screen()
    await phone.tap_action(shown.id, "live")
    await phone.sees("0 of 2")
    echo_flows.progress.text = "1 of 2"
    await phone.sees("1 of 2")
    await phone.tap("two")
    await stands(phone, "two")
    await phone.tap_action(shown.id, "live")
    echo_flows.progress.text, echo_flows.progress.done = "2 of 2", True
    after = await phone.sees("2 of 2")
    assert after.id == shown.id
