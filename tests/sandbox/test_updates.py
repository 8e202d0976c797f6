"""Long polling: what an offset confirms, who waits, who is turned away."""

import asyncio

import pytest

from phieu.sandbox.errors import ApiError
from phieu.sandbox.person import Person
from phieu.sandbox.telegram.updates import Updates
from tests.sandbox.conftest import RawCall


def queue(count: int) -> tuple[Updates, int]:
    """A queue of so many updates, and the id of the first."""
    updates = Updates()
    for number in range(count):
        updates.add("message", {"number": number})
    return updates, updates.pending[0]["update_id"]


async def numbers(updates: Updates, offset: int = 0, limit: int = 100) -> list[int]:
    return [update["message"]["number"] for update in await updates.poll(offset, limit, 0)]


async def test_nothing_is_confirmed_without_an_offset() -> None:
    updates, _ = queue(3)
    assert await numbers(updates) == [0, 1, 2]
    assert await numbers(updates) == [0, 1, 2]


async def test_an_offset_confirms_what_comes_before_it() -> None:
    updates, first = queue(3)
    assert await numbers(updates, first + 1) == [1, 2]
    assert await numbers(updates) == [1, 2]
    assert await numbers(updates, first + 3) == []
    assert await numbers(updates) == []


async def test_a_negative_offset_forgets_all_but_the_last() -> None:
    updates, _ = queue(4)
    assert await numbers(updates, -2) == [2, 3]
    assert await numbers(updates) == [2, 3]
    assert await numbers(updates, -9) == [2, 3]


@pytest.mark.parametrize(("limit", "given"), [(1, 1), (2, 2), (0, 1), (1000, 100)])
async def test_a_limit_is_kept_between_1_and_100(limit: int, given: int) -> None:
    updates, _ = queue(150)
    assert len(await numbers(updates, limit=limit)) == given


async def test_what_was_taken_and_not_delivered_comes_first_again() -> None:
    updates, _ = queue(4)
    taken = [await updates.take(), await updates.take()]
    updates.give_back(reversed(taken))
    assert await numbers(updates) == [0, 1, 2, 3]


async def test_a_poll_waits_for_the_first_update() -> None:
    updates = Updates()
    poll = asyncio.ensure_future(updates.poll(0, 100, 30))
    await asyncio.sleep(0)
    assert not poll.done()
    updates.add("message", {"number": 7})
    assert [update["message"] for update in await poll] == [{"number": 7}]


async def test_a_poll_ends_empty_handed_when_its_time_is_up() -> None:
    assert await Updates().poll(0, 100, 0.001) == []


async def test_a_second_reader_ends_the_first() -> None:
    updates = Updates()
    first = asyncio.ensure_future(updates.poll(0, 100, 30))
    await asyncio.sleep(0)
    second = asyncio.ensure_future(updates.poll(0, 100, 30))
    with pytest.raises(ApiError) as refusal:
        await first
    assert (refusal.value.code, refusal.value.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    updates.add("message", {"number": 1})
    assert len(await second) == 1


async def test_the_bot_gets_the_kinds_it_asked_for(raw_call: RawCall, started: Person) -> None:
    await raw_call("getUpdates", allowed_updates=["callback_query"])
    await started.write("không ai nghe")
    assert (await raw_call("getUpdates"))[1]["result"] == []
    await raw_call("getUpdates", allowed_updates=[])
    await started.write("nghe rồi")
    _, answer = await raw_call("getUpdates")
    assert [update["message"]["text"] for update in answer["result"]] == ["nghe rồi"]


async def test_a_webhook_turns_a_waiting_reader_away(raw_call: RawCall, started: Person) -> None:
    del started
    poll = asyncio.ensure_future(raw_call("getUpdates", timeout=30))
    while not (await raw_call("getWebhookInfo"))[1]["result"]["url"]:
        await raw_call("setWebhook", url="http://127.0.0.1:9/", drop_pending_updates=True)
    status, body = await poll
    assert (status, body["description"].partition(":")[0]) == (409, "Conflict")
    assert (await raw_call("setWebhook", url="ftp://x"))[1]["description"] == (
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )
    assert (await raw_call("setWebhook", url="http://127.0.0.1:9/", secret_token="ế"))[1]["description"] == (
        "Bad Request: secret token contains unallowed characters"
    )
    await raw_call("setWebhook", url="")
    assert (await raw_call("getUpdates"))[0] == 200
