"""Messages on Zalo are counted for the whole office, in steps, by the months of the office's zone."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlmodel import select

from phieu.storage.database import Database
from phieu.storage.tables import ZaloMonth
from phieu.storage.zalo_traffic import STEP, ZaloTraffic

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOVEMBER = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)
DECEMBER = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)


async def stored(database: Database) -> dict[str, tuple[int, int]]:
    async with database.reading() as session:
        return {row.month: (row.sent, row.received) for row in await session.exec(select(ZaloMonth))}


async def test_nothing_is_written_before_a_step_is_full(database: Database) -> None:
    traffic = ZaloTraffic(database, lambda: NOVEMBER, HANOI)
    for _ in range(STEP - 1):
        await traffic.sent()
        await traffic.received()
    assert await stored(database) == {}
    await traffic.sent()
    assert await stored(database) == {"2026-11": (STEP, 0)}
    await traffic.received()
    assert await stored(database) == {"2026-11": (STEP, STEP)}


async def test_several_processes_count_together_and_at_once(database: Database) -> None:
    processes = [ZaloTraffic(database, lambda: NOVEMBER, HANOI) for _ in range(3)]
    await asyncio.gather(*(one.sent() for one in processes for _ in range(2 * STEP)))
    for one in processes:
        await one.close()
    assert await stored(database) == {"2026-11": (6 * STEP, 0)}


async def test_the_month_is_that_of_the_office(database: Database) -> None:
    now = [NOVEMBER]
    traffic = ZaloTraffic(database, lambda: now[0], HANOI)
    for _ in range(STEP):
        await traffic.sent()
    now[0] = DECEMBER
    for _ in range(STEP):
        await traffic.received()
    assert await stored(database) == {"2026-11": (STEP, 0), "2026-12": (0, STEP)}


@pytest.mark.parametrize(("left", "written"), [(24, {}), (26, {"2026-11": (STEP, 0)})])
async def test_what_is_left_at_the_end_goes_to_the_nearest_step(
    database: Database, left: int, written: dict[str, tuple[int, int]]
) -> None:
    traffic = ZaloTraffic(database, lambda: NOVEMBER, HANOI)
    for _ in range(left):
        await traffic.sent()
    await traffic.close()
    assert await stored(database) == written


async def test_what_could_not_be_written_is_counted_the_next_time(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with database.writing_engine.begin() as connection:
        await connection.execute(text("ALTER TABLE zalomonth RENAME TO away"))
    traffic = ZaloTraffic(database, lambda: NOVEMBER, HANOI)
    for _ in range(STEP):
        await traffic.sent()
    assert "could not be counted" in caplog.text
    async with database.writing_engine.begin() as connection:
        await connection.execute(text("ALTER TABLE away RENAME TO zalomonth"))
    await traffic.sent()
    assert await stored(database) == {"2026-11": (STEP, 0)}
