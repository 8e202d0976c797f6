"""Courses in chat: composed step by step, changed, cancelled."""

from datetime import timedelta

from sqlmodel import col, select, update

from phieu.storage.tables import Course, Nomination
from phieu.words import CourseLevel, NominationState, StudyMode
from tests.answering.chat import Chat
from tests.training.chats import HEAD, SECOND_ADMIN, UNIT, TrainingOffice


async def compose(chat: Chat) -> None:
    """As far as the overview of a course with everything said."""
    await chat.act("training")
    assert "No course begins in this year." in chat.text
    await chat.tap("➕ New course")
    assert "step 1 of 10" in chat.text
    await chat.type("Bồi dưỡng chuyên viên <mẫu>")
    await chat.tap("Short course")
    await chat.tap("No scheme")
    await chat.tap("In-service")
    await chat.type("Trường Chính trị tỉnh")
    await chat.tap("Not known yet")
    await chat.type("6/7/2026")
    await chat.type("10/7/2026")
    await chat.type("12")
    await chat.type("30/6/2026")


async def test_a_course_is_composed_step_by_step_and_looked_over(office: TrainingOffice) -> None:
    chat = office.chat()
    await compose(chat)
    for line in (
        "Course name: Bồi dưỡng chuyên viên &lt;mẫu&gt;",
        "Kind: Short course",
        "Scheme: No scheme",
        "Mode: In-service",
        "Seats: 12",
        "First day: 6 July 2026",
        "Answers by: 30 June 2026",
    ):
        assert line in chat.text
    save = chat.action_of("✅ Add this course")
    await chat.tap("✅ Add this course")
    assert "The course has been added." in chat.text
    assert "KH-2026-01" in chat.text
    await chat.act(save)  # the second of two taps
    async with office.installation.database.reading() as session:
        (course,) = await session.exec(select(Course))
    assert course.name == "Bồi dưỡng chuyên viên <mẫu>"
    assert (course.level, course.mode) == (CourseLevel.SHORT_COURSE, StudyMode.IN_SERVICE)
    assert (course.scheme, course.provider, course.seats) == ("", "", 12)
    await chat.act("training")
    assert "06/07 · Bồi dưỡng chuyên viên <mẫu>" in chat.labels


async def test_what_is_no_answer_is_given_back_and_asked_again(sqlite_office: TrainingOffice) -> None:
    chat = sqlite_office.chat()
    await compose(chat)
    await chat.tap("✏️ First day")
    await chat.type("30/2/2027")
    assert "There is no such day as 30/2/2027." in chat.text
    assert "<code>30/2/2027</code>" in chat.screen.text
    await chat.type("some day")
    assert "is not a date that I can read" in chat.text
    await chat.type("20/7/2026")
    await chat.tap("✏️ Seats")
    await chat.type("viele")
    assert "“viele” is not a number of seats." in chat.text
    await chat.tap("No limit")
    await chat.tap("✏️ Course name")
    await chat.type("x" * 121)
    assert "That has 121 characters" in chat.text
    await chat.send_other("photo")
    assert "Please type it in words." in chat.text
    await chat.tap("↩️ Back")
    assert "Seats: No limit" in chat.text
    await chat.tap("✏️ Answers by")
    await chat.type("25/7/2026")
    await chat.tap("✅ Add this course")  # refused, with all that is wrong
    assert "It would end on 10 July 2026, before it begins on 20 July 2026." in chat.text
    assert "People could answer until 25 July 2026" in chat.text
    await chat.tap("✏️ Last day", "The same day · 20 July 2026")
    await chat.tap("✏️ Answers by", "The office's usual time")
    await chat.tap("✅ Add this course")
    assert "The course has been added." in chat.text


async def test_a_course_begun_is_there_after_a_restart_and_is_each_admins_own(office: TrainingOffice) -> None:
    chat = office.chat()
    await chat.act("course-new")
    await chat.type("Lớp mẫu")
    again = office.chat()
    await again.act("course-new")
    assert "What kind of course is it?" in again.text
    other = office.chat(SECOND_ADMIN)
    await other.act("course-new")
    assert "What is the course called?" in other.text
    await again.act("course-card.0")
    await again.tap("✅ Add this course")
    for fault in ("Please choose what kind", "Please choose how it is attended.", "The first day", "The last day"):
        assert fault in again.text
    await again.tap("✖️ Give it up")
    await again.act("course-new")
    assert "What is the course called?" in again.text


