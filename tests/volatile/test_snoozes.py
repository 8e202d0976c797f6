"""Reminders that were put off."""

from datetime import UTC, datetime, timedelta

from phieu.storage.volatile import InMemory

NOW = datetime(2026, 6, 1, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


async def test_each_comes_once_when_it_is_due_and_earliest_first() -> None:
    snoozes = InMemory().snoozes
    await snoozes.put(3, NOW + 2 * HOUR)
    await snoozes.put(1, NOW + HOUR)
    await snoozes.put(2, NOW + 3 * HOUR)
    assert await snoozes.due(NOW) == []
    assert await snoozes.due(NOW + 2 * HOUR) == [1, 3]
    assert await snoozes.due(NOW + 2 * HOUR) == []
    assert await snoozes.due(NOW + 3 * HOUR) == [2]


async def test_the_last_wish_counts_and_can_be_taken_back() -> None:
    snoozes = InMemory().snoozes
    await snoozes.put(1, NOW)
    await snoozes.put(1, NOW + HOUR)
    await snoozes.put(2, NOW)
    await snoozes.drop(2)
    await snoozes.drop(7)
    assert await snoozes.due(NOW) == []
    assert await snoozes.due(NOW + HOUR) == [1]
