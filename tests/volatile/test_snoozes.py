"""Reminders that were put off."""

import asyncio
from datetime import UTC, datetime, timedelta

from phieu.storage.volatile import Volatile
from tests.redis_server import RedisServer
from tests.volatile.conftest import Replicas

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_each_comes_once_when_it_is_due_and_earliest_first(volatile: Volatile) -> None:
    snoozes = volatile.snoozes
    await snoozes.put(3, NOW + 2 * HOUR)
    await snoozes.put(1, NOW + HOUR)
    await snoozes.put(2, NOW + 3 * HOUR)
    assert await snoozes.due(NOW) == []
    assert await snoozes.due(NOW + 2 * HOUR) == [1, 3]
    assert await snoozes.due(NOW + 2 * HOUR) == []
    assert await snoozes.due(NOW + 3 * HOUR) == [2]


async def test_the_last_wish_counts_and_can_be_taken_back(volatile: Volatile) -> None:
    snoozes = volatile.snoozes
    await snoozes.put(1, NOW)
    await snoozes.put(1, NOW + HOUR)
    await snoozes.put(2, NOW)
    await snoozes.drop(2)
    await snoozes.drop(7)
    assert await snoozes.due(NOW) == []
    assert await snoozes.due(NOW + HOUR) == [1]


async def test_of_several_replicas_one_gets_each(replicas: Replicas, redis_server: RedisServer) -> None:
    one, other = [await replicas.start(redis_server.url) for _ in range(2)]
    for person_id in range(1, 20):
        await one.snoozes.put(person_id, NOW)
    await other.snoozes.drop(7)
    found = await asyncio.gather(*(each.snoozes.due(NOW) for each in (one, other, one, other)))
    assert sorted(person_id for each in found for person_id in each) == [*range(1, 7), *range(8, 20)]


async def test_what_was_put_off_without_redis_is_not_forgotten(replicas: Replicas, own_redis: RedisServer) -> None:
    one = await replicas.start(own_redis.url)
    own_redis.stop()
    await one.snoozes.put(1, NOW)
    await one.snoozes.put(2, NOW)
    assert await one.snoozes.due(NOW - HOUR) == []
    own_redis.start()
    await one.snoozes.put(2, NOW + HOUR)
    await one.snoozes.put(3, NOW)
    assert sorted(await one.snoozes.due(NOW)) == [1, 3]
    assert await one.snoozes.due(NOW + HOUR) == [2]
