"""What goes in the night in which its time is over, and what stays because something still needs it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import SQLModel, col, select, update

from phieu.installation import Installation
from phieu.office.announcements.progress import load_progress
from phieu.office.announcements.recipients import Outcome, load_recipients
from phieu.office.announcements.sent import load_received, received
from phieu.office.notices import Counts
from phieu.office.retention.nightly import let_go_of_what_is_old
from phieu.office.retention.periods import FIRST_NIGHT_HOUR, erased_on, limits, night_of
from phieu.storage.tables import (
    Announcement,
    AnnouncementFile,
    AnnouncementRecipient,
    Assignment,
    ChatAccount,
    Draft,
    Invite,
    Notice,
    Person,
    RaterUnit,
    Round,
)
from phieu.words import AnnouncementState, Channel, NoticeKind, NoticeState, RoundState
from tests.retention.somebody import (
    ANNOUNCED,
    BEGAN,
    COLLEAGUE,
    LEFT_AT,
    SOMEBODY,
    THIRD,
    build_records,
    leave,
    notice,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)


def at(installation: Installation, now: datetime) -> Installation:
    """The same installation at another time."""
    return replace(installation, now=lambda: now)


async def rows_of(installation: Installation, table: type[SQLModel], *which: Any) -> int:
    """How many rows there are."""
    async with installation.database.reading() as session:
        return len((await session.exec(select(table).where(*which))).all())


async def put(installation: Installation, *rows: SQLModel) -> None:
    """Add rows."""
    async with installation.database.writing() as session:
        session.add_all(rows)


async def test_codes_go_a_month_after_they_stopped_working(installation: Installation) -> None:
    await build_records(installation)
    until = BEGAN + 60 * DAY
    await put(installation, Invite(code_hash=b"x" * 32, person_id=COLLEAGUE, expires_at=until))
    await let_go_of_what_is_old(at(installation, BEGAN + 30 * DAY))
    assert await rows_of(installation, Invite) == 2
    await let_go_of_what_is_old(at(installation, BEGAN + 31 * DAY))
    assert await rows_of(installation, Invite) == 1  # the used one has gone
    await let_go_of_what_is_old(at(installation, until + 30 * DAY))
    assert await rows_of(installation, Invite) == 1
    await let_go_of_what_is_old(at(installation, until + 31 * DAY))
    assert await rows_of(installation, Invite) == 0


async def test_a_used_code_and_a_chat_stay_while_an_open_round_asks_their_person(installation: Installation) -> None:
    await build_records(installation)
    await leave(installation)
    async with installation.database.writing() as session:
        await session.exec(update(Round).values(state=RoundState.OPEN, due_at=LEFT_AT + 999 * DAY))
    later = LEFT_AT + 500 * DAY
    await let_go_of_what_is_old(at(installation, later))
    assert await rows_of(installation, Invite) == 1
    assert await rows_of(installation, ChatAccount) == 2, "both of their chats"
    async with installation.database.reading() as session:
        assert not (await session.get_one(Person, SOMEBODY)).erased, "a round still asks about them"
    async with installation.database.writing() as session:
        await session.exec(update(Round).values(state=RoundState.CLOSED, closed_at=later))
    await let_go_of_what_is_old(at(installation, later + DAY))
    assert await rows_of(installation, Invite) == await rows_of(installation, ChatAccount) == 0
    async with installation.database.reading() as session:
        assert (await session.get_one(Person, SOMEBODY)).erased


async def test_the_chat_of_somebody_who_left_stays_for_a_month(installation: Installation) -> None:
    await build_records(installation)
    await leave(installation)
    await put(installation, ChatAccount(channel=Channel.TELEGRAM, person_id=COLLEAGUE, chat_id="c", joined_at=BEGAN))
    await let_go_of_what_is_old(at(installation, LEFT_AT + 30 * DAY))
    assert await rows_of(installation, ChatAccount) == 3
    await let_go_of_what_is_old(at(installation, LEFT_AT + 31 * DAY))
    assert await rows_of(installation, ChatAccount, col(ChatAccount.person_id) == COLLEAGUE) == 1
    assert await rows_of(installation, ChatAccount) == 1


async def test_who_was_asked_about_whom_goes_a_month_after_the_close(installation: Installation) -> None:
    await build_records(installation)
    closed = BEGAN + 9 * DAY
    await let_go_of_what_is_old(at(installation, closed + 30 * DAY))
    assert await rows_of(installation, Assignment) == 4
    await let_go_of_what_is_old(at(installation, closed + 31 * DAY))
    assert await rows_of(installation, Assignment) == await rows_of(installation, RaterUnit) == 0


async def test_a_draft_goes_when_nobody_has_gone_on_with_it_for_three_months(installation: Installation) -> None:
    await build_records(installation)
    await let_go_of_what_is_old(at(installation, BEGAN))
    await let_go_of_what_is_old(at(installation, BEGAN + 90 * DAY))
    assert await rows_of(installation, Draft) == 1
    async with installation.database.writing() as session:  # they go on with it
        await session.exec(update(Draft).values(idle_since=None))
    await let_go_of_what_is_old(at(installation, BEGAN + 91 * DAY))
    assert await rows_of(installation, Draft) == 1
    await let_go_of_what_is_old(at(installation, BEGAN + (91 + 91) * DAY))
    assert await rows_of(installation, Draft) == 0


async def test_the_file_of_a_withdrawn_announcement_goes(installation: Installation) -> None:
    await build_records(installation)
    await put(installation, AnnouncementFile(announcement_id=ANNOUNCED, name="a.pdf", picture=False, content=b"%PDF"))
    await let_go_of_what_is_old(at(installation, BEGAN + 400 * DAY))
    assert await rows_of(installation, AnnouncementFile) == 1
    async with installation.database.writing() as session:
        await session.exec(update(Announcement).values(state=AnnouncementState.WITHDRAWN))
    await let_go_of_what_is_old(at(installation, BEGAN + 401 * DAY))
    assert await rows_of(installation, AnnouncementFile) == 0


async def test_an_announcement_is_told_the_same_without_its_notices(installation: Installation) -> None:
    await build_records(installation)
    people = {8: NoticeState.FAILED, 9: NoticeState.STOPPED, 10: NoticeState.WAITING}
    async with installation.database.writing() as session:
        for person_id, state in people.items():
            session.add(notice(NoticeKind.ANNOUNCEMENT, f"announcement:{ANNOUNCED}", person_id, state))
            session.add(AnnouncementRecipient(announcement_id=ANNOUNCED, person_id=person_id))
    before, outcomes = await standing_of(installation)
    assert before.total == 6
    await let_go_of_what_is_old(at(installation, BEGAN + 181 * DAY))
    assert (
        await rows_of(installation, Notice, col(Notice.kind) == NoticeKind.ANNOUNCEMENT) == 1
    )  # given up, and said so
    await let_go_of_what_is_old(at(installation, BEGAN + 182 * DAY))
    assert await rows_of(installation, Notice, col(Notice.kind) == NoticeKind.ANNOUNCEMENT) == 0
    after, outcomes_after = await standing_of(installation)
    assert after == before
    assert outcomes_after == outcomes
    assert set(outcomes.values()) == {Outcome.DELIVERED, Outcome.REFUSED, Outcome.STOPPED, Outcome.NOT_JOINED}
    async with installation.database.reading() as session:
        assert [one.id for one in await received(session, THIRD)] == [ANNOUNCED]
        assert await load_received(session, ANNOUNCED, THIRD) is not None
        assert await load_received(session, ANNOUNCED, 8) is None


async def standing_of(installation: Installation) -> tuple[Counts, dict[int, Outcome]]:
    """The counts, and what became of it for whom."""
    async with installation.database.reading() as session:
        counts = await load_progress(session, ANNOUNCED)
        return counts, {one.person_id: one.outcome for one in await load_recipients(session, ANNOUNCED)}


async def test_what_waits_for_somebody_in_reach_is_not_given_up(installation: Installation) -> None:
    await build_records(installation)
    await put(installation, notice(NoticeKind.SUMMARY, "round:9", SOMEBODY, NoticeState.WAITING))
    await put(installation, notice(NoticeKind.SUMMARY, "round:9", COLLEAGUE, NoticeState.WAITING))
    await let_go_of_what_is_old(at(installation, BEGAN + 181 * DAY))
    async with installation.database.reading() as session:
        about = (
            select(Notice.person_id, Notice.state).where(Notice.subject == "round:9").order_by(col(Notice.person_id))
        )
        assert [tuple(row) for row in await session.exec(about)] == [
            (SOMEBODY, NoticeState.WAITING),
            (COLLEAGUE, NoticeState.FAILED),
        ]


async def test_it_is_done_once_a_night(installation: Installation) -> None:
    await build_records(installation)
    asked: list[datetime] = []

    def now_of(now: datetime) -> Callable[[], datetime]:
        def read() -> datetime:
            asked.append(now)
            return now

        return read

    evening = datetime(2025, 6, 1, 15, 0, tzinfo=UTC)  # 22:00 in the office
    for hours, times in ((0, 2), (1, 1), (4, 1), (5, 2), (6, 1), (28, 1), (29, 2)):
        asked.clear()
        await let_go_of_what_is_old(replace(installation, now=now_of(evening + timedelta(hours=hours))))
        assert len(asked) == times, hours  # it looks at the clock once more when it sets to work


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)), st.integers(30, 3650))  # noqa: DTZ001 - made aware below
def test_data_go_in_the_night_that_was_told(left: datetime, days: int) -> None:
    left_at = left.replace(tzinfo=UTC)
    told = erased_on(left_at, ZONE, days)
    night = datetime(told.year, told.month, told.day, FIRST_NIGHT_HOUR, tzinfo=ZONE)
    assert left_at <= limits(night, ZONE, 180, days).left
    assert left_at > limits(night - DAY, ZONE, 180, days).left


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - made aware below
def test_a_night_lasts_from_three_to_three(moment: datetime) -> None:
    now = moment.replace(tzinfo=UTC)
    night = night_of(now, ZONE)
    begins = datetime(night.year, night.month, night.day, FIRST_NIGHT_HOUR, tzinfo=ZONE)
    assert begins <= now < begins + DAY


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2026, 12, 31)])
def test_drafts_are_counted_in_days_of_the_office(day: date) -> None:
    evening = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
    assert limits(evening, ZONE, 180, 365).today == day + DAY
