"""The sandbox remembers each call that the bot made."""

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from tests.sandbox.conftest import Bot


async def test_calls_are_remembered_one_by_one(client: SandboxClient, bot: Bot) -> None:
    phone = await client.person(7, "Người mẫu")
    await phone.start()
    await client.fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=1)
    for _ in range(2):
        await bot("sendMessage", chat_id=7, text="Xin chào")
    calls = await client.history("sendMessage")
    assert [(call.status, call.chat_id) for call in calls] == [(502, 7), (200, 7)]
    assert calls[0].at <= calls[1].at
    assert await client.history("getMe") == []
    await client.forget_calls()
    assert await client.history("sendMessage") == []
