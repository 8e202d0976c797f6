"""Polling: nothing is lost, nothing is taken twice, chats keep their order, and it never runs hot."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from phieu.bot.handlers.zalo_circle import Circle
from phieu.bot.handlers.zalo_polling import REST_SECONDS, WITHOUT_TOKEN_SECONDS, ZaloPolling
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.updates import ZaloUpdate
from tests.zalo.scripted import BREAK_OFF, NEVER, Answer, ScriptedZalo, ok, refused, scripted_zalo

ME = "77"
IDLE = refused(408)


def text(message_id: str, chat: str = "lan", written: str = "1") -> Answer:
    message = {"message_id": message_id, "from": {"id": chat}, "chat": {"id": chat, "chat_type": "PRIVATE"}}
    return ok({"event_name": "message.text.received", "message": message | {"text": written}})


class Office:
    """What deals with updates: keeps them, may be held up and may fail."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.fails: set[str] = set()
        self.held: dict[str, asyncio.Event] = {}
        self.rests: list[float] = []
        self.seconds = 0.0
        self.news = asyncio.Condition()

    async def take(self, update: ZaloUpdate) -> None:
        self.begun.append(update.message_id)
        async with self.news:
            self.news.notify_all()
        if update.chat_id in self.held:
            await self.held[update.chat_id].wait()
        if update.message_id in self.fails:
            raise ValueError(update.text)
        self.done.append(update.message_id)

    async def pause(self, seconds: float) -> None:
        self.rests.append(seconds)
        await asyncio.sleep(0)

    def steady(self) -> float:
        """Each look is half a minute after the last: polls seem to have waited."""
        self.seconds += 30
        return self.seconds

    async def has_begun(self, *ids: str) -> None:
        async with asyncio.timeout(20), self.news:
            await self.news.wait_for(lambda: set(ids) <= set(self.begun))


@pytest.fixture
async def zalo() -> AsyncIterator[ScriptedZalo]:
    async with scripted_zalo() as zalo:
        yield zalo


@asynccontextmanager
async def polling(zalo: ScriptedZalo, office: Office, **others: Any) -> AsyncIterator[ZaloPolling]:
    bot = ZaloBot(SecretStr("1:a"), zalo.url)
    poll = ZaloPolling(bot, ME, office.take, pause=office.pause, **{"steady": office.steady} | others)
    poll.start()
    yield poll
    await poll.stop()
    await bot.close()


async def test_what_comes_is_taken_and_an_idle_poll_is_followed_at_once(zalo: ScriptedZalo) -> None:
    zalo.write("getUpdates", IDLE, text("a"), IDLE, IDLE, text("b"), text("c", "minh"), NEVER)
    office = Office()
    async with polling(zalo, office):
        await zalo.until("getUpdates", 7)
    assert sorted(office.done) == ["a", "b", "c"]
    assert office.rests == []
    assert zalo.of("getUpdates")[0] == {"timeout": 25}


async def test_a_platform_that_is_idle_without_waiting_is_not_asked_all_the_time(zalo: ScriptedZalo) -> None:
    zalo.write("getUpdates", IDLE, IDLE, NEVER)
    office = Office()
    async with polling(zalo, office, steady=lambda: 0.0):
        await zalo.until("getUpdates", 3)
    assert office.rests == [REST_SECONDS, REST_SECONDS]


async def test_replayed_updates_are_taken_once_and_slow_the_polling_down(zalo: ScriptedZalo) -> None:
    """The platform hands the same two over for ever, until a third is there, and then all three."""
    circle = [text("a"), text("b")]
    zalo.write("getUpdates", *circle * 3, text("c"), *circle, text("c"), NEVER)
    office = Office()
    async with polling(zalo, office):
        await zalo.until("getUpdates", 11)
    assert sorted(office.done) == ["a", "b", "c"]
    # a b, a [b: the circle is closed], a b, c, a b [c]
    assert office.rests == [REST_SECONDS, REST_SECONDS]


async def test_within_a_chat_the_order_stays_and_others_do_not_wait(zalo: ScriptedZalo) -> None:
    zalo.write("getUpdates", text("1"), text("2"), text("3"), text("x", "minh"), NEVER)
    office = Office()
    office.held["lan"] = asyncio.Event()
    async with polling(zalo, office):
        await office.has_begun("1", "x")
        assert (office.begun, office.done) == (["1", "x"], ["x"])
        office.held["lan"].set()
    assert office.done == ["x", "1", "2", "3"]


