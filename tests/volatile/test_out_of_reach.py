"""Without Redis conversations go on in this process; when it is back it is used, unless it writes to a disk by then."""

import asyncio
import logging

import pytest
from pydantic import TypeAdapter

from phieu.storage.volatile import Topic
from tests.redis_server import RedisServer
from tests.volatile.conftest import Replicas

WORDS = Topic("words", TypeAdapter(str))
FIRST = Topic("first", TypeAdapter(bool))
CHAT = "telegram:7"


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    """The beginnings of what stands in the log."""
    assert all(record.levelno == logging.WARNING for record in caplog.records)
    return [record.message.split(" (")[0].partition(";")[0] for record in caplog.records]


async def test_it_goes_on_here_and_is_used_again_when_it_is_back(
    replicas: Replicas, own_redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    one = await replicas.start(own_redis.url)
    await one.put(WORDS, CHAT, "before")
    own_redis.stop()
    assert await one.get(WORDS, CHAT) is None  # forgotten
    await one.put(WORDS, CHAT, "meanwhile")
    assert await one.get(WORDS, CHAT) == "meanwhile"
    assert await one.first(FIRST, CHAT)
    assert not await one.first(FIRST, CHAT)
    async with one.turn(CHAT):
        await one.drop(WORDS, CHAT)
    assert await one.get(WORDS, CHAT) is None
    await one.put(WORDS, CHAT, "meanwhile")
    assert said(caplog) == ["Redis is out of reach"]
    own_redis.start()
    await one.put(WORDS, CHAT, "after")
    assert await one.get(WORDS, CHAT) == "after"
    assert len(own_redis.contents()) == 1
    own_redis.stop()
    assert await one.get(WORDS, CHAT) is None  # what was kept here the last time is out of date
    assert said(caplog) == ["Redis is out of reach", "Redis is in use again", "Redis is out of reach"]


async def test_without_it_nothing_is_sure(replicas: Replicas, own_redis: RedisServer) -> None:
    one = await replicas.start(own_redis.url)
    await one.put(WORDS, CHAT, "before")
    own_redis.stop()
    assert await one.take(WORDS, CHAT) is None
    assert not await one.drop(WORDS, CHAT)
    assert not await one.put_new(WORDS, CHAT, "meanwhile")
    await one.put(WORDS, CHAT, "here")
    assert await one.take(WORDS, CHAT) is None
    assert await one.get(WORDS, CHAT) is None  # it is gone here, although nothing could be said of the others
    own_redis.start()
    assert await one.put_new(WORDS, CHAT, "after")
    assert await one.take(WORDS, CHAT) == "after"


async def test_one_that_is_not_there_at_the_start_is_used_once_it_is(
    replicas: Replicas, own_redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    own_redis.stop()
    one = await replicas.start(own_redis.url)
    await one.put(WORDS, CHAT, "here")
    assert await one.get(WORDS, CHAT) == "here"
    own_redis.start()
    await one.put(WORDS, CHAT, "there")
    assert len(own_redis.contents()) == 1
    assert said(caplog) == ["Redis is out of reach", "Redis is in use again"]


async def test_one_that_comes_back_writing_is_not_used(replicas: Replicas, own_redis: RedisServer) -> None:
    one = await replicas.start(own_redis.url)
    await one.put(WORDS, CHAT, "before")
    own_redis.stop()
    await one.get(WORDS, CHAT)
    own_redis.start(appendonly="yes")
    await one.put(WORDS, CHAT, "secret")
    assert await one.get(WORDS, CHAT) == "secret"
    assert own_redis.contents() == {}
    own_redis.stop()
    own_redis.start()
    await one.put(WORDS, CHAT, "again")
    assert len(own_redis.contents()) == 1


async def test_nobody_waits_for_it_while_it_is_away(replicas: Replicas, own_redis: RedisServer) -> None:
    one = await replicas.start(own_redis.url, pause=3600)
    own_redis.stop()
    await one.put(WORDS, CHAT, "here")
    own_redis.start()

    async def look() -> None:
        assert await one.get(WORDS, CHAT) == "here"

    await asyncio.gather(*(look() for _ in range(100)))
    with own_redis.client() as redis:
        assert redis.info("stats")["total_connections_received"] <= 2  # the start's own look, and this


async def test_one_that_is_full_holds_nobody_up(replicas: Replicas, own_redis: RedisServer) -> None:
    one = await replicas.start(own_redis.url)
    with own_redis.client() as redis:
        redis.config_set("maxmemory", "1")
    await one.put(WORDS, CHAT, "here")
    async with one.turn(CHAT):
        assert await one.first(FIRST, CHAT)


async def test_many_at_once_are_no_outage(
    replicas: Replicas, redis_server: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    one = await replicas.start(redis_server.url)

    async def visit(number: int) -> None:
        async with one.turn(str(number)):
            await one.put(WORDS, str(number), "x" * number)

    await asyncio.gather(*(visit(number) for number in range(300)))
    assert len(redis_server.contents()) == 300
    assert said(caplog) == []
