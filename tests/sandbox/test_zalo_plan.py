"""What the basic plan allows: 50 users, 3,000 messages a month; with smaller figures."""

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo.plan import Plan
from phieu.sandbox.zalo.switches import Switches
from phieu.sandbox.zalo_person import ZaloPerson
from tests.sandbox.conftest import ZaloCall

BINH = 102
OVER = (429, {"ok": False, "error_code": 429, "description": "Quota exceeded"})
DAY = 24 * 3600 * 1000


def test_the_figures_of_the_plan() -> None:
    plan = Plan(Switches())
    assert [plan.admits(user, 0) for user in (*range(50), 50, 51, 0)] == [True] * 50 + [False] * 2 + [True]
    for _ in range(2999):
        plan.count_sent(0)
    assert not plan.used_up(0)
    plan.count_sent(0)
    assert plan.used_up(0)
    assert plan.as_json(0) == {"users": 50, "withheld": 2, "sent": 3000, "received": 51}


def test_months_are_those_of_vietnam() -> None:
    plan = Plan(Switches(most_messages=1))
    last = 1_796_057_999_999  # 30 November 2026, 23:59:59.999 in Vietnam
    plan.count_sent(last)
    assert plan.used_up(last)
    assert not plan.used_up(last + 1)


async def test_what_the_51st_user_writes_is_not_delivered(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson
) -> None:
    await client.zalo_switch(most_users=1)
    binh = await client.zalo_person(BINH, "Trần Văn Bình")
    await binh.write("xin chào")
    await zalo_known.write("một")
    assert (await zalo_call("getUpdates", timeout=0))[1]["result"]["message"]["text"] == "một"
    assert (await zalo_call("getUpdates", timeout=0))[0] == 408
    assert (await zalo_call("sendMessage", chat_id=binh.chat_id, text="x"))[0] == 400
    assert [message.text for message in await binh.conversation()] == ["xin chào"]
    counters = await client.zalo_counters()
    assert (counters["users"], counters["withheld"], counters["received"]) == (1, 1, 2)
    await client.zalo_switch(most_users=0)
    await binh.write("hai")
    assert (await zalo_call("getUpdates", timeout=0))[1]["result"]["message"]["text"] == "hai"


async def test_beyond_the_months_messages_nothing_is_sent(
    client: SandboxClient, sandbox: Sandbox, zalo_call: ZaloCall, zalo_known: ZaloPerson
) -> None:
    await client.zalo_switch(most_messages=2)
    chat = {"chat_id": zalo_known.chat_id}
    assert (await zalo_call("sendMessage", **chat, text="một"))[0] == 200
    assert (await zalo_call("sendMessage", **chat, text=""))[0] == 400  # what is refused does not count
    assert (await zalo_call("sendSticker", **chat, sticker="hai"))[0] == 200
    assert await zalo_call("sendMessage", **chat, text="ba") == OVER
    assert await zalo_call("sendVoice", **chat, voice_url="https://van-phong.example/1.aac") == OVER
    assert (await zalo_call("sendChatAction", **chat, action="typing"))[0] == 200
    assert (await client.zalo_counters())["sent"] == 2
    await client.zalo_clock(sandbox.zalo.clock.now() + 31 * DAY)
    assert (await client.zalo_counters())["sent"] == 0
    assert (await zalo_call("sendMessage", **chat, text="ba"))[0] == 200
    await client.zalo_switch(most_messages=0)
    assert (await zalo_call("sendMessage", **chat, text="bốn"))[0] == 200


async def test_what_comes_in_may_count_too(client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson) -> None:
    await client.zalo_switch(most_messages=1, received_count_too=True)
    assert await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một") == OVER
    await client.zalo_switch(received_count_too=False)
    assert (await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một"))[0] == 200
