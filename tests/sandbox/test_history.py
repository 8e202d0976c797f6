"""The sandbox remembers each call that the bot made."""

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person
from tests.sandbox.conftest import HANH, RawCall


async def test_calls_are_remembered_one_by_one(client: SandboxClient, started: Person, raw_call: RawCall) -> None:
    await client.fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=1)
    for _ in range(2):
        await raw_call("sendMessage", chat_id=HANH, text="Xin chào")
    assert await started.screen()
    calls = await client.history("sendMessage")
    assert [(call.status, call.chat_id) for call in calls] == [(502, HANH), (200, HANH)]
    assert calls[0].at <= calls[1].at
    assert await client.history("getMe") == []
    await client.forget_calls()
    assert await client.history("sendMessage") == []
