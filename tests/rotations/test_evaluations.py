"""Evaluations in chat: given by whoever heads the receiving unit, read by the admins."""

from datetime import date

import pytest
from sqlmodel import col, update

from phieu.installation import Installation
from phieu.storage.tables import Notice, Person, Position, Rotation
from phieu.words import Completion, NoticeKind, Rank, RotationState
from tests.rotations.life import (
    ADMIN,
    GIVING_HEAD,
    MOVED,
    RECEIVING_HEAD,
    SECOND_ADMIN,
    LifeOffice,
    life_office,
)

ASKED, DUE = date(2027, 8, 17), date(2027, 8, 31)
SUBJECT = "rotation:1:2027-08-31"
STRENGTHS, LIMITS = "Chủ động, chịu khó học hỏi.", "Còn ít kinh nghiệm."
Stored = list[tuple[str, str, Completion | None, int | None, date | None]]


@pytest.fixture
async def office(installation: Installation) -> LifeOffice:
    office = await life_office(installation)
    await office.strikes(ASKED)
    return office


async def stored(office: LifeOffice) -> Stored:
    return [
        (one.strengths, one.limits, one.completion, one.given_by, one.given_on) for one in await office.evaluations()
    ]


async def test_the_head_says_strengths_limits_and_level_and_the_admins_read_it(office: LifeOffice) -> None:
    asked = await office.words(NoticeKind.ROTATION_EVALUATION, RECEIVING_HEAD)
    assert asked is not None
    assert "Please hand it in by <b>31 August 2027</b>." in asked.text
    chat = office.chat(RECEIVING_HEAD)
    await chat.act(asked.rows[0][0].action)
    await chat.type(STRENGTHS)
    await chat.type(LIMITS)
    assert chat.labels[:4] == ["Excellent", "Good", "Completed", "Not completed"]
    await chat.tap("Good")
    assert "not handed in yet" in chat.text
    assert await stored(office) == [(STRENGTHS, LIMITS, Completion.GOOD, None, None)]
    await chat.tap("✏️ Level of completion")
    assert "✓ Good" in chat.labels
    await chat.tap("Excellent", "📨 Hand it in")
    assert await stored(office) == [(STRENGTHS, LIMITS, Completion.EXCELLENT, RECEIVING_HEAD, ASKED)]
    assert await office.told(NoticeKind.ROTATION_EVALUATED) == [(SUBJECT, ADMIN), (SUBJECT, SECOND_ADMIN)]
    told = await office.words(NoticeKind.ROTATION_EVALUATED, ADMIN)
    assert told is not None
    assert "<b>Excellent</b>" in told.text
    assert "without delay" not in told.text
    admin = office.chat(ADMIN)
    await admin.act(told.rows[0][0].action)
    assert all(words in admin.text for words in (STRENGTHS, LIMITS, "Excellent", "Handed in by Người mẫu 7"))
    await office.strikes(date(2027, 9, 20))
    assert await office.told(NoticeKind.ROTATION_LATE) == []


async def test_no_row_keeps_the_instant_of_an_evaluation(office: LifeOffice) -> None:
    chat = office.chat(RECEIVING_HEAD)
    await chat.act("evaluation-level.1.20270831.0")
    await chat.tap("📨 Hand it in")
    async with office.installation.database.reading() as session:
        notice = await session.get_one(Notice, 3)
    assert notice.kind is NoticeKind.ROTATION_EVALUATED
    assert {(one.hour, one.minute) for one in (notice.created_at, notice.next_attempt_at)} == {(0, 0)}


async def test_who_has_not_completed_the_tasks_needs_another_placement_without_delay(office: LifeOffice) -> None:
    chat = office.chat(RECEIVING_HEAD)
    await chat.act("evaluation-level.1.20270831.3")
    await chat.tap("📨 Hand it in")
    told = await office.words(NoticeKind.ROTATION_EVALUATED, ADMIN)
    assert told is not None
    assert "another placement has to be found without delay" in told.text
    assert told.rows[1][0].label == "🔁 Find another placement"
    admin = office.chat(ADMIN)
    await admin.act(told.rows[1][0].action)
    assert "Người mẫu 5" in admin.text
    await office.change(update(Rotation).values(state=RotationState.ENDED))
    told = await office.words(NoticeKind.ROTATION_EVALUATED, ADMIN)
    assert told is not None
    assert "without delay" not in told.text


