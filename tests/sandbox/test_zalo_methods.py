"""The methods of Zalo's API over HTTP: what they answer, and what then stands on the phone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from tests.sandbox.conftest import ZaloCall, picture

URL = "https://van-phong.example/zalo"
SECRET = "Bi-mat-1"


def refused(code: int, description: str) -> tuple[int, dict[str, Any]]:
    return code, {"ok": False, "error_code": code, "description": description}


@pytest.fixture
async def pictures() -> AsyncIterator[str]:
    """The address of a server with pictures: /good.png, /text.png, /large.png; others are not there."""
    contents = {"good.png": picture(), "text.png": b"no picture", "large.png": b"x" * (5 * 2**20 + 1), "empty.png": b""}

    async def serve(request: web.Request) -> web.Response:
        assert request.headers["User-Agent"].startswith("Java/")
        if request.match_info["name"] == "never.png":
            await asyncio.Event().wait()
        content = contents.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    app = web.Application()
    app.router.add_get("/{name}", serve)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_who_the_bot_is(zalo_call: ZaloCall) -> None:
    status, body = await zalo_call("getMe")
    assert (status, body["ok"]) == (200, True)
    me = body["result"]
    assert len(me["id"]) == 19
    assert me["id"].isdecimal()
    assert me["id"][0] != "0"
    assert me == {
        "id": me["id"],
        "account_name": f"bot.{me['id'][-8:]}",
        "account_type": "BASIC",
        "can_join_groups": True,
        "display_name": "Bot Phiếu",
    }


async def test_parameters_come_in_every_way(sandbox: Sandbox, zalo_known: ZaloPerson) -> None:
    url, fields = f"{sandbox.zalo_url}/bot{sandbox.zalo_token}/sendMessage", {"chat_id": zalo_known.chat_id}
    form = aiohttp.FormData({**fields, "text": "multipart"})
    form.add_field("nothing", b"x", filename="x.bin")
    async with aiohttp.ClientSession() as session:
        requests: list[tuple[str, dict[str, Any]]] = [
            ("POST", {"json": {**fields, "text": "json"}}),
            ("POST", {"data": {**fields, "text": "form"}}),
            ("POST", {"data": form}),
            ("POST", {"params": {**fields, "text": "query"}}),
            ("GET", {"params": {**fields, "text": "get"}}),
        ]
        for verb, details in requests:
            async with session.request(verb, url, **details) as response:
                assert response.status == 200, details
    shown = [message.text for message in await zalo_known.conversation() if message.from_bot]
    assert shown == ["json", "form", "multipart", "query", "get"]


async def test_a_wrong_token_a_broken_body_and_another_case(sandbox: Sandbox, zalo_call: ZaloCall) -> None:
    unauthorized = refused(401, "Unauthorized: the token is invalid or has expired")
    assert await zalo_call("getMe", token="7000000000000000001:wrong") == unauthorized
    assert await zalo_call("getme") == refused(404, "Not found: unknown API name")
    url = f"{sandbox.zalo_url}/bot{sandbox.zalo_token}/getMe"
    async with (
        aiohttp.ClientSession(headers={"Content-Type": "application/json"}) as session,
        session.post(url, data=b"{") as response,
    ):
        assert (response.status, await response.json()) == refused(400, "Bad Request: can't parse JSON body")


async def test_a_message_stands_on_the_phone_with_its_styles(zalo_call: ZaloCall, zalo_known: ZaloPerson) -> None:
    styles = [{"start": 0, "len": 4, "st": ["b", "c_db342e"]}]
    status, body = await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="😀 ế và ô", text_styles=styles)
    shown = await zalo_known.screen()
    assert status == 200
    assert body["result"] == {"message_id": shown.id, "date": shown.date}
    assert (shown.text, shown.styles, shown.bold, shown.kind) == ("😀 ế và ô", styles, ["😀 ế"], "text")
    assert len(shown.id) == 20
    assert int(shown.id, 16)


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"text": ""}, "text is required"),
        ({"text": " \n"}, "text is required"),
        ({}, "text is required"),
        ({"text": "x" * 2001}, "text is longer than 2000 characters"),
        ({"text": "😀" * 1001}, "text is longer than 2000 characters"),
        ({"text": "x", "chat_id": "0" * 20}, "chat_id is invalid"),
        ({"text": "x", "parse_mode": "HTML"}, "parse_mode must be markdown or html"),
        ({"text": "x", "text_styles": {}}, None),
        ({"text": "x", "text_styles": {"start": 0}}, "text_styles must be an array"),
        ({"text": "x", "text_styles": "["}, "can't parse text_styles JSON object"),
        ({"text": "x", "text_styles": [{"start": 0, "len": 1}]}, "text_styles: each needs start, len and st"),
        ({"text": "x", "text_styles": ["b"]}, "text_styles: each needs start, len and st"),
        *(
            ({"text": "x", "text_styles": [{"start": 0, "len": 1, "st": codes}]},
             "text_styles: st holds an unknown style")
            for codes in (["b", "bold"], [], [1], "b")
        ),
        ({"text": "x", "text_styles": [{"start": 0, "len": 1, "st": ["ind_5"]}]}, None),
        ({"text": "😀", "text_styles": [{"start": 0, "len": 2, "st": ["b"]}]}, None),
        *(
            ({"text": "xx", "text_styles": [{"start": start, "len": size, "st": ["b"]}]},
             "text_styles: start and len must lie within the text")
            for start, size in ((0, 3), (2, 1), (-1, 2), (0, 0), ("0", 1))
        ),
    ],
)  # fmt: skip
async def test_texts_that_are_refused(
    zalo_call: ZaloCall, zalo_known: ZaloPerson, fields: dict[str, Any], description: str | None
) -> None:
    answer = await zalo_call("sendMessage", **({"chat_id": zalo_known.chat_id} | fields))
    if description is None:
        assert answer[0] == 200
    else:
        assert answer == refused(400, f"Bad Request: {description}")
    assert [message.from_bot for message in await zalo_known.conversation()] == [False, *([True] * (not description))]


async def test_texts_of_the_greatest_length_are_sent(zalo_call: ZaloCall, zalo_known: ZaloPerson) -> None:
    for text in ("ế" * 2000, "😀" * 1000):
        status, _ = await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text=text)
        assert status == 200
        assert (await zalo_known.screen()).text == text


async def test_markup_goes_before_styles(zalo_call: ZaloCall, zalo_known: ZaloPerson) -> None:
    styles = [{"start": 0, "len": 1, "st": ["u"]}]
    await zalo_call(
        "sendMessage", chat_id=zalo_known.chat_id, text="**Tốt** lắm", parse_mode="markdown", text_styles=styles
    )
    shown = await zalo_known.screen()
    assert (shown.text, shown.bold, len(shown.styles)) == ("Tốt lắm", ["Tốt"], 1)


async def test_a_picture_is_fetched_before_the_answer(
    zalo_call: ZaloCall, zalo_known: ZaloPerson, pictures: str
) -> None:
    photo = {"chat_id": zalo_known.chat_id, "photo": f"{pictures}/good.png"}
    status, body = await zalo_call("sendPhoto", **photo, caption="**Kết quả**", parse_mode="markdown")
    shown = await zalo_known.screen()
    assert (status, body["result"]) == (200, {"message_id": shown.id, "date": shown.date})
    assert (shown.kind, shown.text, shown.bold) == ("image", "Kết quả", ["Kết quả"])
    assert await zalo_known.picture(shown) == picture()
    assert (await zalo_call("sendPhoto", **photo))[0] == 200
    assert (await zalo_known.screen()).text == ""


@pytest.mark.parametrize(
    ("photo", "description"),
    [
        ("{}/gone.png", "photo cannot be fetched"),
        ("{}/empty.png", "photo cannot be fetched"),
        ("{}/text.png", "photo is not a picture"),
        ("{}/large.png", "photo is too large"),
        ("http://127.0.0.1:9/x.png", "photo cannot be fetched"),
        ("http://[/x.png", "photo cannot be fetched"),
        ("/home/picture.png", "photo must be a public URL"),
        ("", "photo must be a public URL"),
    ],
)
async def test_pictures_that_cannot_be_had(
    zalo_call: ZaloCall, zalo_known: ZaloPerson, pictures: str, photo: str, description: str
) -> None:
    answer = await zalo_call("sendPhoto", chat_id=zalo_known.chat_id, photo=photo.replace("{}", pictures))
    assert answer == refused(400, f"Bad Request: {description}")
    too_long = await zalo_call("sendPhoto", chat_id=zalo_known.chat_id, photo=photo, caption="x" * 2001)
    assert too_long == refused(400, "Bad Request: caption is longer than 2000 characters")
    assert [message.from_bot for message in await zalo_known.conversation()] == [False]


async def test_a_picture_that_never_comes_is_not_waited_for_for_ever(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson, pictures: str
) -> None:
    await client.zalo_switch(fetch_patience=0.01)
    answer = await zalo_call("sendPhoto", chat_id=zalo_known.chat_id, photo=f"{pictures}/never.png")
    assert answer == refused(400, "Bad Request: photo cannot be fetched")


async def test_stickers_and_voice(zalo_call: ZaloCall, zalo_known: ZaloPerson) -> None:
    chat, voice = {"chat_id": zalo_known.chat_id}, "https://van-phong.example/loi.aac"
    assert (await zalo_call("sendSticker", **chat, sticker="abc"))[0] == 200
    assert (await zalo_call("sendVoice", **chat, voice_url=voice))[0] == 200
    assert await zalo_call("sendSticker", **chat) == refused(400, "Bad Request: sticker is required")
    no_voice = refused(400, "Bad Request: voice_url must be the address of an .aac file")
    assert await zalo_call("sendVoice", **chat, voice_url="https://van-phong.example/loi.mp3") == no_voice
    _, sticker, spoken = await zalo_known.conversation()
    assert (sticker.kind, sticker.sticker, spoken.kind, spoken.voice) == ("sticker", "abc", "voice", voice)


async def test_typing_is_shown_and_has_no_result(sandbox: Sandbox, zalo_call: ZaloCall, zalo_known: ZaloPerson) -> None:
    await zalo_call("getMe")  # from the first call on the bot is there, which is told as well
    changes = sandbox.zalo.streams.open()
    chat = {"chat_id": zalo_known.chat_id}
    assert await zalo_call("sendChatAction", **chat, action="typing") == (200, {"ok": True, "error_code": 0})
    change = changes.get_nowait()
    assert change is not None
    assert (change.kind.value, change.subject) == ("action", "typing")
    for action in ("upload_photo", ""):
        answer = await zalo_call("sendChatAction", **chat, action=action)
        assert answer == refused(400, "Bad Request: action is not supported")


async def test_calls_are_counted_without_what_they_said(
    client: SandboxClient, zalo_call: ZaloCall, zalo_known: ZaloPerson
) -> None:
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="một")
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id)
    await zalo_call("getMe")
    assert await client.zalo_calls("sendMessage") == {200: 1, 400: 1}
    calls = await client.zalo_history("sendMessage")
    assert [(call.chat_id, call.status, call.uploads) for call in calls] == [
        (zalo_known.chat_id, 200, 0),
        (zalo_known.chat_id, 400, 0),
    ]
    assert calls[0].at <= calls[1].at
    await client.zalo_forget_calls()
    assert (await client.zalo_calls("getMe"), await client.zalo_history("sendMessage")) == ({}, [])
