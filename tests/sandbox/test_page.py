"""The chat page in a real Chromium: one person's phone, two phones, files, languages."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiogram import Bot
from aiogram.types import BotCommand, BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Message
from playwright.async_api import Locator, Page, expect

from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person
from phieu.sandbox.server import Sandbox
from tests.browser import browser, browser_page  # noqa: F401
from tests.sandbox.conftest import HANH, picture

pytestmark = pytest.mark.browser
CHOICES = InlineKeyboardMarkup(
    inline_keyboard=[
        [
            InlineKeyboardButton(text="Tốt", callback_data="good"),
            InlineKeyboardButton(text="Khá", callback_data="fair"),
        ],
        [InlineKeyboardButton(text="Tham gia", url="https://t.me/phieu_sandbox_bot?start=ma-2")],
    ]
)
Open = Callable[..., Awaitable[Locator]]


@pytest.fixture
def open_phone(browser_page: Page, sandbox: Sandbox) -> Open:  # noqa: F811
    """Opens the page, if need be, and takes up a person's phone by choosing them from the list."""

    async def take_up(number: int = HANH) -> Locator:
        if not browser_page.url.startswith(sandbox.url):
            await browser_page.goto(sandbox.url)
        await browser_page.locator(f"[data-testid=person][data-person-id='{number}']").click()
        return browser_page.locator(f"[data-testid=phone][data-person-id='{number}']")

    return take_up


def newest(phone: Locator) -> Locator:
    return phone.get_by_test_id("message").last


async def taps(bot: Bot) -> list[tuple[str, str]]:
    """What was tapped since last asked: callback query and action."""
    updates = await bot.get_updates(timeout=10, allowed_updates=["callback_query"])
    await bot.get_updates(offset=updates[-1].update_id + 1)
    return [(update.callback_query.id, update.callback_query.data or "") for update in updates if update.callback_query]


async def ask(bot: Bot) -> Message:
    return await bot.send_message(HANH, "Chị <b>đánh giá</b> thế nào?", parse_mode="HTML", reply_markup=CHOICES)


async def test_the_invitation_then_writing(open_phone: Open, hanh: Person) -> None:
    phone = await open_phone()
    await expect(phone.get_by_test_id("composer")).to_have_count(0)
    await phone.get_by_role("button", name="Mở liên kết mời").click()
    await expect(newest(phone)).to_contain_text("/start ma-moi-1")
    await expect(phone.get_by_test_id("invitation")).to_have_count(0)
    await phone.get_by_role("textbox").fill("Chào bot")
    await phone.get_by_role("textbox").press("Enter")
    await expect(newest(phone)).to_contain_text("Chào bot")
    assert [message.text for message in await hanh.conversation()] == ["/start ma-moi-1", "Chào bot"]


async def test_a_tap_is_answered_and_the_message_changes_in_place(
    open_phone: Open, aiogram_bot: Bot, started: Person
) -> None:
    phone = await open_phone()
    sent = await ask(aiogram_bot)
    message = phone.locator(f"[data-message-id='{sent.message_id}']")
    await expect(message.locator("strong")).to_have_text("đánh giá")
    await message.get_by_role("button", name="Khá").click()
    await expect(message.get_by_role("button", name="Khá")).to_have_attribute("aria-busy", "true")
    ((query, action),) = await taps(aiogram_bot)
    assert action == "fair"
    await aiogram_bot.edit_message_text("Đã ghi: Khá", chat_id=HANH, message_id=sent.message_id, reply_markup=CHOICES)
    await aiogram_bot.answer_callback_query(query, "Đã lưu câu trả lời")
    await expect(message.get_by_test_id("text")).to_have_text("Đã ghi: Khá")
    await expect(message.get_by_test_id("edited")).to_have_text("đã sửa")
    await expect(message.get_by_role("button", name="Khá")).to_be_focused()  # a keyboard stays where it was
    await expect(phone.get_by_test_id("toast")).to_have_text("Đã lưu câu trả lời")
    await expect(phone.get_by_test_id("message")).to_have_count(2)
    assert (await started.screen()).text == "Đã ghi: Khá"


async def test_an_answer_in_a_box_stays_until_it_is_closed(open_phone: Open, aiogram_bot: Bot, started: Person) -> None:
    del started
    phone = await open_phone()
    await ask(aiogram_bot)
    await phone.get_by_role("button", name="Tốt").click()
    ((query, _),) = await taps(aiogram_bot)
    await aiogram_bot.answer_callback_query(query, "Đợt đã đóng", show_alert=True)
    await expect(phone.get_by_role("alertdialog")).to_contain_text("Đợt đã đóng")
    await expect(phone.get_by_role("button", name="Tốt")).not_to_have_attribute("aria-busy", "true")
    await phone.get_by_test_id("alert-close").press("Escape")
    await expect(phone.get_by_role("alertdialog")).to_have_count(0)


