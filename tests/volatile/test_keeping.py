"""What is put is found again, by either keeping; in Redis every key expires and names nobody."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter

from phieu.storage.volatile import InMemory, Topic, Volatile
from tests.redis_server import RedisServer
from tests.volatile.conftest import Replicas

CHAT = "telegram:4711"
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of every kind that topics hold."""

    at: datetime
    numbers: tuple[int, ...]
    words: str = "Đỗ Thị Ngọc Ánh"


THINGS = Topic("things", TypeAdapter(Thing), most=3)
WORDS = Topic("words", TypeAdapter(str))
ALBUMS = Topic("albums", TypeAdapter(bool), lasts=timedelta(hours=1))
THING = Thing(datetime(2026, 6, 1, 8, tzinfo=UTC), (1, 2, 2**40))


async def test_what_is_put_is_found_until_it_is_dropped(volatile: Volatile) -> None:
    assert await volatile.get(THINGS, CHAT) is None
    await volatile.put(THINGS, CHAT, THING)
    await volatile.put(WORDS, CHAT, "")
    assert await volatile.get(THINGS, CHAT) == THING
    assert await volatile.get(THINGS, "telegram:471") is None
    await volatile.put(THINGS, CHAT, Thing(THING.at, ()))
    assert await volatile.get(THINGS, CHAT) == Thing(THING.at, ())
    await volatile.drop(THINGS, CHAT)
    await volatile.drop(THINGS, CHAT)
    assert await volatile.get(THINGS, CHAT) is None
    assert await volatile.get(WORDS, CHAT) == ""


async def test_what_is_taken_is_gone_and_one_of_several_gets_it(volatile: Volatile) -> None:
    assert await volatile.take(WORDS, CHAT) is None
    await volatile.put(WORDS, CHAT, "once")

    async def take() -> str | None:
        return await volatile.take(WORDS, CHAT)

    taken = await asyncio.gather(*(take() for _ in range(5)))
    assert sorted(taken, key=str) == [None] * 4 + ["once"]
    assert await volatile.get(WORDS, CHAT) is None


async def test_what_is_put_as_new_takes_the_place_of_nothing(volatile: Volatile) -> None:
    assert await volatile.put_new(WORDS, CHAT, "first")
    assert not await volatile.put_new(WORDS, CHAT, "second")
    assert await volatile.take(WORDS, CHAT) == "first"
    assert await volatile.put_new(WORDS, CHAT, "third")
    assert await volatile.drop(WORDS, CHAT)
    assert await volatile.take(WORDS, CHAT) is None


async def test_what_another_version_has_put_is_as_good_as_forgotten(volatile: Volatile) -> None:
    await volatile.put(THINGS, CHAT, THING)
    assert await volatile.get(Topic("things", TypeAdapter(int)), CHAT) is None


async def test_one_of_several_is_the_first(volatile: Volatile) -> None:
    assert sorted(await asyncio.gather(*(volatile.first(ALBUMS, "1:a") for _ in range(5)))) == [False] * 4 + [True]
    assert await volatile.first(ALBUMS, "1:b")
    assert not await volatile.first(ALBUMS, "1:a")


async def test_in_this_process_the_oldest_makes_room() -> None:
    here = InMemory()
    for chat in ("a", "b", "c", "a", "d"):
        await here.put(THINGS, chat, THING)
    assert [await here.get(THINGS, chat) is not None for chat in ("a", "b", "c", "d")] == [True, False, True, True]


async def test_turns_of_one_name_wait_for_each_other(volatile: Volatile) -> None:
    entered: list[str] = []
    two_entered, go_on = asyncio.Event(), asyncio.Event()

    async def visit(name: str, said: str) -> None:
        async with volatile.turn(name):
            entered.append(said)
            if len(entered) == 2:
                two_entered.set()
            await go_on.wait()

    async with asyncio.TaskGroup() as visits:
        for name, said in (("a", "first"), ("a", "second"), ("b", "third")):
            visits.create_task(visit(name, said))
        await two_entered.wait()
        assert set(entered) == {"first", "third"}
        go_on.set()
    assert entered[2] == "second"


async def test_what_one_puts_another_finds_and_so_does_the_next_start(
    replicas: Replicas, redis_server: RedisServer
) -> None:
    one = await replicas.start(redis_server.url)
    await one.put(THINGS, CHAT, THING)
    await one.close()
    other = await replicas.start(redis_server.url)
    assert await other.get(THINGS, CHAT) == THING


async def test_every_key_expires_and_nothing_can_be_read(replicas: Replicas, redis_server: RedisServer) -> None:
    one = await replicas.start(redis_server.url)
    await one.put(THINGS, CHAT, THING)
    await one.put(WORDS, CHAT, "một ý kiến")
    await one.first(ALBUMS, f"{CHAT}:77")
    await one.snoozes.put(4711, datetime.now(UTC) + timedelta(days=1))
    async with one.turn(CHAT):
        contents = redis_server.contents()
        with redis_server.client() as redis:
            lasting = {key.split(b":")[1]: redis.ttl(key) for key in contents}
    assert set(lasting) == {b"things", b"words", b"albums", b"snoozes", b"turn"}
    assert 0 < lasting[b"turn"] <= 10
    assert 0 < lasting[b"albums"] <= 3600
    assert 0 < lasting[b"things"] <= DAY_SECONDS
    assert 0 < lasting[b"words"] <= DAY_SECONDS
    assert 0 < lasting[b"snoozes"] <= 14 * DAY_SECONDS
    everything = repr(contents)
    for told in ("4711", "Ánh", "kiến", "2026", repr("Ánh".encode())[2:-1]):
        assert told not in everything


async def test_whoever_has_another_keyring_finds_nothing(replicas: Replicas, redis_server: RedisServer) -> None:
    one = await replicas.start(redis_server.url)
    stranger = await replicas.start(redis_server.url, secret=bytes(32))
    await one.put(WORDS, CHAT, "một ý kiến")
    assert await stranger.get(WORDS, CHAT) is None
    (key,) = redis_server.contents()
    with redis_server.client() as redis:
        redis.set(key, b"altered by somebody")
    assert await one.get(WORDS, CHAT) is None
