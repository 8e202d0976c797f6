"""Whatever people write, whenever, and whatever breaks: an answer finds the question that stood last on the phone.

The phone is the witness: for each thing that was booked, the bot's newest message at the time of writing must offer
just that under what was written.
"""

import asyncio
import re
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from pydantic import SecretStr

from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.handlers.zalo import ZaloHandler
from phieu.bot.handlers.zalo_events import READING_MS
from phieu.bot.handlers.zalo_shown import ShownScreens, turn_of
from phieu.bot.handlers.zalo_speaking import Send, Speaker
from phieu.bot.handlers.zalo_words import fold
from phieu.bot.zalo_api import calls
from phieu.bot.zalo_api.answers import SendResult
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import IdleError, ZaloError
from phieu.bot.zalo_api.updates import Kind, ZaloUpdate, read_updates
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.server import Sandbox, start_sandbox
from phieu.sandbox.zalo_phone import ZaloMessage
from phieu.storage.volatile import InMemory
from tests.zalo.quiz import Booked, Killed, Quiz, Remembered
from tests.zalo.talking import BOT, WORDS

Result = TypeVar("Result")

LINE = re.compile(r"^(?P<key>\d{1,2}|[A-Z]{1,3})\. (?P<label>.*q(?P<question>\d+)i(?P<place>\d+).*)$", re.MULTILINE)
NUMBERS = st.integers(0, 26).map(str)


@dataclass(frozen=True)
class Offered:
    """What is offered by one of the bot's last messages that offer anything."""

    ago: int
    place: int


TEXTS = st.one_of(
    st.builds(Offered, st.integers(0, 2), st.integers(0, 12)),
    st.builds(Offered, st.integers(0, 1), st.integers(0, 4)),
    NUMBERS,
    NUMBERS.map("số {}.".format),
    st.sampled_from(["A", "b", "C", "?", "menu", "+", "-", "1 2", "một", "tot", "quay lại", "/start", "xin chào"]),
    st.tuples(st.integers(1, 12), st.integers(0, 3)).map(lambda of: "tot q{}i{}".format(*of)),
    st.text(max_size=20).filter(lambda text: bool(text.strip())),
)
EXAMPLES = 30
IN_THE_FUTURE = 2**42
"""Milliseconds since 1970; the year 2109."""
Written = str | Offered
FAULTS = st.sampled_from([FaultKind.LOST_ANSWER, FaultKind.BAD_GATEWAY, FaultKind.ERROR, FaultKind.RESET])


async def tried_once(place: int, last: bool, send: Send) -> SendResult:  # noqa: ARG001, FBT001 - the shape of Carry
    """As delivery sends."""
    return await send()


