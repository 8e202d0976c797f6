"""What was shown last is known only while it is sure: whatever breaks in between, no number finds a question."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from markupsafe import Markup

from phieu.bot.handlers import zalo_notes
from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.handlers.zalo_drawn import Key
from phieu.bot.handlers.zalo_shown import NotSureError, Reduced, ShownScreen, ShownScreens
from phieu.bot.handlers.zalo_speaking import Send, Speaker
from phieu.bot.screen import Attachment, Choice, NewChoices, Screen, row
from phieu.bot.zalo_api import calls
from phieu.bot.zalo_api.answers import SendResult
from phieu.bot.zalo_api.errors import RefusedError, TransientError
from phieu.office.answers import OPEN
from phieu.sandbox.faults import FaultKind
from phieu.storage.volatile import InMemory, Volatile
from phieu.storage.volatile.in_redis import InRedis
from tests.answering.conftest import OpenOffice
from tests.redis_server import RedisServer
from tests.zalo.talking import WORDS, Phone, Talking
from tests.zalo.test_handler import GOOD, at_first_question, booked

CHAT = "0123456789abcdef0123"
SECRET = bytes(range(32))
LOST = "I no longer know what I showed you last"
ANOTHER = Screen(Markup("Another one."), (row("Yes", "echo.yes"),), language="en")
IN_TWO = Screen(Markup("<b>{}</b>").format("dài " * 600), (row("Yes", "echo.yes"),), language="en")
QUESTION = Screen(
    Markup("<b>Good?</b> &amp; so on"),
    ((Choice("Yes", "echo.yes", answer=True), Choice("No", "echo.no", answer=True)),),
    expects="echo",
    refreshes="echo.again",
    shuffled_by=bytes(range(250, 256)),
    language="vi",
)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits between two tries."""
    monkeypatch.setattr(calls, "PAUSE_SECONDS", 0)


@asynccontextmanager
async def redis_replica(server: RedisServer) -> AsyncIterator[InRedis]:
    replica = InRedis(server.url, SECRET, pause=0)
    await replica.start()
    try:
        yield replica
    finally:
        await replica.close()


@pytest.fixture(params=["in this process", "in Redis"])
async def volatile(request: pytest.FixtureRequest) -> AsyncIterator[Volatile]:
    if request.param == "in this process":
        yield InMemory()
    else:
        async with redis_replica(request.getfixturevalue("redis_server")) as replica:
            yield replica


def shown(reduced: Reduced, date_ms: int | None = 1_780_000_000_000) -> ShownScreen:
    return ShownScreen(reduced, (Key("1", "Yes", "echo.yes"),), "home", 0, 1, date_ms, Reduced.of(ANOTHER))


def speaker(talk: Talking, volatile: Volatile, files: PublicFiles | None = None) -> Speaker:
    return Speaker(talk.bot, ShownScreens(volatile), files or PublicFiles(volatile, ""), WORDS, pause=0)


async def test_it_is_found_once_as_it_was(volatile: Volatile) -> None:
    screens = ShownScreens(volatile)
    assert await screens.take(CHAT) is None
    await screens.put(CHAT, shown(Reduced.of(QUESTION)))
    found = await screens.take(CHAT)
    assert found == shown(Reduced.of(QUESTION))
    assert found is not None
    assert found.reduced.screen == QUESTION
    assert await screens.take(CHAT) is None


async def test_new_choices_are_kept_as_such(volatile: Volatile) -> None:
    choices = NewChoices((row("Xem", "echo.more"),), toast="Đã ghi & lưu <1>", language="vi")
    await ShownScreens(volatile).put(CHAT, shown(Reduced.of(choices)))
    found = await ShownScreens(volatile).take(CHAT)
    assert found is not None
    assert found.reduced.screen == choices


async def test_of_a_screen_on_which_answers_stand_only_the_choices_are_kept(lan: Phone) -> None:
    await at_first_question(lan)
    for _ in range(3):
        await lan.picks("Good")
    await lan.picks("No comment")
    for label in ("Show my answers", "Yes, show them"):
        answers = await lan.picks(label)
    assert answers.count("Good") == 3
    again = await lan.writes("999")
    assert "Good" not in again
    assert again.count("Change an answer") == 1
    await lan.writes("?")
    assert "Good" not in await lan.writes("0")
    assert "Which question" in await lan.picks("Change an answer")


