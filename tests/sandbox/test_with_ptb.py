"""Every method of the sandbox by python-telegram-bot's own client, and what it makes of refusals."""

import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import ExtBot

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person
from phieu.sandbox.phone import Toast
from phieu.sandbox.server import Sandbox
from tests.sandbox.conftest import HANH, picture

OPEN = InlineKeyboardMarkup([[InlineKeyboardButton("Mở phiếu", callback_data="open:1")]])


async def test_who_the_bot_is(ptb_bot: ExtBot[None], sandbox: Sandbox) -> None:
    assert (ptb_bot.id, ptb_bot.username) == (sandbox.telegram.bot.id, sandbox.telegram.bot.username)
    assert await ptb_bot.log_out()


async def test_text_edit_and_delete(ptb_bot: ExtBot[None], started: Person) -> None:
    sent = await ptb_bot.send_message(HANH, "Đợt <b>đánh giá</b> mở", parse_mode="HTML", reply_markup=OPEN)
    assert sent.text_html == "Đợt <b>đánh giá</b> mở"
    edited = await ptb_bot.edit_message_text("Đợt đóng", HANH, sent.message_id, reply_markup=OPEN)
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    await ptb_bot.edit_message_reply_markup(HANH, sent.message_id)
    shown = await started.screen()
    assert (shown.text, shown.rows) == ("Đợt đóng", [])
    assert await ptb_bot.delete_message(HANH, sent.message_id)
    assert await ptb_bot.delete_messages(HANH, [sent.message_id])
    assert [message.text for message in await started.conversation()] == ["/start"]


async def test_pictures_and_documents(ptb_bot: ExtBot[None], started: Person) -> None:
    sent = await ptb_bot.send_photo(HANH, picture(), caption="Tóm tắt", reply_markup=OPEN)
    shown = await started.screen()
    assert (shown.text, shown.rows, await started.document(shown)) == ("Tóm tắt", [["Mở phiếu"]], picture())
    await ptb_bot.edit_message_caption(HANH, sent.message_id, caption="Khác")
    await ptb_bot.edit_message_media(InputMediaPhoto(picture(color="red"), caption="Đỏ"), HANH, sent.message_id)
    shown = await started.screen()
    assert (shown.text, await started.document(shown)) == ("Đỏ", picture(color="red"))
    await ptb_bot.send_document(HANH, b"%PDF", filename="mời.pdf")
    shown = await started.screen()
    assert shown.document is not None
    assert (shown.document.name, shown.document.mime) == ("mời.pdf", "application/pdf")
    album = await ptb_bot.send_media_group(HANH, [InputMediaPhoto(picture()), InputMediaPhoto(picture())])
    assert len({message.media_group_id for message in album}) == 1


async def test_a_file_is_fetched(ptb_bot: ExtBot[None], started: Person) -> None:
    await started.send_document(b"workbook", "a.xlsx")
    (update,) = await ptb_bot.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.document is not None
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"workbook"


async def test_a_tap_and_its_answer(ptb_bot: ExtBot[None], started: Person) -> None:
    await ptb_bot.send_message(HANH, "Mở?", reply_markup=OPEN)
    await started.tap("Mở phiếu", wait=0)
    (update,) = await ptb_bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.data == "open:1"
    assert await update.callback_query.answer("Vâng")
    await started.settled()
    assert started.toasts == [Toast("Vâng")]


async def test_commands_profile_action_and_chat(ptb_bot: ExtBot[None], started: Person) -> None:
    assert await ptb_bot.set_my_commands([BotCommand("help", "Trợ giúp")])
    assert await started.commands() == ["help"]
    assert await ptb_bot.get_my_commands() == (BotCommand("help", "Trợ giúp"),)
    assert await ptb_bot.delete_my_commands()
    assert await ptb_bot.set_my_name("Phiếu kín", "vi")
    assert (await ptb_bot.get_my_name("vi")).name == "Phiếu kín"
    assert await ptb_bot.set_my_description("dài")
    assert await ptb_bot.set_my_short_description("ngắn")
    assert await ptb_bot.send_chat_action(HANH, "upload_document")
    assert (await ptb_bot.get_chat(HANH)).first_name == "Nguyễn Thị Hồng Hạnh"


async def test_webhook_settings(ptb_bot: ExtBot[None]) -> None:
    assert await ptb_bot.set_webhook("http://127.0.0.1:9/hook", secret_token="s", max_connections=3)
    info = await ptb_bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == ("http://127.0.0.1:9/hook", 3, 0)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await ptb_bot.get_updates()
    assert await ptb_bot.delete_webhook()
    assert (await ptb_bot.get_webhook_info()).url == ""


async def test_who_cannot_be_written_to(ptb_bot: ExtBot[None], client: SandboxClient, started: Person) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb_bot.send_message(999, "ai đó")
    await client.person(102, "Trần Văn Bình")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await ptb_bot.send_message(102, "chào anh")
    await started.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb_bot.send_message(HANH, "chào chị")
    await started.start()
    await ptb_bot.send_message(HANH, "chào chị")


async def test_faults_as_the_library_tells_them(
    ptb_bot: ExtBot[None], client: SandboxClient, started: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # how the library will give pauses; without it, it warns
    await client.fault(FaultKind.TOO_MANY_REQUESTS, method="sendMessage", times=1, retry_after=7)
    with pytest.raises(RetryAfter, match="Retry in 0:00:07"):
        await ptb_bot.send_message(HANH, "một")
    await client.fault(FaultKind.BAD_GATEWAY, times=1)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await ptb_bot.send_message(HANH, "hai")
    await client.fault(FaultKind.ERROR, chat_id=HANH, times=1, code=403, description="Forbidden: user is deactivated")
    with pytest.raises(Forbidden, match="user is deactivated"):
        await ptb_bot.send_message(HANH, "ba")
    await client.fault(FaultKind.RESET, times=1)
    with pytest.raises(NetworkError):
        await ptb_bot.send_message(HANH, "bốn")
    assert [message.text for message in await started.conversation()] == ["/start"]
    assert await client.calls("sendMessage") == {0: 1, 403: 1, 429: 1, 502: 1}


async def test_an_answer_that_is_lost_though_the_message_was_sent(
    ptb_bot: ExtBot[None], client: SandboxClient, started: Person
) -> None:
    await client.fault(FaultKind.LOST_ANSWER, times=1)
    with pytest.raises(NetworkError):
        await ptb_bot.send_message(HANH, "một")
    await client.fault(FaultKind.HANG, times=1)
    with pytest.raises(TimedOut):
        await ptb_bot.send_message(HANH, "hai", read_timeout=0.05)
    await ptb_bot.send_message(HANH, "ba")
    assert [message.text for message in await started.conversation()] == ["/start", "một", "hai", "ba"]


async def test_a_wrong_token(sandbox: Sandbox) -> None:
    bot = ExtBot("7000000001:wrong", base_url=f"{sandbox.url}/bot")
    with pytest.raises(InvalidToken):
        await bot.initialize()
    await bot.shutdown()
