"""The steps of a rotation in chat, as the admins, the person and the heads see them; on both engines."""

from datetime import date

import pytest
from sqlmodel import col, delete, select, update

from phieu.installation import Installation
from phieu.storage.tables import Notice, Person, Position, Rotation, Unit
from phieu.words import Rank, RotationState
from tests.rotations.moves import (
    ADMIN,
    COLLEAGUE,
    HEAD_1,
    HEAD_2,
    HEAD_3,
    MOVED,
    NAMES,
    OTHER_ADMIN,
    UNITS,
    Moves,
    agreed,
    composed,
    decided,
    moves_office,
    proposed,
)

OLD, NEW = (1, "Chuyên viên", Rank.STAFF), (2, "Văn thư", Rank.STAFF)
WISH = "Xin được về nhà sớm vào thứ sáu"


@pytest.fixture
async def office(installation: Installation) -> Moves:
    """On each engine."""
    return await moves_office(installation)


async def test_from_the_proposal_to_the_return_everybody_is_told_what_concerns_them(office: Moves) -> None:
    chat, person = await proposed(office), office.chat(MOVED)
    assert await office.told("asked") == {MOVED}
    notice = await office.words("asked", MOVED)
    assert notice is not None
    assert "Văn thư, Phòng Thư ký" in notice.text
    assert notice.keeps
    await person.act("matters")
    await person.tap("🔄 A rotation is proposed to you", "💬 I agree, and have wishes")
    await person.type(WISH)
    assert "Your answer has been passed on" in person.text
    assert await office.told("answered") == {ADMIN, OTHER_ADMIN}
    assert await office.told("agreed") == {HEAD_1, HEAD_2}
    for_admin, for_head = await office.words("answered", OTHER_ADMIN), await office.words("agreed", HEAD_1)
    assert for_admin is not None
    assert for_head is not None
    assert WISH in for_admin.text
    assert WISH not in for_head.text
    await chat.act("rotation.1")
    await chat.tap("📝 It has been decided")
    await chat.type("15/QĐ-VP")
    assert await office.told("decided") == {MOVED, HEAD_1, HEAD_2, OTHER_ADMIN}
    await office.day_comes(date(2026, 6, 30), 23)
    assert await office.posts(MOVED) == {OLD}
    await office.day_comes(date(2026, 7, 1))
    assert await office.posts(MOVED) == {NEW}
    assert await office.told("in_force") == {MOVED, HEAD_1, HEAD_2, ADMIN, OTHER_ADMIN}
    await chat.act("rotation.1")
    await chat.tap("🏁 What follows", "Returns", "After the last day: 1 January 2027", "✅ Yes, so it is decided")
    assert await office.told("end_decided") == {MOVED, HEAD_1, HEAD_2, OTHER_ADMIN}
    assert await office.posts(MOVED) == {NEW}
    await office.day_comes(date(2027, 1, 1))
    assert await office.posts(MOVED) == {OLD}
    assert await office.told("ended") == {MOVED, HEAD_1, HEAD_2, ADMIN, OTHER_ADMIN}
    rotation = await office.rotation()
    assert (rotation.state, rotation.decision_number, rotation.wishes) == (RotationState.ENDED, "15/QĐ-VP", WISH)


async def test_no_notice_tells_when_anybody_tapped(office: Moves) -> None:
    await decided(office)
    async with office.installation.database.reading() as session:
        for notice in await session.exec(select(Notice)):
            assert (notice.created_at.hour, notice.created_at.minute, notice.created_at.second) == (0, 0, 0)