async def test_without_a_level_it_is_not_taken_and_remarks_may_be_missing(office: LifeOffice) -> None:
    chat = office.chat(RECEIVING_HEAD)
    await chat.act("evaluation.1.20270831")
    await chat.type(STRENGTHS)
    await chat.act("evaluation-give.1.20270831")
    assert "The level is still missing." in chat.text
    assert await stored(office) == [(STRENGTHS, "", None, None, None)]
    await chat.tap("Completed", "📨 Hand it in")
    assert await stored(office) == [(STRENGTHS, "", Completion.COMPLETED, RECEIVING_HEAD, ASKED)]


async def test_it_outlives_a_restart_and_remarks_can_be_changed_and_removed(office: LifeOffice) -> None:
    chat = office.chat(RECEIVING_HEAD)
    await chat.command("matters")
    await chat.tap("📋 Evaluate Người mẫu 5")
    await chat.type(STRENGTHS)
    again = office.chat(RECEIVING_HEAD)
    await again.command("matters")
    await again.tap("📋 Evaluate Người mẫu 5")
    assert STRENGTHS in again.text
    await again.tap("✏️ Limits")
    await again.type("x" * 1001)
    assert "room for 1,000 characters" in again.text
    await again.type(LIMITS)
    await again.tap("‹ Back", "🗑 Remove this answer")
    assert await stored(office) == [(STRENGTHS, "", None, None, None)]


async def test_a_second_tap_and_old_buttons_change_nothing(office: LifeOffice) -> None:
    chat = office.chat(RECEIVING_HEAD)
    await chat.act("evaluation-level.1.20270831.1")
    await chat.tap("📨 Hand it in")
    before = await stored(office)
    for late in ("give", "level", "ask", "remove", "over"):
        await chat.act(f"evaluation-{late}.1.20270831" + ("" if late in {"give", "over"} else ".0"))
        assert "handed in by Người mẫu 7" in chat.text
    await chat.type("Sửa", "evaluation-text.1.20270831.0")
    assert await stored(office) == before
    assert len(await office.told(NoticeKind.ROTATION_EVALUATED)) == 2


@pytest.mark.parametrize("person", [MOVED, GIVING_HEAD, ADMIN, RECEIVING_HEAD + 1])
async def test_nobody_else_gives_it_or_reads_what_is_not_handed_in(office: LifeOffice, person: int) -> None:
    chat, other = office.chat(RECEIVING_HEAD), office.chat(person)
    await chat.act("evaluation.1.20270831")
    await chat.type(STRENGTHS)
    before = await stored(office)
    for forged in ("evaluation", "evaluation-over", "evaluation-give"):
        await other.act(f"{forged}.1.20270831")
        assert STRENGTHS not in other.text
    await other.act("evaluation-level.1.20270831.0")
    await other.act("evaluation-remove.1.20270831.0")
    await other.type("Giả mạo", "evaluation-text.1.20270831.1")
    await other.act("rot-evaluations.1.0")
    assert STRENGTHS not in other.text
    assert await stored(office) == before


async def test_the_present_head_answers_and_the_former_one_no_longer(office: LifeOffice) -> None:
    former, present = office.chat(RECEIVING_HEAD), office.chat(RECEIVING_HEAD + 1)
    await former.act("evaluation.1.20270831")
    await former.type(STRENGTHS)
    await office.change(update(Position).where(col(Position.person_id) == RECEIVING_HEAD).values(rank=Rank.STAFF))
    await office.change(update(Position).where(col(Position.person_id) == RECEIVING_HEAD + 1).values(rank=Rank.HEAD))
    assert await office.words(NoticeKind.ROTATION_EVALUATION, RECEIVING_HEAD) is None
    await former.type(LIMITS)
    assert "I was not waiting for text just now" in former.text
    await former.act("evaluation-level.1.20270831.0")
    await present.command("matters")
    await present.tap("📋 Evaluate Người mẫu 5")
    assert STRENGTHS in present.text
    await present.tap("✏️ Level of completion", "Good", "📨 Hand it in")
    assert await stored(office) == [(STRENGTHS, "", Completion.GOOD, RECEIVING_HEAD + 1, ASKED)]


