"""Check-ins in chat: asked of the person, kept at once, read by admins and by nobody else."""

from datetime import date

import pytest
from sqlmodel import col, update

from phieu.installation import Installation
from phieu.storage.tables import Notice, Person, Rotation
from phieu.words import NoticeKind, RotationState
from tests.answering.chat import Chat
from tests.rotations.life import ADMIN, MOVED, NOBODY, RECEIVING_HEAD, SECOND_ADMIN, LifeOffice, life_office

DUE = date(2026, 11, 30)
SAID = ("Công việc dần ổn định.", "Nhà xa cơ quan.", "Được bố trí máy tính mới.")


@pytest.fixture
async def office(installation: Installation) -> LifeOffice:
    office = await life_office(installation)
    await office.strikes(DUE)
    return office


async def stored(office: LifeOffice) -> list[tuple[str, str, str, date | None]]:
    return [(one.going, one.hard, one.wish, one.answered_on) for one in await office.check_ins()]


async def test_three_questions_are_answered_one_after_another_and_read_by_the_admins(office: LifeOffice) -> None:
    asked = await office.words(NoticeKind.ROTATION_CHECK_IN, MOVED)
    assert asked is not None
    assert asked.keeps
    assert "Since 31 August 2026 you have been Chuyên viên at Phòng 2." in asked.text
    chat = office.chat(MOVED)
    await chat.act(asked.rows[0][0].action)
    for answer in SAID:
        await chat.type(answer)
    assert await stored(office) == [(*SAID, None)]
    assert await office.told(NoticeKind.ROTATION_CHECKED_IN) == []
    admin = office.chat(ADMIN)
    await admin.act("check-ins.1.0")
    assert "No answer yet." in admin.text
    assert not any(words in admin.text for words in SAID)
    await chat.tap("📨 Send them")
    assert "Your answers were sent on 30 November 2026." in chat.text
    assert await stored(office) == [(*SAID, DUE)]
    subject = "rotation:1:2026-11-30"
    assert await office.told(NoticeKind.ROTATION_CHECKED_IN) == [(subject, ADMIN), (subject, SECOND_ADMIN)]
    told = await office.words(NoticeKind.ROTATION_CHECKED_IN, ADMIN)
    assert told is not None
    assert not any(words in told.text for words in SAID)
    await admin.act(told.rows[0][0].action)
    assert all(words in admin.text for words in ("Người mẫu 5", "Answered on 30 November 2026.", *SAID))


async def test_no_row_keeps_the_instant_of_an_answer(office: LifeOffice) -> None:
    chat = office.chat(MOVED)
    await chat.act("check-in-over.1.20261130")
    await chat.tap("📨 Send them")
    async with office.installation.database.reading() as session:
        notice = await session.get_one(Notice, 2)
    assert notice.kind is NoticeKind.ROTATION_CHECKED_IN
    assert {(one.hour, one.minute) for one in (notice.created_at, notice.next_attempt_at)} == {(0, 0)}
    assert office.time.hour == 1


async def test_what_was_typed_outlives_a_restart_and_can_be_changed_until_it_is_sent(office: LifeOffice) -> None:
    chat = office.chat(MOVED)
    await chat.command("matters")
    await chat.tap("💬 How are you getting on?", "Skip this question ›")
    await chat.type(SAID[1])
    again = office.chat(MOVED)
    await again.command("matters")
    await again.tap("💬 How are you getting on?")
    assert SAID[1] in again.text
    assert "not sent yet" in again.text
    await again.tap("✏️ Difficulties")
    await again.type("Không còn gì vướng.")
    await again.tap("‹ Back", "🗑 Remove this answer")
    assert await stored(office) == [("", "", "", None)]
    await again.tap("✏️ How it is going")
    await again.type(SAID[0])
    await again.tap("Skip this question ›", "Skip this question ›", "📨 Send them")
    assert await stored(office) == [(SAID[0], "", "", DUE)]
    await again.command("matters")
    assert "Nothing waits for your answer" in again.text