async def test_every_step_tapped_twice_is_taken_once(office: Moves) -> None:
    chat, person = office.chat(ADMIN), office.chat(MOVED)
    await composed(chat)
    for _ in range(2):
        await chat.act("rot-propose.0")
    assert len(await office.rotations()) == 1
    for _ in range(2):
        await person.act("my-rot-yes.1.1")
    assert (await office.rotation()).turn == 2
    for _ in range(2):
        await chat.act("rot-decide-so.1")
    assert "dealt with already" in chat.text
    await office.day_comes(date(2026, 7, 1))
    await office.day_comes(date(2026, 7, 1), 1)
    await chat.act("rot-drop-yes.1")
    assert "dealt with already" in chat.text
    await chat.act("rot-end-how.1.stays")
    await chat.type("1/9")
    for _ in range(2):
        await chat.act("rot-end-yes.1")
    async with office.installation.database.reading() as session:
        told = [(one.subject, one.person_id) for one in await session.exec(select(Notice))]
    assert len(told) == len(set(told))
    assert {subject for subject, _ in told if ":e" in subject} == {"rotation:1:end_decided:2026-09-01"}
    assert await office.posts(MOVED) == {NEW}


async def test_who_does_not_agree_is_asked_anew_about_the_changed_proposal_and_old_buttons_count_for_nothing(
    office: Moves,
) -> None:
    chat, person = await proposed(office), office.chat(MOVED)
    await person.act("my-rot.1")
    await person.tap("✋ I do not agree")
    await person.type("Xa nhà quá")
    assert (await office.rotation()).state is RotationState.REFUSED
    assert await office.told("agreed") == set()
    await chat.act("rotation.1")
    assert "Xa nhà quá" in chat.text
    await chat.tap("✏️ Change the proposal", "✏️ Change something", "🏁 Last day")
    await chat.type("30/9/2026")
    await chat.tap("📨 Propose it and ask the person")
    assert "asked, and has not answered yet" in chat.text
    await person.act("my-rot-yes.1.1")
    assert "has changed meanwhile" in person.text
    assert (await office.rotation()).state is RotationState.PROPOSED
    await person.tap("✅ I agree")
    rotation = await office.rotation()
    assert (rotation.state, rotation.ends_on, rotation.wishes) == (RotationState.AGREED, date(2026, 9, 30), "")
    await chat.act("rot-propose.1")
    assert (await office.rotation()).state is RotationState.AGREED


async def test_what_was_agreed_face_to_face_is_noted_and_the_person_told_what(office: Moves) -> None:
    chat = await proposed(office)
    await chat.tap("🤝 Agreed, face to face")
    await chat.send_other("sticker")
    assert "only keep text" in chat.text
    assert (await office.rotation()).state is RotationState.PROPOSED
    await chat.type(WISH)
    assert (await office.rotation()).state is RotationState.AGREED
    assert await office.told("answered") == {OTHER_ADMIN}
    notice = await office.words("agreed", MOVED)
    assert notice is not None
    assert WISH in notice.text
    await office.chat(MOVED).act("my-rot-no.1.2")
    assert (await office.rotation()).state is RotationState.AGREED
    await chat.act("rotation.1")
    await chat.tap("✋ Not agreed after all", "Nothing to note")
    assert (await office.rotation()).state is RotationState.REFUSED


async def test_what_is_dropped_is_told_to_those_who_know_of_it(office: Moves) -> None:
    chat = await agreed(office)
    await chat.tap("🗑 Drop it", "🗑 Yes, drop it")
    assert await office.told("dropped") == {MOVED, HEAD_1, HEAD_2, OTHER_ADMIN}
    words = await office.words("dropped", HEAD_2)
    assert words is not None
    assert "does not take place" in words.text
    assert words.text.startswith(f"Dear <b>{NAMES[HEAD_2]}</b>,")
    assert await office.words("agreed", HEAD_2) is None
    moved = office.chat(MOVED)
    await moved.act("my-rot-yes.1.2")  # an old button shows how it stands
    assert "🗑 It does not take place." in moved.text
    assert moved.labels == ["↩️ My rotations"]
    assert (await office.rotation()).state is RotationState.DROPPED


