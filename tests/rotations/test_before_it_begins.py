"""What is gathered before a rotation is decided: the assessment in four areas, the receiving unit's opinion."""

from datetime import date

import pytest
from sqlmodel import col, delete, select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.storage.tables import Notice, Person, Position, Rotation, RotationAssessment, RotationOpinion
from phieu.words import NoticeKind, Rank, RotationState
from tests.answering.chat import Chat
from tests.rotations.moves import (
    ADMIN,
    COLLEAGUE,
    HEAD_1,
    HEAD_2,
    HEAD_3,
    MOVED,
    OTHER_ADMIN,
    TODAY,
    UNITS,
    Moves,
    agreed,
    decided,
    moves_office,
    proposed,
)

GATHERED = "🧭 Assessment and opinion beforehand"
SAID = ("Đại học Lưu trữ", "Trung cấp", "Gương mẫu", "Làm được việc")


@pytest.fixture
async def office(installation: Installation) -> Moves:
    """On each engine."""
    return await moves_office(installation)


async def opinion(office: Moves) -> RotationOpinion | None:
    async with office.installation.database.reading() as session:
        return await session.get(RotationOpinion, 1)


async def assessment(office: Moves) -> tuple[str, ...] | None:
    async with office.installation.database.reading() as session:
        found = await session.get(RotationAssessment, 1)
        return (found.expertise, found.theory, found.conduct, found.ability) if found else None


async def asked(office: Moves) -> Chat:
    """Proposed, and the receiving unit is asked; the admin's chat."""
    chat = await proposed(office)
    await chat.tap(GATHERED, "📨 Ask the receiving unit")
    return chat


async def read_by(office: Moves, person_id: int, kind: NoticeKind, subject: str) -> Screen | None:
    """A notice as this person would read it."""
    async with office.installation.database.reading() as session:
        person = await session.get_one(Person, person_id)
    screen = await Dispatch(office.installation, "phieu_bot").notice(kind, subject, person)
    assert screen is None or isinstance(screen, Screen)
    return screen


async def test_four_areas_are_written_one_after_another_and_read_by_admins(office: Moves) -> None:
    chat = await proposed(office)
    await chat.tap(GATHERED, "✏️ Professional skill")
    for said in SAID:
        await chat.type(said)
    assert all(said in chat.text for said in SAID)
    assert await assessment(office) == SAID
    other = office.chat(OTHER_ADMIN)
    await other.act("rotation.1")
    await other.tap(GATHERED, "✏️ Political theory")
    assert "Trung cấp" in other.text
    await other.tap("🗑 Remove this answer")
    assert await assessment(office) == (SAID[0], "", *SAID[2:])
    await other.tap("✏️ Political theory")
    await other.type("x" * 1001)
    assert "too long" in other.text
    await other.type("Cao cấp")
    assert await assessment(office) == (SAID[0], "Cao cấp", *SAID[2:])


async def test_the_receiving_head_is_asked_and_may_think_better_of_it_until_it_is_decided(office: Moves) -> None:
    chat = await asked(office)
    assert "It has been asked of Phạm Văn Đức" in chat.text
    await chat.act("rot-opinion-ask.1")
    assert await office.told("opinion") == {HEAD_2}
    notice = await office.words("opinion", HEAD_2)
    assert notice is not None
    assert notice.keeps
    assert "Văn thư, Phòng Thư ký" in notice.text
    head = office.chat(HEAD_2)
    await head.act("matters")
    await head.tap("🏢 A rotation to your unit: your opinion", "✋ We have reservations")
    await head.type("Phòng chưa có chỗ ngồi")
    assert "Your answer has been passed on" in head.text
    assert await office.told("opinion_given") == {ADMIN, OTHER_ADMIN}
    words = await office.words("opinion_given", OTHER_ADMIN)
    assert words is not None
    assert "Phòng chưa có chỗ ngồi" in words.text
    await head.act("opinion-yes.1.1")
    assert "has changed meanwhile" in head.text
    await head.tap("✅ We agree")
    assert await office.words("opinion_given", OTHER_ADMIN) is not None
    given = await opinion(office)
    assert given is not None
    assert (given.in_favour, given.remarks, given.given_by, given.given_on) == (True, "", HEAD_2, TODAY)
    await head.act("matters")
    assert "Nothing waits" in head.text
    await office.chat(MOVED).act("my-rot-yes.1.1")
    await chat.act("rotation.1")
    await chat.tap("📝 It has been decided", "Decided, the number comes later")
    await head.act("opinion-against.1.3")
    assert "settled by now" in head.text
    await head.type("Muộn rồi", expected="opinion-against.1.3")
    after = await opinion(office)
    assert after is not None
    assert (after.in_favour, after.remarks) == (True, "")


