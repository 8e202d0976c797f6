"""A rotation on phones: the real program against the sandbox, over HTTP."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from phieu.installation import Installation
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.scheduler.tick import tick
from phieu.storage.tables import Position, Rotation, Unit
from phieu.words import Rank, RotationState
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
ARCHIVES, SECRETARIAT = "Phòng Lưu trữ", "Phòng Thư ký – Biên tập và Kiểm soát thủ tục hành chính"


@pytest.fixture
async def with_posts(office: Installation) -> Installation:  # noqa: F811
    """Chi works in the archives, which Bình heads; he is in charge of the secretariat, too. Hạnh is the admin."""
    async with office.database.writing() as session:
        session.add_all(
            Unit(id=number, code=f"U{number}", name=name, supervisor_id=BINH if number == 2 else None)
            for number, name in enumerate((ARCHIVES, SECRETARIAT, "Lãnh đạo Văn phòng"), start=1)
        )
        await session.flush()
        session.add(Position(person_id=HANH, unit_id=3, title="Chánh Văn phòng", rank=Rank.CHIEF))
        session.add(Position(person_id=BINH, unit_id=1, title="Trưởng phòng", rank=Rank.HEAD))
        session.add(Position(person_id=CHI, unit_id=1, title="Chuyên viên", rank=Rank.STAFF))
    return office


async def posts_of(installation: Installation, person_id: int) -> list[tuple[int, str]]:
    async with installation.database.reading() as session:
        posts = await session.exec(select(Position).where(Position.person_id == person_id))
        return [(post.unit_id, post.title) for post in posts]


async def test_a_rotation_from_its_proposal_to_the_promotion_at_its_end(
    client: SandboxClient,
    with_posts: Installation,
    clock: Clock,  # noqa: F811
) -> None:
    admin, head, chi = [await joined(client, with_posts, person) for person in (HANH, BINH, CHI)]
    await composes(admin)
    notice = await chi.sees("a rotation is proposed to you")
    assert f"To: Văn thư, {SECRETARIAT}" in notice.text
    await chi.tap("💬 I agree, and have wishes")
    await chi.write("Xin được đi làm sớm, về sớm")
    await chi.sees("Your answer has been passed on")
    assert "Xin được đi làm sớm" in (await admin.sees("Người được luân chuyển đồng ý")).text
    told = await head.sees("Đã trao đổi thống nhất")
    assert NAMES[CHI] in told.text
    assert "Xin được đi làm sớm" not in told.text
    await admin.tap("🔄 Xem đợt luân chuyển")
    await gathers(admin, head)
    await admin.tap("📝 Đã có quyết định")
    assert "⚠️" not in (await admin.screen()).text
    await admin.write("15/QĐ-VP")
    await chi.sees("your rotation has been decided")
    await head.sees("Đã có quyết định luân chuyển")
    clock.instant = datetime(2026, 7, 1, 1, tzinfo=UTC)
    await tick(with_posts)
    await chi.sees("your rotation is in force now")
    await admin.sees("Đang thực hiện từ ngày 1 tháng 7 năm 2026")
    await head.sees("đã có hiệu lực")
    assert await posts_of(with_posts, CHI) == [(2, "Văn thư")]
    clock.instant = datetime(2027, 1, 4, 1, tzinfo=UTC)
    await tick(with_posts)
    await admin.sees("Đã hết hạn ngày 31 tháng 12 năm 2026")
    await ends(admin)
    await chi.sees("your rotation has ended")
    await head.sees("Đợt luân chuyển sau đã kết thúc")
    assert await posts_of(with_posts, CHI) == [(1, "Phó Trưởng phòng")]
    async with with_posts.database.reading() as session:
        (rotation,) = await session.exec(select(Rotation))
    assert (rotation.state, rotation.end_rank) == (RotationState.ENDED, Rank.DEPUTY_HEAD)


async def composes(admin: Phone) -> None:
    """Out for half a year."""
    await admin.tap("🔄 Luân chuyển")
    await admin.tap("➕ Đợt luân chuyển mới")
    await admin.sees("một phần họ tên")
    await admin.write("quynh chi")
    await admin.settled()
    await admin.tap("· CB3")
    for label in ("Luân chuyển rồi trở về", "Phòng Thư ký"):
        await admin.tap(label)
    await admin.write("Văn thư")
    await admin.sees("thuộc cấp bậc nào?")
    await admin.tap("Công chức")
    for answer, question in (
        ("31/6/2026", "31/6/2026"),
        ("1/7", "Đến hết ngày nào?"),
        ("31/12", "sẽ làm nhiệm vụ gì"),
        ("Công tác văn thư", "Gửi đề xuất"),
    ):
        await admin.write(answer)
        if question != "Gửi đề xuất":
            await admin.sees(question)
    await admin.sees("Nhiệm vụ: Công tác văn thư")
    await admin.tap("📨 Gửi đề xuất và hỏi ý kiến")
    await admin.sees("Đã gửi đề xuất")


async def gathers(admin: Phone, head: Phone) -> None:
    """What is said in four areas, and what the receiving unit says."""
    await admin.tap("🧭 Nhận xét trước luân chuyển")
    await admin.tap("✏️ Trình độ chuyên môn")
    for said, following in (
        ("Tốt nghiệp đại học Lưu trữ", "Trình độ lý luận"),
        ("Trung cấp", "Phẩm chất đạo đức"),
        ("Gương mẫu", "Năng lực công tác"),
    ):
        await admin.write(said)
        await admin.sees(following)
    await admin.write("Làm được việc")
    await admin.sees("Tốt nghiệp đại học Lưu trữ")
    await admin.tap("📨 Xin ý kiến đơn vị tiếp nhận")
    asked = await head.sees("Xin ý kiến đơn vị anh/chị")
    assert NAMES[CHI] in asked.text
    assert "Gương mẫu" not in asked.text
    await head.tap("💬 Đồng ý, có ý kiến thêm")
    await head.write("Rất cần người làm văn thư")
    await head.sees("Cảm ơn anh/chị")
    assert "Rất cần người làm văn thư" in (await admin.sees("Đơn vị đồng ý")).text
    await admin.tap("🔄 Xem đợt luân chuyển")


async def ends(admin: Phone) -> None:
    """And back, promoted."""
    await admin.tap("🔄 Xem đợt luân chuyển")
    for label in ("🏁 Bố trí tiếp theo", "Được bổ nhiệm chức vụ cao hơn", ARCHIVES):
        await admin.tap(label)
    await admin.write("Phó Trưởng phòng")
    await admin.sees("thuộc cấp bậc nào?")
    await admin.tap("Phó Trưởng phòng")
    await admin.tap("Từ hôm nay")
    await admin.sees("Chức vụ khi đó:")
    await admin.tap("✅ Đúng, quyết định như vậy")
    await admin.sees("Đã ghi quyết định")
