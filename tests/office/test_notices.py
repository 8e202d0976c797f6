"""How far a notice to many has got, calling it back, and whom notices do not reach; on both engines."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select, update

from phieu.office.notices import Counts, announce, count_notices, stop_waiting
from phieu.office.unreachable import Reason, unreachable_people
from phieu.storage.database import Database
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeKind, NoticeState

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
KIND, SUBJECT = NoticeKind.ANNOUNCEMENT, "announcement:1"
NAMES = ["Trần Văn Ất", "Lê Thị Bình", "Phạm Văn Ân", "Đỗ Thị Chi", "Vũ Văn Dũng", "Hồ Thị An"]
JOINED, BLOCKED, LEFT = {1, 2, 6}, 3, 6


@pytest.fixture(autouse=True)
async def told(database: Database) -> None:
    """Six people are told something: two have joined, one has blocked the bot, two never came, one has left."""
    async with database.writing() as session:
        for number, name in enumerate(NAMES, start=1):
            session.add(Person(id=number, staff_number=f"{number}", name=name, active=number != LEFT))
        await session.flush()
        for number in (*JOINED, BLOCKED):
            chat = ChatAccount(channel=Channel.TELEGRAM, person_id=number, chat_id=f"{number}", joined_at=NOW)
            chat.reachable = number != BLOCKED
            session.add(chat)
        await announce(session, KIND, SUBJECT, range(1, 7), NOW)
        await announce(session, KIND, "announcement:2", range(1, 7), NOW)


async def counts(database: Database, subject: str = SUBJECT) -> Counts:
    async with database.reading() as session:
        return await count_notices(session, KIND, subject)


async def become(database: Database, state: NoticeState, *person_ids: int) -> None:
    async with database.writing() as session:
        theirs = (col(Notice.subject) == SUBJECT) & col(Notice.person_id).in_(person_ids)
        await session.exec(update(Notice).where(theirs).values(state=state))


async def test_everybody_is_counted_once(database: Database) -> None:
    assert await counts(database) == Counts(waiting=2, unreachable=4)
    await become(database, NoticeState.SENDING, 1)
    await become(database, NoticeState.FAILED, 2)
    await become(database, NoticeState.SENT, 3, 6)
    assert await counts(database) == Counts(sending=1, failed=1, sent=2, unreachable=2)
    assert (await counts(database)).total == 6
    assert (await counts(database)).left == 1
    assert await counts(database, "announcement:3") == Counts()


async def test_what_is_being_sent_or_done_with_is_not_called_back(database: Database) -> None:
    await become(database, NoticeState.SENDING, 1)
    await become(database, NoticeState.SENT, 2)
    async with database.writing() as session:
        assert await stop_waiting(session, KIND, SUBJECT) == 4
        assert await stop_waiting(session, KIND, SUBJECT) == 0
    assert await counts(database) == Counts(sending=1, sent=1, stopped=4)
    assert await counts(database, "announcement:2") == Counts(waiting=2, unreachable=4)


async def test_a_notice_that_was_called_back_is_not_given_again(database: Database) -> None:
    async with database.writing() as session:
        await stop_waiting(session, KIND, SUBJECT)
        await announce(session, KIND, SUBJECT, [1], NOW)
    async with database.reading() as session:
        mine = select(Notice.state).where(Notice.subject == SUBJECT, Notice.person_id == 1)
        assert (await session.exec(mine)).one() is NoticeState.STOPPED


async def test_who_is_not_reached_and_why(database: Database) -> None:
    async with database.reading() as session:
        everybody = [(person.name, reason) for person, reason in await unreachable_people(session)]
        some = [(person.id, reason) for person, reason in await unreachable_people(session, [1, 3, 5, 6])]
    assert everybody == [
        ("Phạm Văn Ân", Reason.BLOCKED),
        ("Đỗ Thị Chi", Reason.NOT_JOINED),
        ("Vũ Văn Dũng", Reason.NOT_JOINED),
    ]
    assert some == [(3, Reason.BLOCKED), (5, Reason.NOT_JOINED)]
