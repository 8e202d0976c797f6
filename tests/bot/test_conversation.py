"""Who may do what, and a kind answer to everything."""

import logging

import pytest
from sqlmodel import col, update

from phieu.bot.actions import action
from phieu.installation import Installation
from phieu.sandbox.client import SandboxClient
from phieu.storage.tables import ChatAccount, Person
from tests.bot.conftest import BINH, CHI, HANH, NAMES, joined, stands

pytestmark = pytest.mark.usefixtures("program")


async def change_person(installation: Installation, person_id: int, **values: object) -> None:
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == person_id).values(**values))


async def test_the_menu_shows_an_admin_more(client: SandboxClient, office: Installation) -> None:
    admin, other = await joined(client, office, HANH), await joined(client, office, BINH)
    assert (await admin.screen()).rows == [
        ["📝 Phiếu của tôi"],
        ["📊 Kết quả", "🗂 Hồ sơ của tôi"],
        ["🗓 Các đợt đánh giá", "📅 Lịch"],
        ["📣 Thông báo"],
        ["🎓 Đào tạo", "🔄 Luân chuyển"],
        ["✉️ Thư mời", "📗 Bảng tính"],
        ["🔒 Bảo mật", "🌐 Ngôn ngữ"],
    ]
    assert (await other.screen()).rows == [
        ["📝 Phiếu của tôi"],
        ["📊 Kết quả", "🗂 Hồ sơ của tôi"],
        ["🔒 Bảo mật", "🌐 Ngôn ngữ"],
    ]


@pytest.mark.parametrize("verb", ["rounds", "invites", "round-open.semiannual.2026-H1.5", "invite-sheet"])
async def test_an_admins_buttons_do_nothing_for_others(client: SandboxClient, office: Installation, verb: str) -> None:
    phone = await joined(client, office, BINH)
    await phone.tap_action((await phone.screen()).id, verb)
    screen = await phone.sees("dành cho người phụ trách")
    assert screen.button("Phiếu của tôi")


async def test_who_is_an_admin_is_asked_anew_each_time(client: SandboxClient, office: Installation) -> None:
    phone = await joined(client, office, HANH)
    await phone.tap("Thư mời")
    await change_person(office, HANH, admin=False)
    await phone.write("/invites")
    await phone.sees("dành cho người phụ trách")


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "+",
        ".",
        "no-such-verb",
        "ballot.1.2",
        "answer.1.2.3.4",
        "answer.999999999999999999999.1.1.1",
        "speak.xx",
        "speak",
        "ballots.1",
        "question.-1.0.a",
        "home.DROP TABLE",
        "código…",
        "+home",
        "x" * 64,
    ],
)
async def test_a_forged_action_is_answered_with_a_screen(
    client: SandboxClient, office: Installation, forged: str, caplog: pytest.LogCaptureFixture
) -> None:
    phone = await joined(client, office, BINH)
    before = await phone.screen()
    await phone.tap_action(before.id, forged)
    await phone.write("/menu")
    await phone.sees_one(lambda message: message.id > before.id)  # now the tap has been dealt with, too
    await stands(phone, "muốn làm gì")
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("/nothing", "chưa hiểu lệnh"),
        ("/", "muốn làm gì"),
        ("/menu@phieu_sandbox_bot", "muốn làm gì"),
        ("/MENU", "muốn làm gì"),
        ("/start", "muốn làm gì"),
        ("/help", "chỉ cần bấm các nút"),
        ("/privacy", "không thể cam kết"),
        ("/language", "ngôn ngữ nào"),
        ("good morning", "không lưu"),
        ("👍", "không lưu"),
        ("x" * 4096, "sao chép"),
    ],
)
async def test_whatever_is_written_has_an_answer(
    client: SandboxClient, office: Installation, written: str, answer: str
) -> None:
    phone = await joined(client, office, BINH)
    before = await phone.screen()
    await phone.write(written)
    await phone.sees_one(lambda message: message.id > before.id)
    (screen,) = await stands(phone, answer)
    assert screen.buttons


async def test_a_file_that_nobody_asked_for(client: SandboxClient, office: Installation) -> None:
    phone = await joined(client, office, BINH)
    await phone.send_document(b"whatever", "office.xlsx")
    await phone.sees("tệp vừa rồi không được lưu")


async def test_the_language_is_the_persons_choice(client: SandboxClient, office: Installation) -> None:
    phone = await joined(client, office, BINH)
    await phone.tap("Ngôn ngữ")
    assert (await phone.screen()).rows == [["✓ Tiếng Việt"], ["English"], ["🏠 Trang chính"]]
    toast = await phone.tap("English")
    assert toast.text == "I speak English with you now."
    await phone.sees("what would you like to do?")
    await phone.write("/privacy")
    await phone.sees("What we promise you")


async def test_who_left_is_taken_leave_of_and_nothing_else(client: SandboxClient, office: Installation) -> None:
    phone = await joined(client, office, HANH)
    menu = await phone.screen()
    await change_person(office, HANH, active=False)
    for button in menu.buttons[0] + menu.buttons[2]:
        await phone.tap_action(menu.id, button.data or "")
        (screen,) = await stands(phone, "không còn trong danh sách")
        assert not screen.buttons
    for written in ("/ballots", "/rounds", "/start", "hello", "/privacy"):
        before = await phone.screen()
        await phone.write(written)
        await phone.sees_one(lambda message, before=before: message.id > before.id)  # type: ignore[misc]
        await stands(phone, "không còn trong danh sách")


async def test_who_blocked_the_bot_is_reachable_again_once_they_start_it_and_not_because_they_answer(
    client: SandboxClient, office: Installation
) -> None:
    phone = await joined(client, office, CHI)
    async with office.database.writing() as session:
        await session.exec(update(ChatAccount).values(reachable=False))
    for command, reachable in (("/menu", False), ("/start", True)):
        before = await phone.screen()
        await phone.write(command)
        await phone.sees_one(lambda message, before=before: message.id > before.id)  # type: ignore[misc]
        async with office.database.reading() as session:
            account = await session.get_one(ChatAccount, ("telegram", CHI))
        assert account.reachable is reachable


async def test_the_apps_own_menu_speaks_both_languages(client: SandboxClient, office: Installation) -> None:
    phone = await joined(client, office, BINH)
    assert await phone.commands() == [
        "menu",
        "ballots",
        "matters",
        "results",
        "record",
        "mydata",
        "privacy",
        "language",
        "help",
    ]


async def test_names_with_markup_are_shown_as_they_are(client: SandboxClient, office: Installation) -> None:
    phone = await joined(client, office, BINH)
    assert NAMES[BINH] in (await phone.screen()).text
    assert action("home") == "home"