async def test_what_is_lacking_is_said_before_it_is_decided_and_forbids_nothing(office: Moves) -> None:
    chat = await agreed(office)
    await chat.tap("📝 It has been decided")
    assert "assessed in 0 of 4 areas" in chat.text
    assert "has not given its opinion" in chat.text
    await chat.tap("↩️ Back", GATHERED, "✏️ Ability at work")
    await chat.type(SAID[3])
    await chat.tap("📨 Ask the receiving unit", "↩️ The rotation")
    await office.chat(HEAD_2).act("opinion-yes.1.1")
    await chat.tap("📝 It has been decided")
    assert "assessed in 1 of 4 areas" in chat.text
    assert "has not given its opinion" not in chat.text
    await chat.type("15/QĐ-VP")
    assert (await office.rotation()).state is RotationState.DECIDED


async def test_a_changed_proposal_is_asked_about_anew(office: Moves) -> None:
    chat = await asked(office)
    head = office.chat(HEAD_2)
    await head.act("opinion-yes.1.1")
    await chat.act("rotation.1")
    await chat.tap("✏️ Change the proposal", "✏️ Change something", "🏁 Last day")
    await chat.type("30/9/2026")
    await chat.tap("📨 Propose it and ask the person")
    given = await opinion(office)
    assert given is not None
    assert (given.turn, given.in_favour, given.given_by) == (3, None, None)
    assert await read_by(office, HEAD_2, NoticeKind.ROTATION_OPINION, "rotation:1:opinion:1") is None
    assert await read_by(office, HEAD_2, NoticeKind.ROTATION_OPINION, "rotation:1:opinion:3") is not None
    assert await read_by(office, ADMIN, NoticeKind.ROTATION_OPINION_GIVEN, "rotation:1:opinion_given:2") is None
    await head.act("opinion-yes.1.2")
    assert (await opinion(office)).in_favour is None  # type: ignore[union-attr]


async def test_who_is_asked_hears_when_it_is_dropped(office: Moves) -> None:
    chat = await asked(office)
    await chat.tap("↩️ The rotation", "🗑 Drop it", "🗑 Yes, drop it")
    assert await office.told("dropped") == {MOVED, HEAD_2, OTHER_ADMIN}
    assert await read_by(office, HEAD_2, NoticeKind.ROTATION_OPINION, "rotation:1:opinion:1") is None


async def test_nobody_else_gives_it_or_reads_any_of_it(office: Moves) -> None:
    chat = await asked(office)
    await chat.tap("✏️ Professional skill")
    await chat.type(SAID[0])
    for person_id in (COLLEAGUE, MOVED, HEAD_1, HEAD_3, HEAD_2):
        other = office.chat(person_id)
        for forged in ("rot-before.1", "assessment-ask.1.0", "assessment-remove.1.0", "rot-opinion-ask.1"):
            await other.act(forged)
            assert SAID[0] not in other.text
            assert UNITS[2] not in other.text
        await other.type("Giả", expected="assessment-text.1.0")
        if person_id != HEAD_2:
            for forged in ("opinion.1", "opinion-yes.1.1", "opinion-remarks.1.1", "opinion-against.1.1"):
                await other.act(forged)
                assert UNITS[2] not in other.text
            await other.type("Giả", expected="opinion-against.1.1")
            assert await read_by(office, person_id, NoticeKind.ROTATION_OPINION, "rotation:1:opinion:1") is None
        assert await read_by(office, person_id, NoticeKind.ROTATION_OPINION_GIVEN, "rotation:1:opinion_given:1") is None
    assert (await assessment(office), (await opinion(office)).turn) == ((SAID[0], "", "", ""), 1)  # type: ignore[union-attr]


