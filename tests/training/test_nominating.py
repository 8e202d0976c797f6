"""Nominating in chat: what is seen before, what is refused, and who is told."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlmodel import col, select, update

from phieu.office.training.refusals import TrainingError
from phieu.storage.tables import ChatAccount, Course, Draft, Nomination, Person, Position, Rotation, Unit
from phieu.words import NominationState, Rank, RotationKind, RotationState, StudyMode
from tests.training.chats import (
    ADMIN,
    HEAD,
    OTHER_HEAD,
    OTHER_UNIT,
    PLAN,
    SECOND_ADMIN,
    UNIT,
    TrainingOffice,
)


async def test_people_are_found_by_name_looked_over_and_nominated_once(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    await chat.act(f"course.{course}")
    assert "0 of 5 seats given away, 5 left" in chat.text
    await chat.tap("➕ Nominate people")
    assert "Nobody is chosen yet." in chat.text
    assert not any(label.startswith("✅") for label in chat.labels)
    await chat.type("mẫu 5")
    await chat.tap("Người mẫu 5 · 00005")
    await chat.type("00011")
    await chat.tap("Người mẫu 11 · 00011")
    assert "2 people chosen:" in chat.text
    assert "Phòng 1: at least 5 of 6 would be left" in chat.text
    assert "Phòng 2: at least 5 of 6 would be left" in chat.text
    assert not any(label.startswith("✅") for label in chat.labels)  # nobody has said why
    await chat.tap("✍️ Say why")
    await chat.type("Soạn thảo nhiều văn bản")
    nominate = chat.action_of("✅ Nominate 2 people")
    await chat.tap("✅ Nominate 2 people")
    assert "2 people have been nominated" in chat.text
    assert "2 of 5 seats given away, 3 left" in chat.text
    await chat.act(nominate)
    told = await office.told()
    assert set(told) == {UNIT[0], OTHER_UNIT[0], HEAD, OTHER_HEAD}
    ((words,), (of_head,)) = told[UNIT[0]], told[HEAD]
    assert "Người mẫu 5, you have been nominated for a course." in words
    for expected in ("6 – 10 July 2026", "Soạn thảo nhiều văn bản", "by the end of 15 June 2026"):
        assert expected in words
    assert "1 person of Phòng 1 is nominated" in of_head
    assert "Người mẫu 5" in of_head
    assert "Người mẫu 11" not in of_head
    async with office.installation.database.reading() as session:
        assert (await session.exec(select(Draft))).all() == []


async def test_all_faults_are_told_at_once_and_what_was_composed_is_kept(office: TrainingOffice) -> None:
    other = await office.course(name="Lớp khác (mẫu)", seats=None)
    await office.nominated(other, UNIT[0])
    async with office.installation.database.writing() as session:
        await session.exec(update(Nomination).values(state=NominationState.ACCEPTED))
    course = await office.course(seats=2)
    await office.nominated(course, UNIT[1])
    chat = office.chat()
    await chat.act(f"nominate-add.{course}.{UNIT[0]}")
    await chat.act(f"nominate-add.{course}.{UNIT[1]}")
    for expected in (
        "Người mẫu 5 is away from 6 July 2026 to 10 July 2026 already, on the course “Lớp khác (mẫu)”.",
        "Người mẫu 6 has been nominated for this course already and has not answered yet.",
        "2 people are chosen, but only one seat is left.",
    ):
        assert expected in chat.text
    await chat.act(f"nominate-now.{course}")  # an old button, or a forged one
    assert "Please say why these people are nominated" in chat.text
    assert "2 people are chosen" in chat.text
    assert await office.states(course) == {UNIT[1]: NominationState.ASKED}
    again = office.chat()  # the program was started anew
    await again.act(f"nominate.{course}")
    assert "Người mẫu 5" in again.text
    await again.tap("➖ Take somebody off", "➖ Người mẫu 6", "↩️ Back")
    assert "has been nominated for this course already" not in again.text


async def test_a_whole_unit_is_chosen_without_those_who_are_nominated(office: TrainingOffice) -> None:
    course, chat = await office.course(seats=None), office.chat()
    await office.nominated(course, UNIT[2])
    await chat.act(f"nominate.{course}")
    await chat.tap("🏢 Add a whole unit", "Phòng 1")
    assert "5 people chosen:" in chat.text
    assert chat.screen.toast == "1 person is nominated already and was left out."
    assert "Phòng 1: nobody would be left on some days" in chat.text


async def test_who_else_is_away_is_seen_by_name_and_days(office: TrainingOffice) -> None:
    earlier = await office.course(name="Lớp lý luận (mẫu)", starts_on=date(2026, 7, 8), ends_on=date(2026, 9, 1))
    await office.nominated(earlier, UNIT[3])
    async with office.installation.database.writing() as session:
        session.add(
            Rotation(
                code="LC-2026-01",
                person_id=UNIT[4],
                kind=RotationKind.TEMPORARY,
                state=RotationState.DECIDED,
                from_unit_id=1,
                from_title="staff",
                from_rank=Rank.STAFF,
                to_unit_id=2,
                to_title="staff",
                to_rank=Rank.STAFF,
                starts_on=date(2026, 6, 1),
                ends_on=date(2026, 7, 7),
            )
        )
    course, chat = await office.course(), office.chat()
    await chat.act(f"nominate-add.{course}.{UNIT[0]}")
    assert "– Người mẫu 8: Lớp lý luận (mẫu) (8 July 2026 – 1 September 2026) not settled yet" in chat.text
    assert "– Người mẫu 9: Phòng 2 (1 June 2026 – 7 July 2026)" in chat.text
    assert "Phòng 1: at least 4 of 6 would be left" in chat.text  # never all three at once
    online = await office.course(name="Lớp trực tuyến (mẫu)", mode=StudyMode.ONLINE)
    await office.nominated(online, UNIT[1])  # who learns at the desk is there
    await chat.act(f"nominate.{course}")
    assert "Phòng 1: at least 4 of 6 would be left" in chat.text
    await chat.act(f"nominate-add.{online}.{UNIT[0]}")
    assert "would be left" not in chat.text


async def test_who_could_not_is_asked_anew_and_told_anew(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    (nomination,) = await office.nominated(course, UNIT[0])
    await office.told()
    old = f"nomination-accept.{nomination}.1.1"
    person = office.chat(UNIT[0])
    await person.act(f"nomination-decline.{nomination}.1.1")
    await person.type("Con nhỏ đang ốm")
    await office.told()
    await chat.act(f"nominee.{nomination}")
    assert "Con nhỏ đang ốm" in chat.text
    await chat.tap("🔁 Ask again", "✍️ Say why")
    await chat.type("Lớp dời sang tháng sau")
    await chat.tap("✅ Nominate 1 person")
    told = await office.told()
    assert "Lớp dời sang tháng sau" in told[UNIT[0]][0]
    assert HEAD in told
    await person.act(old)
    assert person.screen.toast == "Something has changed meanwhile. Please look at it again."
    assert (await office.states(course))[UNIT[0]] is NominationState.ASKED
    await person.tap("✅ I accept")
    assert (await office.states(course))[UNIT[0]] is NominationState.ACCEPTED


async def test_an_admin_who_loses_the_role_keeps_what_was_composed(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat(SECOND_ADMIN)
    await chat.act(f"nominate-add.{course}.{UNIT[0]}")
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=False))
    await chat.act(f"nominate-now.{course}")
    assert "✅" not in chat.text
    assert await office.states(course) == {}
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=True))
    await chat.act(f"nominate.{course}")
    assert "Người mẫu 5" in chat.text


@pytest.mark.parametrize("day", [date(2026, 6, 8), date(2026, 6, 1)])
async def test_nobody_is_nominated_for_what_has_begun(sqlite_office: TrainingOffice, day: date) -> None:
    office = sqlite_office
    course, chat = await office.course(starts_on=day), office.chat()
    await chat.act(f"course.{course}")
    assert "➕ Nominate people" not in chat.labels
    await chat.act(f"nominate-add.{course}.{UNIT[0]}")
    assert "The course began on" in chat.text


async def test_a_head_who_is_nominated_is_not_told_as_head_of_themself(office: TrainingOffice) -> None:
    course = await office.course()
    await office.nominated(course, HEAD)
    told = await office.told()
    assert set(told) == {HEAD, 3}  # the deputy chief in charge of the first unit
    assert len(told[HEAD]) == 1


async def test_forged_actions_of_nominating_end_kindly(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    course, chat = await office.course(), office.chat()
    for action in (
        f"nominate-add.{course}.999",
        f"nominate-off.{course}.5.99",
        f"nominate-unit.{course}.77",
        "nominate.99",
        "nominate-now.99",
        "course.123456789012345678",
        "nominee.99",
        f"nominees.{course}.99",
        "course-field.0.cancelled",
        "course-set.0.level.x",
        "training-question.4",
        "training-questions.99",
        "finish.99",
        "training-year.999999.0",
    ):
        await chat.act(action)
        assert "went wrong" not in chat.text, action
        assert chat.labels
    assert await office.states(course) == {}


async def test_staff_reach_nothing_of_the_admins(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    course = await office.course()
    (nomination,) = await office.nominated(course, UNIT[0])
    chat = office.chat(UNIT[1])
    for action in (
        "training",
        f"course.{course}",
        f"nominee.{nomination}",
        f"nominee-withdraw-now.{nomination}",
        f"course-cancel-now.{course}",
        f"enrol.{nomination}",
        f"nomination.{nomination}",
        f"nomination-accept.{nomination}.1.1",
        f"nomination-decline.{nomination}.1.1",
        f"nomination-ask.{nomination}",
    ):
        await chat.act(action)
        assert "soạn thảo" not in chat.text, action
    assert await office.states(course) == {UNIT[0]: NominationState.ASKED}
    assert ADMIN not in await office.told()


async def test_the_same_course_has_one_code_a_year(office: TrainingOffice) -> None:
    await office.course()
    await office.course()
    await office.course(starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 5))
    async with office.installation.database.reading() as session:
        codes = list(await session.exec(select(Course.code).order_by(col(Course.id))))
        assert (await session.exec(select(Unit.id))).all()
        assert (await session.exec(select(Position.id))).all()
    assert codes == ["KH-2026-01", "KH-2026-02", "KH-2027-01"]
    assert PLAN.seats == 5


async def test_the_last_seat_goes_to_one(office: TrainingOffice) -> None:
    course = await office.course(seats=1)
    tries = (office.nominated(course, person) for person in UNIT)
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, list) for one in outcomes) == 1
    assert all(isinstance(one, list | TrainingError) for one in outcomes)
    assert len(await office.states(course)) == 1


async def test_who_is_not_reached_by_chat_is_seen(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    course, chat = await office.course(), office.chat()
    await office.nominated(course, UNIT[0], UNIT[1])
    async with office.installation.database.writing() as session:
        await session.exec(update(ChatAccount).where(col(ChatAccount.person_id) == UNIT[1]).values(reachable=False))
    await chat.act(f"course.{course}")
    assert "📵 Not reached by chat, please tell them in person: Người mẫu 6" in chat.text


async def test_namesakes_are_told_apart(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    course, chat = await office.course(), office.chat()
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id).in_(UNIT[:2])).values(name="Nguyễn Thị Hà"))
    await chat.act(f"nominate-add.{course}.{UNIT[0]}")
    await chat.act(f"nominate-add.{course}.{UNIT[1]}")
    assert "– Nguyễn Thị Hà (00005)" in chat.text
    await chat.tap("➖ Take somebody off")
    assert "➖ Nguyễn Thị Hà (00006)" in chat.labels
    await office.nominated(course, UNIT[0], UNIT[1])
    await chat.act(f"nominees.{course}.0")
    assert "⏳ Nguyễn Thị Hà (00005)" in chat.labels


async def test_the_end_of_a_reason_that_was_too_long_is_no_reason(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    course, chat = await office.course(), office.chat()
    await chat.act(f"nominate-reason.{course}")
    await chat.type("x" * 4096)  # an app cuts a long text up
    await chat.type("và những lý do khác nữa.")
    assert "This belongs to the text that was too long" in chat.text
    office.time += timedelta(seconds=30)
    await chat.type("Cần cho công việc")
    assert "Cần cho công việc" in chat.text
    assert "và những lý do khác nữa." not in chat.text
