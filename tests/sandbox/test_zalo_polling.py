"""Long polling in Zalo: one event a call, and every reading of what happens else."""

import asyncio
from typing import Any

import aiohttp
import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo.events import Event
from phieu.sandbox.zalo.switches import Switches
from phieu.sandbox.zalo.updates import Updates
from phieu.sandbox.zalo_person import ZaloPerson
from tests.sandbox.conftest import HANH, ZaloCall

IDLE = {"ok": False, "error_code": 408, "description": "Request timeout"}
HOOK = {"url": "http://127.0.0.1:9/", "secret_token": "Bi-mat-1"}


async def polled(zalo_call: ZaloCall, **fields: Any) -> str:
    """The text of the next event, which must be there."""
    status, body = await zalo_call("getUpdates", **({"timeout": 0} | fields))
    assert status == 200
    return str(body["result"]["message"]["text"])


async def test_one_event_a_call_and_each_once(zalo_call: ZaloCall, zalo_hanh: ZaloPerson) -> None:
    await zalo_hanh.write("một")
    await zalo_hanh.write("hai")
    assert [await polled(zalo_call) for _ in range(2)] == ["một", "hai"]
    assert await zalo_call("getUpdates", timeout=0) == (408, IDLE)


async def test_a_poll_waits_for_an_event(client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson) -> None:
    waiting = asyncio.ensure_future(polled(zalo_call, timeout="60"))
    assert await client.zalo_polling()
    await zalo_hanh.write("một")
    assert await waiting == "một"
    assert await client.zalo_polling(wait=0) is False
    assert (await client.zalo_counters())["polls"] == 1


async def test_two_polls_share_what_comes(
    client: SandboxClient, sandbox: Sandbox, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    waiting = [asyncio.ensure_future(polled(zalo_call, timeout=60)) for _ in range(2)]
    while sandbox.zalo.updates.polls < 2:
        await client.zalo_polling()
    await zalo_hanh.write("một")
    await zalo_hanh.write("hai")
    assert sorted(await asyncio.gather(*waiting)) == ["hai", "một"]


async def test_an_idle_poll_may_come_with_200(client: SandboxClient, zalo_call: ZaloCall) -> None:
    await client.zalo_switch(idle_status=200)
    assert await zalo_call("getUpdates", timeout=0) == (200, IDLE)
    assert await zalo_call("getUpdates", timeout="x") == (
        400, {"ok": False, "error_code": 400, "description": "Bad Request: timeout must be a number"},
    )  # fmt: skip


async def test_events_may_come_again_for_ever(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    await zalo_hanh.write("một")
    assert await polled(zalo_call) == "một"
    await zalo_hanh.write("hai")
    await client.zalo_switch(replays=True)
    assert [await polled(zalo_call) for _ in range(3)] == ["một", "hai", "một"]
    await zalo_hanh.write("ba")
    assert [await polled(zalo_call) for _ in range(4)] == ["hai", "ba", "một", "hai"]
    await client.zalo_switch(replays=False)
    assert await zalo_call("getUpdates", timeout=0) == (408, IDLE)


async def test_a_replaying_platform_still_waits_for_the_first_event(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    await client.zalo_switch(replays=True)
    waiting = asyncio.ensure_future(polled(zalo_call, timeout=60))
    assert await client.zalo_polling()
    await zalo_hanh.write("một")
    assert await waiting == "một"
    assert await polled(zalo_call) == "một"


async def test_what_comes_while_nobody_polls_may_be_lost(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    await client.zalo_switch(kept_unpolled=False)
    await zalo_hanh.write("một")
    waiting = asyncio.ensure_future(polled(zalo_call, timeout=60))
    assert await client.zalo_polling()
    await zalo_hanh.write("hai")
    assert await waiting == "hai"
    assert (await client.zalo_counters())["lost"] == 1


async def test_a_poll_that_was_given_up_loses_nothing(
    client: SandboxClient, sandbox: Sandbox, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    url = f"{sandbox.zalo_url}/bot{sandbox.zalo_token}/getUpdates"
    async with aiohttp.ClientSession() as session:
        poll = asyncio.ensure_future(session.get(url, params={"timeout": "60"}))
        assert await client.zalo_polling()
        poll.cancel()
    while await client.zalo_polling(wait=0):
        pass
    await zalo_hanh.write("một")
    assert await polled(zalo_call) == "một"


@pytest.mark.parametrize("code", [400, 409])
async def test_no_polling_beside_a_webhook(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson, code: int
) -> None:
    await client.zalo_switch(polling_beside_webhook=code, redeliveries=0)
    waiting = asyncio.ensure_future(zalo_call("getUpdates", timeout=60))
    assert await client.zalo_polling()
    await zalo_call("setWebhook", **HOOK)
    beside = {"ok": False, "error_code": code, "description": "getUpdates cannot be used while a webhook is set"}
    assert await waiting == (code, beside)
    assert await zalo_call("getUpdates") == (code, beside)
    await zalo_call("deleteWebhook")
    await zalo_hanh.write("một")
    assert await polled(zalo_call) == "một"


async def test_two_bots_of_one_person_know_them_by_the_same_id(zalo_call: ZaloCall, zalo_hanh: ZaloPerson) -> None:
    await zalo_hanh.write("một")
    _, body = await zalo_call("getUpdates", timeout=0)
    message = body["result"]["message"]
    assert message["from"]["id"] == message["chat"]["id"] == zalo_hanh.chat_id
    assert len(zalo_hanh.chat_id) == 20
    assert zalo_hanh.id == HANH


async def test_anything_at_all_may_come_in_an_events_place(client: SandboxClient, zalo_call: ZaloCall) -> None:
    for event in ("không phải sự kiện", {"event_name": 5}, [1], None):
        await client.zalo_raw_update(event)
        status, body = await zalo_call("getUpdates", timeout=0)
        assert (status, body["ok"], body.get("result")) == (200, True, event)


async def test_an_event_that_comes_just_as_its_poll_is_given_up_is_kept() -> None:
    updates = Updates(Switches())
    poll = asyncio.ensure_future(updates.poll(60))
    assert await updates.attended(60)
    for lane in (1, 2):
        updates.add(Event(lane))
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    assert [event.lane for event in updates.pending] == [1, 2]
