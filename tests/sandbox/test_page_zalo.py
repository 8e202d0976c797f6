"""Zalo's chats on the page in a real Chromium: beside Telegram's, as tabs, and the panel of the platform."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page, expect

from phieu.sandbox.call import Upload
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.server import Sandbox
from phieu.sandbox.zalo_person import ZaloPerson
from tests.browser import browser, browser_page  # noqa: F401
from tests.sandbox.conftest import HANH, RawCall, ZaloCall, picture

pytestmark = pytest.mark.browser

Open = Callable[..., Awaitable[Locator]]


@pytest.fixture
def open_desk(browser_page: Page, sandbox: Sandbox) -> Open:  # noqa: F811
    """Opens the page with one person's chats."""

    async def open_it(number: int = HANH) -> Locator:
        await browser_page.goto(f"{sandbox.url}/#{number}")
        return browser_page.locator(f"[data-testid=desk][data-person-id='{number}']")

    return open_it


def newest(chat: Locator) -> Locator:
    return chat.get_by_test_id("message").last


async def test_a_chat_is_there_as_soon_as_the_bot_is(
    open_desk: Open, zalo_hanh: ZaloPerson, zalo_call: ZaloCall, raw_call: RawCall
) -> None:
    del zalo_hanh
    desk = await open_desk()
    await expect(desk.get_by_test_id("phone")).to_be_visible()
    await expect(desk.get_by_test_id("zalo")).to_have_count(0)
    await zalo_call("getMe")
    await expect(desk.get_by_test_id("zalo")).to_be_visible()
    await expect(desk.get_by_test_id("phone")).to_have_count(0)
    await raw_call("getMe")
    await expect(desk.get_by_test_id("phone")).to_be_visible()
    await expect(desk.get_by_test_id("zalo")).to_be_visible()


async def test_writing_and_styles(
    open_desk: Open, zalo_known: ZaloPerson, zalo_call: ZaloCall, sandbox: Sandbox
) -> None:
    await zalo_call("getMe")
    chat = (await open_desk()).get_by_test_id("zalo")
    await chat.get_by_role("textbox", name="Viết tin nhắn").fill("  2 ")
    await chat.get_by_role("textbox").press("Enter")
    await expect(newest(chat).get_by_test_id("text")).to_have_text("2")
    assert (await zalo_known.conversation())[-1].text == "2"
    text = "👍 Tốt lắm: <b>xem</b> https://van-phong.example/f/1."
    styles = [{"start": 3, "len": 3, "st": ["b"]}, {"start": 5, "len": 5, "st": ["i", "c_db342e"]}]
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text=text, text_styles=styles)
    said = newest(chat).get_by_test_id("text")
    await expect(said).to_have_text(text)
    assert await said.locator("strong").all_inner_texts() == ["Tố", "t"]
    assert await said.locator("em").all_inner_texts() == ["t", " lắm"]
    await expect(said.locator("b")).to_have_count(0)
    await expect(said.get_by_role("link")).to_have_attribute("href", "https://van-phong.example/f/1")
    kept = sandbox.zalo.keep_picture(Upload("so-do.png", "image/png", picture()))  # an address that there is
    await zalo_call("sendPhoto", chat_id=zalo_known.chat_id, photo=sandbox.zalo.picture_url(kept), caption="Sơ đồ")
    await expect(newest(chat).get_by_role("img", name="Sơ đồ")).to_have_js_property("naturalWidth", 640)


@pytest.mark.parametrize(
    ("item", "kind", "shown"),
    [
        ("zalo-sticker", "sticker", "👍"),
        ("zalo-voice", "voice", "Tin nhắn thoại"),
        ("zalo-unsupported", "unsupported", "bot không xem được"),
    ],
)
async def test_what_a_bot_makes_little_of(
    open_desk: Open, zalo_known: ZaloPerson, zalo_call: ZaloCall, item: str, kind: str, shown: str
) -> None:
    await zalo_call("getMe")
    chat = (await open_desk()).get_by_test_id("zalo")
    await chat.get_by_test_id("attach").click()
    await chat.get_by_test_id(item).click()
    await expect(newest(chat)).to_contain_text(shown)
    assert (await zalo_known.conversation())[-1].kind == kind


