"""The phone of a person in Zalo: reading choices, picking one, waiting; against a small bot that polls."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from phieu.sandbox.zalo_phone import ZaloMessage, find_choice
from tests.sandbox.conftest import ZaloCall

QUESTION = "Anh/chị đánh giá thế nào?\n\n1. Tốt\n2. Rất tốt\n0. ‹ Quay lại"


def shown(text: str) -> ZaloMessage:
    return ZaloMessage(id="1", text=text, from_bot=True)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        (QUESTION, {"Tốt": "1", "Rất tốt": "2", "‹ Quay lại": "0"}),
        (
            "12) Mười hai\n+. Xem thêm\n-. Trước đó\n ?. Trợ giúp ",
            {"Mười hai": "12", "Xem thêm": "+", "Trước đó": "-", "Trợ giúp": "?"},
        ),
        ("Xin ghi số ngày:\nA. Bỏ qua\n0. ‹ Quay lại", {"Bỏ qua": "A", "‹ Quay lại": "0"}),
        ("3️⃣ Tốt\n4 Khá", {"Tốt": "3", "Khá": "4"}),
        ("5 phiếu còn lại\n1. Tiếp tục", {"Tiếp tục": "1"}),
        ("1. Có\n2. Có", {"Có": "1"}),
        ("12.000 đồng\n30/6: hạn chót\n1234. x\n- gạch đầu dòng", {}),
    ],
)
def test_choices_are_read_off_a_text(text: str, choices: dict[str, str]) -> None:
    assert shown(text).choices == choices


def test_a_label_is_found_exactly_or_in_part() -> None:
    choices = {"Rất tốt": "1", "Tốt": "2"}
    assert [find_choice(choices, label) for label in ("Tốt", "Rất", "tốt", "Kém")] == ["2", "1", "1", None]


@pytest.fixture
async def survey(zalo_call: ZaloCall) -> AsyncIterator[None]:
    """A bot that answers "chào" with a question, and everything else with what was written."""

    async def run() -> None:
        while True:
            status, body = await zalo_call("getUpdates", timeout=60)
            if status == 200:
                message = body["result"]["message"]
                text = QUESTION if message["text"] == "chào" else f"Đã chọn {message['text']}"
                await zalo_call("sendMessage", chat_id=message["chat"]["id"], text=text)

    task = asyncio.ensure_future(run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_conversation(survey: None, zalo_hanh: ZaloPerson) -> None:
    del survey
    await zalo_hanh.write("chào")
    await zalo_hanh.settled()
    assert await zalo_hanh.choices() == {"Tốt": "1", "Rất tốt": "2", "‹ Quay lại": "0"}
    written = await zalo_hanh.pick("Rất tốt")
    assert (written.text, written.from_bot) == ("2", False)
    assert (await zalo_hanh.screen()).text == "Đã chọn 2"
    assert (await zalo_hanh.sees("Đã chọn")).name == "Bot Phiếu"
    assert [message.text for message in await zalo_hanh.conversation()] == ["chào", QUESTION, "2", "Đã chọn 2"]
    dates = [message.date for message in await zalo_hanh.conversation()]
    assert dates == sorted(set(dates))


async def test_a_hurried_pick_is_dated_a_millisecond_after_what_was_shown(
    zalo_call: ZaloCall, zalo_known: ZaloPerson
) -> None:
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text=QUESTION)
    asked = await zalo_known.screen()
    picked = await zalo_known.pick("Tốt", hurried=True, wait=0)
    assert (picked.text, picked.date) == ("1", asked.date + 1)


async def test_a_choice_that_comes_in_a_later_part_is_waited_for(zalo_call: ZaloCall, zalo_known: ZaloPerson) -> None:
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="Phần đầu của một văn bản dài")
    await zalo_known.settled()
    picking = asyncio.ensure_future(zalo_known.pick("Rất tốt"))
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text=QUESTION)
    while (await zalo_call("getUpdates", timeout=60))[0] != 200:
        pass
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="Đã lưu")
    assert (await picking).text == "2"


async def test_what_is_not_there_is_not_picked(zalo_call: ZaloCall, zalo_known: ZaloPerson) -> None:
    with pytest.raises(LookupError, match="the bot has said nothing here"):
        await zalo_known.pick("Tốt", wait=0)
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text=QUESTION)
    with pytest.raises(LookupError, match="no choice says 'Kém'; there are"):
        await zalo_known.pick("Kém", wait=0.01)
    with pytest.raises(LookupError, match="there is no picture"):
        await zalo_known.picture(await zalo_known.screen())
    assert len(await zalo_known.conversation()) == 2


async def test_waiting_for_a_bot_that_says_nothing(zalo_known: ZaloPerson) -> None:
    with pytest.raises(TimeoutError, match="the bot has not reacted"):
        await zalo_known.settled(timeout=0.01)
    with pytest.raises(TimeoutError, match="'Tốt' was not seen within"):
        await zalo_known.sees("Tốt", timeout=0.01)


async def test_both_phones_belong_to_one_person(client: SandboxClient, sandbox: Sandbox) -> None:
    in_zalo = await client.zalo_person(7, "Lê Thị Mai")
    in_telegram = await client.person(7)
    await in_zalo.write("một")
    await in_telegram.start()
    assert list(sandbox.telegram.users.by_id) == [7]
    assert [message.text for message in await in_zalo.conversation()] == ["một"]
    assert [message.text for message in await in_telegram.conversation()] == ["/start"]
