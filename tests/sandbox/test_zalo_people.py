"""What people do in Zalo, and how the bot hears of it: kinds of messages, names, groups, dates."""

from typing import Any

import aiohttp
import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.requests import RefusedError
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo.ids import chat_id
from phieu.sandbox.zalo_person import ZaloPerson
from tests.sandbox.conftest import HANH, ZaloCall, picture

BINH, GROUP = 102, -1
SECONDS = 1000


async def event(zalo_call: ZaloCall) -> dict[str, Any]:
    """The next event, which must be there."""
    status, body = await zalo_call("getUpdates", timeout=0)
    assert status == 200
    result: dict[str, Any] = body["result"]
    return result


async def test_a_text(zalo_call: ZaloCall, zalo_hanh: ZaloPerson) -> None:
    written = await zalo_hanh.write("  xin chào ")
    assert await event(zalo_call) == {
        "event_name": "message.text.received",
        "message": {
            "message_id": written.id,
            "date": written.date,
            "from": {"id": zalo_hanh.chat_id, "display_name": "Nguyễn Thị Hồng Hạnh", "is_bot": False},
            "chat": {"id": zalo_hanh.chat_id, "chat_type": "PRIVATE"},
            "message_type": "CHAT_MESSAGE",
            "text": "xin chào",
        },
    }


async def test_older_names_of_fields(client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson) -> None:
    await client.zalo_switch(sender_name="first_name", picture_field="photo_url")
    await zalo_hanh.send_image(picture())
    message = (await event(zalo_call))["message"]
    assert message["from"] == {"id": zalo_hanh.chat_id, "first_name": "Nguyễn Thị Hồng Hạnh"}
    assert "photo_url" in message
    assert "photo" not in message


