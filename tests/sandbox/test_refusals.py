"""What the sandbox refuses, in Telegram's own words: status and body, without any library in between."""

import io
from typing import Any

import aiohttp
import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person
from phieu.sandbox.server import Sandbox
from tests.sandbox.conftest import HANH, RawCall

KEYBOARD = {"inline_keyboard": [[{"text": "Tốt", "callback_data": "good"}]]}


def refused(code: int, description: str, **parameters: int) -> tuple[int, dict[str, Any]]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return code, body | ({"parameters": parameters} if parameters else {})


async def test_a_wrong_token_and_an_unknown_method(raw_call: RawCall) -> None:
    assert await raw_call("getMe", token="7000000001:wrong") == refused(401, "Unauthorized")
    assert await raw_call("getMoney") == refused(404, "Not Found: method not found")


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({"chat_id": HANH}, "message text is empty"),
        ({"chat_id": HANH, "text": " \n "}, "message text is empty"),
        ({"chat_id": HANH, "text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"chat_id": HANH, "text": "x" * 4097}, "message is too long"),
        ({"chat_id": HANH, "text": "😀" * 2049}, "message is too long"),
        ({"chat_id": HANH, "text": "x", "parse_mode": "Markdown5"}, "unsupported parse_mode"),
        ({"chat_id": HANH, "text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"chat_id": 999, "text": "x"}, "chat not found"),
        ({"text": "x"}, "chat not found"),
    ],
)
async def test_texts_that_cannot_be_sent(
    raw_call: RawCall, started: Person, fields: dict[str, Any], description: str
) -> None:
    assert await raw_call("sendMessage", **fields) == refused(400, f"Bad Request: {description}")
    assert [message.from_bot for message in await started.conversation()] == [False]


async def test_texts_of_the_greatest_length_are_sent(raw_call: RawCall, started: Person) -> None:
    for text in ("x" * 4096, "😀" * 2048, "<b>" + "ế" * 4096 + "</b>"):
        status, _ = await raw_call("sendMessage", chat_id=HANH, text=text, parse_mode="HTML")
        assert status == 200
    assert (await started.screen()).text == "ế" * 4096


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "x", "callback_data": "ế" * 22}, "BUTTON_DATA_INVALID"),  # 66 bytes
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": " ", "callback_data": "x"}, "inline keyboard button text must be non-empty"),
        ({"callback_data": "x"}, 'can\'t parse inline keyboard button: Field "text" must be of type String'),
        ({"text": "x", "url": "nowhere"}, "inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL"),
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
    ],
)
async def test_buttons_that_cannot_be_sent(
    raw_call: RawCall, started: Person, button: dict[str, str], description: str
) -> None:
    del started
    answer = await raw_call("sendMessage", chat_id=HANH, text="x", reply_markup={"inline_keyboard": [[button]]})
    assert answer == refused(400, f"Bad Request: {description}")


async def test_actions_of_64_bytes_are_sent(raw_call: RawCall, started: Person) -> None:
    button = {"text": "x", "callback_data": "ế" * 21 + "x"}
    status, _ = await raw_call("sendMessage", chat_id=HANH, text="x", reply_markup={"inline_keyboard": [[button]]})
    assert status == 200
    assert (await started.screen()).rows == [["x"]]