async def test_what_is_late_stands_in_a_list_until_it_is_handed_in(office: LifeOffice) -> None:
    admin = office.chat(ADMIN)
    await admin.command("rotations")
    assert not [label for label in admin.labels if "Late" in label]
    await office.strikes(date(2027, 9, 1))
    late = await office.words(NoticeKind.ROTATION_LATE, ADMIN)
    assert late is not None
    assert "It has been asked of: Người mẫu 7." in late.text
    await admin.command("rotations")
    await admin.tap("⏰ Late evaluations (1)", "Người mẫu 5 · 31/08/2027")
    assert "It is due by 31 August 2027." in admin.text
    chat = office.chat(RECEIVING_HEAD)
    await chat.act("evaluation-level.1.20270831.1")
    await chat.tap("📨 Hand it in")
    assert await office.words(NoticeKind.ROTATION_LATE, ADMIN) is None
    await admin.act("rotations-late.0")
    assert "None is late." in admin.text


async def test_an_admin_reads_no_evaluation_of_themself(office: LifeOffice) -> None:
    await office.change(update(Person).where(col(Person.id) == MOVED).values(admin=True))
    chat, mine = office.chat(RECEIVING_HEAD), office.chat(MOVED)
    await chat.act("evaluation-level.1.20270831.3")
    await chat.tap("📨 Hand it in")
    assert [reader for _, reader in await office.told(NoticeKind.ROTATION_EVALUATED)] == [ADMIN, SECOND_ADMIN]
    await mine.act("rot-evaluations.1.0")
    assert "other admins only" in mine.text
    assert "Not completed" not in mine.text


async def test_where_there_is_nobody_to_ask_the_notice_says_what_to_do(installation: Installation) -> None:
    office = await life_office(installation, to_unit_id=3)
    await office.strikes(ASKED)
    # the third unit is the leaders' own: it has no head, and nobody in charge
    told = await office.words(NoticeKind.ROTATION_LATE, ADMIN)
    assert told is not None
    assert "There is nobody to evaluate a rotation" in told.text
    assert "Please enter one in the workbook" in told.text


async def test_not_by_chat_the_head_learns_only_where_to_go(installation: Installation) -> None:
    office = await life_office(installation, not_by_chat=True, read_from="Phòng Tổ chức", to_title="Việc mật")
    await office.strikes(ASKED)
    asked = await office.words(NoticeKind.ROTATION_EVALUATION, RECEIVING_HEAD)
    assert asked is not None
    assert [choice.action for row in asked.rows for choice in row] == ["home"]
    chat, admin = office.chat(RECEIVING_HEAD), office.chat(ADMIN)
    await chat.command("matters")
    await chat.tap("📄 To be read at the office")
    texts = [asked.text, chat.screen.text]
    for action in ("evaluation.1.20270831", "evaluation-ask.1.20270831.2", "evaluation-level.1.20270831.0"):
        await chat.act(action)
        texts.append(chat.screen.text)
    await chat.act("evaluation-give.1.20270831")
    await chat.type("Nội dung mật", "evaluation-text.1.20270831.0")
    assert await stored(office) == [("", "", None, None, None)]
    assert all("Phòng Tổ chức" in text for text in texts)
    await office.strikes(date(2027, 9, 1))
    late = await office.words(NoticeKind.ROTATION_LATE, ADMIN)
    assert late is not None
    await admin.act("rotations-late.0")
    texts += [late.text, admin.screen.text]
    await admin.tap("No. LC1")
    assert not any("2027" in text for text in (*texts[-2:], admin.screen.text))
    await admin.tap("✅ It was handed in at the office")
    texts.append(admin.screen.text)
    assert await stored(office) == [("", "", None, ADMIN, date(2027, 9, 1))]
    assert not any(secret in text for text in texts for secret in ("mật", "Phòng 2", "Người mẫu"))


@pytest.mark.parametrize(
    "forged",
    [
        "evaluation.1.20270832",
        "evaluation.2.20270831",
        "evaluation-ask.1.20270831.3",
        "evaluation-level.1.20270831.4",
        "evaluation-remove.1.20270831.2",
    ],
)
async def test_what_means_nothing_leads_home(office: LifeOffice, forged: str) -> None:
    chat = office.chat(RECEIVING_HEAD)
    await chat.act(forged)
    assert chat.screen.toast
    assert await stored(office) == [("", "", None, None, None)]
