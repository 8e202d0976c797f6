"""The demo's stage: what somebody who just tries the program out is shown, at whatever hour that is."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from phieu.commands.demo.sample_news import NOMINATED, ROTATED, tell_sample_news
from phieu.commands.demo.stage import ShiftableClock, phone_number, stage
from phieu.commands.terminal import Terminal
from phieu.locales.translator import translator
from phieu.settings import Settings

MIDNIGHT = datetime(2026, 11, 21, 17, tzinfo=UTC)  # in Hà Nội


class Midnight(ShiftableClock):
    """It is late when somebody finds the time."""

    def __call__(self) -> datetime:
        return MIDNIGHT


async def test_an_announcement_a_nomination_and_a_rotation_wait_for_whoever_joins_at_midnight(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with stage(
        Terminal(Settings(_env_file=None), translator("vi", "UTC")), tmp_path / "demo", 0, Midnight()
    ) as built:
        told = await tell_sample_news(built)
        by_number = {person.staff_number: person for person in built.people}
        assert told == (by_number[NOMINATED].name, by_number[ROTATED].name)
        for number, words in ((NOMINATED, "Bồi dưỡng nghiệp vụ văn thư, lưu trữ"), (ROTATED, "Số hóa hồ sơ lưu trữ")):
            person = by_number[number]
            phone = await built.client.person(phone_number(person))
            await phone.start(built.codes[person.id or 0])
            announced = await phone.sees("họp giao ban tháng", timeout=60)
            assert announced.buttons
            asked = await phone.sees(words, timeout=60)
            assert asked.buttons
