"""Every method of the sandbox by aiogram's own client."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    MediaUnion,
)

from phieu.sandbox.person import Person
from phieu.sandbox.phone import Toast
from phieu.sandbox.server import Sandbox
from tests.sandbox.conftest import HANH, picture

YES_NO = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Có", callback_data="yes"), InlineKeyboardButton(text="Không", callback_data="no")]
    ]
)


async def test_who_the_bot_is(aiogram_bot: Bot, sandbox: Sandbox) -> None:
    me = await aiogram_bot.get_me()
    assert (me.is_bot, me.username, me.id) == (True, sandbox.telegram.bot.username, sandbox.telegram.bot.id)
    assert await aiogram_bot.log_out()
    assert await aiogram_bot.close()


async def test_text_with_markup_and_buttons(aiogram_bot: Bot, started: Person) -> None:
    sent = await aiogram_bot.send_message(
        HANH, "Chào <b>chị 😀</b> &lt;Hạnh&gt;", parse_mode="HTML", reply_markup=YES_NO
    )
    assert sent.text == "Chào chị 😀 <Hạnh>"
    assert sent.html_text == "Chào <b>chị 😀</b> &lt;Hạnh&gt;"
    shown = await started.screen()
    assert (shown.id, shown.html, shown.rows) == (sent.message_id, sent.html_text, [["Có", "Không"]])


async def test_a_reply_quotes_the_message(aiogram_bot: Bot, started: Person) -> None:
    first = await aiogram_bot.send_message(HANH, "một")
    second = await aiogram_bot.send_message(HANH, "hai", reply_to_message_id=first.message_id)
    assert second.reply_to_message is not None
    assert (await started.screen()).reply_to == first.message_id


async def test_edits_in_place(aiogram_bot: Bot, started: Person) -> None:
    sent = await aiogram_bot.send_message(HANH, "một", reply_markup=YES_NO)
    assert (await aiogram_bot.edit_message_reply_markup(chat_id=HANH, message_id=sent.message_id)) is not True
    assert (await started.screen()).rows == []
    edited = await aiogram_bot.edit_message_text("hai", chat_id=HANH, message_id=sent.message_id, reply_markup=YES_NO)
    shown = await started.screen()
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    assert (shown.id, shown.text, shown.rows, shown.edited) == (sent.message_id, "hai", [["Có", "Không"]], True)
    await aiogram_bot.edit_message_text("ba", chat_id=HANH, message_id=sent.message_id)
    assert (await started.screen()).rows == []


async def test_deleting_either_sides_messages(aiogram_bot: Bot, started: Person) -> None:
    await started.write("mã của tôi")
    (update,) = await aiogram_bot.get_updates()
    assert update.message is not None
    assert await update.message.delete()
    one = await aiogram_bot.send_message(HANH, "một")
    two = await aiogram_bot.send_message(HANH, "hai")
    assert await aiogram_bot.delete_messages(HANH, [one.message_id, two.message_id, 999])
    assert [message.text for message in await started.conversation()] == ["/start"]


async def test_pictures_documents_and_their_change(aiogram_bot: Bot, started: Person) -> None:
    image = BufferedInputFile(picture(), "summary.png")
    sent = await aiogram_bot.send_photo(HANH, image, caption="<i>Kết quả</i>", parse_mode="HTML")
    assert sent.photo is not None
    assert [(size.width, size.height) for size in sent.photo] == [(320, 200), (640, 400)]
    shown = await started.screen()
    assert (shown.html, await started.document(shown)) == ("<i>Kết quả</i>", picture())

    await aiogram_bot.edit_message_caption(chat_id=HANH, message_id=sent.message_id, caption="Bản mới")
    assert (await started.screen()).text == "Bản mới"
    sheet = InputMediaDocument(media=BufferedInputFile(b"xlsx", "phieu.xlsx"), caption="Bảng")
    await aiogram_bot.edit_message_media(sheet, chat_id=HANH, message_id=sent.message_id)
    shown = await started.screen()
    assert shown.document is not None
    assert (shown.text, shown.photo, shown.document.name, await started.document(shown)) == (
        "Bảng", None, "phieu.xlsx", b"xlsx",
    )  # fmt: skip


async def test_a_file_is_sent_again_by_its_id(aiogram_bot: Bot, started: Person) -> None:
    first = await aiogram_bot.send_document(HANH, BufferedInputFile(b"abc", "a.txt"))
    assert first.document is not None
    await aiogram_bot.send_document(HANH, first.document.file_id)
    assert await started.document(await started.screen()) == b"abc"


async def test_an_album(aiogram_bot: Bot, started: Person) -> None:
    media: list[MediaUnion] = [
        InputMediaPhoto(media=BufferedInputFile(picture(), f"{number}.png")) for number in range(3)
    ]
    sent = await aiogram_bot.send_media_group(HANH, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.photo is not None for message in await started.conversation()] == [False, True, True, True]


async def test_files_that_a_person_sends(aiogram_bot: Bot, started: Person) -> None:
    await started.send_document(b"workbook", "cơ quan.xlsx", caption="danh sách")
    await started.send_photo(picture(900, 900))
    with_document, with_photo = [update.message for update in await aiogram_bot.get_updates()]
    assert with_document is not None
    assert with_document.document is not None
    assert with_document.caption == "danh sách"
    assert (with_document.document.file_name, with_document.document.mime_type) == (
        "cơ quan.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )  # fmt: skip
    content = await aiogram_bot.download(with_document.document)
    assert content is not None
    assert content.read() == b"workbook"
    assert with_photo is not None
    assert with_photo.photo is not None
    content = await aiogram_bot.download(with_photo.photo[-1])
    assert content is not None
    assert content.read() == picture(900, 900)


async def test_a_tap_and_its_answer(aiogram_bot: Bot, started: Person) -> None:
    await aiogram_bot.send_message(HANH, "Đồng ý?", reply_markup=YES_NO)
    await started.tap("Có", wait=0)
    (update,) = await aiogram_bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert (query.data, query.from_user.id, query.from_user.language_code) == ("yes", HANH, "vi")
    assert await aiogram_bot.answer_callback_query(query.id, "Đã ghi", show_alert=True)
    await started.settled()
    assert started.toasts == [Toast("Đã ghi", alert=True)]
    with pytest.raises(
        TelegramBadRequest, match="query is too old and response timeout expired or query ID is invalid"
    ):
        await aiogram_bot.answer_callback_query(query.id)


async def test_the_menu_of_commands(aiogram_bot: Bot, started: Person) -> None:
    help_, join = BotCommand(command="help", description="Trợ giúp"), BotCommand(command="join", description="Tham gia")
    everyone = BotCommandScopeAllPrivateChats()
    assert await aiogram_bot.set_my_commands([help_])
    assert await aiogram_bot.set_my_commands([join, help_], scope=everyone, language_code="vi")
    assert [(each.command, each.description) for each in await aiogram_bot.get_my_commands()] == [("help", "Trợ giúp")]
    assert await started.commands() == ["join", "help"]
    assert await aiogram_bot.delete_my_commands(scope=everyone, language_code="vi")
    assert await started.commands() == ["help"]


async def test_the_bots_profile(aiogram_bot: Bot) -> None:
    assert (await aiogram_bot.get_my_name()).name == "Phiếu"
    assert await aiogram_bot.set_my_description("Bỏ phiếu kín", language_code="vi")
    assert await aiogram_bot.set_my_short_description("Phiếu")
    assert (await aiogram_bot.get_my_description(language_code="vi")).description == "Bỏ phiếu kín"
    assert (await aiogram_bot.get_my_description()).description == ""
    assert (await aiogram_bot.get_my_short_description()).short_description == "Phiếu"


async def test_what_the_bot_sees_of_a_chat(aiogram_bot: Bot, started: Person) -> None:
    chat = await aiogram_bot.get_chat(started.id)
    assert (chat.id, chat.type, chat.full_name) == (HANH, "private", "Nguyễn Thị Hồng Hạnh")


async def test_showing_that_something_is_on_its_way(aiogram_bot: Bot, started: Person, sandbox: Sandbox) -> None:
    assert await aiogram_bot.send_chat_action(HANH, "typing")
    assert sandbox.telegram.phone(started.id).journal.entries[-1].subject == "typing"
    with pytest.raises(TelegramBadRequest, match="wrong parameter action"):
        await aiogram_bot.send_chat_action(HANH, "dancing")
