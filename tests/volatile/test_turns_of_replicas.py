"""A turn is one process's alone: renewed as long as it lives, free again soon after it died."""

import asyncio
import contextlib

import pytest

from phieu.storage.volatile.in_redis import InRedis
from tests.redis_server import RedisServer
from tests.volatile.conftest import Replicas

CHAT = "telegram:7:7"
PATIENCE_SECONDS = 20
LEASE_MS = 10_000


async def test_of_two_replicas_one_waits_for_the_other(replicas: Replicas, redis_server: RedisServer) -> None:
    one, other = [await replicas.start(redis_server.url) for _ in range(2)]
    done: list[str] = []
    begun = asyncio.Event()

    async def first() -> None:
        async with one.turn(CHAT):
            begun.set()
            async with other.turn("telegram:8:8"):  # another chat does not wait
                done.append("first")

    async def second() -> None:
        await begun.wait()
        async with other.turn(CHAT):
            done.append("second")

    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(first(), second())
    assert done == ["first", "second"]
    assert redis_server.contents() == {}


async def test_many_at_once_never_meet(replicas: Replicas, redis_server: RedisServer) -> None:
    several = [await replicas.start(redis_server.url) for _ in range(3)]
    inside, most, visits = 0, 0, 0

    async def visit(replica: InRedis) -> None:
        nonlocal inside, most, visits
        async with replica.turn(CHAT):
            inside += 1
            most, visits = max(most, inside), visits + 1
            await replica.snoozes.drop(1)  # something that takes a moment
            inside -= 1

    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(visit(replica) for replica in several * 5))
    assert (most, visits) == (1, 15)


async def test_what_is_held_is_renewed(replicas: Replicas, redis_server: RedisServer) -> None:
    one = await replicas.start(redis_server.url)
    async with one.turn(CHAT):
        (key,) = redis_server.contents()
        with redis_server.client() as redis:
            redis.pexpire(key, LEASE_MS // 2)
            await one._leases.renew()
            assert redis.pttl(key) > LEASE_MS // 2
            redis.delete(key)
            await one._leases.renew()  # run out: its holder goes on, and takes it from nobody
            assert redis_server.contents() == {}
            redis.set(key, "somebody else's")
    assert list(redis_server.contents().values()) == [b"somebody else's"]


async def test_it_is_renewed_by_itself(replicas: Replicas, redis_server: RedisServer) -> None:
    one = await replicas.start(redis_server.url, lease=0.3)
    async with one.turn(CHAT), asyncio.timeout(PATIENCE_SECONDS):
        (key,) = redis_server.contents()
        with redis_server.client() as redis:
            redis.pexpire(key, 1000 * LEASE_MS)
            while await asyncio.to_thread(redis.pttl, key) > LEASE_MS:
                """Until a renewal has made it short again."""


async def test_a_dead_replica_holds_nobody_up_for_long(replicas: Replicas, redis_server: RedisServer) -> None:
    dying = await replicas.start(redis_server.url, lease=0.3)
    other = await replicas.start(redis_server.url)
    held = dying.turn(CHAT)
    await held.__aenter__()
    await dying._leases.stop()  # from now on it does nothing, as if it had been killed
    async with asyncio.timeout(PATIENCE_SECONDS), other.turn(CHAT):
        pass
    await held.__aexit__(None, None, None)


@pytest.mark.parametrize("breaks", ["while it is held", "while it is waited for"])
async def test_a_redis_that_goes_away_holds_nobody_up(
    replicas: Replicas, own_redis: RedisServer, breaks: str, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = [await replicas.start(own_redis.url) for _ in range(2)]
    got = asyncio.Event()

    async def second() -> None:
        async with other.turn(CHAT):
            got.set()

    async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as group, one.turn(CHAT):
        if breaks == "while it is held":
            own_redis.stop()
            await one._leases.renew()
            group.create_task(second())
        else:
            group.create_task(second())
            await asyncio.sleep(0)
            own_redis.stop()
        await got.wait()
    assert len([record for record in caplog.records if "out of reach" in record.message]) == 2  # each once


async def test_an_error_inside_gives_the_turn_back(replicas: Replicas, redis_server: RedisServer) -> None:
    one = await replicas.start(redis_server.url)
    with contextlib.suppress(ZeroDivisionError):
        async with one.turn(CHAT):
            raise ZeroDivisionError
    assert redis_server.contents() == {}
