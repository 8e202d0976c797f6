"""A course that must not go by chat: it comes in by the workbook, and its people are told only where to read."""

from datetime import date

from sqlmodel import select

from phieu.office.training.subjects import nomination_subject
from phieu.storage.database import Database
from phieu.storage.tables import Nomination, Notice, Person
from phieu.words import NominationState, NoticeKind
from tests.workbook.records import COURSE, RECORD, book
from tests.workbook.test_records import SECRET, import_

ASKED = RECORD | {"state": "asked"}


async def test_who_is_asked_by_the_workbook_is_told_and_their_head_too_once(database: Database) -> None:
    content = book(courses=[COURSE | SECRET], training=[ASKED])
    await import_(database, content)
    assert await import_(database, content) == []
    async with database.reading() as session:
        nomination = (await session.exec(select(Nomination))).one()
        person = (await session.exec(select(Person).where(Person.staff_number == "VP008"))).one()
        notices = (await session.exec(select(Notice))).all()
    assert (nomination.state, nomination.person_id) == (NominationState.ASKED, person.id)
    assert (nomination.asked_on, nomination.answer_by) == (date(2026, 6, 1), date(2026, 6, 8))
    told = {(notice.kind, notice.subject) for notice in notices if notice.person_id == person.id}
    assert told == {(NoticeKind.NOMINATION, nomination_subject(nomination))}
    (head,) = [notice for notice in notices if notice.person_id != person.id]
    assert head.kind is NoticeKind.NOMINATION_HEAD


async def test_what_is_only_on_record_is_told_to_nobody(database: Database) -> None:
    await import_(database, book(courses=[COURSE | SECRET], training=[RECORD | {"state": "finished"}]))
    await import_(database, book(training=[RECORD | {"state": "finished", "result": "Giỏi"}]))
    async with database.reading() as session:
        assert (await session.exec(select(Notice))).all() == []


async def test_a_course_marked_before_needs_no_mark_again(database: Database) -> None:
    await import_(database, book(courses=[COURSE | SECRET]))
    await import_(database, book(training=[ASKED]))
    async with database.reading() as session:
        assert (await session.exec(select(Notice.kind))).all() != []
