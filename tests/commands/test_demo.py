"""The demo's stage: what somebody who just tries the program out is shown, at whatever hour that is."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.progress import Progress

from phieu.commands.demo.apps import App, app_of
from phieu.commands.demo.autoplay import answer_all, join_all, player_of
from phieu.commands.demo.sample_news import NOMINATED, ROTATED, tell_sample_news
from phieu.commands.demo.sample_round import open_sample_round
from phieu.commands.demo.stage import ShiftableClock, phone_number, stage
from phieu.commands.demo.temper import Comments, Temper
from phieu.commands.terminal import Terminal
from phieu.locales.translator import translator
from phieu.office.answering import ballots_of
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


def _finishes(seed: int, person_id: int) -> bool:
    return Temper.of(1000 * seed + person_id).stops_after is None


async def test_people_play_in_either_app_and_in_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    terminal = Terminal(Settings(_env_file=None), translator("vi", "UTC"))
    async with stage(terminal, tmp_path / "demo", 0, Midnight()) as built:
        by_app = {app: [one for one in built.people if app_of(one) is app] for app in App}
        assert min(map(len, by_app.values())) >= len(built.people) // 6
        assert app_of(built.admin) is App.TELEGRAM
        few = replace(built, people=[people[-1] for people in by_app.values()])
        seed = next(seed for seed in range(99) if all(_finishes(seed, one.id or 0) for one in few.people))
        with Progress(disable=True) as progress:
            await join_all(few, progress, "")
            players = {one.id: await player_of(few, one, seed, Comments()) for one in few.people}
            for player in players.values():
                await player.look()
            round_id = await open_sample_round(few)
            for player in players.values():
                player.round_id = round_id
            await answer_all(few, progress, "", players)
        for one in few.people:
            ballots = await ballots_of(few.installation, one.id or 0)
            assert ballots
            assert all(ballot.submitted for ballot in ballots)
            assert players[one.id].handed_in == len(ballots)
            written = await (await few.client.zalo_person(phone_number(one))).conversation()
            assert bool(written) == (app_of(one) is not App.TELEGRAM)
