"""Announcements over HTTP: composed on the admin's phone, brought to the others' as it was previewed."""

import pytest
from sqlmodel import select

from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as Phone
from phieu.scheduler.tick import tick
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState
from tests.bot.conftest import BINH, CHI, HANH, Clock, joined
from tests.composing.conftest import picture

TEXT = (
    "Họp <b>toàn cơ quan</b> lúc <i>8 giờ</i>, xem "
    '<a href="https://example.com/?a=1&amp;b=2">giấy mời</a> &amp; đến đúng giờ.'
)
READ = translator("vi")("👉 I have read it")
PREVIEW, GO_ON, SEND = "👁 Xem trước, rồi gửi …", "📤 Tiếp tục", "📤 Đồng ý, gửi ngay"


@pytest.fixture
async def phones(client: SandboxClient, office: Installation, program: Program) -> tuple[Phone, Phone, Phone]:
    """The admin's, that of somebody who reads Vietnamese, and that of somebody who reads English."""
    assert program
    return await joined(client, office, HANH), await joined(client, office, BINH), await joined(client, office, CHI)


async def begin(admin: Phone, *way: str) -> None:
    """Begin a new announcement, and tap on."""
    await admin.tap("📣 Thông báo")
    await admin.sees("Tại đây anh/chị soạn và gửi thông báo")
    for label in ("➕ Soạn thông báo mới", *(way or ("💬 Có, gửi qua tin nhắn",))):
        await admin.tap(label)


async def for_everybody(admin: Phone) -> None:
    """Choose the whole office."""
    for label in ("👥 Người nhận", "Toàn cơ quan", "↩️ Xong"):
        await admin.tap(label)


async def send(admin: Phone, yes: str = SEND) -> None:
    """Look at the preview, go on, and confirm."""
    await admin.tap(PREVIEW)
    await admin.sees_one(lambda message: message.button(GO_ON) is not None)
    for label in (GO_ON, yes):
        await admin.tap(label)


async def only(office: Installation) -> Announcement:
    """The only announcement there is."""
    async with office.database.reading() as session:
        return (await session.exec(select(Announcement))).one()


async def test_formatting_comes_through_unchanged(phones: tuple[Phone, Phone, Phone]) -> None:
    admin, binh, chi = phones
    await begin(admin)
    await admin.write_html(TEXT)
    await admin.sees("Đã lưu nội dung.")
    await for_everybody(admin)
    await admin.tap("✅ Yêu cầu xác nhận đã đọc: không")
    await admin.tap(PREVIEW)
    preview = await admin.screen()
    assert preview.html == f"📣 <b>Thông báo</b>\n\n{TEXT}"
    toast = await admin.tap(READ)
    assert "Đây chỉ là bản xem trước" in toast.text
    await admin.tap(GO_ON)
    assert "• 3 người" in (await admin.screen()).text
    await admin.tap(SEND)
    shown = await binh.sees("Họp toàn cơ quan")
    assert shown.html == preview.html
    assert shown.rows == [[READ]]
    assert (await chi.sees("Họp toàn cơ quan")).html == f"📣 <b>Announcement</b>\n\n{TEXT}"
    await admin.sees("Họp toàn cơ quan")


async def test_a_picture_and_a_long_text(phones: tuple[Phone, Phone, Phone]) -> None:
    admin, binh, _ = phones
    await begin(admin)
    await admin.send_photo(picture(400, 300), caption="Sơ đồ phòng họp")
    await admin.sees("Đã lưu ảnh.")
    paragraphs = [f"{number}. " + "Nội dung " * 60 for number in range(1, 15)]
    for text in ("\n\n".join(paragraphs[:7]), "\n\n".join(paragraphs[7:])):
        await admin.write(text.strip())
        await admin.settled()
    await admin.sees("Đã thêm vào nội dung.")
    await for_everybody(admin)
    await send(admin)
    await binh.sees("14. Nội dung")
    shown = [message for message in (await binh.conversation()) if message.from_bot][-3:]
    assert [message.photo is not None for message in shown] == [True, False, False]
    text = "\n\n".join(message.text for message in shown if message.text)
    assert "Sơ đồ phòng họp" in text
    assert [f"{number}. Nội" in text for number in range(1, 15)] == [True] * 14


async def test_a_document_comes_with_its_caption(phones: tuple[Phone, Phone, Phone]) -> None:
    admin, _, chi = phones
    await begin(admin)
    await admin.send_document("nội dung".encode(), "giấy mời.txt", caption="Xin xem tệp kèm theo")
    await admin.sees("Kèm tệp: giấy mời.txt")
    await for_everybody(admin)
    await send(admin)
    shown = await chi.sees("Xin xem tệp kèm theo")
    assert shown.document is not None
    assert (shown.document.name, await chi.document(shown)) == ("giấy mời.txt", "nội dung".encode())


async def test_what_the_platform_refuses_is_said_and_kept(
    client: SandboxClient, office: Installation, phones: tuple[Phone, Phone, Phone]
) -> None:
    admin, binh, _ = phones
    await begin(admin)
    await admin.write_html("<b>Thông báo</b> nghỉ lễ")
    await admin.sees("Đã lưu nội dung.")
    await for_everybody(admin)
    for method in ("editMessageText", "sendMessage"):
        await client.fault(
            FaultKind.ERROR, method=method, times=1, code=400, description="Bad Request: can't parse entities"
        )
    await admin.tap(PREVIEW)
    await admin.sees("Ứng dụng không chấp nhận thông báo này")
    assert (await only(office)).text == "<b>Thông báo</b> nghỉ lễ"
    await client.clear_faults()
    await admin.tap("🧹 Bỏ định dạng chữ")
    assert (await only(office)).text == "Thông báo nghỉ lễ"
    await send(admin)
    assert (await binh.sees("nghỉ lễ")).html == "📣 <b>Thông báo</b>\n\nThông báo nghỉ lễ"


async def test_not_by_chat_no_phone_ever_has_the_content(phones: tuple[Phone, Phone, Phone]) -> None:
    admin, binh, chi = phones
    await begin(admin, "🔒 Không, chỉ đọc tại cơ quan")
    await admin.write("nội dung mật")
    await admin.sees("đã xóa tin đó khỏi cuộc trò chuyện")
    await admin.settled()
    assert "nội dung mật" not in [message.text for message in await admin.conversation()]
    await admin.tap("👤 Đọc ở đâu")
    await admin.write("Chị Hoa, phòng 204")
    await admin.sees("Nơi cung cấp: Chị Hoa, phòng 204")
    await for_everybody(admin)
    await send(admin)
    assert "Chị Hoa, phòng 204" in (await binh.sees("cơ quan để đọc")).text
    assert "Chị Hoa, phòng 204" in (await chi.sees("at the office")).text


async def test_what_is_planned_goes_out_at_its_time(
    office: Installation, clock: Clock, phones: tuple[Phone, Phone, Phone]
) -> None:
    admin, binh, _ = phones
    await begin(admin)
    await admin.write("Tổng vệ sinh cơ quan")
    await admin.sees("Đã lưu nội dung.")
    await for_everybody(admin)
    await admin.tap("🕒 Thời điểm")
    await admin.write("8h sáng mai")
    await admin.sees("Thời điểm: 08:00 ngày 2 tháng 6 năm 2026")
    await send(admin, "🕒 Đồng ý, hẹn giờ gửi")
    await admin.sees("Đã hẹn giờ")
    assert (await only(office)).state is AnnouncementState.PLANNED
    clock.forward(hours=17)
    await tick(office)
    await binh.sees("Tổng vệ sinh cơ quan")
