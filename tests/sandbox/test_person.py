"""The test object itself: it writes, taps and reads as a person does, against a small bot that polls."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import (
    CallbackQuery,
    ChatMemberUpdated,
    InaccessibleMessage,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person
from phieu.sandbox.phone import Toast
from phieu.sandbox.requests import RefusedError
from phieu.sandbox.server import Sandbox
from tests.sandbox.conftest import picture

ANSWERS = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Tốt", callback_data="good"),
            InlineKeyboardButton(text="Rất tốt", callback_data="best"),
        ],
        [InlineKeyboardButton(text="Liên kết", url="https://t.me/phieu_sandbox_bot?start=lien-ket")],
    ]
)


class SurveyBot:
    """Asks one question, and remembers what came."""

    def __init__(self) -> None:
        self.dispatcher = Dispatcher()
        self.memberships: list[str] = []
        self.dispatcher.message(CommandStart())(self.ask)
        self.dispatcher.message(F.text)(self.echo)
        self.dispatcher.callback_query()(self.take)
        self.dispatcher.my_chat_member()(self.member)

    async def ask(self, message: Message, command: CommandObject) -> None:
        await message.answer(f"Câu hỏi {command.args}", reply_markup=ANSWERS)

    async def echo(self, message: Message) -> None:
        await message.answer(f"{len(message.text or '')} chữ")

    async def take(self, query: CallbackQuery) -> None:
        if isinstance(query.message, InaccessibleMessage):
            await query.answer("Câu này đã qua", show_alert=True)
        elif isinstance(query.message, Message):
            await query.message.edit_text(f"Đã chọn {query.data}", reply_markup=ANSWERS)
            await query.answer("Đã lưu")

    async def member(self, event: ChatMemberUpdated) -> None:
        self.memberships.append(event.new_chat_member.status)


@pytest.fixture
async def survey(aiogram_bot: Bot) -> AsyncIterator[SurveyBot]:
    survey = SurveyBot()
    polling = asyncio.ensure_future(
        survey.dispatcher.start_polling(aiogram_bot, handle_signals=False, close_bot_session=False)
    )
    yield survey
    await survey.dispatcher.stop_polling()
    await polling


async def test_a_conversation(survey: SurveyBot, hanh: Person) -> None:
    del survey
    await hanh.start("a-1")
    question = await hanh.sees("Câu hỏi a-1")
    assert question.rows == [["Tốt", "Rất tốt"], ["Liên kết"]]
    assert await hanh.tap("Tốt") == Toast("Đã lưu")
    assert (await hanh.screen()).text == "Đã chọn good"
    await hanh.tap("Rất")
    shown = await hanh.screen()
    assert (shown.id, shown.text) == (question.id, "Đã chọn best")
    assert hanh.toasts == [Toast("Đã lưu"), Toast("Đã lưu")]
    assert [message.text for message in await hanh.conversation()] == ["/start a-1", "Đã chọn best"]


async def test_a_link_in_a_button_is_followed(survey: SurveyBot, hanh: Person) -> None:
    del survey
    await hanh.start("1")
    await hanh.sees("Câu hỏi")
    await hanh.tap("Liên kết")
    await hanh.sees("Câu hỏi lien-ket")
    with pytest.raises(RefusedError, match="does not lead to the bot"):
        await hanh.open_link("https://t.me/someone_else?start=1")


async def test_forged_and_old_buttons(survey: SurveyBot, hanh: Person, aiogram_bot: Bot) -> None:
    del survey
    await hanh.start("1")
    question = await hanh.sees("Câu hỏi")
    await hanh.tap_action(question.id, "forged:everything")
    assert (await hanh.screen()).text == "Đã chọn forged:everything"
    await aiogram_bot.delete_message(hanh.id, question.id)
    assert await hanh.tap_action(question.id, "good") == Toast("Câu này đã qua", alert=True)
    with pytest.raises(LookupError, match="no button says 'Tốt'"):
        await hanh.tap("Tốt")


async def test_a_tap_on_a_button_that_has_gone_is_impossible(survey: SurveyBot, hanh: Person, sandbox: Sandbox) -> None:
    del survey
    await hanh.start("1")
    question = await hanh.sees("Câu hỏi")
    sandbox.telegram.phone(hanh.id).messages[question.id].pop("reply_markup")
    with pytest.raises(RefusedError, match="this button is no longer there"):
        await hanh.tap("Tốt")


async def test_a_long_text_goes_out_in_several_messages(survey: SurveyBot, hanh: Person) -> None:
    del survey
    await hanh.write("😀" + "x" * 4095 + "😀" * 2000)
    await hanh.sees("4095 chữ")
    await hanh.sees("2001 chữ")
    with pytest.raises(RefusedError, match="an empty message cannot be sent"):
        await hanh.write("  ")


async def test_settled_once_the_bot_has_reacted(survey: SurveyBot, hanh: Person) -> None:
    del survey
    await hanh.write("một")
    await hanh.settled()
    assert (await hanh.screen()).text == "3 chữ"


async def test_what_is_not_seen_is_told_with_what_stands_instead(survey: SurveyBot, hanh: Person) -> None:
    del survey
    await hanh.start("1")
    await hanh.sees("Câu hỏi")
    with pytest.raises(TimeoutError, match=r"'Tổng kết' was not seen[\s\S]*Câu hỏi 1"):
        await hanh.sees("Tổng kết", timeout=0.01)


async def test_a_tap_that_nobody_answers(hanh: Person, aiogram_bot: Bot) -> None:
    await hanh.start()
    await aiogram_bot.send_message(hanh.id, "Câu hỏi", reply_markup=ANSWERS)
    with pytest.raises(TimeoutError, match="the bot has not answered the tap"):
        await hanh.tap("Tốt", wait=0.01)
    with pytest.raises(TimeoutError, match="the bot has not reacted to everything"):
        await hanh.settled(timeout=0.01)


async def test_blocking_and_coming_back(survey: SurveyBot, hanh: Person) -> None:
    await hanh.start("1")
    await hanh.sees("Câu hỏi 1")
    await hanh.block()
    with pytest.raises(RefusedError, match="has blocked the bot"):
        await hanh.write("một")
    await hanh.start("2")
    await hanh.sees("Câu hỏi 2")
    assert survey.memberships == ["kicked", "member"]


async def test_two_people_do_not_see_each_other(survey: SurveyBot, client: SandboxClient, hanh: Person) -> None:
    del survey
    binh = await client.person(102, "Trần Văn Bình", language="en")
    await asyncio.gather(hanh.start("h"), binh.start("b"))
    await hanh.sees("Câu hỏi h")
    await binh.sees("Câu hỏi b")
    assert [message.text for message in await hanh.conversation()] == ["/start h", "Câu hỏi h"]
    overview = await client.overview()
    assert [(person["name"], person["started"], person["messages"]) for person in overview["people"]] == [
        ("Nguyễn Thị Hồng Hạnh", True, 2),
        ("Trần Văn Bình", True, 2),
    ]


async def test_a_browser_shows_pictures_and_saves_all_else(sandbox: Sandbox, hanh: Person) -> None:
    await hanh.send_document(b"<script>alert(1)</script>", "a.html")
    await hanh.send_photo(picture(), "a.png")
    page, photo = [message.document or message.photo for message in await hanh.conversation()]
    assert page is not None
    assert photo is not None
    shown = []
    async with aiohttp.ClientSession() as session:
        for attachment in (page, photo):
            async with session.get(sandbox.url + attachment.url) as response:
                shown.append((response.content_type, response.headers["Content-Disposition"]))
                assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert shown == [("application/octet-stream", "attachment"), ("image/png", "inline")]


@pytest.mark.parametrize("entry", [{}, {"id": 0, "name": "x"}, {"id": 5}, {"id": 5, "name": " "}, {"id": "5"}, 7])
async def test_people_who_cannot_be_registered(client: SandboxClient, entry: object) -> None:
    with pytest.raises(RefusedError) as refusal:
        await client._requests.post("people", [entry])
    assert refusal.value.status == 400


@pytest.mark.parametrize(("path", "body"), [("text", []), ("text", {}), ("tap", {"message_id": "x", "data": ""})])
async def test_bodies_that_make_no_sense(client: SandboxClient, hanh: Person, path: str, body: object) -> None:
    with pytest.raises(RefusedError, match="bad request") as refusal:
        await client._requests.post(f"people/{hanh.id}/{path}", body)
    assert refusal.value.status == 400


async def test_who_is_not_registered_has_no_phone(client: SandboxClient) -> None:
    nobody = await client.person(404)
    with pytest.raises(RefusedError, match="there is no such person"):
        await nobody.conversation()
