"""A class of twenty from a sheet, answered in three ways, and finished: the statistics come out right. Over HTTP."""

import asyncio
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from phieu.installation import Installation
from phieu.office.training.courses import create_course
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.storage.tables import Person, Position, Unit
from phieu.words import Rank
from tests.bot.conftest import (  # noqa: F401
    HANH,
    Clock,
    clock,
    give_chat,
    joined,
    office,
    phone_of,
    program,
)
from tests.training.chats import PLAN
from tests.training.class_files import class_file

pytestmark = pytest.mark.usefixtures("program")

CLASS = range(11, 31)
DECLINE, ASK = CLASS[:4], CLASS[4:6]
"""Four cannot, two have a question first; the others accept at once."""
UNITS = {1: "Phòng Tổng hợp", 2: "Phòng Hành chính"}


@pytest.fixture
async def school(office: Installation) -> Installation:  # noqa: F811
    """Twenty people in two units, and a course with as many seats."""
    async with office.database.writing() as session:
        session.add_all(Unit(id=id_, code=f"U{id_}", name=name) for id_, name in UNITS.items())
        session.add_all(Person(id=one, staff_number=f"{one:05}", name=f"Người mẫu số {one}") for one in CLASS)
        await session.flush()
        session.add_all(
            Position(person_id=one, unit_id=1 + one % 2, title="Chuyên viên", rank=Rank.STAFF) for one in CLASS
        )
        await create_course(session, replace(PLAN, seats=20, scheme="Đề án 100"), date(2026, 6, 1))
    for one in CLASS:
        await give_chat(office, one)
    return office


async def test_a_class_of_twenty(client: SandboxClient, school: Installation, clock: Clock) -> None:  # noqa: F811
    admin = await joined(client, school, HANH)
    phones = {one: await phone_of(client, one, f"Người mẫu số {one}") for one in CLASS}
    for phone in phones.values():
        await phone.start()
    await nominate_from_a_sheet(admin)
    await asyncio.gather(*(answer(one, phone) for one, phone in phones.items()))
    await reply_to_questions(admin)
    for one in ASK:
        await phones[one].sees("Đi bằng xe của cơ quan.")
        await phones[one].tap("✅ Tôi nhận lời")
        await phones[one].sees("Cảm ơn anh/chị đã trả lời")
    await enrol(admin)
    clock.forward(days=39, hours=-6)  # 10 July, the last day, in the morning
    await finish(admin)
    await asyncio.gather(*(phones[one].sees("Giỏi") for one in CLASS[5:]))
    await statistics(admin)
    await workbook(admin)


async def nominate_from_a_sheet(admin: Phone) -> None:
    """The sheet, a fault in it, the sheet put right, and nominated."""
    await admin.tap("🎓 Đào tạo")
    await admin.tap("06/07 ·")
    await admin.tap("📄 Đề cử cả lớp bằng Excel")
    await admin.sees("mỗi người một dòng")
    rows = [[f"{one:05}", f"Người mẫu số {one}", "Theo kế hoạch năm" if one == CLASS[0] else None] for one in CLASS]
    await admin.send_document(class_file(*rows, ["99999"]), "lop.xlsx")
    await admin.sees("không ai có mã cán bộ “99999”")
    await admin.send_document(class_file(*rows), "lop.xlsx")
    await admin.sees("Theo kế hoạch năm")
    await admin.tap("✅ Đề cử 20 người")
    await admin.sees("Đã đề cử 20 người.")


async def answer(one: int, phone: Phone) -> None:
    """In one of the three ways."""
    await phone.sees("Theo kế hoạch năm")
    if one in DECLINE:
        await phone.tap("tham gia được")
        await phone.write("Đang điều trị bệnh.")
        await phone.sees("Anh/chị đã trả lời là không tham gia được.")
    elif one in ASK:
        await phone.tap("❓ Tôi muốn hỏi thêm")
        await phone.write("Đi lại bằng gì?")
        await phone.sees("Câu hỏi của anh/chị đã được chuyển.")
    else:
        await phone.tap("✅ Tôi nhận lời")
        await phone.sees("Cảm ơn anh/chị đã trả lời")


async def to_course(admin: Phone) -> None:
    await admin.write("/menu")
    await admin.sees("Anh/chị muốn làm gì")
    await admin.tap("🎓 Đào tạo")
    await admin.tap("06/07 ·")


async def reply_to_questions(admin: Phone) -> None:
    for one, waiting in zip(ASK, ("❓ 2 câu hỏi", "❓ 1 câu hỏi"), strict=True):
        await to_course(admin)
        await admin.tap(waiting)
        await admin.tap(f"Người mẫu số {one}")
        await admin.tap("✍️ Trả lời")
        await admin.write("Đi bằng xe của cơ quan.")
        await admin.sees("Câu trả lời của anh/chị đang được chuyển đi.")


async def enrol(admin: Phone) -> None:
    await to_course(admin)
    await admin.tap("📋 Ghi danh người đã nhận lời (16)")
    await admin.tap("📋 Vâng, ghi danh")
    await admin.sees("Đã ghi danh 16 người")


async def finish(admin: Phone) -> None:
    """One has broken it off; the others have finished, all with the same result."""
    await to_course(admin)
    await admin.tap("👥 Danh sách đề cử (20)")
    await admin.tap(f"Người mẫu số {CLASS[4]}")
    await admin.tap("⏹ Dừng giữa chừng")
    await admin.write("Việc gia đình")
    await admin.sees("Đã ghi nhận và đang thông báo cho người này.")
    await to_course(admin)
    await admin.tap("🏁 Hoàn thành, ghi kết quả (15)")
    await admin.tap("🟰 Mọi người cùng một kết quả")
    await admin.write("Giỏi")
    await admin.sees(": Giỏi")
    await admin.tap("✅ Ghi nhận cho 15 người")
    await admin.sees("Đã ghi nhận cho 15 người")


async def statistics(admin: Phone) -> None:
    """Level × scheme × mode × finished; by unit."""
    await admin.write("/menu")
    await admin.sees("Anh/chị muốn làm gì")
    await admin.tap("🎓 Đào tạo")
    await admin.tap("📊 Thống kê")
    shown = await admin.sees("Thống kê đào tạo, bồi dưỡng")
    assert "Bồi dưỡng ngắn hạn\n• Tập trung, Đề án 100: 16 lượt, 15 hoàn thành, 1 dừng giữa chừng" in shown.text
    assert "Tổng cộng: 16 lượt, 15 hoàn thành, 1 dừng giữa chừng, của 16 người" in shown.text
    await admin.tap("🏢 Các đơn vị")
    shown = await admin.sees("theo đơn vị")
    assert "Phòng Tổng hợp: 8 lượt, 8 hoàn thành" in shown.text
    assert "Phòng Hành chính: 8 lượt, 7 hoàn thành, 1 dừng giữa chừng" in shown.text
    await admin.tap("↩️ Quay lại")


async def workbook(admin: Phone) -> None:
    """The same in the year's workbook."""
    await admin.tap("📗 Bảng tính Excel")
    message = await admin.sees_one(lambda one: one.document is not None and "dao-tao-2026" in one.document.name)
    book = load_workbook(BytesIO(await admin.document(message)))
    figures = next(book["Thống kê"].iter_rows(min_row=4, values_only=True))
    assert figures == ("Bồi dưỡng ngắn hạn", "Đề án 100", "Tập trung", 16, 15, 0, 1, 16)
    assert book["Hồ sơ"].max_row - 3 == len(CLASS)
