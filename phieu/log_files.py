"""The log in files: one a day, each kept for so many days and no longer.

A day is one of the office's zone. Files are for the operator's eyes alone. Several processes on one folder write a file
each: phieu.log, phieu-2.log …; who finds a file older than it may be removes it, whoever wrote it.
"""

import fcntl
import logging
import os
import re
import sys
import time
from contextlib import suppress
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from io import TextIOWrapper
from logging.handlers import TimedRotatingFileHandler
from pathlib import Path
from zoneinfo import ZoneInfo

MOST_PROCESSES = 100
_FILE = re.compile(r"phieu(?:-\d+)?\.log(?:\.(\d{4}-\d\d-\d\d))?")


class LogFiles(TimedRotatingFileHandler):
    """Writes to the first file of the folder that no other process writes to."""

    def __init__(self, folder: Path, days: int, zone: ZoneInfo) -> None:
        """`days` is for how long a finished day is kept. Raises OSError if the folder cannot be written."""
        self._folder, self._days, self._zone = folder, days, zone
        self._complained = False
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._place, name = _free_place(folder)
        try:
            super().__init__(folder / name, when="midnight", encoding="utf-8")
        except BaseException:
            os.close(self._place)
            raise
        # the last line may bear the time of a clock that was ahead, and has been put right since
        self.rolloverAt = min(self.rolloverAt, self.computeRollover(int(time.time())))
        self.turn_over()

    def turn_over(self) -> None:
        """Begin a new file if the day is over, and remove what has been kept long enough; quiet days write no line."""
        self.acquire()
        try:
            if self.shouldRollover(logging.makeLogRecord({})):
                self.doRollover()
            for old in self.getFilesToDelete():
                Path(old).unlink(missing_ok=True)
        finally:
            self.release()

    def computeRollover(self, currentTime: int) -> int:  # noqa: N802, N803 - as the library calls it
        """The next midnight of the office."""
        tomorrow = self._day(currentTime) + timedelta(days=1)
        return int(datetime.combine(tomorrow, time_of_day(), self._zone).timestamp())

    def rotation_filename(self, default_name: str) -> str:
        """A finished file bears the day that it is about."""
        del default_name
        return f"{self.baseFilename}.{self._day(self.rolloverAt - 1)}"

    def getFilesToDelete(self) -> list[str]:  # noqa: N802 - as above
        """What is older than it may be, of all processes; a file without a day is as old as its last line."""
        oldest = self._day(int(time.time())) - timedelta(days=self._days)
        return [str(file) for file in self._folder.iterdir() if (day := self._day_of(file)) and day < oldest]

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - as above
        """A full disk ends nothing, and is told once; the library would print the record with all that is in it."""
        del record
        if not self._complained:
            self._complained = True
            sys.stderr.write(f"the log cannot be written to {self.baseFilename}\n")

    def close(self) -> None:
        """Leave the place to another process."""
        with suppress(OSError):  # what a full disk did not take is lost
            super().close()
        if self._place >= 0:
            os.close(self._place)
            self._place = -1

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")

    def _day(self, seconds: float) -> date:
        return datetime.fromtimestamp(seconds, self._zone).date()

    def _day_of(self, file: Path) -> date | None:
        """Which day a file of ours is about; None for a file of somebody else's."""
        found = _FILE.fullmatch(file.name)
        if found is None:
            return None
        with suppress(OSError, ValueError):
            return date.fromisoformat(found[1]) if found[1] else self._day(file.stat().st_mtime)
        return None


def _free_place(folder: Path) -> tuple[int, str]:
    """A lock that is held as long as the descriptor is open, and the file's name that goes with it."""
    for number in range(1, MOST_PROCESSES + 1):
        name = "phieu.log" if number == 1 else f"phieu-{number}.log"
        descriptor = os.open(folder / f".{name}.lock", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
        else:
            return descriptor, name
    raise OSError(f"more than {MOST_PROCESSES} processes log to {folder}")