async def test_an_admin_reads_nothing_that_was_gathered_about_themself(office: Moves) -> None:
    chat = await asked(office)
    await chat.tap("✏️ Morals and conduct")
    await chat.type(SAID[2])
    await office.change(update(Person).where(col(Person.id) == MOVED).values(admin=True))
    moved = office.chat(MOVED)
    await moved.act("rot-before.1")
    assert "shown to the other admins only" in moved.text
    await moved.act("assessment-ask.1.2")
    assert SAID[2] not in moved.text
    await moved.type("Xuất sắc", expected="assessment-text.1.0")
    assert await assessment(office) == ("", "", SAID[2], "")
    await office.chat(HEAD_2).act("opinion-yes.1.1")
    assert MOVED not in await office.told("opinion_given")
    await office.change(update(Person).where(col(Person.id) == OTHER_ADMIN).values(admin=False))
    former = office.chat(OTHER_ADMIN)
    await former.act("rot-before.1")
    assert SAID[2] not in former.text


async def test_whoever_heads_the_unit_now_is_the_one_to_say_it(office: Moves) -> None:
    await asked(office)
    await office.change(delete(Position).where(col(Position.person_id) == HEAD_2))
    async with office.installation.database.writing() as session:
        session.add(Position(person_id=HEAD_3, unit_id=2, title="Trưởng phòng", rank=Rank.HEAD))
    await office.chat(HEAD_2).act("opinion-yes.1.1")
    assert (await opinion(office)).in_favour is None  # type: ignore[union-attr]
    new = office.chat(HEAD_3)
    await new.act("matters")
    await new.tap("🏢 A rotation to your unit: your opinion", "✅ We agree")
    assert (await opinion(office)).given_by == HEAD_3  # type: ignore[union-attr]


async def test_what_must_not_go_by_chat_is_gathered_on_paper(office: Moves) -> None:
    chat = await proposed(office)
    await office.change(update(Rotation).values(not_by_chat=True, read_from="Chị Hoa, phòng 204"))
    await chat.act("rotation.1")
    assert GATHERED not in chat.labels
    await chat.act("rot-before.1")
    assert "on paper" in chat.text
    assert UNITS[2] not in chat.text
    for forged in ("rot-opinion-ask.1", "assessment-ask.1.0"):
        await chat.act(forged)
    await chat.type("Nội dung mật", expected="assessment-text.1.0")
    assert (await assessment(office), await opinion(office)) == (None, None)
    assert await office.told("opinion") == set()


async def test_after_it_is_in_force_it_is_read_and_no_longer_changed(office: Moves) -> None:
    chat = await decided(office)
    await chat.tap(GATHERED, "✏️ Professional skill")
    await chat.type(SAID[0])
    await office.day_comes(date(2026, 7, 1))
    await chat.act("rotation.1")
    await chat.tap(GATHERED)
    assert SAID[0] in chat.text
    assert chat.labels == ["↩️ The rotation"]
    await chat.type("Sửa sau", expected="assessment-text.1.0")
    assert await assessment(office) == (SAID[0], "", "", "")


async def test_no_row_keeps_the_instant_of_an_opinion(office: Moves) -> None:
    await asked(office)
    await office.chat(HEAD_2).act("opinion-yes.1.1")
    async with office.installation.database.reading() as session:
        for notice in await session.exec(select(Notice)):
            assert (notice.created_at.hour, notice.created_at.minute) == (0, 0)


@pytest.mark.parametrize(
    "damaged", ["rot-before.77", "rot-before.x", "assessment-ask.1.9", "opinion.99999999999", "opinion"]
)
async def test_damaged_actions_lead_home(office: Moves, damaged: str) -> None:
    await asked(office)
    for person_id in (ADMIN, HEAD_2):
        chat = office.chat(person_id)
        await chat.act(damaged)
        assert "sorry" not in chat.text
        assert chat.labels
