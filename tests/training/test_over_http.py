"""A course from its first word to its result, on phones: the real program against the sandbox, over HTTP."""

from datetime import date

import pytest
from sqlmodel import select

from phieu.installation import Installation
from phieu.office.training.courses import create_course
from phieu.office.training.nominations import nominate
from phieu.sandbox.client import SandboxClient
from phieu.sandbox.person import Person as Phone
from phieu.storage.tables import Nomination, NominationQuestion, Position, Unit
from phieu.words import NominationState, Rank
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
from tests.training.chats import PLAN

pytestmark = pytest.mark.usefixtures("program")


@pytest.fixture
async def with_posts(office: Installation) -> Installation:  # noqa: F811
    """Bình heads the division in which Chi works; Hạnh, the admin, leads the office."""
    async with office.database.writing() as session:
        session.add(Unit(id=1, code="TH", name="Phòng Tổng hợp - Tham mưu và Kiểm soát thủ tục hành chính"))
        session.add(Unit(id=2, code="LD", name="Lãnh đạo Văn phòng"))
        await session.flush()
        session.add(Position(person_id=HANH, unit_id=2, title="Chánh Văn phòng", rank=Rank.CHIEF))
        session.add(Position(person_id=BINH, unit_id=1, title="Trưởng phòng", rank=Rank.HEAD))
        session.add(Position(person_id=CHI, unit_id=1, title="Chuyên viên", rank=Rank.STAFF))
    return office


async def test_a_course_from_its_first_word_to_its_result(
    client: SandboxClient,
    with_posts: Installation,
    clock: Clock,  # noqa: F811
) -> None:
    admin, head, chi = [await joined(client, with_posts, person) for person in (HANH, BINH, CHI)]
    await composes(admin)
    await nominates(admin)
    notice = await chi.sees("you have been nominated for a course")  # she in her language, the head in his
    assert "Why you: Trong quy hoạch chức danh Phó Trưởng phòng" in notice.text
    assert "6 – 10 July 2026" in notice.text
    assert NAMES[CHI] in (await head.sees("có 1 người được đề cử")).text
    await asks_and_accepts(chi, admin)
    await head.sees("đã nhận lời tham gia khóa học này")
    await admin.sees("Mọi người đã trả lời xong.")
    await admin.tap("🎓 Xem khóa học")
    await admin.tap("📋 Ghi danh người đã nhận lời (1)")
    await admin.tap("📋 Vâng, ghi danh")
    await chi.sees("You have been enrolled in this course.")
    clock.forward(days=39, hours=-6)  # 10 July, in the morning
    await finishes(admin)
    assert "Giỏi" in (await chi.sees("Congratulations!")).text
    async with with_posts.database.reading() as session:
        (nomination,) = await session.exec(select(Nomination))
        (question,) = await session.exec(select(NominationQuestion))
    assert (nomination.state, nomination.result) == (NominationState.FINISHED, "Giỏi")
    assert question.replied_by == HANH


async def composes(admin: Phone) -> None:
    """The admin puts a course together."""
    await admin.tap("🎓 Đào tạo")
    await admin.sees("Chưa có khóa học nào khai giảng trong năm này.")
    await admin.tap("➕ Khóa học mới")
    await admin.write("Bồi dưỡng kỹ năng lãnh đạo, quản lý cấp phòng (mẫu)")
    await admin.sees("Khóa học thuộc loại nào?")
    for label in ("Bồi dưỡng ngắn hạn", "Không theo đề án nào", "Tập trung"):
        await admin.tap(label)
    for answer, question in (
        ("Trường Chính trị tỉnh", "Trường hoặc cơ sở nào tổ chức?"),
        ("Trường Chính trị tỉnh", "Khai giảng ngày nào?"),
        ("6/7", "Ngày cuối cùng là ngày nào?"),
        ("10/7", "Cơ quan có bao nhiêu chỉ tiêu?"),
        ("2", "Mọi người trả lời chậm nhất đến hết ngày nào?"),
    ):
        await admin.write(answer)
        await admin.sees(question)
    await admin.tap("Theo thời hạn chung của cơ quan")
    await admin.tap("✅ Thêm khóa học này")
    await admin.sees("Đã dùng 0/2 chỉ tiêu, còn 2")


async def nominates(admin: Phone) -> None:
    """And somebody for it, found without accents."""
    await admin.tap("➕ Đề cử người đi học")
    await admin.write("quynh chi")
    await admin.settled()
    await admin.tap("· CB3")
    await admin.sees("ngày vắng nhất còn 1/2 người")
    await admin.tap("✍️ Viết lý do")
    await admin.write("Trong quy hoạch chức danh Phó Trưởng phòng")
    await admin.sees("Lý do: Trong quy hoạch")
    await admin.tap("✅ Đề cử 1 người")
    await admin.sees("Đã đề cử 1 người.")


async def asks_and_accepts(person: Phone, admin: Phone) -> None:
    """A question back, its reply, and then yes."""
    await person.tap("❓ I have a question")
    await person.write("Có thể học trực tuyến không?")
    await person.sees("Your question has been passed on.")
    await admin.sees("Có thể học trực tuyến không?")
    await admin.tap("✍️ Trả lời")
    await admin.write("Không, lớp học tập trung.")
    await admin.sees("Câu trả lời của anh/chị đang được chuyển đi.")
    assert "Không, lớp học tập trung." in (await person.sees("There is a reply to your question.")).text
    await person.tap("✅ I accept")
    await person.sees("Thank you for your answer.")


async def finishes(admin: Phone) -> None:
    """The result of the only one."""
    await admin.write("/menu")
    await admin.sees("Anh/chị muốn làm gì")
    await admin.tap("🎓 Đào tạo")
    await admin.tap("06/07 ·")
    await admin.tap("🏁 Hoàn thành, ghi kết quả (1)")
    await admin.write("1 Giỏi")
    await admin.settled()
    await admin.tap("✅ Ghi nhận cho 1 người")
    await admin.sees("Đã ghi nhận cho 1 người")


async def test_who_cannot_is_heard_by_head_and_admin(
    client: SandboxClient,
    with_posts: Installation,
) -> None:
    installation = with_posts
    admin, head, chi = [await joined(client, installation, person) for person in (HANH, BINH, CHI)]
    await nominated(installation)
    await chi.sees("you have been nominated for a course")
    await chi.tap("✖️ I cannot")
    await chi.write("Tôi đang theo một lớp khác.")
    await chi.sees("You have said that you cannot.")
    for phone in (admin, head):
        told = await phone.sees("không tham gia được khóa học này.")
        assert "Tôi đang theo một lớp khác." in told.text
    await chi.tap("✅ I accept")  # the old button under the notice, which stays
    await chi.settled()
    async with installation.database.reading() as session:
        assert list(await session.exec(select(Nomination.state))) == [NominationState.DECLINED]


async def nominated(installation: Installation) -> None:
    """Chi is nominated, directly."""
    async with installation.database.writing() as session:
        course = await create_course(session, PLAN, date(2026, 6, 1))
        await nominate(session, course, [CHI], "Cần cho công việc", HANH, installation.now())
