"""What admins and heads are not told in chat: what must not go there, and what is no longer their concern."""

from datetime import date

from sqlmodel import col, delete, update

from phieu.storage.tables import Course, Nomination, Position
from phieu.words import NominationState
from tests.training.chats import ADMIN, HEAD, OTHER_HEAD, UNIT, TrainingOffice

SECRET = "Chuyên đề không gửi qua chat"


async def secretly_away(office: TrainingOffice, person_id: int) -> int:
    """Somebody who takes part in a course that must not go by chat, in days that overlap with those of others."""
    course = await office.course(name=SECRET, starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 23))
    async with office.installation.database.writing() as session:
        await session.exec(update(Course).where(col(Course.id) == course).values(not_by_chat=True, code="MAT"))
        session.add(Nomination(course_id=course, person_id=person_id, state=NominationState.ENROLLED))
    return course


async def test_an_absence_that_must_not_go_by_chat_has_no_name_and_no_days_there(office: TrainingOffice) -> None:
    await secretly_away(office, UNIT[0])
    course, chat = await office.course(), office.chat()
    await chat.act(f"nominate-add.{course}.{UNIT[1]}")
    assert "at least 4 of 6 would be left" in chat.text  # they are counted
    assert "1 absence of which nothing must go by chat" in chat.text
    assert "Người mẫu 5" not in chat.text
    assert "July 2026" in chat.text
    assert "23 July" not in chat.text
    await chat.act(f"nominate-add.{course}.{UNIT[0]}")
    assert "Người mẫu 5 cannot take part, for a reason that must not go by chat." in chat.text
    assert "23 July" not in chat.text


async def test_a_list_of_courses_does_not_tell_when_one_is_that_must_not_go_by_chat(office: TrainingOffice) -> None:
    await secretly_away(office, UNIT[0])
    await office.course(name="Lớp sau", starts_on=date(2026, 9, 7), ends_on=date(2026, 9, 8))
    chat = office.chat()
    await chat.act("training")
    assert chat.labels[:2] == ["07/09 · Lớp sau", "🔒 · No. MAT · not by chat"]


async def test_nobody_reads_of_others_that_they_take_part_in_what_must_not_go_by_chat(office: TrainingOffice) -> None:
    await secretly_away(office, UNIT[0])
    chat = office.chat()
    await chat.act(f"training-record.{UNIT[0]}.0")
    assert "No training of this person is on record yet." in chat.text
    assert "What must not go by chat is not shown here." in chat.text
    assert "MAT" not in chat.text
    own = office.chat(UNIT[0])
    await own.act("my-training")
    assert "No. MAT · not by chat" in own.text
    assert "Enrolled" not in own.text


async def test_who_is_no_head_any_more_is_told_nothing_of_the_unit(office: TrainingOffice) -> None:
    course = await office.course()
    (nomination,) = await office.nominated(course, UNIT[0])
    await office.chat(UNIT[0]).act(f"nomination-accept.{nomination}.1.1")
    async with office.installation.database.writing() as session:
        await session.exec(delete(Position).where(col(Position.person_id) == HEAD))
        await session.exec(update(Position).where(col(Position.person_id) == OTHER_HEAD).values(unit_id=1))
    told = await office.told()
    assert set(told) == {ADMIN, 2}  # that all have answered; neither the one who was head nor who came later
