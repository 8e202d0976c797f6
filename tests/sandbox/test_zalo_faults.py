"""Bad days of Zalo's platform: what the bot sees, and whether the call was carried out."""

import asyncio

import aiohttp
import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from tests.sandbox.conftest import HANH, ZaloCall

BINH = 102


@pytest.mark.parametrize("code", [403, 500, 502, 504])
async def test_a_refusal_with_a_code(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson, code: int
) -> None:
    await client.zalo_fault(FaultKind.ERROR, code=code, description="Internal error", times=1)
    body = {"ok": False, "error_code": code, "description": "Internal error"}
    assert await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một") == (code, body)
    assert (await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="hai"))[0] == 200
    assert [message.text for message in await zalo_known.conversation()][1:] == ["hai"]
    assert await client.zalo_calls("sendMessage") == {code: 1, 200: 1}


@pytest.mark.parametrize("seconds", [7, None])
async def test_too_many_requests_say_for_how_long_or_not(
    client: SandboxClient, sandbox: Sandbox, seconds: int | None
) -> None:
    await client.zalo_fault(FaultKind.TOO_MANY_REQUESTS, retry_after=seconds, description="Too many requests")
    url = f"{sandbox.zalo_url}/bot{sandbox.zalo_token}/getMe"
    async with aiohttp.ClientSession() as session, session.post(url) as response:
        assert response.status == 429
        assert response.headers.get("Retry-After") == (None if seconds is None else str(seconds))
        assert await response.json() == {"ok": False, "error_code": 429, "description": "Too many requests"}


@pytest.mark.parametrize(("kind", "status"), [(FaultKind.BAD_GATEWAY, 502), (FaultKind.PAGE, 200)])
async def test_somebody_else_answers_and_not_in_json(
    client: SandboxClient, sandbox: Sandbox, zalo_known: ZaloPerson, kind: FaultKind, status: int
) -> None:
    await client.zalo_fault(kind)
    url, fields = f"{sandbox.zalo_url}/bot{sandbox.zalo_token}/sendMessage", {"chat_id": zalo_known.chat_id}
    async with aiohttp.ClientSession() as session, session.post(url, json={**fields, "text": "một"}) as response:
        assert (response.status, response.content_type) == (status, "text/html")
    assert len(await zalo_known.conversation()) == 1


@pytest.mark.parametrize(("kind", "carried_out"), [(FaultKind.RESET, False), (FaultKind.LOST_ANSWER, True)])
async def test_the_connection_breaks_before_or_after(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson, kind: FaultKind, *, carried_out: bool
) -> None:
    await client.zalo_fault(kind, method="sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một")
    assert [message.text for message in await zalo_known.conversation()][1:] == ["một"] * carried_out
    assert await client.zalo_calls("sendMessage") == ({200: 1} if carried_out else {0: 1})


@pytest.mark.parametrize("kind", [FaultKind.HANG, FaultKind.SLOW])
async def test_an_answer_that_a_client_does_not_wait_for(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson, kind: FaultKind
) -> None:
    await client.zalo_fault(kind, method="sendMessage", delay=3600)
    call = asyncio.ensure_future(zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một"))
    await zalo_known.sees("một")
    assert not call.done()
    call.cancel()


async def test_a_late_answer_is_the_same_answer(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson
) -> None:
    await client.zalo_fault(FaultKind.SLOW, method="sendMessage", delay=0.001)
    status, body = await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một")
    shown = await zalo_known.screen()
    assert (status, body["result"]) == (200, {"message_id": shown.id, "date": shown.date})


async def test_faults_hit_one_chat_only_and_neither_platform_the_others(
    client: SandboxClient, sandbox: Sandbox, zalo_call: ZaloCall, zalo_known: ZaloPerson
) -> None:
    binh = await client.zalo_person(BINH, "Trần Văn Bình")
    await binh.write("xin chào")
    await client.zalo_fault(FaultKind.ERROR, code=500, chat_id=zalo_known.chat_id)
    await client.fault(FaultKind.ERROR, code=500, chat_id=HANH)
    assert (await zalo_call("sendMessage", chat_id=binh.chat_id, text="một"))[0] == 200
    assert (await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một"))[0] == 500
    assert (await zalo_call("getMe"))[0] == 200
    assert [len(platform.faults.active) for platform in (sandbox.zalo, sandbox.telegram)] == [1, 1]
    await client.zalo_clear_faults()
    assert (await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một"))[0] == 200
    assert len(sandbox.telegram.faults.active) == 1


async def test_a_poll_can_fail_too_and_loses_nothing(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    await zalo_hanh.write("một")
    await client.zalo_fault(FaultKind.ERROR, code=504, method="getUpdates", times=1)
    assert (await zalo_call("getUpdates", timeout=0))[0] == 504
    assert (await zalo_call("getUpdates", timeout=0))[1]["result"]["message"]["text"] == "một"
