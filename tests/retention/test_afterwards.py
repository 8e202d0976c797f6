"""After somebody's data have been deleted: what others read, and what a workbook with the old staff number does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlmodel import col, delete, select, update

from phieu.bot.actions import action
from phieu.bot.dispatch import Dispatch
from phieu.installation import Installation
from phieu.office.retention.erasing import erase
from phieu.office.retention.nightly import let_go_of_what_is_old
from phieu.office.rotations.views import load_all, load_view
from phieu.office.training.due import remind_of_nominations
from phieu.office.training.subjects import nomination_subject
from phieu.office.workbook.current import load_current
from phieu.office.workbook.importing import apply, current_workbook, examine
from phieu.storage.tables import ChatAccount, Course, GroupMember, Nomination, Notice, Person, Position, Rotation
from phieu.words import Channel, NominationState, NoticeKind
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID
from tests.retention.somebody import (
    ANNOUNCED,
    BEGAN,
    COLLEAGUE,
    COURSE,
    LEFT_AT,
    MOVE,
    OTHER_COURSE,
    PLANNED_MOVE,
    SOMEBODY,
    build_records,
    leave,
    notice,
)
from tests.workbook.files import ENGLISH, told
from tests.workbook.records import COURSE as COURSE_ROW
from tests.workbook.records import RECORD, ROTATION, book

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
GONE = "(data deleted)"


async def admins_chat(installation: Installation) -> Chat:
    """The chief's, in English, with all flows."""
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == CHIEF_ID).values(locale="en"))
        session.add(ChatAccount(channel=Channel.TELEGRAM, person_id=CHIEF_ID, chat_id="chief", joined_at=NOW))
    chat = Chat(installation, "chief")
    chat.dispatch = Dispatch(installation, "phieu_bot")
    return chat


async def forgotten(installation: Installation) -> None:
    """Everything about somebody is there, and then they leave and are forgotten."""
    await build_records(installation)
    await leave(installation)
    await erase(installation, SOMEBODY)


async def test_screens_say_that_the_name_has_been_deleted(installation: Installation) -> None:
    await forgotten(installation)
    chat = await admins_chat(installation)
    for one in (
        action("announcement-sent", ANNOUNCED),
        action("nominees", COURSE, 0),
        action("nominee", 1),
        action("rot-figures-people", 0, 0),
        action("rot-evaluations", PLANNED_MOVE + 1, 0),
    ):
        await chat.act(one)
        assert GONE in chat.text + " ".join(chat.labels), one


async def test_their_rotations_stand_in_no_list(installation: Installation) -> None:
    await forgotten(installation)
    async with installation.database.reading() as session:
        assert {view.person.id for view in await load_all(session)} == {COLLEAGUE}
        assert await load_view(session, MOVE) is None


async def test_the_workbook_makes_somebody_new_of_the_old_staff_number(installation: Installation) -> None:
    content = book(courses=[COURSE_ROW], training=[RECORD], rotations=[ROTATION])
    await import_(installation, content)
    async with installation.database.reading() as session:
        before = (await session.exec(select(Person).where(Person.staff_number == RECORD["person"]))).one()
    assert before.id is not None
    async with installation.database.writing() as session:  # as if they had been taken out of the workbook
        for table in (Position, GroupMember):
            await session.exec(delete(table).where(col(table.person_id) == before.id))
    await leave(installation, before.id)
    await erase(installation, before.id)
    async with installation.database.reading() as session:
        given = await current_workbook(installation.database, ENGLISH, by_chat=False)
        current = await load_current(session)
    assert told((await examine(installation.database, given)).faults) == []
    assert (current.left, current.book.training, current.book.rotations) == ((), (), ())
    await import_(installation, content)
    async with installation.database.reading() as session:
        after = (await session.exec(select(Person).where(Person.staff_number == RECORD["person"]))).one()
        assert (after.id != before.id, after.active, after.erased) == (True, True, False)
        people = select(Rotation.person_id, Rotation.code).order_by(col(Rotation.id))
        moves = [tuple(row) for row in await session.exec(people)]
        nominated = list(await session.exec(select(Nomination.person_id).order_by(col(Nomination.id))))
    assert [person for person, _ in moves] == nominated == [before.id, after.id]
    assert moves[0][1] != moves[1][1] == ROTATION["code"]


async def import_(installation: Installation, content: bytes) -> None:
    """Examine and apply it."""
    examination = await examine(installation.database, content)
    assert told(examination.faults) == []
    assert examination.changes is not None
    await apply(installation.database, examination.changes, NOW)


async def test_what_was_sent_long_ago_can_no_longer_be_corrected(installation: Installation) -> None:
    await build_records(installation)
    chat = await admins_chat(installation)
    page = action("announcement-sent", ANNOUNCED)
    await chat.act(page)
    assert "✏️ Correct" in chat.labels
    await let_go_of_what_is_old(replace(installation, now=lambda: BEGAN + timedelta(days=181)))
    await chat.act(page)
    assert "✏️ Correct" not in chat.labels
    assert "no longer change or take back" in chat.text
    assert "👉 Confirmed: 2 of 3" in chat.text
    assert "🔔 Remind the rest (1)" in chat.labels


async def test_nobody_is_reminded_for_somebody_who_has_left(installation: Installation) -> None:
    await build_records(installation)
    today = (LEFT_AT + timedelta(days=8)).date()
    async with installation.database.writing() as session:
        course = await session.get_one(Course, OTHER_COURSE)
        course.starts_on, course.ends_on = today + timedelta(days=60), today + timedelta(days=70)
        for person_id, number in ((SOMEBODY, 2), (COLLEAGUE, 50)):
            one = await session.get(Nomination, number) or Nomination(
                id=number, course_id=OTHER_COURSE, person_id=person_id
            )
            one.state, one.asked_on, one.answer_by = NominationState.ASKED, today - timedelta(days=20), today
            session.add(one)
            await session.flush()
            session.add(notice(NoticeKind.NOMINATION, nomination_subject(one), person_id))
    await leave(installation)
    await remind_of_nominations(replace(installation, now=lambda: LEFT_AT + timedelta(days=8)))
    async with installation.database.reading() as session:
        reminded = select(Notice.person_id).where(Notice.kind == NoticeKind.NOMINATION_REMINDER)
        assert list(await session.exec(reminded)) == [COLLEAGUE]
