"""A whole class from a sheet: every fault at once, looked over as ever, confirmed once."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook
from sqlmodel import col, select, update

from phieu.storage.tables import Course, Nomination, Person
from phieu.words import NominationState
from tests.training.chats import ADMIN, HEAD, OTHER_UNIT, PLAN, UNIT, TrainingOffice
from tests.training.class_files import class_file, send


async def test_the_sheet_that_the_bot_gives_is_filled_in_and_nominates_the_class(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    await chat.act(f"course.{course}")
    await chat.tap("📄 A class from a sheet")
    (given,) = chat.screen.attachments
    book = load_workbook(BytesIO(given.content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["Staff number *", "Name", "Reason"]
    for row, values in enumerate((("00005", "Người mẫu 5", "Soạn thảo"), ("00006", None, None)), start=2):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value
    filled = BytesIO()
    book.save(filled)
    await send(chat, filled.getvalue())
    assert "2 people chosen:" in chat.text
    assert await office.states(course) == {}  # only confirming nominates
    await chat.tap("✅ Nominate 2 people")
    assert await office.states(course) == {5: NominationState.ASKED, 6: NominationState.ASKED}
    told = await office.told()
    assert "Soạn thảo" in told[5][0]
    assert "Soạn thảo" in told[6][0], "an empty reason is that of the row above"
    assert len(told[HEAD]) == 1


async def test_a_plain_list_of_numbers_will_do(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    await chat.act(f"class-sheet.{course}")
    await send(chat, class_file(["00005"], ["00011"], head=None))
    assert "2 people chosen:" in chat.text
    assert not any(label.startswith("✅") for label in chat.labels)  # nobody has said why
    await chat.tap("✍️ Say why")
    await chat.type("Theo kế hoạch năm")
    await chat.tap("✅ Nominate 2 people")
    assert set(await office.states(course)) == {5, 11}


async def test_everybody_has_the_reason_of_their_row_until_another_one_is_typed(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    await chat.act(f"class-sheet.{course}")
    content = class_file(["00005", "", "Nâng ngạch"], ["00011", "", "Việc mới"])
    await send(chat, content)
    assert "Why: Nâng ngạch (but 1 person has a reason of their own, from the sheet)" in chat.text
    await chat.tap("✅ Nominate 2 people")
    assert await reasons(office, course) == {5: "Nâng ngạch", 11: "Việc mới"}
    second = await office.course(starts_on=date(2026, 9, 7), ends_on=date(2026, 9, 8))
    await chat.act(f"class-sheet.{second}")
    await send(chat, content)
    await chat.tap("✍️ Another reason")
    await chat.type("Chung cho cả lớp")
    await chat.tap("✅ Nominate 2 people")
    assert set((await reasons(office, second)).values()) == {"Chung cho cả lớp"}


async def reasons(office: TrainingOffice, course: int) -> dict[int, str]:
    async with office.installation.database.reading() as session:
        rows = await session.exec(select(Nomination).where(Nomination.course_id == course))
        return {one.person_id: one.reason for one in rows}


async def test_all_faults_of_the_sheet_are_told_at_once_with_their_place(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == 6).values(active=False))
    await chat.act(f"class-sheet.{course}")
    await send(chat, class_file(["00005"], ["000055"], ["00006"], [None, "Không có mã"], ["00005"], ["zzzzzz"]))
    assert "On this sheet 5 faults have to be put right; nobody has been chosen:" in chat.text
    assert [line for line in chat.text.splitlines() if line.startswith("–")] == [
        "– Sheet “Class”, row 3, column A (Staff number): nobody has the staff number “000055”; did you mean “00005”?",
        "– Sheet “Class”, row 4, column A (Staff number): Người mẫu 6 is no longer on the staff",
        "– Sheet “Class”, row 5, column A (Staff number): this cell is empty; please fill it in",
        ("– Sheet “Class”, row 6, column A (Staff number): this is already in row 2; please keep only one of them"),
        "– Sheet “Class”, row 7, column A (Staff number): nobody has the staff number “zzzzzz”",
    ]
    await chat.act(f"nominate.{course}")
    assert "Nobody is chosen yet." in chat.text


async def test_what_speaks_against_the_class_is_seen_before_and_keeps_it_from_being_confirmed(
    office: TrainingOffice,
) -> None:
    other = await office.course(starts_on=date(2026, 7, 8), ends_on=date(2026, 7, 9))
    (nomination,) = await office.nominated(other, 7)
    async with office.installation.database.writing() as session:
        await session.exec(
            update(Nomination).where(col(Nomination.id) == nomination).values(state=NominationState.ACCEPTED)
        )
    course, chat = await office.course(seats=4), office.chat()
    await office.nominated(course, 5)
    await chat.act(f"class-sheet.{course}")
    numbers = [5, 7, *OTHER_UNIT[:3]]
    await send(chat, class_file(*([f"{number:05}", "", "Cần cho công việc"] for number in numbers)))
    assert "Người mẫu 5 has been nominated for this course already and has not answered yet." in chat.text
    assert "Người mẫu 7 is away from" in chat.text
    assert "5 people are chosen, but only 3 seats are left." in chat.text
    assert not any(label.startswith("✅") for label in chat.labels)


async def test_a_name_that_is_not_that_of_the_number_is_pointed_out(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    await chat.act(f"class-sheet.{course}")
    await send(chat, class_file(["00005", "Trần Thị Khác", "Cần"], ["00007", "nguoi mau 7", ""]))
    assert "beside 00005 stands “Trần Thị Khác”, but this is the number of Người mẫu 5" in chat.text
    assert "nguoi mau 7" not in chat.text
    await chat.tap("➡️ Go on")
    assert "2 people chosen:" in chat.text


async def test_what_is_no_sheet_gets_one_plain_word(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    await chat.act(f"class-sheet.{course}")
    await send(chat, b"no sheet")
    assert "this is not an Excel workbook" in chat.text.lower() or "This is not an Excel workbook" in chat.text
    await chat.type("here it is")
    assert "Please send it as a file." in chat.text
    await send(chat, class_file(head=HEAD_ONLY))
    assert "this sheet is empty" in chat.text


HEAD_ONLY = ("Staff number",)


async def test_only_admins_and_only_for_courses_that_may_go_by_chat(office: TrainingOffice) -> None:
    course = await office.course()
    somebody = office.chat(UNIT[0])
    await somebody.act(f"class-sheet.{course}")
    assert not somebody.screen.attachments
    async with office.installation.database.writing() as session:
        await session.exec(update(Course).values(not_by_chat=True, read_from="Phòng Tổng hợp"))
    chat = office.chat(ADMIN)
    await chat.act(f"class-sheet.{course}")
    assert not chat.screen.attachments
    assert str(PLAN.name) not in chat.text
