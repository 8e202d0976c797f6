"""What Redis holds while people answer and write comments: no answer at any time, and nothing that names anybody."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from phieu.bot.actions import action
from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.handlers.live_screens import LIVE, LiveScreen
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.server import start_sandbox
from phieu.settings import Settings
from phieu.storage.tables import ChatAccount, Office
from phieu.storage.volatile.opening import SECRET
from phieu.storage.volatile.sealing import Sealing
from phieu.words import Channel
from tests.answering.conftest import NOW, OpenOffice, open_office
from tests.redis_server import RedisServer
from tests.rounds import OPENED

NUMBERS = (4711, 4712)
PATIENCE_SECONDS = 20
COMMENT = "Họp ngắn gọn hơn."
NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn 0", "Lê Văn 1")


class Watcher:
    """Looks at all that Redis holds: as anybody who can read it, and as one who has the keyring, too."""

    def __init__(self, server: RedisServer, installation: Installation) -> None:
        self._server = server
        self._sealing = Sealing(installation.keyring.secret(SECRET))
        self.raw: list[bytes] = []

    def look(self) -> dict[str, bytes]:
        """Every key with its value, opened."""
        opened: dict[str, bytes] = {}
        for key, value in self._server.contents().items():
            values = value if isinstance(value, list) else [value]
            self.raw += [key, *values]
            if not key.startswith(b"phieu:turn:"):  # which hold random words alone
                opened[key.decode()] = b"".join(self._sealing.open(one, key.decode()) or b"?" for one in values)
        return opened

    def screen_of(self, number: int) -> LiveScreen | None:
        """What stands there of one chat's screen."""
        kept = self.look().get(self._sealing.name(LIVE.name, f"telegram:{number}"))
        return LIVE.from_json(kept)

    async def until_it_expects(self, number: int, expected: str) -> None:
        """Wait until typed text in this chat would be taken for that; the screen is shown a moment before."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                screen = await asyncio.to_thread(self.screen_of, number)
                if screen is not None and screen.expects == expected:
                    return


@pytest.fixture
async def scene(
    sqlite_url: str, tmp_path: Path, redis_server: RedisServer
) -> AsyncIterator[tuple[OpenOffice, list[Phone], Watcher]]:
    sandbox = await start_sandbox()
    settings = Settings(
        _env_file=None,
        telegram_token=sandbox.token,
        telegram_api_url=sandbox.url,
        database_url=sqlite_url,
        redis_url=redis_server.url,
        PHIEU_HOME=tmp_path / "home",
        backups_kept=0,
    )
    installation = await Installation.start(settings, lambda: NOW)
    office = await open_office(installation)
    async with installation.database.writing() as session:
        (await session.get_one(Office, 1)).reminders = ""
        for person_id, number in zip(office.raters, NUMBERS, strict=False):
            await session.delete(await session.get_one(ChatAccount, (Channel.TELEGRAM, person_id)))
            await session.flush()
            chat = ChatAccount(channel=Channel.TELEGRAM, person_id=person_id, chat_id=str(number), joined_at=OPENED)
            session.add(chat)
    async with Program(office.installation), SandboxClient(sandbox.url) as client:
        phones = [await client.person(number, f"Lê Văn {place}") for place, number in enumerate(NUMBERS)]
        yield office, phones, Watcher(redis_server, installation)
    await installation.stop()
    await sandbox.close()


async def test_while_people_answer_it_holds_no_answer_and_names_nobody(
    scene: tuple[OpenOffice, list[Phone], Watcher],
) -> None:
    office, phones, watcher = scene
    stood: list[tuple[str, dict[str, bytes]]] = []
    for phone, answers in zip(phones, (("Good", "Excellent", "Skip ›"), ("Excellent", "Good", "Good")), strict=True):
        await phone.start()
        await phone.write("/ballots")
        await phone.sees("You have 2 ballots")
        for label in ("▶ Begin", "▶ Begin", *answers):
            await phone.tap(label)
            stood.append((label, watcher.look()))
    await phones[0].sees("Please type it below")

    # only whoever has the keyring finds out this much
    await watcher.until_it_expects(NUMBERS[0], action("comment", office.round, office.chief))
    await phones[0].write(COMMENT)
    await phones[0].sees("Your comment has been saved")
    await watcher.until_it_expects(NUMBERS[0], "")
    stood.append(("comment", watcher.look()))
    await phones[0].tap("✅ Hand in this ballot")
    await phones[0].sees("has been handed in")
    stood.append(("handed in", watcher.look()))

    assert len(stood) == 2 * 5 + 2
    for _, opened in stood:
        assert opened, "there is nothing that could tell anything"
        assert {key.split(":")[1] for key in opened} == {"live"}
        for value in opened.values():  # also with the keyring: no answer, no comment, nothing that an answer changes
            for secret in ("answer", "Good", "Excellent", "3,4", "gives", COMMENT, *NAMES):
                assert secret.encode() not in value
            fields = json.loads(value)
            assert set(fields) == {"messages", "expects", "held", "mark"}
            assert re.fullmatch("[0-9a-f]{16}", fields["mark"])
    everything = b"\n".join(watcher.raw)
    for told in (*NAMES, *map(str, NUMBERS), COMMENT, "comment", "messages", "expects"):
        assert told.encode() not in everything


async def test_screens_that_show_an_answer_look_there_like_those_that_show_none(
    scene: tuple[OpenOffice, list[Phone], Watcher],
) -> None:
    _, phones, watcher = scene
    for phone in phones:
        await phone.start()
        await phone.write("/ballots")
        await phone.sees("You have 2 ballots")
        for label in ("▶ Begin", "▶ Begin"):
            await phone.tap(label)
    await phones[0].tap("Good")
    await phones[0].tap("‹ Back")
    await phones[0].sees("question 1 of 3")
    answered, unanswered = [watcher.screen_of(number) for number in NUMBERS]
    assert answered is not None
    assert unanswered is not None
    assert replace(answered, mark="", messages=()) == replace(unanswered, mark="", messages=())


async def test_a_comment_too_long_to_be_kept_is_in_no_copy_of_redis(
    scene: tuple[OpenOffice, list[Phone], Watcher],
) -> None:
    office, _, watcher = scene
    dispatch = Dispatch(office.installation, "phieu_bot")
    expected = action("comment", office.round, office.chief)
    event = Event(Channel.TELEGRAM, str(NUMBERS[0]), text=COMMENT * 300, expected=expected)
    assert isinstance(await dispatch.answer(event), Screen)
    assert all(COMMENT.encode() not in value for value in watcher.look().values())