async def test_a_question_that_has_an_answer_is_kept_as_it_tells_none(lan: Phone) -> None:
    await at_first_question(lan)
    await lan.picks("Good")
    question = await lan.writes("0")
    assert "You have dealt with this question already" in question
    assert (await lan.writes("99")).endswith(question)


async def test_of_two_that_were_shown_at_once_nobody_knows_the_last(volatile: Volatile) -> None:
    screens = ShownScreens(volatile)
    await screens.put(CHAT, shown(Reduced.of(QUESTION)))
    await screens.put(CHAT, shown(Reduced.of(ANOTHER)))
    assert await screens.take(CHAT) is None


async def test_of_two_replicas_one_gets_it(redis_server: RedisServer) -> None:
    async with redis_replica(redis_server) as one, redis_replica(redis_server) as other:
        await ShownScreens(one).put(CHAT, shown(Reduced.of(QUESTION)))
        found = await asyncio.gather(*(ShownScreens(volatile).take(CHAT) for volatile in (one, other)))
        assert sorted(taken is None for taken in found) == [False, True]


async def test_without_redis_nothing_numbered_is_shown_and_nothing_said_is_lost(
    talk: Talking, lan: Phone, office: OpenOffice, own_redis: RedisServer
) -> None:
    async with redis_replica(own_redis) as volatile:
        talk.volatile = volatile
        talk.handler = talk.process()
        await at_first_question(lan)
        key = (await lan.person.choices())["Good"]
        own_redis.stop()
        for text in (key, "menu", key):
            assert await lan.writes(text) == WORDS(zalo_notes.AWAY)
        with pytest.raises(NotSureError):
            await talk.speaks_first(1001, ANOTHER)
        assert await booked(office) == [OPEN, OPEN, OPEN]
        own_redis.start()
        assert (await lan.writes(key)).startswith(LOST)  # it kept nothing
        assert await booked(office) == [OPEN, OPEN, OPEN]


async def test_redis_that_is_lost_while_an_answer_is_being_given_leaves_no_question(
    talk: Talking, lan: Phone, office: OpenOffice, own_redis: RedisServer
) -> None:
    async with redis_replica(own_redis) as volatile:
        talk.volatile = volatile

        async def losing(place: int, last: bool, send: Send) -> SendResult:  # noqa: ARG001, FBT001 - the shape of Carry
            sent = await send()
            own_redis.stop()
            return sent

        talk.handler = talk.process()
        await at_first_question(lan)
        await speaker(talk, volatile).show(lan.person.chat_id, ANOTHER, carry=losing)
        own_redis.start()
        assert (await lan.writes("1")).startswith(LOST)
        assert await booked(office) == [OPEN, OPEN, OPEN]


@pytest.mark.parametrize("kind", [FaultKind.LOST_ANSWER, FaultKind.BAD_GATEWAY, FaultKind.RESET, FaultKind.PAGE])
async def test_a_screen_that_may_have_been_seen_or_not_leaves_no_question(
    talk: Talking, lan: Phone, office: OpenOffice, kind: FaultKind
) -> None:
    await at_first_question(lan)
    key = (await lan.person.choices())["Good"]
    await talk.client.zalo_fault(kind, method="sendMessage", times=calls.TRIES)
    await lan.writes("menu")
    assert (await lan.writes(key)).startswith(LOST)
    assert await booked(office) == [OPEN, OPEN, OPEN]


async def test_a_screen_that_got_through_at_last_is_known(talk: Talking, lan: Phone, office: OpenOffice) -> None:
    await lan.writes("menu")
    await talk.client.zalo_fault(FaultKind.LOST_ANSWER, method="sendMessage", times=1)
    twice = await lan.writes("menu")
    assert twice.count("what would you like to do?") == 2
    await at_first_question(lan)
    await lan.picks("Good")
    assert await booked(office) == [GOOD, OPEN, OPEN]


async def test_an_answer_that_was_booked_and_not_shown_is_not_booked_again(
    talk: Talking, lan: Phone, office: OpenOffice
) -> None:
    await at_first_question(lan)
    key = (await lan.person.choices())["Good"]
    await talk.client.zalo_fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=calls.TRIES)
    assert await lan.writes(key) == ""
    said = await lan.writes(key)
    assert said.startswith(LOST)
    assert "question 2 of 3" in said
    assert await booked(office) == [GOOD, OPEN, OPEN]