async def test_a_picture_goes_with_what_is_written_already(
    open_desk: Open, zalo_known: ZaloPerson, zalo_call: ZaloCall
) -> None:
    await zalo_call("getMe")
    chat = (await open_desk()).get_by_test_id("zalo")
    await chat.get_by_test_id("composer").fill("Sơ đồ")
    await chat.get_by_test_id("attach").click()
    async with chat.page.expect_file_chooser() as chooser:
        await chat.get_by_test_id("zalo-picture").click()
    await (await chooser.value).set_files({"name": "a.png", "mimeType": "image/png", "buffer": picture()})
    await expect(newest(chat).get_by_test_id("picture")).to_be_visible()
    sent = (await zalo_known.conversation())[-1]
    assert (sent.kind, sent.text) == ("image", "Sơ đồ")


async def test_an_invitation_is_used_in_one_app_and_gone_from_both(
    open_desk: Open, client: SandboxClient, zalo_call: ZaloCall, raw_call: RawCall, browser_page: Page  # noqa: F811
) -> None:  # fmt: skip
    person = await client.zalo_person(HANH, "Nguyễn Thị Hồng Hạnh", invitation="ma-moi-1")
    await zalo_call("getMe")
    await raw_call("getMe")
    desk = await open_desk()
    await expect(desk.get_by_test_id("invitation")).to_have_count(2)
    await desk.get_by_role("button", name="Gửi mã mời").click()
    await expect(desk.get_by_test_id("invitation")).to_have_count(0)
    assert [message.text for message in await person.conversation()] == ["ma-moi-1"]
    await expect(browser_page.get_by_test_id("person")).to_contain_text("dùng Zalo")


async def test_tabs_where_it_is_narrow(
    open_desk: Open, zalo_known: ZaloPerson, zalo_call: ZaloCall, raw_call: RawCall, browser_page: Page  # noqa: F811
) -> None:  # fmt: skip
    await zalo_call("getMe")
    await raw_call("getMe")
    await browser_page.set_viewport_size({"width": 420, "height": 800})
    desk = await open_desk()
    telegram, zalo = desk.get_by_test_id("phone"), desk.get_by_test_id("zalo")
    await expect(zalo).to_be_visible()  # this person uses Zalo
    await expect(telegram).to_be_hidden()
    await desk.get_by_test_id("tab-telegram").click()
    await expect(zalo).to_be_hidden()
    await expect(telegram).to_be_visible()
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="Chào chị")
    await expect(desk.locator("[data-testid=tab-zalo].news")).to_be_visible()
    await desk.get_by_test_id("tab-zalo").click()
    await expect(newest(zalo)).to_contain_text("Chào chị")
    await expect(desk.locator("[data-testid=tab-zalo].news")).to_have_count(0)


async def test_the_panel(
    open_desk: Open, zalo_known: ZaloPerson, zalo_call: ZaloCall, sandbox: Sandbox, browser_page: Page  # noqa: F811
) -> None:  # fmt: skip
    await zalo_call("sendMessage", chat_id=zalo_known.chat_id, text="Chào chị")
    await open_desk()
    await browser_page.get_by_test_id("language-en").click()
    await browser_page.get_by_role("button", name="Zalo platform").click()
    panel = browser_page.get_by_test_id("panel")
    assert [await panel.get_by_test_id(f"count-{name}").inner_text() for name in ("sent", "received", "users")] == [
        *"111"
    ]
    await panel.get_by_label("Messages that were read come again for ever").check()
    await panel.get_by_label("Most users (0: no limit)").fill("7")
    await panel.get_by_label("Most users (0: no limit)").blur()
    await panel.get_by_label("HTTP status when there is nothing new").select_option("200")
    await panel.get_by_test_id("fault-kind").select_option("bad_gateway")
    await panel.get_by_test_id("fault-add").click()
    await expect(panel.get_by_test_id("fault-count")).to_have_text("In force: 1")
    switches = sandbox.zalo.switches
    assert (switches.replays, switches.most_users, switches.idle_status) == (True, 7, 200)
    assert (await zalo_call("getMe"))[0] == 200
    await panel.get_by_test_id("fault-clear").click()
    await expect(panel.get_by_test_id("fault-count")).to_have_text("In force: 0")
    await panel.get_by_test_id("panel-close").click()
    await expect(panel).to_be_hidden()
