"""The year's plan, the statistics and everybody's record in chat, and the workbook of a year."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from sqlmodel import col, update

from phieu.locales.translator import translator
from phieu.office.reports.training_export import export_training
from phieu.office.training.names import LEVEL_NAMES
from phieu.storage.tables import Course, Nomination
from phieu.words import CourseLevel, NominationState, StudyMode
from tests.training.chats import ADMIN, HEAD, OTHER_HEAD, OTHER_UNIT, SECOND_ADMIN, UNIT, TrainingOffice

SECRET = "Nội dung không gửi qua chat"
EN = translator("en")
Attendances = tuple[tuple[int, NominationState], ...]
FINISHED, ENROLLED, BROKEN_OFF = NominationState.FINISHED, NominationState.ENROLLED, NominationState.BROKEN_OFF


async def held(office: TrainingOffice, name: str, people: Attendances, **course: Any) -> int:
    """A course with its records, as the workbook brings them in."""
    values = {
        "code": name,
        "name": name,
        "level": CourseLevel.SHORT_COURSE,
        "mode": StudyMode.FULL_TIME,
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 3, 6),
        **course,
    }
    async with office.installation.database.writing() as session:
        row = Course(**values)
        session.add(row)
        await session.flush()
        assert row.id is not None
        session.add_all(Nomination(course_id=row.id, person_id=person, state=state) for person, state in people)
        return row.id


async def some_training(office: TrainingOffice) -> None:
    master = CourseLevel.MASTER
    await held(office, "Thạc sĩ", ((HEAD, ENROLLED),), level=master, scheme="Đề án 165", mode=StudyMode.IN_SERVICE)
    unit = tuple((person, FINISHED) for person in UNIT[:3])
    others = ((OTHER_HEAD, BROKEN_OFF), (OTHER_UNIT[0], NominationState.DECLINED))
    await held(office, "Soạn thảo", unit + others, seats=10, starts_on=date(2026, 5, 4), ends_on=date(2026, 5, 8))
    await held(office, "Năm trước", ((UNIT[0], FINISHED),), starts_on=date(2025, 5, 5), ends_on=date(2025, 5, 6))
    await held(office, "Bị hủy", ((UNIT[0], FINISHED),), cancelled=True)
    await held(office, SECRET, ((UNIT[1], FINISHED),), code="KH-9", not_by_chat=True, read_from="Phòng Tổng hợp")


async def test_the_statistics_are_those_of_the_year_and_the_unit(office: TrainingOffice) -> None:
    await some_training(office)
    chat = office.chat()
    await chat.act("training")
    await chat.tap("📊 Statistics")
    assert "Year 2026 · the whole office" in chat.text
    assert "degree\n• In-service, Đề án 165: 1 turn, 0 finished, 1 going on" in chat.text
    assert "Short course\n• Full-time: 4 turns, 3 finished, 1 broken off" in chat.text
    assert "Together: 5 turns, 3 finished, 1 going on, 1 broken off, of 5 people" in chat.text
    await chat.tap("All years")
    assert "Together: 6 turns, 4 finished, 1 going on, 1 broken off, of 5 people" in chat.text
    await chat.tap("✓ All years", "2025")
    assert "Together: 1 turn, 1 finished, of 1 person" in chat.text
    await chat.tap("2026", "🏢 One unit", "Phòng 2")
    assert "Year 2026 · Phòng 2" in chat.text
    assert "Together: 1 turn, 0 finished, 1 broken off, of 1 person" in chat.text
    await chat.tap("🏢 All units")
    assert "Phòng 1: 4 turns, 3 finished, 1 going on" in chat.text
    assert "Phòng 2: 1 turn, 0 finished, 1 broken off" in chat.text
    await chat.tap("↩️ Back", "↩️ Training")


async def test_the_plan_goes_by_month_and_counts_whoever_got_so_far(office: TrainingOffice) -> None:
    await some_training(office)
    chat = office.chat()
    await chat.act("training")
    await chat.tap("🗓 The year's plan")
    assert chat.text.index("Month 3") < chat.text.index("Thạc sĩ") < chat.text.index("Month 5")
    assert "nominated 5, accepted 4, enrolled 4, finished 3" in chat.text
    assert "nominated 6, accepted 5, enrolled 5, finished 3" in chat.text.partition("Together")[2]
    assert "10 seats" in chat.text
    assert "Bị hủy" not in chat.text
    await chat.tap("2027 ▶")
    assert "No course begins in this year." in chat.text
    assert "📗 As a workbook" not in chat.labels


async def test_a_long_plan_comes_in_pages_that_a_message_can_hold(sqlite_office: TrainingOffice) -> None:
    for number in range(40):
        name = f"Bồi dưỡng kiến thức quản lý nhà nước chương trình chuyên viên chính khóa {number:02} (dữ liệu mẫu)"
        await held(sqlite_office, name, ())
    chat = sqlite_office.chat()
    await chat.act("training-plan.2026.0")
    names = set()
    for _ in range(20):
        assert len(chat.screen.text) < 4000
        names |= {line for line in chat.text.splitlines() if line.startswith("•")}
        if "Next ▶" not in chat.labels:
            break
        await chat.tap("Next ▶")
    assert len(names) == 40 or all("…" in name for name in names)


async def test_everybody_finds_their_own_record_and_nobody_elses(office: TrainingOffice) -> None:
    await some_training(office)
    mine = office.chat(UNIT[1])
    await mine.act("my-training")
    assert "Soạn thảo" in mine.text
    assert "✅" not in mine.text
    assert "Thạc sĩ" not in mine.text
    assert "not by chat" in mine.text
    assert "Phòng Tổng hợp" not in mine.text
    await mine.act(f"training-record.{HEAD}.0")
    assert "Thạc sĩ" not in mine.text
    nobody = office.chat(SECOND_ADMIN)
    await nobody.act("my-training")
    assert "No training of yours is on record yet." in nobody.text


async def test_admins_find_anybodys_record(office: TrainingOffice) -> None:
    await some_training(office)
    chat = office.chat(ADMIN)
    await chat.act("training")
    await chat.tap("👤 Somebody's training record")
    await chat.type("00004")
    await chat.tap("Người mẫu 4 · 00004")
    assert "degree · In-service · Đề án 165" in chat.text
    await chat.type("00005")  # the next one at once
    await chat.tap("Người mẫu 5 · 00005")
    assert "Năm trước" in chat.text
    assert "This course was cancelled." in chat.text


async def test_nothing_that_must_not_go_by_chat_is_on_any_of_these_screens(office: TrainingOffice) -> None:
    await some_training(office)
    chat = office.chat()
    for action in (
        *("training-plan.2026.0", "training-statistics.2026.0", "training-statistics.0.0", "training-by-unit.0.0"),
        *(f"training-record.{UNIT[1]}.0", "training-export.2026", "my-training"),
    ):
        screen = await chat.act(action)
        assert SECRET not in screen.text
        assert SECRET not in " ".join(chat.labels)
        assert not any(SECRET in cell for one in screen.attachments for cell in cells(load(one.content)))


async def test_forged_actions_lead_home(office: TrainingOffice) -> None:
    chat, staff = office.chat(), office.chat(UNIT[0])
    for action in ("training-plan.99999.0", "training-statistics.2026.99", "training-record.99.0", "training-export.1"):
        assert "What would you like to do?" in (await chat.act(action)).text.replace("what", "What")
    for action in ("training-plan.2026.0", "training-statistics.0.0", "training-find", "training-export.2026"):
        await staff.act(action)
        assert "That is for the people who look after" in staff.text


async def test_the_years_workbook_says_what_the_screens_say(office: TrainingOffice) -> None:
    await some_training(office)
    chat = office.chat()
    await chat.act("training-plan.2026.0")
    await chat.tap("📗 As a workbook")
    (document,) = chat.screen.attachments
    assert document.name == "training-2026.xlsx"
    book = load(document.content)
    assert book.sheetnames == ["Plan", "Records", "Statistics", "By unit", "Explanation"]
    assert [row[:3] + row[10:] for row in below(book, "Plan")] == [
        (3, "Thạc sĩ", "Thạc sĩ", None, 1, 1, 1, 0),
        (5, "Soạn thảo", "Soạn thảo", 10, 5, 4, 4, 3),
    ]
    assert [(row[0], row[8]) for row in below(book, "Records")] == [
        ("00004", "Enrolled"),
        *((f"{person:05}", "Finished") for person in UNIT[:3]),
        (f"{OTHER_HEAD:05}", "Broken off"),
        (f"{OTHER_UNIT[0]:05}", "Declined"),
    ]
    assert below(book, "Statistics") == [
        ("Master's degree", "Đề án 165", "In-service", 1, 0, 1, 0, 1),
        ("Short course", None, "Full-time", 4, 3, 0, 1, 4),
        ("Together", None, None, 5, 3, 1, 1, 5),
    ]
    assert [row[:3] for row in below(book, "By unit")] == [("Phòng 1", 4, 3), ("Phòng 2", 1, 0)]


async def test_the_operators_workbook_has_what_must_not_go_by_chat(office: TrainingOffice) -> None:
    await some_training(office)
    async with office.installation.database.writing() as session:
        await session.exec(update(Nomination).where(col(Nomination.person_id) == UNIT[0]).values(result="=1+1"))
    async with office.installation.database.reading() as session:
        book = load(await export_training(session, 2026, EN, by_chat=False))
    assert SECRET in cells(book)
    assert SECRET in {row[2] for row in below(book, "Plan")}
    (formula,) = {cell.data_type for row in book["Records"].iter_rows() for cell in row if cell.value == "=1+1"}
    assert formula == "s"


def test_every_level_has_a_name_in_both_languages() -> None:
    assert all(len({*names[:2]}) == 2 for names in LEVEL_NAMES.values())


def load(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def below(book: Workbook, name: str) -> list[tuple[Any, ...]]:
    """The rows below the head."""
    return [tuple(row) for row in book[name].iter_rows(min_row=4, values_only=True)]


def cells(book: Workbook) -> Sequence[str]:
    return [str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row]
