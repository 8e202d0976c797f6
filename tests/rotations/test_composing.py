"""Putting a rotation together in chat: what is refused, what is warned of, and that nothing typed is lost."""

import asyncio
from datetime import date

import pytest
from sqlmodel import col, update

from phieu.installation import Installation
from phieu.office.rotations.faults import MovedOnError, RotationError
from phieu.office.rotations.plan import Plan
from phieu.office.rotations.positions import HeldPost, Move
from phieu.office.rotations.proposing import propose
from phieu.office.rotations.steps import decide, drop
from phieu.office.staff import load_rules, load_staff
from phieu.office.who_rates_whom import pairs
from phieu.storage.tables import Assignment, Person, Position, Unit
from phieu.words import Rank, RotationKind, RotationState
from tests.rotations.moves import (
    ADMIN,
    COLLEAGUE,
    HEAD_1,
    HEAD_2,
    MOVED,
    NAMES,
    OTHER_ADMIN,
    TODAY,
    UNITS,
    Moves,
    agreed,
    composed,
    decided,
    moves_office,
    proposed,
)
from tests.rounds import open_round

PROPOSE = "📨 Propose it and ask the person"


@pytest.fixture
async def office(installation: Installation) -> Moves:
    """On each engine."""
    return await moves_office(installation)


async def test_the_post_one_holds_is_refused_and_everything_else_is_kept(office: Moves) -> None:
    chat = office.chat(ADMIN)
    await composed(chat)
    await chat.tap("✏️ Change something", "🏢 Unit", UNITS[1], "Chuyên viên")
    assert "holds that very post already" in chat.text
    assert PROPOSE not in chat.labels
    await chat.act("rot-propose.0")
    assert await office.rotations() == []
    await chat.tap("✏️ Change something", "🏢 Unit", UNITS[3], "Chuyên viên")
    assert "Tasks: Công tác văn thư" in chat.text
    await chat.tap(PROPOSE)
    assert (await office.rotation()).to_unit_id == 3


async def test_days_that_cannot_be_are_refused_with_a_word(office: Moves) -> None:
    chat = office.chat(ADMIN)
    await composed(chat, first="1/9/2026", last="1/8/2026")
    assert "The last day, 1 August 2026, is before the first one, 1 September 2026." in chat.text
    await chat.tap("✏️ Change something", "🏁 Last day")
    await chat.type("31/11/2026")
    assert "There is no such day" in chat.text
    await chat.type("tháng sau")
    assert "not a date that I can read" in chat.text
    await chat.type("31/8")
    assert "from 1 September 2026 to 31 August 2027" in chat.text
    await chat.tap("✏️ Change something", "🗓 First day")
    await chat.type("1/6/2026")
    assert "The first day is past" in chat.text
    assert PROPOSE in chat.labels


async def test_two_of_one_person_that_overlap_are_refused(office: Moves) -> None:
    await proposed(office)
    chat = office.chat(OTHER_ADMIN)
    await composed(chat, first="31/12/2026", last="31/3/2027")
    assert "It overlaps with rotation LC-2026-01 of the same person, 1 July 2026 to 31 December 2026." in chat.text
    await chat.act("rot-propose.0")
    assert len(await office.rotations()) == 1
    await chat.tap("✏️ Change something", "🗓 First day")
    await chat.type("1/1/2027")
    await chat.tap(PROPOSE)
    assert [one.code for one in await office.rotations()] == ["LC-2026-01", "LC-2027-01"]


async def test_what_was_composed_survives_a_restart_and_the_loss_of_the_role(office: Moves) -> None:
    chat = office.chat(ADMIN)
    await composed(chat)
    role = update(Person).where(col(Person.id) == ADMIN)
    await office.change(role.values(admin=False))
    await chat.tap(PROPOSE)
    assert await office.rotations() == []
    await office.change(role.values(admin=True))
    chat = office.chat(ADMIN)
    await chat.act("rotations")
    await chat.tap("➕ Go on with the new one")
    assert "Tasks: Công tác văn thư" in chat.text
    await chat.tap("🗑 Throw this draft away", "🗑 Yes, throw it away", "↩️ Back")
    assert "➕ New rotation" in chat.labels


async def test_text_that_is_too_long_is_given_back(office: Moves) -> None:
    chat = office.chat(ADMIN)
    await composed(chat)
    await chat.tap("✏️ Change something", "📝 Tasks")
    await chat.type("x" * 1001)
    assert "x" * 1001 in chat.text
    await chat.send_other("voice")
    assert "only keep text" in chat.text
    await chat.act("rot-part.0.title")
    await chat.type("y" * 101)
    assert "y" * 101 in chat.text
    await chat.act("rot-draft.0")
    assert "Công tác văn thư" in chat.text