class World:
    """The platform, for all sequences one after the other."""

    def __init__(self, runner: asyncio.Runner, sandbox: Sandbox, client: SandboxClient) -> None:
        self.runner, self.sandbox, self.client = runner, sandbox, client
        self.numbers = count(2000)
        self.booked = 0

    def does(self, what: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(what)


class Sequences(RuleBasedStateMachine):
    """One person, whose messages may wait on their way, and the program with one process after the other."""

    world: World

    @initialize(seed=st.integers(0, 10**6))
    def begin(self, seed: int) -> None:
        self.quiz, self.seen, self.written = Quiz(seed), Remembered(), list[ZaloMessage]()
        self.does = self.world.does
        self.bot = self.does(self._bot())
        self.does(self.world.client.zalo_clear_faults())
        self.checked, self.faulty = 0, False
        self.person = self.does(self.world.client.zalo_person(next(self.world.numbers), "Người mẫu"))
        self.restart()
        self.does(self._write("xin chào"))
        self.does(self._deliver())

    @rule()
    def restart(self) -> None:
        self.volatile = InMemory()
        self.quiz.dies = False
        files = PublicFiles(self.volatile, "")
        self.handler = ZaloHandler(
            self.bot, self.quiz.answer, self.volatile, self.seen, files, WORDS, lambda: datetime.now(UTC), pause=0
        )
        self.speaker = Speaker(self.bot, ShownScreens(self.volatile), files, WORDS, pause=0)

    @rule(text=TEXTS)
    def writes_and_is_answered(self, text: Written) -> None:
        self.does(self._write(text))
        self.does(self._deliver())

    @rule(texts=st.lists(st.tuples(TEXTS, st.booleans()), min_size=2, max_size=4))
    def writes_several_before_they_arrive(self, texts: list[tuple[Written, bool]]) -> None:
        for text, hurried in texts:
            self.does(self._write(text, hurried=hurried))
        self.does(self._deliver())

    @rule(text=TEXTS, before=st.integers(0, 2 * READING_MS))
    def writes_while_something_comes(self, text: Written, before: int) -> None:
        newest = self.does(self.person.conversation())[-1].date
        self.does(self._notice())
        self.does(self._write(text, date=newest + 1 + before))
        self.does(self._deliver())

    @rule(text=TEXTS, after=st.integers(1, 2 * READING_MS))
    def writes_soon_after_something_came(self, text: Written, after: int) -> None:
        self.does(self._notice())
        newest = self.does(self.person.conversation())[-1].date
        self.does(self._write(text, date=newest + after))
        self.does(self._deliver())

    @rule()
    def is_told_something(self) -> None:
        self.does(self._notice())

    @rule(text=TEXTS)
    def is_told_something_while_a_message_waits(self, text: Written) -> None:
        self.does(self._write(text))
        self.does(self._notice())
        self.does(self._deliver())

    @rule(data=st.data())
    @precondition(lambda self: len(self.written) > 1)
    def an_old_message_comes_again(self, data: st.DataObject) -> None:
        old = data.draw(st.sampled_from(self.written))
        self.does(self.person.redeliver(old))
        self.does(self._deliver())

    @rule(text=TEXTS)
    def dies_in_the_middle_and_is_handed_it_again(self, text: Written) -> None:
        self.does(self._write(text))
        self.quiz.dies = True
        self.does(self._deliver())
        self.restart()
        self.does(self.person.redeliver(self.written[-1]))
        self.does(self._deliver())

    @rule(kind=FAULTS, times=st.integers(1, 4), text=TEXTS)
    def the_platform_fails(self, kind: FaultKind, times: int, text: Written) -> None:
        self.faulty = True
        self.does(self.world.client.zalo_fault(kind, method="sendMessage", times=times, code=404))
        self.does(self._write(text))
        self.does(self._deliver())
        self.does(self._notice())
        self.does(self._write(text))
        self.does(self._deliver())
        self.does(self.world.client.zalo_clear_faults())
        self.faulty = False

    @rule(kind=FAULTS, text=TEXTS)
    def what_it_is_told_may_have_come_or_not(self, kind: FaultKind, text: Written) -> None:
        self.faulty = True
        self.does(self.world.client.zalo_fault(kind, method="sendMessage", times=1, code=404))
        self.does(self._notice())
        self.faulty = False
        self.does(self.world.client.zalo_clear_faults())
        self.does(self._write(text))
        self.does(self._deliver())

    @rule()
    def sends_a_sticker(self) -> None:
        self.does(self._note(self.person.send_sticker()))
        self.does(self._deliver())

    @rule(text=TEXTS)
    def writes_without_a_date(self, text: Written) -> None:
        """Nothing can be booked then."""
        before = len(self.quiz.booked)
        update = ZaloUpdate(
            "",
            self.person.chat_id,
            group=False,
            sender_id="",
            date_ms=None,
            kind=Kind.TEXT,
            text=self.does(self._meant(text)),
        )
        self.does(self._hand_over(update))
        assert len(self.quiz.booked) == before
        self.seen.ids.discard("")

    @rule(text=TEXTS)
    def nothing_is_said_to_it(self, text: Written) -> None:
        self.quiz.silent = True
        self.does(self._write(text))
        self.does(self._deliver(answers=False))
        self.quiz.silent = False

    async def _bot(self) -> ZaloBot:
        return ZaloBot(SecretStr(self.world.sandbox.zalo_token), self.world.sandbox.zalo_url)

    def teardown(self) -> None:
        if hasattr(self, "bot"):
            self.does(self.bot.close())

    async def _write(self, text: Written, **manner: Any) -> None:
        await self._note(self.person.write(await self._meant(text), **manner))

    async def _meant(self, text: Written) -> str:
        if isinstance(text, str):
            return text
        offers = [
            keys for message in await self._said() if (keys := [line["key"] for line in LINE.finditer(message.text)])
        ]
        keys = offers[-1 - text.ago] if len(offers) > text.ago else ["1"]
        return keys[text.place % len(keys)]

    async def _note(self, writing: Coroutine[Any, Any, ZaloMessage]) -> None:
        self.written.append(await writing)

    async def _notice(self) -> None:
        try:
            async with self.volatile.turn(turn_of(self.person.chat_id)):
                await self.speaker.show(self.person.chat_id, self.quiz.question(), carry=tried_once)
        except ZaloError:
            assert self.faulty

    async def _deliver(self, *, answers: bool = True) -> None:
        while True:
            try:
                answer = await self.bot.get_updates(0)
            except IdleError:
                break
            for update in read_updates(answer, BOT):
                if update.chat_id != self.person.chat_id:  # of a sequence that failed
                    continue
                before, new = await self._said(), update.message_id not in self.seen.ids
                await self._hand_over(update)
                if answers and not self.faulty and not self.quiz.dies:
                    assert (len(await self._said()) > len(before)) == new
        await self._check()

    async def _hand_over(self, update: ZaloUpdate) -> None:
        self.quiz.now_handled = update
        try:
            await self.handler.on_update(update)
        except Killed:
            assert self.quiz.dies

    async def _said(self) -> list[ZaloMessage]:
        return [message for message in await self.person.conversation() if message.from_bot]

    async def _check(self) -> None:
        said = await self._said()
        for booked in self.quiz.booked[self.checked :]:
            date = booked.update.date_ms
            assert date is not None
            shown = [message for message in said if message.date < date]
            assert shown
            assert date >= shown[-1].date + READING_MS
            assert stands(booked, shown[-1].text)
        self.world.booked += len(self.quiz.booked) - self.checked
        self.checked = len(self.quiz.booked)


def stands(booked: Booked, text: str) -> bool:
    """Whether this message of the bot offers just that under what was written."""
    if booked.answer is None:
        return f"Q{booked.question}" in text
    written = fold(booked.update.text).casefold()
    if booked.answer == 99:
        return f"0. ‹ Quay lại q{booked.question}i99" in text and (written == "0" or not written.isdecimal())
    lines = [line for line in LINE.finditer(text) if line["key"] != "0"]
    mine = [line for line in lines if (line["question"], line["place"]) == (str(booked.question), str(booked.answer))]
    if not mine:
        return False
    key, words = mine[0]["key"].casefold(), re.findall(r"\w+", written)
    return (
        key in words
        or f"q{booked.question}i{booked.answer}" in written
        or (key, written) == ("1", "một")
        or (written == "tot" and len(lines) == 1)
    )


def test_whatever_happens_no_answer_finds_another_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "PAUSE_SECONDS", 0)
    with asyncio.Runner() as runner:
        sandbox = runner.run(start_sandbox())
        client = runner.run(SandboxClient(sandbox.url).__aenter__())
        runner.run(client.zalo_switch(most_users=0, most_messages=0))
        runner.run(client.zalo_clock(IN_THE_FUTURE))  # from there on the machine's own clock changes no date
        Sequences.world = World(runner, sandbox, client)
        try:
            run_state_machine_as_test(
                Sequences,
                settings=settings(
                    max_examples=EXAMPLES,
                    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # each try costs its calls over HTTP
                    stateful_step_count=20,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
            assert Sequences.world.booked > EXAMPLES  # there was something to go wrong
        finally:
            runner.run(client.__aexit__(None, None, None))
            runner.run(sandbox.close())