async def test_a_screen_of_several_parts_is_known_once_the_last_one_stands_there(talk: Talking, lan: Phone) -> None:
    await lan.writes("menu")
    assert len(await lan.said()) == 1
    await talk.speaks_first(1001, IN_TWO)
    assert len(await lan.said()) == 3
    await lan.writes("1")
    assert talk.events[-1].action == "echo.yes"

    async def breaking(place: int, last: bool, send: Send) -> SendResult:  # noqa: FBT001 - the shape of Carry
        if last:
            raise ConnectionError
        assert place == 0
        return await send()

    with pytest.raises(ConnectionError):
        await speaker(talk, talk.volatile).show(lan.person.chat_id, IN_TWO, carry=breaking)
    assert (await lan.writes("1")).startswith(LOST)


async def test_where_surely_nothing_was_sent_the_question_still_stands(
    talk: Talking, lan: Phone, office: OpenOffice
) -> None:
    await at_first_question(lan)

    async def nothing(place: int, last: bool, send: Send) -> SendResult:  # noqa: ARG001, FBT001 - the shape of Carry
        raise ConnectionError

    async def once(place: int, last: bool, send: Send) -> SendResult:  # noqa: ARG001, FBT001 - the shape of Carry
        return await send()

    with pytest.raises(ConnectionError):
        await speaker(talk, talk.volatile).show(lan.person.chat_id, ANOTHER, carry=nothing)
    await talk.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=403, times=1)
    with pytest.raises(TransientError):
        await speaker(talk, talk.volatile).show(lan.person.chat_id, ANOTHER, carry=once)
    await lan.picks("Good")
    assert await booked(office) == [GOOD, OPEN, OPEN]
    await talk.client.zalo_fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=1)
    with pytest.raises(TransientError):
        await speaker(talk, talk.volatile).show(lan.person.chat_id, ANOTHER, carry=once)
    assert (await lan.writes("1")).startswith(LOST)  # that one may have been seen


async def test_a_screen_that_the_platform_refuses_comes_in_another_form(talk: Talking, lan: Phone) -> None:
    await lan.writes("menu")
    files = PublicFiles(talk.volatile, "http://127.0.0.1:1/out-of-reach")
    drawn = Attachment("summary.png", b"\x89PNG", picture=True, in_words=Markup("▰▰▱ Good"))
    summary = Screen(Markup("The summary"), (row("Yes", "echo.yes"),), attachments=(drawn,), language="en")
    await speaker(talk, talk.volatile, files).show(lan.person.chat_id, summary)
    assert "▰▰▱ Good" in await lan.screen()
    await talk.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=404, times=1)
    await talk.speaks_first(1001, Screen(Markup("As they wrote it"), otherwise=ANOTHER, language="en"))
    assert "Another one." in await lan.screen()
    await lan.writes("1")
    assert talk.events[-1].action == "echo.yes"


async def test_what_cannot_be_shown_in_any_form_is_answered_with_a_kind_word(talk: Talking, lan: Phone) -> None:
    await lan.writes("menu")
    await talk.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=404, times=1)
    assert "has not accepted what I wanted to show you" in await lan.writes("menu")
    await talk.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=404, times=10)
    assert await lan.writes("menu") == ""
    await talk.client.zalo_clear_faults()
    assert (await lan.writes("1")).startswith(LOST)
    await talk.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=404, times=1)
    with pytest.raises(RefusedError):
        await talk.speaks_first(1001, ANOTHER)


async def test_two_replicas_give_one_answer_to_one_message(
    talk: Talking, lan: Phone, office: OpenOffice, redis_server: RedisServer
) -> None:
    async with redis_replica(redis_server) as one, redis_replica(redis_server) as other:
        processes = [talk.process(one), talk.process(other)]
        talk.handler = processes[0]
        await at_first_question(lan)
        key = (await lan.person.choices())["Good"]
        said = len(await lan.said())
        written = await lan.person.write(key)
        await lan.person.redeliver(written)
        await asyncio.gather(*(talk.deliver(to=process) for process in processes))
        assert len(await lan.said()) == said + 1
        assert await booked(office) == [GOOD, OPEN, OPEN]
        talk.handler = processes[1]
        await lan.picks("Good")
        assert await booked(office) == [GOOD, GOOD, OPEN]
