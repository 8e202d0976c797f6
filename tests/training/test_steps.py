"""Enrolling, finishing, breaking off, withdrawing: in order, once, and told."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select, update

from phieu.office.training.refusals import TrainingError
from phieu.office.training.result_lists import read_results
from phieu.office.training.steps import break_off, enrol, finish, withdraw
from phieu.storage.tables import Nomination
from phieu.words import NominationState
from tests.training.chats import HEAD, OTHER_HEAD, OTHER_UNIT, UNIT, TrainingOffice

IN_THE_COURSE = datetime(2026, 7, 10, 2, 0, tzinfo=UTC)


async def accepted(office: TrainingOffice, *people: int) -> tuple[int, list[int]]:
    """A course for which these people have accepted; nothing is left to tell."""
    course = await office.course(seats=None)
    made = await office.nominated(course, *people)
    async with office.installation.database.writing() as session:
        await session.exec(update(Nomination).values(state=NominationState.ACCEPTED))
    await office.told()
    return course, made


async def test_all_who_accepted_are_enrolled_and_told_once(office: TrainingOffice) -> None:
    course, _ = await accepted(office, UNIT[0], UNIT[1])
    late = await office.nominated(course, UNIT[2])
    await office.told()
    chat = office.chat()
    await chat.act(f"course.{course}")
    await chat.tap("📋 Enrol all who accepted (2)")
    enrol_all = chat.action_of("📋 Yes, enrol")
    await chat.tap("📋 Yes, enrol")
    assert "2 people have been enrolled" in chat.text
    await chat.act(enrol_all)
    told = await office.told()
    assert set(told) == {UNIT[0], UNIT[1]}
    assert "You have been enrolled in this course." in told[UNIT[0]][0]
    assert "You are enrolled." not in told[UNIT[0]][0]  # said once is enough
    await chat.act(f"enrol.{late[0]}")
    assert "❌ Only who has accepted can be enrolled." in chat.text
    assert (await office.states(course))[UNIT[2]] is NominationState.ASKED


async def test_a_class_is_finished_with_a_list_of_results(office: TrainingOffice) -> None:
    course, made = await accepted(office, UNIT[0], UNIT[1], UNIT[2], OTHER_UNIT[0])
    chat = office.chat()
    await chat.act(f"enrol-all-now.{course}")
    await office.told()
    assert not any(label.startswith("🏁") for label in chat.labels)  # it has not begun
    await chat.act(f"finish-plain.{course}")
    await chat.act(f"finish-now.{course}")
    assert "The course begins only on 6 July 2026." in chat.text
    await chat.act(f"finish-drop.{course}")
    office.time = IN_THE_COURSE
    await chat.act(f"course.{course}")
    await chat.tap("🏁 Finished, with results (4)")
    await chat.type("1. Giỏi\n2 Khá\nxuất sắc\n9: Giỏi\n2. Giỏi")
    for fault in (
        "“xuất sắc”: please write the number first",
        "“9: Giỏi”: nobody has that number.",
        "“2. Giỏi”: that number has a result above already.",
    ):
        assert fault in chat.text
    assert "1. Người mẫu 5: Giỏi\n2. Người mẫu 6: Khá\n3. Người mẫu 7: …" in chat.text
    await chat.act(f"nominee-break-off.{made[2]}")
    await chat.type("Ốm dài ngày")
    again = office.chat()  # the numbers stay, whatever happened meanwhile
    await again.act(f"finish.{course}")
    assert "3. " not in again.text
    await again.type("4) Xuất sắc")
    now = again.action_of("✅ Note it for 3 people")
    await again.tap("✅ Note it for 3 people")
    assert "Noted for 3 people" in again.text
    await again.act(now)
    told = await office.told()
    assert set(told) == {UNIT[0], UNIT[1], UNIT[2], OTHER_UNIT[0], HEAD}
    assert "Congratulations!" in told[UNIT[0]][0]
    assert "Giỏi" in told[UNIT[0]][0]
    assert "Người mẫu 7 does not go on with this course.\nWhy: Ốm dài ngày" in told[HEAD][0]
    async with office.installation.database.reading() as session:
        rows = (await session.exec(select(Nomination).order_by(col(Nomination.id)))).all()
    assert [(one.state, one.result) for one in rows] == [
        (NominationState.FINISHED, "Giỏi"),
        (NominationState.FINISHED, "Khá"),
        (NominationState.BROKEN_OFF, "Ốm dài ngày"),
        (NominationState.FINISHED, "Xuất sắc"),
    ]
    assert {one.ended_on for one in rows} == {date(2026, 7, 10)}


async def test_one_result_for_everybody_and_one_for_one(sqlite_office: TrainingOffice) -> None:
    office = sqlite_office
    course, made = await accepted(office, UNIT[0], UNIT[1])
    chat = office.chat()
    await chat.act(f"enrol-all-now.{course}")
    office.time = IN_THE_COURSE
    await chat.act(f"nominee.{made[0]}")
    await chat.tap("🏁 Finished, with a result")
    await chat.type("Giỏi")
    assert "Result: Giỏi" in chat.text
    await chat.act(f"course.{course}")
    await chat.tap("🏁 Finished, with results (1)", "🟰 The same result for everybody")
    await chat.type("Có chứng chỉ")
    await chat.tap("✅ Note it for 1 person")
    async with office.installation.database.reading() as session:
        results = list(await session.exec(select(Nomination.result).order_by(col(Nomination.id))))
    assert results == ["Giỏi", "Có chứng chỉ"]


async def test_a_nomination_is_withdrawn_and_who_had_heard_of_it_is_told(office: TrainingOffice) -> None:
    course = await office.course()
    heard, unheard = await office.nominated(course, UNIT[0]), []
    await office.told()
    unheard = await office.nominated(course, OTHER_UNIT[0])
    chat = office.chat()
    for nomination in (*heard, *unheard):
        await chat.act(f"nominee.{nomination}")
        await chat.tap("🗑 Withdraw the nomination", "🗑 Yes, withdraw it")
        assert "That has been noted" in chat.text
    told = await office.told()
    assert set(told) == {UNIT[0], HEAD, OTHER_HEAD}
    assert "has been withdrawn" in told[UNIT[0]][0]
    person = office.chat(UNIT[0])
    await person.act(f"nomination-accept.{heard[0]}.1.1")
    assert "This nomination has been withdrawn" in person.text
    assert set((await office.states(course)).values()) == {NominationState.WITHDRAWN}


ALLOWED = {
    (NominationState.ACCEPTED, "enrol"),
    (NominationState.ENROLLED, "finish"),
    (NominationState.ENROLLED, "break_off"),
    (NominationState.ASKED, "withdraw"),
    (NominationState.ACCEPTED, "withdraw"),
}
REACHED = {
    "enrol": NominationState.ENROLLED,
    "finish": NominationState.FINISHED,
    "break_off": NominationState.BROKEN_OFF,
    "withdraw": NominationState.WITHDRAWN,
}


@pytest.mark.parametrize("step", REACHED)
@pytest.mark.parametrize("state", NominationState)
async def test_each_step_is_taken_from_its_state_alone(
    sqlite_office: TrainingOffice, state: NominationState, step: str
) -> None:
    office, today = sqlite_office, date(2026, 7, 10)
    course = await office.course()
    (nomination,) = await office.nominated(course, UNIT[0])
    async with office.installation.database.writing() as session:
        await session.exec(update(Nomination).values(state=state))
    new = None
    with suppress(TrainingError):
        async with office.installation.database.writing() as session:
            if step == "enrol":
                new = await enrol(session, nomination, office.time)
            elif step == "withdraw":
                new = await withdraw(session, nomination, office.time)
            else:
                take = finish if step == "finish" else break_off
                new = await take(session, nomination, "x", office.time, today)
    allowed = (state, step) in ALLOWED
    assert new is (True if allowed else False if state is REACHED[step] else None)
    assert (await office.states(course))[UNIT[0]] is (REACHED[step] if allowed else state)


@given(st.dictionaries(st.integers(1, 30), st.text("abcđ 8,5.", min_size=1, max_size=20).map(str.strip).filter(bool)))
def test_a_list_of_results_is_read_as_it_was_written(results: dict[int, str]) -> None:
    for sign in (" ", ". ", ": ", ") ", ":"):
        text = "\n".join(f"{number}{sign}{result}" for number, result in results.items())
        if sign == " " and any(result[0] in ".,:" for result in results.values()):
            continue  # "3 . x" is a number, a stop and a result
        assert read_results(text, 200, set(range(1, 31))) == (results, [])