async def test_a_message_that_the_bot_deletes_vanishes(open_phone: Open, aiogram_bot: Bot, started: Person) -> None:
    del started
    phone = await open_phone()
    sent = await ask(aiogram_bot)
    await expect(phone.get_by_test_id("message")).to_have_count(2)
    await aiogram_bot.delete_message(HANH, sent.message_id)
    await expect(phone.get_by_test_id("message")).to_have_count(1)


async def test_links_to_the_bot_are_followed_on_this_phone(open_phone: Open, aiogram_bot: Bot, started: Person) -> None:
    phone = await open_phone()
    await ask(aiogram_bot)
    await phone.get_by_role("button", name="Tham gia").click()
    await expect(newest(phone)).to_contain_text("/start ma-2")
    await aiogram_bot.send_message(HANH, "Hoặc t.me/phieu_sandbox_bot?start=ma-3, hay /help")
    await phone.get_by_test_id("bot-link").click()
    await expect(newest(phone)).to_contain_text("/start ma-3")
    await phone.get_by_role("button", name="/help").click()
    await expect(newest(phone)).to_have_text(re.compile(r"^/help"))
    assert (await started.conversation())[-1].text == "/help"


async def test_a_picture_is_shown_and_enlarged(
    open_phone: Open, aiogram_bot: Bot, started: Person, browser_page: Page  # noqa: F811
) -> None:  # fmt: skip
    del started
    phone = await open_phone()
    await aiogram_bot.send_photo(HANH, BufferedInputFile(picture(), "a.png"), caption="Kết quả")
    image = newest(phone).get_by_role("img")
    await expect(image).to_have_js_property("naturalWidth", 640)
    await newest(phone).get_by_role("button", name="Xem ảnh lớn").click()
    viewer = browser_page.get_by_test_id("viewer")
    await expect(viewer).to_be_visible()
    await viewer.get_by_role("button", name="Đóng").click()
    await expect(viewer).to_be_hidden()


async def test_a_document_is_saved_under_its_name(
    open_phone: Open, aiogram_bot: Bot, started: Person, browser_page: Page  # noqa: F811
) -> None:  # fmt: skip
    del started
    phone = await open_phone()
    await aiogram_bot.send_document(HANH, BufferedInputFile(b"<script>", "tổng hợp.html"))
    async with browser_page.expect_download() as download:
        await newest(phone).get_by_test_id("document").click()
    saved = await download.value
    assert saved.suggested_filename == "tổng hợp.html"
    assert await asyncio.to_thread(Path(await saved.path()).read_bytes) == b"<script>"


@pytest.mark.parametrize(("kind", "name"), [("photo", "ảnh.png"), ("document", "cơ quan.png")])
async def test_a_person_sends_a_file(open_phone: Open, started: Person, kind: str, name: str) -> None:
    phone = await open_phone()
    await phone.get_by_test_id("attach").click()
    async with phone.page.expect_file_chooser() as chooser:
        await phone.get_by_test_id(f"attach-{kind}").click()
    await (await chooser.value).set_files({"name": name, "mimeType": "image/png", "buffer": picture()})
    await expect(newest(phone).get_by_test_id("picture" if kind == "photo" else "document")).to_be_visible()
    sent = (await started.conversation())[-1]
    assert (sent.photo is not None, sent.document and sent.document.name) == (
        kind == "photo", name if kind == "document" else None,
    )  # fmt: skip


async def test_marks_become_formatting_as_in_an_app(open_phone: Open, started: Person) -> None:
    phone = await open_phone()
    await phone.get_by_test_id("composer").fill("**Họp** lúc __8h__, 2 * 3 < 7, `a**b**`, ||mật||")
    await phone.get_by_test_id("send").click()
    await expect(newest(phone).locator("strong").first).to_have_text("Họp")
    written = (await started.conversation())[-1].html
    assert written == "<b>Họp</b> lúc <i>8h</i>, 2 * 3 &lt; 7, <code>a**b**</code>, <tg-spoiler>mật</tg-spoiler>"


