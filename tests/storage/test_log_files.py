"""The log in files: a day each, for the operator alone, and gone when its time is over."""

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from phieu import logs
from phieu.log_files import LogFiles
from phieu.logs import kept_in_files, set_up_logging

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
BEFORE_MIDNIGHT = datetime(2026, 6, 10, 23, 59, 50, tzinfo=ZONE)
TOKEN = "123456789:AAE-sample_token_that_nobody_may_read"
COMMENT = "Chị cần lắng nghe hơn"


class Machine:
    """The machine's clock, which the test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = BEFORE_MIDNIGHT
        monkeypatch.setattr(time, "time", self.seconds)

    def seconds(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder for logs; afterwards nothing is logged there any more."""
    root, ours = logging.getLogger(), logging.getLogger("phieu")
    handlers, levels = list(root.handlers), (root.level, ours.level)
    set_up_logging("INFO")
    yield tmp_path / "logs"
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def modes(folder: Path) -> set[int]:
    """What may be done with the files of a folder."""
    return {file.stat().st_mode & 0o777 for file in folder.iterdir()}


def write(file: Path, text: str, moment: datetime) -> None:
    """A file that has last been written at this moment."""
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    os.utime(file, (moment.timestamp(), moment.timestamp()))


def lines(folder: Path) -> dict[str, list[str]]:
    """What each file says, without moments."""
    files = [file for file in sorted(folder.iterdir()) if not file.name.startswith(".")]
    return {file.name: [line.rpartition(": ")[2] for line in file.read_text().splitlines()] for file in files}


@pytest.fixture
async def files(folder: Path, machine: Machine) -> AsyncIterator[LogFiles]:
    """Logging to that folder, where two finished days are kept."""
    del machine
    async with kept_in_files(folder, 2, ZONE):
        (handler,) = [one for one in logging.getLogger().handlers if isinstance(one, LogFiles)]
        yield handler


async def test_a_file_a_day_in_the_zone_of_the_office(folder: Path, machine: Machine, files: LogFiles) -> None:
    log = logging.getLogger("phieu.x")
    log.info("in the evening, to %s", TOKEN)
    machine.now += timedelta(seconds=10)
    log.info("at midnight")
    assert lines(folder) == {"phieu.log": ["at midnight"], "phieu.log.2026-06-10": ["in the evening, to •••"]}
    machine.now += timedelta(days=1)
    files.turn_over()
    assert list(lines(folder)) == ["phieu.log", "phieu.log.2026-06-10", "phieu.log.2026-06-11"]
    machine.now += timedelta(days=1)
    files.turn_over()
    assert list(lines(folder)) == ["phieu.log", "phieu.log.2026-06-11", "phieu.log.2026-06-12"]
    assert modes(folder) == {0o600}
    assert modes(folder.parent) == {0o700}


async def test_a_quiet_day_is_turned_over_as_well(
    folder: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logs, "TURN_OVER_SECONDS", 0.01)
    async with kept_in_files(folder, 2, ZONE), asyncio.timeout(30):
        logging.getLogger("phieu").warning("a line")
        machine.now += timedelta(days=1)
        while "phieu.log.2026-06-10" not in lines(folder):  # noqa: ASYNC110 - another task works on files
            await asyncio.sleep(0)
        machine.now += timedelta(days=3)
        while "phieu.log.2026-06-10" in lines(folder):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0)
    assert "phieu.log" in lines(folder)


async def test_what_fell_due_while_nothing_ran(folder: Path, machine: Machine) -> None:
    for name, day in (("phieu.log", 3), ("phieu-2.log", 9), ("phieu.log.2026-06-01", 3), ("notes.txt", 0)):
        write(folder / name, "12:00 INFO phieu: an old line\n", datetime(2026, 6, 1 + day, 12, tzinfo=ZONE))
    machine.now = datetime(2026, 6, 11, 0, 30, tzinfo=ZONE)
    async with kept_in_files(folder, 7, ZONE):
        logging.getLogger("phieu").warning("news")
    assert lines(folder) == {
        "notes.txt": ["an old line"],
        "phieu-2.log": ["an old line"],
        "phieu.log": ["news"],
        "phieu.log.2026-06-04": ["an old line"],
    }


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Paris", "America/Los_Angeles"])
async def test_each_line_stands_in_the_file_of_its_day(folder: Path, machine: Machine, zone: str) -> None:
    """Over a week in which the clocks are set back, where they are."""
    machine.now = datetime(2026, 10, 22, tzinfo=UTC)
    days: dict[date, int] = {}
    async with kept_in_files(folder, 30, ZoneInfo(zone)):
        for _ in range(7 * 8):
            machine.now += timedelta(hours=3)
            logging.getLogger("phieu").warning("a line")
            day = machine.now.astimezone(ZoneInfo(zone)).date()
            days[day] = days.get(day, 0) + 1
    turned = {name.partition(".log.")[2]: len(said) for name, said in lines(folder).items() if ".log." in name}
    (*past, today) = days
    assert turned == {str(day): days[day] for day in past}
    assert len(lines(folder)["phieu.log"]) == days[today]


async def test_libraries_and_errors_are_as_discreet_as_on_the_terminal(folder: Path) -> None:
    async with kept_in_files(folder, 7, ZONE):
        logging.getLogger("aiogram").error("update %s", COMMENT)
        logging.getLogger("aiogram").info("not heard")
        try:
            raise ValueError(COMMENT)
        except ValueError:
            logging.getLogger("phieu").exception("it failed")
    said = (folder / "phieu.log").read_text()
    assert COMMENT not in said
    assert "ValueError" in said
    assert "not heard" not in said


def test_a_second_process_writes_a_file_of_its_own(folder: Path) -> None:
    first = LogFiles(folder, 7, ZONE)
    program = (
        "from pathlib import Path; from zoneinfo import ZoneInfo; from phieu.log_files import LogFiles;"
        f"print(LogFiles(Path({str(folder)!r}), 7, ZoneInfo('UTC')).baseFilename)"
    )
    second = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60)
    assert (first.baseFilename, second.stdout.strip()) == (str(folder / "phieu.log"), str(folder / "phieu-2.log"))
    first.close()
    again = LogFiles(folder, 7, ZONE)
    assert again.baseFilename == first.baseFilename
    again.close()


def test_a_full_disk_is_told_once_and_quotes_nothing(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    folder.mkdir()
    (folder / "phieu.log").symlink_to("/dev/full")
    full = LogFiles(folder, 7, ZONE)
    record = logging.LogRecord("aiogram", logging.ERROR, "", 0, COMMENT, None, None)
    full.handle(record)
    full.handle(record)
    said = capfd.readouterr().err
    assert said.splitlines() == [f"the log cannot be written to {folder / 'phieu.log'}"]
    full.close()


async def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    write(folder, "a file", BEFORE_MIDNIGHT)
    with pytest.raises(OSError):
        async with kept_in_files(folder, 7, ZONE):
            pass
