"""What is told of rotations in chat is told to those whom it concerns still, and not at all where it must not be."""

from datetime import date

import pytest
from sqlmodel import col, delete, update

from phieu.installation import Installation
from phieu.storage.tables import Person, Position, Rotation, RotationCheckIn
from tests.rotations.moves import (
    ADMIN,
    HEAD_1,
    HEAD_2,
    MOVED,
    OTHER_ADMIN,
    Moves,
    composed,
    decided,
    moves_office,
    proposed,
)

SECRET = "Nội dung không được gửi qua chat"


@pytest.fixture
async def office(installation: Installation) -> Moves:
    """The office, once on each engine."""
    return await moves_office(installation)


async def not_by_chat(office: Moves) -> None:
    await office.change(update(Rotation).values(not_by_chat=True, read_from="Phòng Tổ chức cán bộ"))


async def test_who_heads_the_unit_no_longer_is_told_nothing_of_what_was_decided(office: Moves) -> None:
    await decided(office)
    assert await office.words("decided", HEAD_1) is not None
    await office.change(delete(Position).where(col(Position.person_id) == HEAD_1))
    assert await office.words("decided", HEAD_1) is None
    assert await office.words("decided", HEAD_2) is not None


@pytest.mark.parametrize("becomes_head", [False, True])
async def test_who_is_an_admin_no_longer_reads_no_answer(office: Moves, *, becomes_head: bool) -> None:
    await proposed(office)
    await office.chat(MOVED).act("my-rot-yes.1.1")
    assert await office.words("answered", OTHER_ADMIN) is not None
    await office.change(update(Person).where(col(Person.id) == OTHER_ADMIN).values(admin=False))
    if becomes_head:
        moved_on = update(Position).where(col(Position.person_id) == OTHER_ADMIN)
        await office.change(moved_on.values(unit_id=2, rank="head"))
    assert await office.words("answered", OTHER_ADMIN) is None


async def test_an_overlap_with_what_must_not_go_by_chat_has_no_number_and_no_days(office: Moves) -> None:
    await decided(office, last="23/11")
    chat = office.chat(ADMIN)
    await composed(chat)
    assert "It overlaps with rotation" in chat.text
    assert "23 November" in chat.text
    await not_by_chat(office)
    await chat.act("rot-new")
    assert "It overlaps with something that must not go by chat." in chat.text
    assert "23 November" not in chat.text


@pytest.mark.parametrize(
    "expected",
    ["my-rot-wish.1.1", "my-rot-no.1.1", "rot-agreed.1", "rot-refused.1", "rot-decide.1", "check-in-text.1.20260901.0"],
)
@pytest.mark.parametrize("typed", [SECRET, SECRET * 100])
async def test_what_is_typed_of_it_all_the_same_is_taken_out_of_the_chat(
    office: Moves, expected: str, typed: str
) -> None:
    await proposed(office)
    await office.change(
        update(Rotation).values(not_by_chat=True, state="in_force" if "check" in expected else "proposed")
    )
    async with office.installation.database.writing() as session:
        session.add(RotationCheckIn(rotation_id=1, due_on=date(2026, 9, 1)))
    chat = office.chat(ADMIN if expected.startswith("rot-") else MOVED)
    screen = await chat.type(typed, expected)
    assert screen.discards_input
    assert SECRET not in chat.text
    assert (await office.rotation()).wishes == ""


async def test_an_admin_does_not_note_of_their_own_rotation_that_it_was_talked_over(office: Moves) -> None:
    await proposed(office)
    await office.change(update(Rotation).values(person_id=OTHER_ADMIN, state="in_force"))
    await not_by_chat(office)
    async with office.installation.database.writing() as session:
        session.add(RotationCheckIn(rotation_id=1, due_on=date(2026, 9, 1)))
    for person_id, answered_on in ((OTHER_ADMIN, None), (ADMIN, date(2026, 6, 10))):
        await office.chat(person_id).act("check-in-held.1.20260901")
        async with office.installation.database.reading() as session:
            assert (await session.get_one(RotationCheckIn, (1, date(2026, 9, 1)))).answered_on == answered_on


async def test_what_is_typed_on_its_page_is_not_given_back_in_the_chat(office: Moves) -> None:
    await proposed(office)
    await not_by_chat(office)
    chat = office.chat(MOVED)
    await chat.act("my-rot.1")
    screen = await chat.type(SECRET)
    assert screen.discards_input
    assert SECRET not in screen.text