async def test_what_is_written_already_goes_with_a_file(open_phone: Open, started: Person) -> None:
    phone = await open_phone()
    await phone.get_by_test_id("composer").fill("**Sơ đồ** & lịch")
    await phone.get_by_test_id("attach").click()
    async with phone.page.expect_file_chooser() as chooser:
        await phone.get_by_test_id("attach-photo").click()
    await (await chooser.value).set_files({"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    await expect(newest(phone).get_by_test_id("picture")).to_be_visible()
    assert (await started.conversation())[-1].html == "<b>Sơ đồ</b> &amp; lịch"
    await expect(phone.get_by_test_id("composer")).to_have_value("")


async def test_the_menu_of_commands(open_phone: Open, aiogram_bot: Bot, started: Person) -> None:
    phone = await open_phone()
    await expect(phone.get_by_test_id("commands")).to_be_hidden()
    await aiogram_bot.set_my_commands([BotCommand(command="privacy", description="Bảo mật")])
    await phone.get_by_test_id("commands").click()
    await phone.get_by_role("menuitem", name="Bảo mật").click()
    await expect(newest(phone)).to_contain_text("/privacy")
    assert (await started.conversation())[-1].text == "/privacy"


async def test_typing_blocking_and_coming_back(open_phone: Open, aiogram_bot: Bot, hanh: Person) -> None:
    phone = await open_phone()
    await phone.get_by_test_id("start").click()
    await expect(newest(phone)).to_contain_text("/start")
    await aiogram_bot.send_chat_action(HANH, "typing")
    await expect(phone.get_by_test_id("status")).to_have_text("đang nhập…")
    await aiogram_bot.send_message(HANH, "Chào chị")
    await expect(phone.get_by_test_id("status")).to_have_text("bot")
    await phone.get_by_role("button", name="Chặn bot").click()
    await phone.get_by_role("button", name="Bỏ chặn và bắt đầu lại").click()
    await expect(phone.get_by_test_id("message")).to_have_count(3)
    assert (await hanh.conversation())[-1].text == "/start"


async def test_two_phones_side_by_side(
    open_phone: Open, aiogram_bot: Bot, client: SandboxClient, started: Person, browser_page: Page  # noqa: F811
) -> None:  # fmt: skip
    del started
    binh = await client.person(102, "Trần Văn Bình", note="Trưởng phòng")
    await binh.start()
    first, second = await open_phone(HANH), await open_phone(102)
    await aiogram_bot.send_message(HANH, "gửi chị Hạnh")
    await aiogram_bot.send_message(102, "gửi anh Bình")
    await expect(newest(first)).to_contain_text("gửi chị Hạnh")
    await expect(newest(second)).to_contain_text("gửi anh Bình")
    await browser_page.get_by_role("button", name="Cất điện thoại").first.click()
    await expect(first).to_have_count(0)
    await aiogram_bot.send_message(HANH, "tin mới")
    listed = browser_page.locator(f"[data-testid=person][data-person-id='{HANH}']")
    await expect(listed.get_by_label("1 tin chưa đọc")).to_be_visible()


async def test_people_are_found_without_their_marks(
    client: SandboxClient, hanh: Person, sandbox: Sandbox, browser_page: Page  # noqa: F811
) -> None:  # fmt: skip
    del hanh
    await client.person(102, "Đặng Văn Đức", note="Lái xe")
    await browser_page.goto(sandbox.url)
    people = browser_page.get_by_test_id("person")
    await expect(people).to_have_count(2)
    await browser_page.get_by_test_id("search").fill("duc")
    await expect(people.filter(visible=True)).to_have_text(re.compile("Đặng Văn Đức"))
    await browser_page.get_by_test_id("search").fill("không có")
    await expect(browser_page.get_by_text("Không có ai phù hợp.")).to_be_visible()


async def test_english_and_markup_that_stays_text(
    open_phone: Open, aiogram_bot: Bot, started: Person, browser_page: Page  # noqa: F811
) -> None:  # fmt: skip
    del started
    phone = await open_phone()
    await aiogram_bot.send_message(HANH, "<img src=x onerror=alert(1)> & 😀 <b>")
    await browser_page.get_by_test_id("language-en").click()
    await expect(phone.get_by_role("textbox", name="Write a message")).to_be_visible()
    await expect(newest(phone).get_by_test_id("text")).to_have_text("<img src=x onerror=alert(1)> & 😀 <b>")
    await expect(newest(phone).get_by_role("img")).to_have_count(0)
    await browser_page.reload()
    await expect(phone.get_by_role("textbox", name="Write a message")).to_be_visible()