async def test_nobody_but_admins_and_the_person_gets_at_it(office: Moves) -> None:
    await proposed(office)
    colleague, person, head = office.chat(COLLEAGUE), office.chat(MOVED), office.chat(HEAD_1)
    for chat in (colleague, head, person):
        for forged in ("rotations", "rotation.1", "rot-decide-so.1", "rot-drop-yes.1", "rot-propose.1", "rot-end.1"):
            await chat.act(forged)
            assert UNITS[2] not in chat.text
    for forged in ("my-rot.1", "my-rot-yes.1.1", "my-rot-wish.1.1", "my-rot-no.1.1"):
        await colleague.act(forged)
        assert UNITS[2] not in colleague.text
    await colleague.type("Tôi đồng ý thay", expected="my-rot-wish.1.1")
    for damaged in ("my-rot.x", "my-rot.99999999999999999999", "my-rot-yes.1", "my-rot-yes.1.9", "my-rot-yes"):
        await person.act(damaged)
    rotation = await office.rotation()
    assert (rotation.state, rotation.wishes, rotation.turn) == (RotationState.PROPOSED, "", 1)


@pytest.mark.parametrize(
    "damaged",
    [
        "rotation.x",
        "rotation.77",
        "rot-shelf.9.0",
        "rot-part.0.moon",
        "rot-kind-is.0.moon",
        "rot-unit-is.0.99999999999",
        "rot-first-is.0.tomorrow",
        "rot-draft.x",
        "rot-end-how.1.moon",
        "rot-rank-is.0.moon",
        "rot-end-yes.77",
        "rot-ask",
    ],
)
async def test_damaged_actions_of_admins_lead_home(office: Moves, damaged: str) -> None:
    chat = office.chat(ADMIN)
    await chat.act(damaged)
    assert "sorry" not in chat.text
    assert chat.labels


async def test_on_the_first_day_itself_a_decision_puts_it_into_force_at_once(office: Moves) -> None:
    chat = await agreed(office, first="10/6")
    await chat.tap("📝 It has been decided", "Decided, the number comes later")
    assert await office.posts(MOVED) == {NEW}
    assert await office.told("decided") == set()
    assert await office.told("in_force") == {MOVED, HEAD_1, HEAD_2, OTHER_ADMIN}
    await chat.tap("✏️ The decision's number")
    await chat.type("7/QĐ")
    assert (await office.rotation()).decision_number == "7/QĐ"


async def test_after_an_outage_everything_is_made_up_for_in_its_order_and_once(office: Moves) -> None:
    await decided(office)
    async with office.installation.database.writing() as session:
        rotation = await session.get_one(Rotation, 1)
        later = rotation.model_dump(exclude={"id"}) | {
            "code": "LC-2026-02",
            "starts_on": date(2026, 8, 1),
            "from_unit_id": 2,
            "from_title": "Văn thư",
            "to_unit_id": 3,
            "to_title": "Kế toán",
        }
        session.add(Rotation(**later))
    await office.day_comes(date(2026, 9, 1))
    assert await office.posts(MOVED) == {(3, "Kế toán", Rank.STAFF)}
    first, second = await office.rotations()
    assert (first.state, first.end_unit_id, first.ended_on) == (RotationState.ENDED, 3, date(2026, 8, 1))
    assert second.state is RotationState.IN_FORCE
    words = await office.words("in_force", OTHER_ADMIN)
    assert words is not None
    assert "workbook" not in words.text


async def test_posts_changed_meanwhile_by_the_workbook_are_told_to_the_admins(office: Moves) -> None:
    await decided(office)
    await office.change(delete(Position).where(col(Position.person_id) == MOVED))
    await office.day_comes(date(2026, 7, 1))
    assert await office.posts(MOVED) == {NEW}
    for admin in (ADMIN, OTHER_ADMIN):
        words = await office.words("in_force", admin)
        assert words is not None
        assert "The earlier post was no longer held" in words.text