async def test_a_second_tap_and_old_buttons_show_what_was_sent_and_change_nothing(office: LifeOffice) -> None:
    chat = office.chat(MOVED)
    await chat.act("check-in.1.20261130")
    await chat.type(SAID[0])
    await chat.act("check-in-send.1.20261130")
    before = await stored(office)
    for late in ("check-in-send", "check-in", "check-in-over", "check-in-ask", "check-in-remove"):
        await chat.act(f"{late}.1.20261130" + (".0" if late[-3:] in {"ask", "ove"} else ""))
        assert "Your answers were sent" in chat.text
        assert SAID[0] in chat.text
    await chat.type("Xin sửa lại", "check-in-text.1.20261130.0")
    assert "Your answers were sent" in chat.text
    assert await stored(office) == before
    assert len(await office.told(NoticeKind.ROTATION_CHECKED_IN)) == 2


@pytest.mark.parametrize("person", [NOBODY, RECEIVING_HEAD, ADMIN])
async def test_nobody_else_can_answer_or_see_it(office: LifeOffice, person: int) -> None:
    chat, other = office.chat(MOVED), office.chat(person)
    await chat.act("check-in.1.20261130")
    await chat.type(SAID[0])
    before = await stored(office)
    for forged in ("check-in.1.20261130", "check-in-over.1.20261130", "check-in-send.1.20261130"):
        await other.act(forged)
        assert SAID[0] not in other.text
    await other.act("check-in-remove.1.20261130.0")
    await other.type("Giả mạo", "check-in-text.1.20261130.0")
    assert await stored(office) == before
    if person != ADMIN:
        await chat.act("check-in-send.1.20261130")
        for forged in ("check-ins.1.0", "check-in-held.1.20261130"):
            await other.act(forged)
            assert SAID[0] not in other.text


@pytest.mark.parametrize(
    "forged",
    [
        "check-in.1.20261131",
        "check-in.1.0",
        "check-in.1",
        "check-in.99.20261130",
        "check-in.1.20261129",
        "check-in-ask.1.20261130.7",
        "check-in-remove.1.20261130.3",
        "check-in.99999999999999.20261130",
    ],
)
async def test_what_was_never_asked_leads_home(office: LifeOffice, forged: str) -> None:
    chat = office.chat(MOVED)
    await chat.act(forged)
    assert chat.screen.toast
    assert await stored(office) == [("", "", "", None)]


async def test_what_is_too_long_is_given_back_and_what_follows_of_it_is_not_taken_for_an_answer(
    office: LifeOffice,
) -> None:
    chat = office.chat(MOVED)
    await chat.act("check-in.1.20261130")
    await chat.type("a" * 1001)
    assert "a" * 1001 in chat.text
    assert "room for 1,000 characters" in chat.text
    await chat.type("b" * 4000)
    assert "still above" in chat.text
    await chat.type("der Rest")
    assert "still above" in chat.text
    await chat.send_other("sticker")
    assert "I can only keep text here" in chat.text
    assert await stored(office) == [("", "", "", None)]
    await chat.type("a" * 1000)
    assert await stored(office) == [("a" * 1000, "", "", None)]


async def test_an_old_question_leads_to_the_new_one_and_its_notice_is_too_late(office: LifeOffice) -> None:
    chat = office.chat(MOVED)
    await chat.act("check-in.1.20261130")
    await chat.type(SAID[0])
    await office.strikes(date(2027, 3, 1))
    assert await office.words(NoticeKind.ROTATION_CHECK_IN, MOVED, 0) is None
    await chat.type(SAID[1])
    assert "asked anew" in chat.text
    await chat.tap("📬 For you to answer", "💬 How are you getting on?")
    assert SAID[0] in chat.text
    await chat.tap("📨 Send them")
    assert [one.answered_on for one in await office.check_ins()] == [None, date(2027, 3, 1)]
    admin = office.chat(ADMIN)
    await admin.act("check-ins.1.0")
    assert SAID[0] in admin.text
    await admin.tap("Next ▶")
    assert "There was no answer." in admin.text


async def test_the_admins_see_when_nothing_was_asked(office: LifeOffice) -> None:
    await office.strikes(date(2027, 8, 31))
    admin = office.chat(ADMIN)
    await admin.act("check-ins.1.0")
    assert "Not asked, as the program was not running: 1 March 2027; 31 May 2027" in admin.text