async def test_it_is_said_what_a_move_leaves_behind(office: Moves) -> None:
    await office.change(update(Unit).where(col(Unit.id) == 3).values(supervisor_id=HEAD_1))
    chat = office.chat(ADMIN)
    await chat.act("rot-new")
    await chat.type(NAMES[HEAD_1])
    await chat.tap(chat.labels[0], "Rotation with promotion", UNITS[2])
    await chat.type("Trưởng phòng")
    await chat.tap("Head")
    await chat.type("1/9")
    await chat.tap("Say nothing of tasks")
    for word in (
        f"⚠️ {UNITS[1]} would have no head then.",
        f"⚠️ {UNITS[2]} would have two heads then.",
        "called a promotion, but the rank there is not higher",
        f"In charge of {UNITS[3]}",
        "Member of Đảng ủy",
    ):
        assert word in chat.text
    assert PROPOSE in chat.labels


async def test_of_several_posts_one_is_chosen_and_the_others_stay(office: Moves) -> None:
    async with office.installation.database.writing() as session:
        session.add(Position(person_id=MOVED, unit_id=3, title="Kế toán (kiêm nhiệm)", rank=Rank.STAFF))
    chat = office.chat(ADMIN)
    await chat.act("rot-new")
    await chat.type("quynh chi")
    await chat.tap(chat.labels[0])
    assert chat.labels[:2] == [f"Chuyên viên, {UNITS[1]}", f"Kế toán (kiêm nhiệm), {UNITS[3]}"]
    await chat.tap(chat.labels[1], "Transfer", UNITS[2], "Chuyên viên", "Today · 10 June 2026", "Say nothing of tasks")
    await chat.tap(PROPOSE, "🤝 Agreed, face to face", "Nothing to note", "📝 It has been decided")
    await chat.tap("Decided, the number comes later")
    stays, taken = (1, "Chuyên viên", Rank.STAFF), (2, "Chuyên viên", Rank.STAFF)
    assert await office.posts(MOVED) == {stays, taken}


async def test_who_has_no_post_or_has_left_is_not_moved(office: Moves) -> None:
    chat = office.chat(ADMIN)
    await composed(chat)
    await office.change(update(Person).where(col(Person.id) == MOVED).values(active=False))
    await chat.act("rot-draft.0")
    assert "no longer on the staff" in chat.text
    await chat.act(f"rot-who-is.{MOVED}")
    assert "That choice is out of date" in chat.screen.toast


def a_plan(person_id: int = MOVED) -> Plan:
    move = Move(HeldPost(1, "Chuyên viên", Rank.STAFF), HeldPost(2, "Chuyên viên", Rank.STAFF))
    return Plan(person_id, RotationKind.TRANSFER, move, TODAY, None)


async def test_of_two_admins_at_once_one_proposes_and_two_people_get_two_codes(office: Moves) -> None:
    async def one(admin: int, plan: Plan) -> bool:
        try:
            async with office.installation.database.writing() as session:
                await propose(session, plan, admin, office.time)
        except RotationError:
            return False
        return True

    assert sorted(await asyncio.gather(one(ADMIN, a_plan()), one(OTHER_ADMIN, a_plan()))) == [False, True]
    assert all(await asyncio.gather(one(ADMIN, a_plan(COLLEAGUE)), one(OTHER_ADMIN, a_plan(COLLEAGUE + 1))))
    assert [rotation.code for rotation in await office.rotations()] == ["LC-2026-01", "LC-2026-02", "LC-2026-03"]


async def test_of_deciding_and_dropping_at_once_one_is_done(office: Moves) -> None:
    await agreed(office)

    async def deciding() -> str:
        async with office.installation.database.writing() as session:
            return (await decide(session, 1, "", ADMIN, office.time)).state

    async def dropping() -> str:
        async with office.installation.database.writing() as session:
            return (await drop(session, 1, OTHER_ADMIN, office.time)).state

    done = list(await asyncio.gather(deciding(), dropping(), return_exceptions=True))
    rotation = await office.rotation()
    if rotation.state is RotationState.DROPPED and not isinstance(done[0], MovedOnError):
        assert done == [RotationState.DECIDED, RotationState.DROPPED]  # decided first: what is decided can be dropped
    else:
        assert [type(one) for one in done].count(MovedOnError) == 1