async def test_it_stops_only_when_what_it_took_is_done(zalo: ScriptedZalo) -> None:
    zalo.write("getUpdates", text("1"), text("2"), NEVER)
    office = Office()
    office.held["lan"] = asyncio.Event()
    async with polling(zalo, office) as poll:
        await zalo.until("getUpdates", 3)
        await office.has_begun("1")
        stopping = asyncio.ensure_future(poll.stop())
        done, _ = await asyncio.wait([stopping], timeout=0.1)
        assert not done
        office.held["lan"].set()
        await stopping
        assert office.done == ["1", "2"]
        assert len(zalo.of("getUpdates")) == 3


async def test_an_update_that_fails_ends_nothing_and_is_not_quoted(
    zalo: ScriptedZalo, caplog: pytest.LogCaptureFixture
) -> None:
    zalo.write("getUpdates", text("1", written="bí mật"), text("2"), text("1"), NEVER)
    office = Office()
    office.fails = {"1"}
    async with polling(zalo, office):
        await zalo.until("getUpdates", 4)
    assert (office.begun, office.done) == (["1", "2"], ["2"])
    assert "an update failed: ValueError" in caplog.text
    assert "bí mật" not in caplog.text


async def test_what_is_no_message_is_left_alone(zalo: ScriptedZalo) -> None:
    """Nor does it slow the polling down, unless there is nothing but the very same."""
    junk = [ok(), ok([]), ok({"event_name": "bot.added"}), ok({"event_name": "bot.removed"})]
    zalo.write("getUpdates", *junk, ok([]), text("1"), NEVER)
    office = Office()
    async with polling(zalo, office):
        await zalo.until("getUpdates", 7)
    assert office.done == ["1"]
    assert office.rests == [REST_SECONDS]


async def test_errors_are_told_once_and_come_back_later_and_later(
    zalo: ScriptedZalo, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "phieu")
    zalo.write("getUpdates", *[refused(502)] * 9, text("1"), refused(403), BREAK_OFF, text("2"), NEVER)
    office = Office()
    async with polling(zalo, office):
        await zalo.until("getUpdates", 14)
    assert sorted(office.done) == ["1", "2"]
    longest = [1, 2, 4, 8, 16, 32, 60, 60, 60, 1, 2]
    assert [longest / 2 <= rest <= longest for rest, longest in zip(office.rests, longest, strict=True)] == [True] * 11
    assert [record.message for record in caplog.records if record.name == "phieu.bot.handlers.zalo_polling"] == [
        "no updates from Zalo: it answers with code 502",
        "Zalo's updates come again",
        "no updates from Zalo: it answers with code 403",
        "no updates from Zalo: it cannot be reached",
        "Zalo's updates come again",
    ]


async def test_what_only_the_operator_can_mend(zalo: ScriptedZalo, caplog: pytest.LogCaptureFixture) -> None:
    in_two_minutes, at_once = (refused(429, headers={"Retry-After": seconds}) for seconds in ("120", "0"))
    next_week = refused(429, headers={"Retry-After": "604800"})
    active = refused(400, "a webhook is active")
    zalo.write(
        "getUpdates",
        refused(401),
        refused(401),
        in_two_minutes,
        at_once,
        next_week,
        refused(429),
        active,
        active,
        NEVER,
    )
    office = Office()
    async with polling(zalo, office):
        await zalo.until("getUpdates", 9)
    assert office.rests[:6] == [WITHOUT_TOKEN_SECONDS, WITHOUT_TOKEN_SECONDS, 120, 1, 3600, 60]
    assert [text for text in ("ZALO_TOKEN", "quota", "phieu run --take-over") if caplog.text.count(text) != 1] == []


@given(st.lists(st.sampled_from("abc"), max_size=30), st.integers(1, 5))
def test_a_rest_comes_once_a_circle_and_only_without_news(before: list[str], length: int) -> None:
    """Whatever came before: a queue that is handed over for ever, is rested from after each time round."""
    circle, known = Circle(), set[str]()
    for name in before:
        rest = circle.is_closed_by(name, new=name not in known)
        assert not (rest and name not in known)
        known.add(name)
    queue = [f"q{number}" for number in range(length)]
    for name in queue:
        assert not circle.is_closed_by(name, new=True)
    rests = [circle.is_closed_by(name, new=False) for name in queue * 10]
    assert rests.count(True) in range(10 * length // (length + 1) - 1, 10 * length // (length + 1) + 2)
    assert not any(rests[: length - 1])


def test_news_begin_the_circle_anew() -> None:
    circle = Circle()
    came = [("a", False), ("b", False), ("c", True), ("a", False), ("b", False), ("c", False)]
    assert [circle.is_closed_by(name, new=new) for name, new in came] == [False] * 5 + [True]


def test_the_circle_keeps_no_end_of_things(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("phieu.bot.handlers.zalo_circle.MOST", 3)
    circle = Circle()
    assert [circle.is_closed_by(number, new=False) for number in range(8)] == [
        False,
        False,
        False,
        True,
        False,
        False,
        False,
        True,
    ]