async def test_after_the_end_nothing_is_asked_any_more(office: LifeOffice) -> None:
    chat = office.chat(MOVED)
    await chat.act("check-in.1.20261130")
    await office.change(update(Rotation).values(state=RotationState.ENDED))
    await chat.type(SAID[0])
    assert "The rotation has ended" in chat.text
    await chat.act("check-in-send.1.20261130")
    assert await stored(office) == [("", "", "", None)]
    assert await office.words(NoticeKind.ROTATION_CHECK_IN, MOVED) is None


async def test_an_admin_on_a_rotation_is_not_told_of_their_own_and_who_lost_the_role_reads_nothing(
    office: LifeOffice,
) -> None:
    await office.change(update(Person).where(col(Person.id) == MOVED).values(admin=True))
    chat = office.chat(MOVED)
    await chat.act("check-in-send.1.20261130")
    assert [reader for _, reader in await office.told(NoticeKind.ROTATION_CHECKED_IN)] == [ADMIN, SECOND_ADMIN]
    await chat.act("check-ins.1.0")
    assert "your own rotation" in chat.text
    await office.change(update(Person).where(col(Person.id) == ADMIN).values(admin=False))
    assert await office.words(NoticeKind.ROTATION_CHECKED_IN, ADMIN) is None


async def where_the_paper_is(chat: Chat) -> str:
    """A list shows one thing that is not by chat; nothing of it says what it is."""
    await chat.tap("📄 To be read at the office")
    return str(chat.screen.text)


async def test_from_the_first_question_the_way_back_leads_to_what_was_said(office: LifeOffice) -> None:
    chat = office.chat(MOVED)
    await chat.act("check-in.1.20261130")
    assert chat.screen.rows[-1][0].action == "matters"
    await chat.type(SAID[0])
    await chat.act("check-in.1.20261130")
    await chat.tap("✏️ How it is going", "‹ Back")
    assert "not sent yet" in chat.text


async def test_not_by_chat_nothing_is_asked_or_told_but_where_to_go(installation: Installation) -> None:
    office = await life_office(installation, not_by_chat=True, read_from="Phòng Tổ chức", to_title="Việc mật")
    await office.strikes(DUE)
    asked = await office.words(NoticeKind.ROTATION_CHECK_IN, MOVED)
    assert asked is not None
    assert [choice.action for row in asked.rows for choice in row] == ["home"]
    chat, admin = office.chat(MOVED), office.chat(ADMIN)
    await chat.command("matters")
    texts = [asked.text, await where_the_paper_is(chat)]
    await chat.command("record")
    assert chat.labels == ["📄 To be read at the office", "🔎 What is kept of me", "🏠 Main menu"]
    await chat.tap("📄 To be read at the office")
    assert chat.screen.text == "Please choose."
    texts.append(await where_the_paper_is(chat))
    for action in ("check-in.1.20261130", "check-in-ask.1.20261130.0", "check-in-over.1.20261130"):
        await chat.act(action)
        texts.append(chat.screen.text)
        assert not chat.screen.expects
    await chat.type("Nội dung mật", "check-in-text.1.20261130.0")
    await chat.act("check-in-send.1.20261130")
    assert await stored(office) == [("", "", "", None)]
    assert all("Phòng Tổ chức" in text for text in texts)
    await admin.act("check-ins.1.0")
    assert "No. LC1 · not by chat" in admin.text
    assert "2026" not in admin.text
    await admin.tap("✅ It was talked over at the office")
    assert "Talked over at the office on 30 November 2026." in admin.text
    await admin.act("check-in-held.1.20261130")
    assert await stored(office) == [("", "", "", DUE)]
    assert not any(secret in text for text in [*texts, admin.screen.text] for secret in ("mật", "Phòng 2", "Người mẫu"))


async def test_an_admin_cannot_answer_for_the_person_what_may_go_by_chat(office: LifeOffice) -> None:
    admin = office.chat(ADMIN)
    await admin.act("check-in-held.1.20261130")
    assert await stored(office) == [("", "", "", None)]