async def test_whom_a_change_concerns_is_told_of_it(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    asked, declined = await office.nominated(course, UNIT[0], UNIT[1])
    await office.told()
    refuses = office.chat(UNIT[1])
    await refuses.act(f"nomination-decline.{declined}.1.1")
    await refuses.type("Bận")
    await office.told()
    await chat.act(f"course.{course}")
    await chat.tap("✏️ Change", "✏️ Seats")
    await chat.type("1")
    await chat.tap("✅ Save the changes")
    assert await office.told() == {}  # seats are no business of theirs
    await chat.tap("✏️ Change", "✏️ Place")
    await chat.type("Trực tuyến tại cơ quan")
    await chat.tap("✅ Save the changes")
    assert "Everybody who takes part is being told." in chat.text
    told = await office.told()
    assert set(told) == {UNIT[0]}
    assert "Something about this course has changed." in told[UNIT[0]][0]
    assert "Trực tuyến tại cơ quan" in told[UNIT[0]][0]
    person = office.chat(UNIT[0])
    await person.act(f"nomination-accept.{asked}.1.1")  # the button of the first message
    assert person.screen.toast == "Something has changed meanwhile. Please look at it again."
    assert (await office.states(course))[UNIT[0]] is NominationState.ASKED


async def test_fewer_seats_than_are_given_away_are_refused(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    course, chat = await office.course(), office.chat()
    await office.nominated(course, UNIT[0], UNIT[1])
    await chat.act(f"course.{course}")
    await chat.tap("✏️ Change", "✏️ Seats")
    await chat.type("1")
    await chat.tap("✅ Save the changes")
    assert "There would be 1 seats, but 2 are given away already." in chat.text
    assert "Seats: 1" in chat.text


async def test_a_cancelled_course_concerns_nobody_any_more(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    heard, declined = await office.nominated(course, UNIT[0], UNIT[1])
    await office.told()
    person = office.chat(UNIT[1])
    await person.act(f"nomination-decline.{declined}.1.1")
    await person.type("Bận")
    await office.told()
    await office.nominated(course, UNIT[2])  # who has not heard of it yet will not hear of it at all
    await chat.act(f"course.{course}")
    await chat.tap("🚫 Cancel")
    assert "2 people who take part are told" in chat.text
    cancel = chat.action_of("🚫 Yes, cancel it")
    await chat.tap("🚫 Yes, cancel it")
    assert "This course has been cancelled." in chat.text
    assert not any(label.startswith(("➕", "✏️", "🚫")) for label in chat.labels)
    await chat.act(cancel)
    told = await office.told()
    assert set(told) == {UNIT[0], HEAD}
    assert "This course will not be held." in told[UNIT[0]][0]
    assert len(told[UNIT[0]]) == 1
    answers = office.chat(UNIT[0])
    await answers.act(f"nomination-accept.{heard}.1.1")
    assert "This course has been cancelled." in answers.text
    assert await office.states(course) == {
        UNIT[0]: NominationState.WITHDRAWN,
        UNIT[1]: NominationState.DECLINED,
        UNIT[2]: NominationState.WITHDRAWN,
    }
    office.time += timedelta(days=1)
    await chat.act(f"nominate-add.{course}.{UNIT[3]}")
    assert "This course has been cancelled." in chat.text


async def test_years_are_turned(sqlite_office: TrainingOffice) -> None:
    office, chat = sqlite_office, sqlite_office.chat()
    for number in range(10):
        await office.course(name=f"Lớp mẫu {number}")
    await chat.act("training")
    assert "10 courses." in chat.text
    await chat.tap("Next ▶")
    assert "06/07 · Lớp mẫu 8" in chat.labels
    await chat.tap("2027 ▶")
    assert "No course begins in this year." in chat.text
    await chat.tap("◀ 2026")
    assert "06/07 · Lớp mẫu 0" in chat.labels


async def test_what_two_admins_change_is_not_undone_by_the_second(office: TrainingOffice) -> None:
    course, first, second = await office.course(), office.chat(), office.chat(SECOND_ADMIN)
    await first.act(f"course.{course}")
    await first.tap("✏️ Change", "✏️ Place")
    await first.type("Hội trường tầng 2")
    await second.act(f"course.{course}")
    await second.tap("✏️ Change", "✏️ Seats")
    await second.type("30")
    await second.tap("✅ Save the changes")
    await first.act(f"course-card.{course}")
    assert "Seats: 30" in first.text
    await first.tap("✅ Save the changes")
    async with office.installation.database.reading() as session:
        (found,) = await session.exec(select(Course))
    assert (found.place, found.seats) == ("Hội trường tầng 2", 30)


async def test_the_last_day_is_read_as_one_after_the_first_and_what_cannot_be_is_seen_at_once(
    sqlite_office: TrainingOffice,
) -> None:
    chat = sqlite_office.chat()
    await compose(chat)
    await chat.tap("✏️ First day")
    await chat.type("20/7/2027")
    assert "It would end on 10 July 2026, before it begins on 20 July 2027." in chat.text
    await chat.tap("✏️ Last day")
    await chat.type("24/7")
    assert "Last day: 24 July 2027" in chat.text
    assert "It would end" not in chat.text
    assert "has begun already" not in chat.text
    await chat.tap("✏️ First day")
    await chat.type("1/6/2026")
    assert "This course has begun already" in chat.text


async def test_a_course_that_has_been_held_is_not_cancelled(office: TrainingOffice) -> None:
    course, chat = await office.course(), office.chat()
    await office.nominated(course, UNIT[0], UNIT[1])
    async with office.installation.database.writing() as session:
        of_one = col(Nomination.person_id) == UNIT[0]
        await session.exec(update(Nomination).where(of_one).values(state=NominationState.FINISHED))
    await chat.act(f"course.{course}")
    assert "🚫 Cancel" not in chat.labels
    await chat.act(f"course-cancel-now.{course}")  # an old button
    assert "it stays on record" in chat.text
    assert await office.states(course) == {UNIT[0]: NominationState.FINISHED, UNIT[1]: NominationState.ASKED}
