"""How long what could be said has been waiting: nights, and people out of reach, do not count."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, update

from phieu.installation import Installation
from phieu.office.notices import announce
from phieu.office.speaking_hours import SpeakingHours
from phieu.office.waiting_notices import NO_TIME, longest_waiting, waited
from phieu.storage.tables import Notice, Office, Person
from phieu.words import NoticeKind, NoticeState, Rank
from tests.rounds import add_office, add_person

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EVENING = datetime(2026, 6, 10, 20, 30, tzinfo=ZONE).astimezone(UTC)
MORNING = datetime(2026, 6, 11, 7, 10, tzinfo=ZONE).astimezone(UTC)
KIND = NoticeKind.ANNOUNCEMENT


@pytest.fixture
async def people(installation: Installation) -> list[int]:
    """Two who can be reached, then one who has not joined."""
    unit = await add_office(installation)
    async with installation.database.writing() as session:
        await session.exec(update(Office).values(first_hour=7, last_hour=21))
    chats = ("chat-1", "chat-2", "")
    return [
        await add_person(installation, unit, f"Lê Văn {n}", title="Chuyên viên", rank=Rank.STAFF, chat_id=chat)
        for n, chat in enumerate(chats)
    ]


async def put(installation: Installation, person: int, moment: datetime, *, urgent: bool = False) -> None:
    async with installation.database.writing() as session:
        await announce(session, KIND, f"announcement:{moment}{urgent}", [person], moment, urgent=urgent)


async def waiting(installation: Installation, moment: datetime) -> timedelta:
    async with installation.database.reading() as session:
        return await longest_waiting(session, moment)


async def test_nothing_waits(installation: Installation, people: list[int]) -> None:
    assert await waiting(installation, EVENING) == NO_TIME
    await put(installation, people[2], EVENING - timedelta(days=3))
    assert await waiting(installation, EVENING) == NO_TIME


async def test_the_oldest_counts_and_the_night_does_not(installation: Installation, people: list[int]) -> None:
    await put(installation, people[0], EVENING)
    await put(installation, people[1], EVENING - timedelta(minutes=5))
    assert await waiting(installation, EVENING + timedelta(minutes=10)) == timedelta(minutes=15)
    assert await waiting(installation, EVENING + timedelta(hours=1)) == NO_TIME
    assert await waiting(installation, MORNING) == timedelta(minutes=10)
    await put(installation, people[1], EVENING, urgent=True)
    assert await waiting(installation, EVENING + timedelta(hours=1)) == timedelta(hours=1)


async def test_what_is_done_and_who_has_left_do_not_wait(installation: Installation, people: list[int]) -> None:
    await put(installation, people[0], EVENING)
    async with installation.database.writing() as session:
        await session.exec(update(Notice).values(state=NoticeState.SENT))
    await put(installation, people[1], EVENING)
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == people[1]).values(active=False))
    assert await waiting(installation, EVENING + timedelta(minutes=5)) == NO_TIME


@given(
    st.integers(0, 23),
    st.integers(1, 24),
    st.integers(0, 3000),
    st.integers(0, 3000),
)
def test_minutes_that_could_be_used_today_are_counted(first: int, last: int, later: int, minutes: int) -> None:
    hours, moment = SpeakingHours(first, last, ZONE), EVENING + timedelta(minutes=later)
    since = moment - timedelta(minutes=minutes)
    plain = 0
    for step in range(1, minutes + 1):
        if not hours.allow(moment) or not hours.allow(moment - timedelta(minutes=step)):
            break
        plain += 1
    told = waited(since, moment, hours)
    assert told == (timedelta(minutes=plain) if hours.allow(moment) else NO_TIME)