async def test_who_has_left_is_not_moved_and_the_admins_are_told_once(office: Moves) -> None:
    await decided(office)
    await office.change(update(Person).where(col(Person.id) == MOVED).values(active=False))
    for hour in range(3):
        await office.day_comes(date(2026, 7, 1), hour)
    assert (await office.rotation()).state is RotationState.DECIDED
    assert await office.told("held_up") == {ADMIN, OTHER_ADMIN}
    await office.change(update(Person).where(col(Person.id) == MOVED).values(active=True))
    await office.day_comes(date(2026, 7, 2))
    assert await office.posts(MOVED) == {NEW}
    await office.change(update(Person).where(col(Person.id) == MOVED).values(active=False))
    chat = office.chat(ADMIN)
    await chat.act("rotation.1")
    await chat.tap("🗄 Close it")
    assert (await office.rotation()).state is RotationState.ENDED


async def test_a_unit_that_is_gone_holds_it_up(office: Moves) -> None:
    await decided(office)
    await office.change(update(Unit).where(col(Unit.id) == 2).values(active=False))
    await office.day_comes(date(2026, 7, 1))
    words = await office.words("held_up", ADMIN)
    assert words is not None
    assert "no longer exists" in words.text
    assert await office.posts(MOVED) == {OLD}


async def test_when_the_term_is_over_the_admins_are_asked_and_nothing_changes_until_they_decide(office: Moves) -> None:
    await decided(office)
    chat = office.chat(ADMIN)
    await office.day_comes(date(2026, 12, 16))
    assert await office.told("ends_soon") == set()
    for day in (date(2026, 12, 17), date(2026, 12, 18), date(2026, 12, 31)):
        await office.day_comes(day)
    assert await office.told("ends_soon") == {ADMIN, OTHER_ADMIN}
    assert await office.told("over") == set()
    await office.day_comes(date(2027, 1, 1))
    assert await office.told("over") == {ADMIN, OTHER_ADMIN}
    assert await office.posts(MOVED) == {NEW}
    await chat.act("matters")
    assert any(label.startswith("⏰ Công") for label in chat.labels)
    await chat.act("rotations")
    await chat.tap("⏰ What follows is to be decided (1)")
    await chat.tap(chat.labels[0], "🏁 What follows", "🗓 Another last day")
    await chat.type("31/12/2026")
    assert "must be still to come" in chat.text
    await chat.type("30/6")
    assert (await office.rotation()).ends_on == date(2027, 6, 30)
    assert await office.told("extended") == {MOVED, HEAD_1, HEAD_2, OTHER_ADMIN}
    await office.day_comes(date(2027, 7, 1))
    await chat.act("rot-end-how.1.promoted")
    await chat.tap(UNITS[3])
    await chat.type("Phó Trưởng phòng")
    await chat.tap("Deputy head", "From today on", "✅ Yes, so it is decided")
    assert await office.posts(MOVED) == {(3, "Phó Trưởng phòng", Rank.DEPUTY_HEAD)}
    assert await office.told("ended") >= {HEAD_1, HEAD_2, HEAD_3}


async def test_a_day_on_which_it_cannot_end_is_said_anew_alone(office: Moves) -> None:
    chat = await decided(office)
    await office.day_comes(date(2026, 7, 1))
    await chat.act("rot-end-how.1.returns")
    await chat.type("1/6/2026")
    assert "it can end only after that" in chat.text
    await chat.type("1/9/2026")  # as the screen asks for it
    assert "From 1 September 2026 on" in chat.text
    await chat.tap("🗓 Another day")
    await chat.type("1/10/2026")
    await chat.tap("✅ Yes, so it is decided")
    assert (await office.rotation()).ended_on == date(2026, 10, 1)


async def test_a_decision_number_that_is_too_long_is_given_back_and_asked_for_again(office: Moves) -> None:
    chat = await agreed(office)
    await chat.tap("📝 It has been decided")
    await chat.type("1" * 61)
    assert "at most 60 characters" in chat.text
    assert f"<code>{'1' * 61}</code>" in chat.screen.text
    await chat.type("15/QĐ-VP")
    assert (await office.rotation()).decision_number == "15/QĐ-VP"
