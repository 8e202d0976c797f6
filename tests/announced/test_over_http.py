"""The whole program against the sandbox: what stands on people's phones after corrections and withdrawals."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.announcements.changes import withdraw
from phieu.office.announcements.sending import send
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.faults import FaultKind
from phieu.sandbox.person import Person as Phone
from phieu.sandbox.phone import ShownMessage
from phieu.sandbox.server import Sandbox
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState
from tests.bot.conftest import (
    BINH,
    CHI,
    HANH,
    PATIENCE_SECONDS,
    Clock,
    add_staff,
    clock,
    code_for,
    installed,
    joined,
    office,
    phone_of,
    program,
    settings_for,
)
from tests.composing.conftest import picture

__all__ = ["clock", "office", "program"]
TEXT = "Sáng thứ Hai họp toàn cơ quan lúc <b>8 giờ</b> tại Hội trường lớn."
NEW = "Sáng thứ Ba họp toàn cơ quan lúc 9 giờ."


async def announced(installation: Installation, **values: object) -> int:
    """Send one to everybody, by Hạnh; its id."""
    values = {"text": TEXT, "acknowledge": True} | values
    async with installation.database.writing() as session:
        one = Announcement(author_id=HANH, audience="everyone", **values)  # type: ignore[arg-type]
        session.add(one)
        await session.flush()
        assert one.id is not None
    await send(installation, one.id, installation.now())
    return one.id


async def open_page(hanh: Phone, first_words: str) -> None:
    """The admin opens the page of an announcement."""
    await hanh.write("/announcements")
    await tap(hanh, "📤")
    await tap(hanh, first_words)


async def correct(hanh: Phone) -> None:
    """Go on from what has been put together."""
    await tap(hanh, "👁 Xem trước rồi đính chính")
    await tap(hanh, "✏️ Tiếp tục")
    await tap(hanh, "✏️ Vâng, đính chính")
    await hanh.sees("Đã đính chính")


@pytest.fixture
async def phones(client: SandboxClient, program: Program) -> tuple[Phone, Phone, Phone]:
    """Hạnh, who is the admin, Bình, and Chi, who reads English."""
    hanh, binh, chi = [await joined(client, program.installation, person_id) for person_id in (HANH, BINH, CHI)]
    return hanh, binh, chi


async def test_confirmed_corrected_and_withdrawn(phones: tuple[Phone, Phone, Phone], office: Installation) -> None:
    hanh, binh, chi = phones
    await announced(office)
    first = await binh.sees("8 giờ")
    assert "<b>8 giờ</b>" in first.html
    await tap(binh, "👉 Tôi đã đọc")
    under = await binh.sees_one(lambda message: message.rows == [["✅ Đã xác nhận, xin cảm ơn"]])
    assert under.id == first.id
    await chi.sees("8 giờ")

    await open_page(hanh, "Sáng thứ Hai")
    await hanh.sees("Đã xác nhận: 1/3")
    await tap(hanh, "🔔 Nhắc người chưa xác nhận (2)")
    await tap(hanh, "🔔 Vâng, nhắc")
    await chi.sees("you received an announcement that you have not confirmed yet")
    await tap(chi, "📖 Read the announcement")
    await tap(chi, "👉 I have read it")
    await chi.sees_one(lambda message: ["↩️ Announcements", "🏠 Main menu"] in message.rows)

    await open_page(hanh, "Sáng thứ Hai")
    await tap(hanh, "✏️ Đính chính")
    await hanh.write(NEW)
    await hanh.sees("Nội dung mới")
    await correct(hanh)
    changed = await binh.sees(NEW)
    assert changed.id == first.id
    assert changed.edited
    assert "Thông báo này đã được đính chính." in changed.text
    assert changed.rows == [["✅ Đã xác nhận, xin cảm ơn"]]
    await chi.sees_one(lambda message: NEW in message.text and "has been corrected" in message.text)

    await tap(hanh, "🗑 Thu hồi")
    await tap(hanh, "🗑 Vâng, thu hồi")
    await gone(binh, first.id)
    await chi.write("/menu")
    await chi.sees_one(lambda message: len(message.rows) > 2)
    await gone_everywhere(chi, NEW)
    assert not [one for one in await chi.conversation() if "not confirmed yet" in one.text]


async def test_a_picture_comes_in_place_of_a_text_and_goes_again(
    phones: tuple[Phone, Phone, Phone], office: Installation
) -> None:
    hanh, binh, _ = phones
    await announced(office)
    await binh.sees("8 giờ")
    await open_page(hanh, "Sáng thứ Hai")
    await tap(hanh, "✏️ Đính chính")
    await hanh.send_photo(picture(), caption="Sơ đồ chỗ ngồi")
    await hanh.sees("Hình ảnh mới")
    await correct(hanh)
    second = await binh.sees_one(lambda message: message.photo is not None)
    assert "Sơ đồ chỗ ngồi" in second.text
    await gone_everywhere(binh, "8 giờ")
    await tap(binh, "👉 Tôi đã đọc")
    await tap(hanh, "🗑 Thu hồi")
    await tap(hanh, "🗑 Vâng, thu hồi")
    await gone(binh, second.id)


async def test_what_can_no_longer_be_deleted_says_that_it_was_withdrawn(
    phones: tuple[Phone, Phone, Phone], office: Installation, client: SandboxClient
) -> None:
    hanh, binh, _ = phones
    await announced(office)
    first = await binh.sees("8 giờ")
    for method in ("deleteMessages", "deleteMessage"):
        await client.fault(
            FaultKind.ERROR,
            method=method,
            chat_id=binh.id,
            description="Bad Request: message can't be deleted for everyone",
        )
    await open_page(hanh, "Sáng thứ Hai")
    await tap(hanh, "🗑 Thu hồi")
    await tap(hanh, "🗑 Vâng, thu hồi")
    left = await binh.sees("Thông báo này đã được thu hồi.")
    assert left.id == first.id
    assert left.rows == []
    assert "8 giờ" not in left.text


async def test_the_message_that_shows_it_going_out_ends_by_itself(
    phones: tuple[Phone, Phone, Phone], office: Installation, client: SandboxClient, clock: Clock
) -> None:
    hanh, binh, chi = phones
    await client.fault(FaultKind.BAD_GATEWAY, method="sendMessage", chat_id=binh.id, times=1)
    await announced(office)
    await chi.sees("8 giờ")
    await hanh.sees("8 giờ")
    await open_page(hanh, "Sáng thứ Hai")
    page = await hanh.sees("Còn lại: 1")
    clock.forward(seconds=10)
    await binh.sees("8 giờ")
    done = await hanh.sees("Mọi người đều đã nhận: 3/3")
    assert done.id == page.id
    async with office.database.reading() as session:
        announcement = await session.get_one(Announcement, 1)
    assert announcement.state is AnnouncementState.DONE


async def test_stopped_before_it_has_reached_everybody(
    phones: tuple[Phone, Phone, Phone], office: Installation, client: SandboxClient, clock: Clock
) -> None:
    hanh, binh, chi = phones
    await client.fault(FaultKind.BAD_GATEWAY, method="sendMessage", chat_id=binh.id, times=1)
    await announced(office)
    await chi.sees("8 giờ")
    await hanh.sees("8 giờ")
    await open_page(hanh, "Sáng thứ Hai")
    await hanh.sees("Còn lại: 1")
    await tap(hanh, translator("vi")("⏹ Stop"))
    await tap(hanh, translator("vi")("⏹ Yes, stop it"))
    await hanh.sees("2/3")
    clock.forward(hours=1)
    await announced(office, text="Thông báo khác")
    await binh.sees("Thông báo khác")
    assert not [message for message in await binh.conversation() if "8 giờ" in message.text]


async def test_what_comes_every_month_is_begun_from_a_template(
    phones: tuple[Phone, Phone, Phone], clock: Clock
) -> None:
    hanh, binh, _ = phones
    t = translator("vi")
    await hanh.write("/announcements")
    await tap(hanh, t("➕ A new announcement"))
    await tap(hanh, "💬 Có, gửi qua tin nhắn")
    await hanh.write_html(f"<i>Giao ban tháng.</i> {TEXT}")
    await hanh.sees("Đã lưu nội dung.")
    for label in ("👥 Người nhận", "Toàn cơ quan", "↩️ Xong", t("🗂 As a template")):
        await tap(hanh, label)
    await hanh.write("Giao ban tháng")
    await hanh.sees(t("✅ Kept as a template. You find it under Announcements."))
    for month in (6, 7):
        clock.instant = clock.instant.replace(month=month)
        await hanh.write("/announcements")
        for label in (t("🗂 Templates ({count})", count=1), "Giao ban tháng", t("✍️ Begin an announcement from it")):
            await tap(hanh, label)
        for label in ("👁 Xem trước", "📤 Tiếp tục", "📤 Đồng ý, gửi ngay"):
            await tap(hanh, label)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(mine := [one for one in await binh.conversation() if "8 giờ" in one.text]) < month - 5:
                await binh.refresh(wait=PATIENCE_SECONDS)
        assert mine[-1].html.endswith(f"<i>Giao ban tháng.</i> {TEXT}")


async def test_withdrawn_while_the_program_was_down(
    sandbox: Sandbox, client: SandboxClient, clock: Clock, tmp_path: Path
) -> None:
    settings = settings_for(sandbox, tmp_path / "home")
    async with installed(settings, clock) as installation:
        await add_staff(installation)
        async with Program(installation):
            binh = await joined(client, installation, BINH)
            one = await announced(installation)
            first = await binh.sees("8 giờ")
        await withdraw(installation.database, one, installation.now())
    async with installed(settings, clock) as installation, Program(installation):
        await gone(binh, first.id)
        # whoever joins only now is told nothing
        chi = await phone_of(client, CHI)
        await chi.start(await code_for(installation, CHI))
        await chi.sees("Chi")
        await announced(installation, text="Thông báo khác")
        await chi.sees("Thông báo khác")
        assert not [message for message in await chi.conversation() if "8 giờ" in message.text]


async def tap(phone: Phone, label: str) -> None:
    """Tap a button as soon as it is there."""
    await phone.sees_one(lambda message: message.button(label) is not None, what=f"the button {label}")
    await phone.tap(label)


async def gone(phone: Phone, message_id: int) -> None:
    """Wait until this message has been taken out of the chat."""
    await _vanishes(phone, lambda message: message.id == message_id)


async def gone_everywhere(phone: Phone, text: str) -> None:
    """Wait until no message says this."""
    await _vanishes(phone, lambda message: text in message.text)


async def _vanishes(phone: Phone, matches: Callable[[ShownMessage], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while any(matches(message) for message in await phone.conversation()):
            await phone.refresh(wait=PATIENCE_SECONDS)
