"""What is asked of the database in a large office finds its rows by an index, and does not read all once a person."""

from collections.abc import Awaitable, Callable

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.announcements.acknowledgements import waiting_for
from phieu.office.announcements.composed import reach_of
from phieu.office.announcements.progress import load_progress
from phieu.office.announcements.recipients import load_recipients
from phieu.office.announcements.sent import received
from phieu.office.announcements.standing import load_standing
from phieu.office.invitations import count_joined
from phieu.office.unreachable import unreachable_people
from phieu.storage.tables import Announcement
from tests.offices import CHIEF_ID, OfficeSize, build_office
from tests.queries import queries

ID = 1
Asks = Callable[[AsyncSession], Awaitable[object]]


@pytest.mark.parametrize(
    ("asks", "large"),
    [
        (unreachable_people, ["chataccount"]),
        (count_joined, ["chataccount"]),
        (lambda session: reach_of(session, "everyone"), ["chataccount"]),
        (lambda session: load_progress(session, ID), ["chataccount", "notice"]),
        (lambda session: load_recipients(session, ID), ["announcementrecipient", "notice"]),
        (lambda session: waiting_for(session, CHIEF_ID), ["announcementrecipient", "notice"]),
        (lambda session: received(session, CHIEF_ID), ["announcementrecipient", "notice"]),
        (lambda session: load_standing(session, ID, CHIEF_ID), ["notice"]),
    ],
)
async def test_large_tables_are_not_read_from_end_to_end(
    sqlite_installation: Installation, asks: Asks, large: list[str]
) -> None:
    await build_office(sqlite_installation.database, OfficeSize())
    async with sqlite_installation.database.writing() as session:
        session.add(Announcement(id=ID, author_id=CHIEF_ID))
    async with sqlite_installation.database.reading() as session:
        with queries(sqlite_installation) as asked:
            await asks(session)
        connection = await session.connection()
        plans = [
            row.detail
            for statement, parameters in asked
            for row in await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert plans
    assert [plan for plan in plans if plan in {f"SCAN {table}" for table in large}] == []