async def test_an_open_round_keeps_what_was_frozen_and_the_next_follows_the_new_posts(office: Moves) -> None:
    await open_round(office.installation, {HEAD_1: {"Staff": [MOVED, COLLEAGUE, COLLEAGUE + 1]}})
    await decided(office, first="10/6", last="31/12")
    async with office.installation.database.reading() as session:
        frozen = {one.rater_id for one in await session.exec(Assignment.__table__.select())}  # type: ignore[attr-defined]
        next_pairs = pairs(await load_staff(session), await load_rules(session))
    assert MOVED in frozen
    rated = {pair.ratee_id for pair in next_pairs if pair.rater_id == MOVED}
    assert HEAD_2 in rated
    assert HEAD_1 not in rated


async def test_what_must_not_go_by_chat_is_in_no_message(office: Moves) -> None:
    await proposed(office)
    rotation = update(type(await office.rotation())).values(
        not_by_chat=True, read_from="Phòng Tổ chức", read_until=date(2026, 6, 20), state=RotationState.PROPOSED, turn=0
    )
    await office.change(rotation)
    chat, person = office.chat(ADMIN), office.chat(MOVED)
    await chat.act("rotation.1")
    said = [chat.text]
    await chat.tap("📨 Ask the person")
    await person.act("my-rot.1")
    assert "Phòng Tổ chức" in person.text
    said += [person.text, *person.labels]
    await person.type("Nguyện vọng của tôi", expected="my-rot-wish.1.1")
    said.append(person.text)
    assert (await office.rotation()).wishes == ""
    await person.tap("✅ I agree")
    said.append(person.text)
    answered = await office.words("answered", ADMIN)
    assert answered is not None
    said.append(str(answered.text))
    await chat.act("rotation.1")
    await chat.tap("📝 It has been decided")
    said.append(chat.text)
    await chat.type("15/QĐ-VP", expected="rot-decide.1")
    said.append(chat.text)
    assert (await office.rotation()).decision_number == ""
    await chat.act("rot-decide-so.1")
    for forged in ("rot-draft.1", "rot-end.1", "rot-number.1"):
        await chat.act(forged)
        said.append(chat.text)
    await office.day_comes(date(2026, 7, 1))
    await chat.act("rotation.1")
    assert chat.labels == ["💬 Check-ins", "📋 Evaluations", "↩️ All rotations"]
    await chat.tap("↩️ All rotations", "▶️ In force (1)")
    said += [chat.text, *chat.labels]
    for step, reader in (("in_force", MOVED), ("in_force", HEAD_2), ("in_force", ADMIN)):
        words = await office.words(step, reader)
        assert words is not None
        said.append(str(words.text))
    secrets = (NAMES[MOVED], UNITS[1], UNITS[2], "Văn thư", "Chuyên viên", "Công tác", "15/QĐ", "Nguyện vọng", "July")
    for text in said:
        assert not [secret for secret in secrets if secret in text], text
    assert await office.posts(MOVED) == {(2, "Văn thư", Rank.STAFF)}


async def test_what_another_admin_has_proposed_meanwhile_is_not_undone_unseen(office: Moves) -> None:
    first = await proposed(office)
    await first.tap("✏️ Change the proposal", "✏️ Change something", "📝 Tasks")
    await first.type("Công tác lưu trữ")
    second = office.chat(OTHER_ADMIN)
    await second.act("rot-draft.1")
    await second.tap("✏️ Change something", "🏁 Last day")
    await second.type("30/11/2026")
    await second.tap(PROPOSE)
    await first.tap(PROPOSE)
    assert "It has been changed or answered since you began." in first.text
    assert "to 30 November 2026" in first.text
    assert (await office.rotation()).ends_on == date(2026, 11, 30)
    await first.tap("✏️ Change something", "🏁 Last day")
    await first.type("30/11/2026")
    await first.tap("📨 Propose mine all the same")
    rotation = await office.rotation()
    assert (rotation.ends_on, rotation.tasks) == (date(2026, 11, 30), "Công tác lưu trữ")
    await first.act("rot-draft.1")
    assert "since you began" not in first.text


async def test_an_answer_that_came_meanwhile_is_seen_before_it_is_asked_anew(office: Moves) -> None:
    admin = await proposed(office)
    await admin.tap("✏️ Change the proposal", "✏️ Change something", "📝 Tasks")
    await admin.type("Công tác lưu trữ")
    await office.chat(MOVED).act("my-rot-yes.1.1")
    await admin.tap(PROPOSE)
    assert "since you began" in admin.text
    assert (await office.rotation()).state is RotationState.AGREED
    await admin.act("rot-propose-anyway.1.1")  # what was seen is over, too
    assert (await office.rotation()).state is RotationState.AGREED
