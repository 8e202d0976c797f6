"""A database that the program's earlier versions have filled keeps everything when it is brought up to date."""

from datetime import UTC, datetime

from sqlalchemy import text
from sqlmodel import col, select

from phieu.bot.delivery.outbox import Outbox
from phieu.office.hours_of_office import speaking_hours
from phieu.storage.database import Database
from phieu.storage.migrate import HEAD, migrate, revision_of
from phieu.storage.tables import Notice, Office, Person
from phieu.words import Channel, NoticeState

MORNING = datetime(2026, 6, 1, 1, tzinfo=UTC)  # 08:00 in Hà Nội
NIGHT = datetime(2026, 6, 1, 15, tzinfo=UTC)
AS_OF_0001 = (
    (
        "INSERT INTO office (id, name, time_zone, threshold, comment_threshold, invite_days)"
        " VALUES (1, 'Văn phòng mẫu', 'Asia/Ho_Chi_Minh', 5, 5, 14)"
    ),
    (
        "INSERT INTO person (id, staff_number, name, locale, contact, admin, active)"
        " VALUES (1, '1', 'Trần Thị Mẫu', 'vi', '', true, true), (2, '2', 'Lê Văn Mẫu', 'vi', '', false, true)"
    ),
    (
        "INSERT INTO chataccount (channel, person_id, chat_id, joined_at, reachable)"
        " VALUES ('telegram', 1, '11', '2026-05-01 00:00:00', true), ('telegram', 2, '12', '2026-05-01 00:00:00', true)"
    ),
    (
        "INSERT INTO notice (id, kind, subject, person_id, state, attempts, created_at, next_attempt_at, failure)"
        " VALUES"
        " (1, 'round_opened', 'round:1', 1, 'waiting', 3, '2026-05-31 00:00:00', '2026-06-01 00:30:00', 'no network'),"
        " (2, 'round_opened', 'round:1', 2, 'sent', 1, '2026-05-31 00:00:00', '2026-05-31 00:00:00', ''),"
        " (3, 'summary', 'round:1', 2, 'failed', 1, '2026-05-31 00:00:00', '2026-05-31 00:00:00', 'too late'),"
        " (4, 'overview', 'round:1', 1, 'waiting', 0, '2026-05-31 00:00:00', '2026-05-31 00:00:00', '')"
    ),
)


async def test_an_office_and_its_waiting_notices_come_through(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    await migrate(database, "0001")
    async with database.writing_engine.begin() as connection:
        for statement in AS_OF_0001:
            await connection.execute(text(statement))
    await migrate(database)
    async with database.engine.connect() as connection:
        assert await connection.run_sync(revision_of) == HEAD
    async with database.reading() as session:
        office = (await session.exec(select(Office))).one()
        assert (office.first_hour, office.last_hour, office.answer_days, office.check_in_months) == (7, 21, 7, 3)
        assert (await session.exec(select(Person.name).order_by(col(Person.id)))).all() == [
            "Trần Thị Mẫu",
            "Lê Văn Mẫu",
        ]
        hours = await speaking_hours(session)
        rows = (await session.exec(select(Notice).order_by(col(Notice.id)))).all()
    assert hours.allow(MORNING)
    assert not hours.allow(NIGHT)
    assert [(row.state.value, row.attempts, row.urgent, row.doubts, row.message_ids) for row in rows] == [
        ("waiting", 3, False, 0, ""),
        ("sent", 1, False, 0, ""),
        ("failed", 1, False, 0, ""),
        ("waiting", 0, False, 0, ""),
    ]
    outbox = Outbox(database)
    await outbox.recover(NIGHT, everything=True)
    assert await outbox.claim([Channel.TELEGRAM], NIGHT, 10) == []
    assert [(one.id, one.attempts) for one in await outbox.claim([Channel.TELEGRAM], MORNING, 10)] == [(4, 0), (1, 3)]
    async with database.writing() as session:  # new rows bring their own values
        session.add(
            Notice(id=5, kind=rows[0].kind, subject="round:2", person_id=1, created_at=NIGHT, next_attempt_at=NIGHT)
        )
    async with database.reading() as session:
        waiting = await session.exec(select(Notice.id).where(Notice.state == NoticeState.WAITING))
        assert sorted(waiting, key=str) == [1, 4, 5]
    await database.dispose()