async def test_what_is_not_text(sandbox: Sandbox, zalo_call: ZaloCall, zalo_hanh: ZaloPerson) -> None:
    shown = [
        await zalo_hanh.send_image(picture(), caption=" ảnh "),
        await zalo_hanh.send_sticker("abc"),
        await zalo_hanh.send_voice("https://voice.example/1.aac"),
        await zalo_hanh.send_unsupported(),
        await zalo_hanh.send_event("message.link.received", {"link": "https://van-phong.example"}),
    ]
    events = [await event(zalo_call) for _ in shown]
    common = {"message_id", "date", "from", "chat", "message_type"}
    found = [
        (entry["event_name"], {key: value for key, value in entry["message"].items() if key not in common})
        for entry in events
    ]
    assert found == [
        ("message.image.received", {"photo": f"{sandbox.url}{shown[0].picture}", "caption": "ảnh"}),
        ("message.sticker.received", {"sticker": "abc", "url": "https://stickers.example/abc"}),
        ("message.voice.received", {"voice_url": "https://voice.example/1.aac"}),
        ("message.unsupported.received", {}),
        ("message.link.received", {"link": "https://van-phong.example"}),
    ]
    assert [message.kind for message in shown] == ["image", "sticker", "voice", "unsupported", "other"]
    async with aiohttp.ClientSession() as session, session.get(found[0][1]["photo"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", picture())


async def test_what_nobody_can_send(client: SandboxClient, zalo_hanh: ZaloPerson) -> None:
    with pytest.raises(RefusedError, match="an empty message cannot be sent"):
        await zalo_hanh.write("  ")
    with pytest.raises(RefusedError, match="photo is not a picture"):
        await zalo_hanh.send_image(b"x")
    with pytest.raises(RefusedError, match="there is no such chat"):
        await (await client.zalo_person(999)).write("một")
    with pytest.raises(RefusedError, match="there is no such chat"):
        await zalo_hanh.in_group(GROUP).write("một")
    assert (await client.zalo_counters())["received"] == 0


async def test_a_chat_that_nothing_has_come_from(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    unseen = {"ok": False, "error_code": 400, "description": "Bad Request: the user has not interacted with the bot"}
    for method in ("sendMessage", "sendPhoto", "sendSticker", "sendVoice", "sendChatAction"):
        assert await zalo_call(method, chat_id=zalo_hanh.chat_id, text="một") == (400, unseen)
    await client.zalo_switch(unseen_chats=200)
    assert (await zalo_call("sendMessage", chat_id=zalo_hanh.chat_id, text="một"))[0] == 200
    await client.zalo_switch(unseen_chats=400)
    assert (await zalo_call("sendMessage", chat_id=zalo_hanh.chat_id, text="hai"))[0] == 400
    await zalo_hanh.write("xin chào")
    assert (await zalo_call("sendMessage", chat_id=zalo_hanh.chat_id, text="ba"))[0] == 200


async def test_a_group_hears_the_bot_and_mentions_it(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    await client.zalo_person(BINH, "Trần Văn Bình")
    await client.zalo_group(GROUP, "Phòng Hành chính", [HANH, BINH])
    hanh, binh = zalo_hanh.in_group(GROUP), (await client.zalo_person(BINH)).in_group(GROUP)
    await hanh.write("chỉ nói với nhau", mention=False)
    await binh.write("xin chào")
    heard = await event(zalo_call)
    assert heard["message"]["text"] == "@Bot Phiếu xin chào"
    assert heard["message"]["from"]["id"] == chat_id(BINH)
    assert heard["message"]["chat"] == {"id": chat_id(GROUP), "chat_type": "GROUP"}
    await hanh.send_image(picture(), "xem")
    assert (await event(zalo_call))["message"]["caption"] == "@Bot Phiếu xem"
    await zalo_call("sendMessage", chat_id=hanh.chat_id, text="chào cả phòng")
    assert (await binh.sees("cả phòng")).id == (await hanh.screen()).id
    assert [message.name for message in await hanh.conversation()] == [
        "Nguyễn Thị Hồng Hạnh", "Trần Văn Bình", "Nguyễn Thị Hồng Hạnh", "Bot Phiếu",
    ]  # fmt: skip
    assert await zalo_hanh.conversation() == []
    assert (await zalo_call("getUpdates", timeout=0))[0] == 408


async def test_groups_that_cannot_be(client: SandboxClient, zalo_hanh: ZaloPerson) -> None:
    del zalo_hanh
    for number, name, members in (
        (1, "Phòng", [HANH]),
        (-1, " ", [HANH]),
        (-1, "Phòng", [HANH, 999]),
        (-1, "Phòng", []),
    ):
        with pytest.raises(RefusedError, match="a group needs"):
            await client.zalo_group(number, name, members)
    await client.zalo_person(BINH, "Trần Văn Bình")
    await client.zalo_group(GROUP, "Phòng", [HANH])
    with pytest.raises(RefusedError, match="only a member"):
        await (await client.zalo_person(BINH)).in_group(GROUP).write("một")


async def test_voice_to_a_group_is_silently_not_delivered(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    await client.zalo_group(GROUP, "Phòng Hành chính", [HANH])
    hanh = zalo_hanh.in_group(GROUP)
    await hanh.write("xin chào")
    answer = await zalo_call("sendVoice", chat_id=hanh.chat_id, voice_url="https://van-phong.example/1.aac")
    assert (answer[0], answer[1]["ok"]) == (200, True)
    assert [message.from_bot for message in await hanh.conversation()] == [False]


async def test_dates_grow_and_people_take_their_time(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson
) -> None:
    _, body = await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một")
    asked = body["result"]["date"]
    read = (await zalo_known.write("2")).date
    hurried = (await zalo_known.write("3", hurried=True)).date
    assert read >= asked + 5 * SECONDS
    assert hurried == read + 1
    _, body = await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="hai")
    assert body["result"]["date"] > hurried
    assert (await zalo_known.write("1", date=asked - 1)).date == asked - 1
    assert (await zalo_known.write("2", hurried=True)).date == body["result"]["date"] + 1
    binh = await client.zalo_person(BINH, "Trần Văn Bình")
    assert (await binh.write("xin chào", hurried=True)).date > body["result"]["date"] + 1
    far = body["result"]["date"] + 10**9
    await client.zalo_clock(far)
    assert (await zalo_known.write("4")).date == far + 1


async def test_the_clock_follows_another_if_told_to(
    sandbox: Sandbox, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    sandbox.zalo.clock.behind = lambda: 5 * SECONDS
    assert (await zalo_hanh.write("một")).date == 5 * SECONDS
    assert (await zalo_call("sendMessage", chat_id=zalo_hanh.chat_id, text="hai"))[1]["result"]["date"] == 5001
    assert (await zalo_hanh.write("ba")).date == 10_001


async def test_an_old_event_comes_once_more_just_as_it_was(
    client: SandboxClient, zalo_call: ZaloCall, zalo_hanh: ZaloPerson
) -> None:
    first = await zalo_hanh.write("một")
    await zalo_hanh.write("hai")
    events = [await event(zalo_call) for _ in range(2)]
    await zalo_hanh.redeliver(first)
    assert await event(zalo_call) == events[0]
    assert len(await zalo_hanh.conversation()) == 2
    await zalo_call("sendMessage", chat_id=zalo_hanh.chat_id, text="ba")
    with pytest.raises(RefusedError, match="there is no such message"):
        await zalo_hanh.redeliver(await zalo_hanh.screen())
    assert (await client.zalo_counters())["received"] == 2


async def test_the_bots_own_messages_may_come_back(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson
) -> None:
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một")
    assert (await zalo_call("getUpdates", timeout=0))[0] == 408
    await client.zalo_switch(own_messages_return=True)
    _, sent = await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="hai")
    _, me = await zalo_call("getMe")
    message = (await event(zalo_call))["message"]
    assert message["from"] == {"id": me["result"]["id"], "display_name": "Bot Phiếu", "is_bot": True}
    assert (message["message_id"], message["text"]) == (sent["result"]["message_id"], "hai")


async def test_the_overview_and_the_stream(client: SandboxClient, sandbox: Sandbox, zalo_known: ZaloPerson) -> None:
    await client.zalo_group(GROUP, "Phòng Hành chính", [HANH])
    overview = await client.zalo_overview()
    assert [(chat["number"], chat["group"], chat["heard"], chat["messages"]) for chat in overview["chats"]] == [
        (HANH, False, True, 1),
        (GROUP, True, False, 0),
    ]
    assert overview["bot"]["name"] == "Bot Phiếu"
    assert overview["bot"]["id"] not in overview["bot"]["link"]
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{sandbox.url}/sandbox/api/zalo/stream") as live:
        written = await zalo_known.write("hai")
        change = await live.receive_json()
    assert (change["chat"], change["kind"], change["message"]["id"]) == (HANH, "message", written.id)
    assert (change["message"]["text"], change["message"]["sender"]) == ("hai", HANH)