async def test_edits_that_change_nothing(raw_call: RawCall, started: Person) -> None:
    _, sent = await raw_call("sendMessage", chat_id=HANH, text="<b>một</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    same = {"chat_id": HANH, "message_id": sent["result"]["message_id"]}
    unchanged = refused(
        400,
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
        "as a current content and reply markup of the message",
    )
    edit = {**same, "text": "<b>một</b>", "parse_mode": "HTML"}
    assert await raw_call("editMessageText", **edit, reply_markup=KEYBOARD) == unchanged
    assert await raw_call("editMessageReplyMarkup", **same, reply_markup=KEYBOARD) == unchanged
    assert (await started.screen()).edited is False
    for change in ({"parse_mode": ""}, {"parse_mode": "HTML"}):  # only the markup, then only the keyboard
        status, _ = await raw_call("editMessageText", **{**edit, **change})
        assert status == 200


async def test_edits_of_what_cannot_be_edited(raw_call: RawCall, started: Person) -> None:
    (own,) = await started.conversation()
    _, sent = await raw_call("sendMessage", chat_id=HANH, text="một")
    number = sent["result"]["message_id"]
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("editMessageText", {"message_id": 999, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"text": "x"}, 'parameter "message_id" is required'),
        ("editMessageText", {"message_id": own.id, "text": "x"}, "message can't be edited"),
        ("editMessageCaption", {"message_id": number, "caption": "x"}, "there is no caption in the message to edit"),
        ("deleteMessage", {"message_id": 999}, "message to delete not found"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
    ]
    for method, fields, description in cases:
        answer = await raw_call(method, chat_id=HANH, **fields)
        assert answer == refused(400, f"Bad Request: {description}"), method


async def test_files_that_cannot_be_sent(raw_call: RawCall, sandbox: Sandbox, started: Person) -> None:
    del started
    url = f"{sandbox.url}/bot{sandbox.token}"
    cases = [
        ("sendPhoto", b"not a picture", "", "IMAGE_PROCESS_FAILED"),
        ("sendPhoto", b"x" * (10 * 2**20 + 1), "", "file is too big for a photo"),
        ("sendDocument", b"", "", "file must be non-empty"),
        ("sendDocument", b"x", "x" * 1025, "message caption is too long"),
    ]
    async with aiohttp.ClientSession() as session:
        for method, content, caption, description in cases:
            form = aiohttp.FormData({"chat_id": str(HANH), "caption": caption})
            form.add_field(method.removeprefix("send").lower(), io.BytesIO(content), filename="a.bin")
            async with session.post(f"{url}/{method}", data=form) as response:
                answer = response.status, await response.json()
            assert answer == refused(400, f"Bad Request: {description}")
    missing = await raw_call("sendPhoto", chat_id=HANH)
    assert missing == refused(400, "Bad Request: there is no photo in the request")
    unknown = await raw_call("sendDocument", chat_id=HANH, document="no-such-id")
    assert unknown == refused(400, "Bad Request: wrong file identifier/HTTP URL specified")
    assert await raw_call("getFile", file_id="no-such-id") == refused(400, "Bad Request: invalid file_id")


async def test_a_file_over_20_megabytes_cannot_be_fetched(raw_call: RawCall, sandbox: Sandbox, started: Person) -> None:
    await started.send_document(b"x" * (20 * 2**20 + 1), "big.bin")
    (update,) = sandbox.telegram.updates.pending
    answer = await raw_call("getFile", file_id=update["message"]["document"]["file_id"])
    assert answer == refused(400, "Bad Request: file is too big")


async def test_bodies_that_cannot_be_read(sandbox: Sandbox) -> None:
    url = f"{sandbox.url}/bot{sandbox.token}/sendMessage"
    json = {"Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=b"{", headers=json) as response:
            assert await response.json() == refused(400, "Bad Request: can't parse JSON body")[1]
        async with session.post(url, data=b"[]", headers=json) as response:
            assert await response.json() == refused(400, "Bad Request: object expected as JSON body")[1]
        async with session.get(url, params={"chat_id": "1", "text": "x", "reply_markup": "{"}) as response:
            assert await response.json() == refused(400, "Bad Request: chat not found")[1]


async def test_faults_hit_what_they_are_asked_to_hit(raw_call: RawCall, client: SandboxClient, started: Person) -> None:
    await client.person(102, "Trần Văn Bình")
    await client.fault(FaultKind.TOO_MANY_REQUESTS, method="sendMessage", chat_id=HANH, times=2, retry_after=3)
    over = refused(429, "Too Many Requests: retry after 3", retry_after=3)
    assert (await raw_call("getMe"))[0] == 200
    assert (await raw_call("sendMessage", chat_id=102, text="x"))[0] == 403  # has not pressed Start
    assert await raw_call("sendMessage", chat_id=HANH, text="x") == over
    assert await raw_call("sendmessage", chat_id=HANH, text="x") == over
    assert (await raw_call("sendMessage", chat_id=HANH, text="x"))[0] == 200
    assert (await started.screen()).text == "x"


async def test_faults_are_in_force_until_they_are_cleared(raw_call: RawCall, client: SandboxClient) -> None:
    await client.fault(FaultKind.ERROR, code=400, description="Bad Request: have a nice day")
    for _ in range(3):
        assert await raw_call("getMe") == refused(400, "Bad Request: have a nice day")
    await client.clear_faults()
    assert (await raw_call("getMe"))[0] == 200


async def test_the_platforms_ceiling_if_switched_on(raw_call: RawCall, client: SandboxClient, started: Person) -> None:
    await client.limit(per_second=1000, chat_interval=3600)
    assert (await raw_call("sendMessage", chat_id=HANH, text="một"))[0] == 200
    assert await raw_call("sendMessage", chat_id=HANH, text="hai") == refused(
        429, "Too Many Requests: retry after 3600", retry_after=3600
    )
    await client.limit(on=False)
    assert (await raw_call("sendMessage", chat_id=HANH, text="ba"))[0] == 200
    assert [message.text for message in await started.conversation()][1:] == ["một", "ba"]
    assert await client.calls("sendMessage") == {200: 2, 429: 1}
