"""The nightly backup: once a night, at the first tick after it fell due, and so many are kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select, update

from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.office.backup_rules import is_backed_up, may_try, night_begins
from phieu.storage.tables import Notice, Person
from phieu.words import NoticeKind
from tests.backups.conftest import EVENING, Nights
from tests.backups.contents import contents, contents_of_file
from tests.offices import CHIEF_ID

TWO = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
"""Two o'clock on the 22nd in Hà Nội."""
TONIGHT = "phieu-2026-11-22-0200.sqlite3"
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


async def settled(nights: Nights) -> None:
    """Yesterday's is there, so that nothing is due before two."""
    (nights.folder / "phieu-2026-11-21-0200.sqlite3").touch()


async def test_it_is_made_at_its_hour_once_a_night(nights: Nights) -> None:
    await settled(nights)
    await nights.tick_at(TWO - MINUTE)
    assert TONIGHT not in nights.names
    for minute in range(3):
        await nights.tick_at(TWO + minute * MINUTE)
    assert nights.names == ["phieu-2026-11-21-0200.sqlite3", TONIGHT]
    held, there = await contents_of_file(nights.folder / TONIGHT), await contents(nights.installation.database)
    assert held == there


async def test_a_night_that_was_missed_is_made_up_at_the_first_tick(nights: Nights) -> None:
    await nights.tick_at(TWO + 9 * HOUR + 7 * MINUTE)
    await nights.tick_at(TWO + 20 * HOUR)
    await nights.tick_at(TWO + DAY)
    assert nights.names == ["phieu-2026-11-22-1107.sqlite3", "phieu-2026-11-23-0200.sqlite3"]


async def test_so_many_are_kept_and_no_file_of_others_goes(nights: Nights) -> None:
    others = ["notes.txt", "phieu-2026-13-41-0200.sqlite3", "phieu-by-hand-2020-01-01-000000.sqlite3", "phieu.sqlite3"]
    for name in others:
        (nights.folder / name).touch()
    for night in range(5):
        await nights.tick_at(TWO + night * DAY)
    kept = [f"phieu-2026-11-{day}-0200.sqlite3" for day in (24, 25, 26)]
    assert nights.names == sorted([*kept, *others])


async def test_a_clock_that_was_years_ahead_does_not_end_the_backups(nights: Nights) -> None:
    await nights.tick_at(TWO + 3000 * DAY)
    await nights.tick_at(TWO)
    assert TONIGHT in nights.names


async def test_none_are_made_where_none_are_wanted_or_there_is_no_office(nights: Nights) -> None:
    nights.installation.settings.backups_kept = 0
    await nights.tick_at(TWO)
    assert nights.names == []


async def test_a_failure_is_told_once_a_day_and_tried_again_by_the_hour(
    nights: Nights, caplog: pytest.LogCaptureFixture
) -> None:
    nights.folder.rmdir()
    for minute in range(0, 121, 20):
        await nights.tick_at(TWO + minute * MINUTE)
    assert caplog.text.count("the nightly backup failed and will be tried again: no_folder") == 3
    assert await told(nights) == [("backup:2026-11-22", CHIEF_ID)]
    await nights.tick_at(TWO + DAY)
    assert await told(nights) == [("backup:2026-11-22", CHIEF_ID), ("backup:2026-11-23", CHIEF_ID)]
    nights.folder.mkdir()
    await nights.tick_at(TWO + DAY + 30 * MINUTE)
    assert nights.names == []
    await nights.tick_at(TWO + DAY + HOUR)
    assert nights.names == ["phieu-2026-11-23-0300.sqlite3"]


async def test_an_admin_reads_what_is_in_its_way(nights: Nights) -> None:
    nights.folder.rmdir()
    await nights.tick_at(TWO)
    assert await words(nights, "en") == (
        "⚠️ <b>The nightly backup of 22 November 2026 could not be made.</b>\n\n"
        f"There is no folder {nights.folder}. Please make it, connect its disk, or choose another.\n\n"
        "There is no earlier backup.\n\n"
        "Please tell whoever looks after the server. The program goes on trying every hour, "
        "and nothing of the evaluations is affected."
    )
    assert "Không có thư mục" in (await words(nights, "vi") or "")
    nights.folder.mkdir()
    await settled(nights)
    told_now = await words(nights, "en")
    assert told_now is not None
    assert "There is no folder" not in told_now
    assert "The last backup is of 21 November 2026." in told_now


async def test_who_has_heard_nothing_by_the_time_it_succeeds_is_not_told(nights: Nights) -> None:
    nights.folder.rmdir()
    await nights.tick_at(TWO)
    nights.folder.mkdir()
    await nights.tick_at(TWO + HOUR)
    assert await words(nights, "en") is None


async def test_who_is_no_admin_any_more_is_not_told(nights: Nights) -> None:
    nights.folder.rmdir()
    await nights.tick_at(TWO)
    async with nights.installation.database.writing() as session:
        await session.exec(update(Person).values(admin=False))
    assert await words(nights, "en") is None


async def told(nights: Nights) -> list[tuple[str, int]]:
    async with nights.installation.database.reading() as session:
        notices = await session.exec(select(Notice).where(Notice.kind == NoticeKind.BACKUP_FAILED))
        return sorted((one.subject, one.person_id) for one in notices)


async def words(nights: Nights, locale: str) -> str | None:
    """What the notice says now."""
    async with nights.installation.database.reading() as session:
        chief = await session.get_one(Person, CHIEF_ID)
    chief.locale = locale
    said = await Dispatch(nights.installation).notice(NoticeKind.BACKUP_FAILED, "backup:2026-11-22", chief)
    assert said is None or isinstance(said, Screen)
    return str(said.text) if said else None


LOCAL = st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9999)
HOURS = st.integers(0, 23)


@given(LOCAL, HOURS)
def test_a_night_began_within_the_last_day_at_its_hour(local: datetime, hour: int) -> None:
    """By counting back minute by minute, in plain hours."""
    begins = local.replace(tzinfo=None, minute=0, second=0, microsecond=0)
    while begins.hour != hour:
        begins -= HOUR
    assert night_begins(local, hour) == begins


@given(LOCAL, HOURS, st.lists(st.integers(-3000, 3000), max_size=5))
def test_a_backup_since_then_is_this_nights(local: datetime, hour: int, minutes_ago: list[int]) -> None:
    now = local.replace(tzinfo=None)
    made = [now - timedelta(minutes=ago) for ago in minutes_ago]
    tonight = [moment for moment in made if night_begins(local, hour) <= moment <= now + DAY]
    assert is_backed_up(made, local, hour) == bool(tonight)


@pytest.mark.parametrize(("after", "again"), [(0, False), (59, False), (60, True), (-1, True)])
def test_it_is_tried_again_after_an_hour_or_when_the_clock_is_set_back(after: int, again: bool) -> None:  # noqa: FBT001
    assert may_try(EVENING, EVENING + after * MINUTE) is again
    assert may_try(None, EVENING)


async def test_what_lies_in_the_folder_is_for_its_owner_alone(nights: Nights) -> None:
    await nights.tick_at(TWO)
    assert mode_of(nights.folder / TONIGHT) == 0o600


def mode_of(file: Path) -> int:
    return file.stat().st_mode & 0o777
