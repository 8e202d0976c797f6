"""What people answer to a nomination, and who hears of it."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import col, select, update

from phieu.bot.context import Context
from phieu.bot.flows.matters import matters_of
from phieu.locales.translator import translator
from phieu.storage.tables import Nomination, NominationQuestion, Notice, Person
from phieu.words import NominationState, NoticeKind
from tests.training.chats import ADMIN, HEAD, MONDAY, OTHER_UNIT, SECOND_ADMIN, UNIT, TrainingOffice


async def test_accepting_tells_the_head_at_once_and_the_admins_when_all_have_answered(office: TrainingOffice) -> None:
    course = await office.course()
    first, second = await office.nominated(course, UNIT[0], OTHER_UNIT[0])
    await office.told()
    chat = office.chat(UNIT[0])
    await chat.act(f"nomination.{first}")
    accept = chat.action_of("✅ I accept")
    await chat.tap("✅ I accept")
    assert "Thank you for your answer." in chat.text
    assert "You have accepted." in chat.text
    await chat.act(accept)  # the second of two taps
    assert "Thank you" not in chat.text
    told = await office.told()
    assert set(told) == {HEAD}
    assert "Người mẫu 5 has accepted the nomination for this course." in told[HEAD][0]
    other = office.chat(OTHER_UNIT[0])
    await other.act(f"nomination-accept.{second}.1.1")
    told = await office.told()
    assert "Everybody has answered." in told[ADMIN][0]
    assert "✅ Accepted: 2" in told[SECOND_ADMIN][0]


async def test_who_cannot_says_why_and_head_and_admins_hear_of_it(office: TrainingOffice) -> None:
    course = await office.course()
    (nomination,) = await office.nominated(course, UNIT[0])
    await office.told()
    chat = office.chat(UNIT[0])
    await chat.act(f"nomination.{nomination}")
    await chat.tap("✖️ I cannot")
    await chat.send_other("photo")
    assert "I can only keep words here." in chat.text
    await chat.type("x" * 501)
    assert "That has 501 characters" in chat.text
    assert f"<code>{'x' * 501}</code>" in chat.screen.text
    assert (await office.states(course))[UNIT[0]] is NominationState.ASKED
    await chat.type("Tôi đang nghỉ <thai sản>")
    assert "You have said that you cannot." in chat.text
    told = await office.told()
    assert set(told) == {HEAD, ADMIN, SECOND_ADMIN}
    for person_id in told:
        assert "Người mẫu 5 cannot take part in this course." in told[person_id][0]
        assert "Tôi đang nghỉ &lt;thai sản&gt;" in told[person_id][0]


async def test_who_has_accepted_can_still_say_that_they_cannot(office: TrainingOffice) -> None:
    course = await office.course()
    (nomination,) = await office.nominated(course, UNIT[0])
    chat = office.chat(UNIT[0])
    await chat.act(f"nomination-accept.{nomination}.1.1")
    await office.told()
    await chat.tap("✖️ I cannot after all")
    await chat.type("Việc gia đình đột xuất")
    assert (await office.states(course))[UNIT[0]] is NominationState.DECLINED
    assert set(await office.told()) == {HEAD, ADMIN, SECOND_ADMIN}


async def test_questions_go_to_the_admins_and_one_reply_comes_back(office: TrainingOffice) -> None:
    course = await office.course()
    (nomination,) = await office.nominated(course, UNIT[0])
    await office.told()
    chat = office.chat(UNIT[0])
    await chat.act(f"nomination.{nomination}")
    await chat.tap("❓ I have a question")
    await chat.type("Có chỗ ở cho học viên không?")
    assert "Your question has been passed on." in chat.text
    screens = await office.screens()
    assert set(screens) == {ADMIN, SECOND_ADMIN}
    admin, slow = office.chat(), office.chat(SECOND_ADMIN)
    for one in (admin, slow):
        one._screen = screens[ADMIN][0]
        await one.tap("✍️ Reply")
    await admin.type("Có, ký túc xá của trường.")
    assert "Your reply is being passed on." in admin.text
    await slow.type("Tôi sẽ hỏi lại.")
    assert "Somebody else has replied already" in slow.text
    assert "<code>Tôi sẽ hỏi lại.</code>" in slow.screen.text
    told = await office.told()
    assert set(told) == {UNIT[0]}
    assert "❓ Có chỗ ở cho học viên không?\n💬 Có, ký túc xá của trường." in told[UNIT[0]][0]
    await chat.act(f"nomination-ask.{nomination}")
    assert "Có, ký túc xá của trường." in chat.text  # what was asked before is in view
    await chat.type("Có xe đưa đón không?")
    await office.told()
    await admin.act("training-questions")
    await admin.tap(admin.labels[0])
    assert "Có, ký túc xá của trường." in admin.text
    assert "Có xe đưa đón không?" in admin.text


async def test_questions_are_few_at_a_time(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    (nomination,) = await office.nominated(await office.course(), UNIT[0])
    chat = office.chat(UNIT[0])
    for number in range(7):
        await chat.act(f"nomination-ask.{nomination}")
        await chat.type(f"Câu hỏi {number}?")
    assert "please wait for it first" in chat.text
    async with office.installation.database.reading() as session:
        assert len((await session.exec(select(NominationQuestion))).all()) == 5


async def test_an_answer_leaves_the_day_alone(office: TrainingOffice) -> None:
    course = await office.course()
    first, second = await office.nominated(course, UNIT[0], UNIT[1])
    await office.told()
    office.time = datetime(2026, 6, 9, 7, 41, 12, tzinfo=UTC)
    person, other = office.chat(UNIT[0]), office.chat(UNIT[1])
    await person.act(f"nomination-accept.{first}.1.1")
    await person.act(f"nomination-ask.{first}")
    await person.type("Có chỗ ở không?")
    await other.act(f"nomination-decline.{second}.1.1")
    await other.type("Bận")
    kinds = (NoticeKind.NOMINATION_ANSWERED, NoticeKind.NOMINATION_QUESTION)
    async with office.installation.database.reading() as session:
        noted = await session.exec(
            select(Notice.created_at, Notice.next_attempt_at).where(
                col(Notice.kind).in_(kinds)
                | (col(Notice.subject).contains("accepted") | col(Notice.subject).contains("declined"))
            )
        )
        instants = {instant for row in noted for instant in row}
    assert instants == {datetime(2026, 6, 9, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("day", "words", "state"),
    [
        (date(2026, 6, 15), "Please answer by the end of 15 June 2026.", NominationState.ACCEPTED),
        (date(2026, 6, 16), "Your answer was due on 15 June 2026. You can still answer", NominationState.ACCEPTED),
        (date(2026, 7, 5), "Your answer was due on", NominationState.ACCEPTED),
        (date(2026, 7, 6), "The course has begun, so this can no longer be answered here.", NominationState.ASKED),
    ],
)
async def test_late_answers_count_until_the_course_begins(
    sqlite_office: TrainingOffice, day: date, words: str, state: NominationState
) -> None:
    office = sqlite_office
    course = await office.course()
    (nomination,) = await office.nominated(course, UNIT[0])
    office.time = MONDAY + (day - MONDAY.date())
    chat = office.chat(UNIT[0])
    await chat.act(f"nomination.{nomination}")
    assert words in chat.text
    await chat.act(f"nomination-accept.{nomination}.1.1")
    assert (await office.states(course))[UNIT[0]] is state


async def test_what_waits_is_listed(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    (nomination,) = await office.nominated(await office.course(), UNIT[0])
    async with office.installation.database.reading() as session:
        person, admin = await session.get_one(Person, UNIT[0]), await session.get_one(Person, ADMIN)
    here = Context(office.installation, person, translator("en"), office.time)
    (matter,) = await matters_of(here)
    assert matter.action == f"nomination.{nomination}"
    chat = office.chat(UNIT[0])
    await chat.act(f"nomination-ask.{nomination}")
    await chat.type("Có chỗ ở không?")
    (question,) = await matters_of(here.acting_as(admin))
    assert question.label == "❓ 1 question about training"
    await chat.act(f"nomination-accept.{nomination}.1.1")
    assert await matters_of(here) == []


async def test_people_are_reminded_once_and_the_admins_told_who_has_not_answered(office: TrainingOffice) -> None:
    course = await office.course()
    await office.nominated(course, UNIT[0], UNIT[1])
    (unheard,) = await office.nominated(course, UNIT[2])
    async with office.installation.database.writing() as session:
        subject = f"nomination:{unheard}:1"
        await session.exec(update(Notice).where(col(Notice.subject) == subject).values(next_attempt_at=MONDAY))
    chat = office.chat(UNIT[1])
    await chat.act("nomination-accept.2.1.1")
    heads = await office.told()
    assert set(heads) == {UNIT[0], UNIT[2], HEAD}  # who has answered before it was delivered is asked no more
    await office.tick_at(MONDAY + timedelta(days=2))
    assert await office.told() == {}
    for minutes in (0, 1, 300):
        await office.tick_at(MONDAY + timedelta(days=3, minutes=minutes))
    told = await office.told()
    assert set(told) == {UNIT[0], UNIT[2]}
    assert "your answer is still awaited" in told[UNIT[0]][0]
    assert "Please answer by the end of 15 June 2026." in told[UNIT[0]][0]
    for days in (4, 7):
        await office.tick_at(MONDAY + timedelta(days=days))
        assert await office.told() == {}
    for days in (8, 9):
        await office.tick_at(MONDAY + timedelta(days=days))
    told = await office.told()
    assert set(told) == {ADMIN, SECOND_ADMIN}
    assert "2 people have not answered." in told[ADMIN][0]
    assert "– Người mẫu 5\n– Người mẫu 7" in told[ADMIN][0]
    admin = office.chat()
    await admin.act(f"course.{course}")
    assert "⚠️ Not answered in time: Người mẫu 5, Người mẫu 7" in admin.text


async def test_who_has_not_had_the_nomination_is_not_reminded(office: TrainingOffice) -> None:
    await office.nominated(await office.course(), UNIT[0])
    await office.tick_at(MONDAY + timedelta(days=3))
    async with office.installation.database.reading() as session:
        kinds = set(await session.exec(select(Notice.kind)))
    assert kinds == {NoticeKind.NOMINATION, NoticeKind.NOMINATION_HEAD}


async def test_what_is_not_by_chat_is_in_no_message(office: TrainingOffice) -> None:
    secret = "Lớp bồi dưỡng tuyệt đối kín"
    course = await office.course(name=secret, place=secret, provider=secret, scheme=secret)
    from phieu.storage.tables import Course

    async with office.installation.database.writing() as session:
        values = {"not_by_chat": True, "read_from": "Bà Hoa, phòng 203"}
        await session.exec(update(Course).where(col(Course.id) == course).values(values))
    first, second = await office.nominated(course, UNIT[0], UNIT[1], reason=secret)
    seen: list[str] = []
    told = await office.told()
    assert set(told) == {UNIT[0], UNIT[1], HEAD}
    assert "There is something for you to read at the office." in told[UNIT[0]][0]
    assert "Bà Hoa, phòng 203" in told[UNIT[0]][0]
    assert "until the end of 15 June 2026" in told[UNIT[0]][0]
    person, other, admin = office.chat(UNIT[0]), office.chat(UNIT[1]), office.chat()
    await person.act(f"nomination-accept.{first}.1.1")
    seen.append(person.screen.text)
    await other.act(f"nomination.{second}")
    assert "❓ I have a question" not in other.labels
    await other.act(f"nomination-ask.{second}")
    await other.type(secret, f"nomination-ask.{second}")
    await other.act(f"nomination-decline.{second}.1.1")
    seen.append(other.screen.text)
    taken_out = await other.type(secret)  # it is neither kept nor given back
    assert taken_out.discards_input
    seen.append(taken_out.text)
    await other.act(f"nomination-cannot.{second}.1.1")
    assert await office.states(course) == {UNIT[0]: NominationState.ACCEPTED, UNIT[1]: NominationState.DECLINED}
    for action in (
        f"course.{course}",
        f"nominate.{course}",
        f"nominees.{course}.0",
        f"nominee.{first}",
        f"course-change.{course}",
        f"course-cancel.{course}",
        f"course-cancel-now.{course}",
        f"enrol-all-now.{course}",
        f"enrol.{first}",
        "training",
        "training-questions",
    ):
        await admin.act(action)
        seen += [admin.screen.text, *admin.labels]
    assert "No. KH-2026-01 · not by chat" in "".join(seen)
    seen += [text for texts in (await office.told()).values() for text in texts]
    assert seen
    assert not [text for text in seen if secret in text or "Người mẫu 5" in text or "Người mẫu 6" in text]
    async with office.installation.database.reading() as session:
        assert (await session.exec(select(NominationQuestion))).all() == []
        kept = await session.get_one(Nomination, second)
    assert kept.refusal == ""


async def test_answers_that_come_together_are_all_kept_and_told_of_once(office: TrainingOffice) -> None:
    course = await office.course()
    made = await office.nominated(course, *UNIT)
    await office.told()
    chats = [office.chat(person) for person in UNIT]
    await asyncio.gather(
        *(chat.act(f"nomination-accept.{one}.1.1") for chat, one in zip(chats, made, strict=True) for _ in range(2))
    )
    assert set((await office.states(course)).values()) == {NominationState.ACCEPTED}
    told = await office.told()
    assert {person: len(texts) for person, texts in told.items()} == {HEAD: 5, ADMIN: 1, SECOND_ADMIN: 1}
