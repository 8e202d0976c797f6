"""The survey of training needs on phones: admin, person and head, with the real program, over HTTP."""

from datetime import UTC, datetime

import pytest

from phieu.installation import Installation
from phieu.sandbox.client import SandboxClient
from phieu.scheduler.tick import tick
from phieu.storage.tables import Position, Unit
from phieu.words import Rank
from tests.bot.conftest import (  # noqa: F401
    BINH,
    CHI,
    HANH,
    NAMES,
    Clock,
    clock,
    joined,
    office,
    program,
)

pytestmark = pytest.mark.usefixtures("program")
TOPIC = "Kỹ năng <b>soạn thảo</b> & thẩm định văn bản"


@pytest.fixture
async def with_a_unit(office: Installation) -> Installation:  # noqa: F811
    """Chi works in the unit that Bình heads."""
    async with office.database.writing() as session:
        session.add(Unit(id=1, code="LT", name="Phòng Lưu trữ"))
        await session.flush()
        session.add(Position(person_id=BINH, unit_id=1, title="Trưởng phòng", rank=Rank.HEAD))
        session.add(Position(person_id=CHI, unit_id=1, title="Chuyên viên", rank=Rank.STAFF))
    return office


async def test_from_the_question_to_everybody_to_the_course(
    client: SandboxClient,
    with_a_unit: Installation,
    clock: Clock,  # noqa: F811
) -> None:
    admin, head, chi = [await joined(client, with_a_unit, person) for person in (HANH, BINH, CHI)]
    for label in ("🎓 Đào tạo", "🗓 Kế hoạch", "2027", "🧾 Nhu cầu năm 2027", "📨 Khảo sát nhu cầu"):
        await admin.tap(label)
    await admin.write("31/6")
    await admin.sees("⚠️")
    await admin.write("15/6")
    await admin.sees("Gửi đến 3 người")
    await admin.tap("📨 Đồng ý, hỏi mọi người")
    await admin.sees("Đã trả lời: 0/3")
    assert NAMES[CHI] in (await chi.sees("What training do you need in 2027?")).text
    for label in ("✍️ Answer", "➕ Add something", "Short course"):
        await chi.tap(label)
    await chi.write(TOPIC)
    await chi.sees("Your answer has been saved.")
    await chi.tap("✅ That is all")
    await chi.sees("You have said that this is all")
    clock.instant = datetime(2026, 6, 16, 2, tzinfo=UTC)
    await tick(with_a_unit)
    await head.sees("Phòng Lưu trữ")
    await head.tap("☑️ Chọn nhu cầu")
    assert TOPIC in (await head.sees("Nhu cầu năm 2027")).text
    await head.tap("⬜️")
    await head.tap("✅ Chốt nhu cầu của đơn vị (1)")
    await head.sees("Cảm ơn anh/chị")
    clock.instant = datetime(2026, 6, 23, 2, tzinfo=UTC)
    await tick(with_a_unit)
    told = await admin.sees("đã tổng hợp xong")
    assert "1 nhu cầu, đơn vị đã chọn 1" in told.text
    await admin.tap("🧾 Xem nhu cầu")
    for label in ("📄 Toàn bộ nhu cầu (1)", "✓ Kỹ năng", "➕ Lập khóa học cho nhu cầu này"):
        await admin.tap(label)
    await admin.sees("Khóa học")
