"""What backups are called. A name holds the minute in the office's own time, so that names sort by age.

    phieu-2026-11-22-0200.sqlite3                    made by the clock
    phieu-by-hand-2026-11-22-143005.sqlite3          made by `phieu backup`
    phieu-before-restore-2026-11-22-143005.sqlite3   made by `phieu restore` of what it replaces

Only those made by the clock are ever deleted by it.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

SUFFIXES = (".sqlite3", ".sqlite", ".db")
"""A file that a person names must end so: else a misspelt folder would become a file."""
UNFINISHED = ".unfinished"
"""The folder in which a backup is written until it is whole ends so."""
_BY_THE_CLOCK = re.compile(r"phieu-(\d{4}-\d\d-\d\d-\d{4})\.sqlite3")
_OURS = re.compile(r"phieu-(?:by-hand-|before-restore-)?\d{4}-\d\d-\d\d-\d{4}(?:\d\d)?\.sqlite3")


def by_the_clock(moment: datetime) -> str:
    """The name of a backup that the clock makes at this local time."""
    return f"phieu-{moment:%Y-%m-%d-%H%M}.sqlite3"


def by_hand(moment: datetime) -> str:
    """The name of one that somebody asks for."""
    return f"phieu-by-hand-{moment:%Y-%m-%d-%H%M%S}.sqlite3"


def before_restore(moment: datetime) -> str:
    """The name of the copy of what a restore replaces."""
    return f"phieu-before-restore-{moment:%Y-%m-%d-%H%M%S}.sqlite3"


def free_name(folder: Path, name: Callable[[datetime], str], moment: datetime) -> Path:
    """A file in the folder that is not there yet: where two are made within a second, the next second's."""
    while (file := folder / name(moment)).exists():
        moment += timedelta(seconds=1)
    return file


def all_in(folder: Path) -> list[Path]:
    """Every backup in the folder that bears a name of ours; none if there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if _OURS.fullmatch(file.name) and file.is_file())


def made_by_the_clock(folder: Path) -> list[tuple[datetime, Path]]:
    """The clock's own backups with their local times, oldest first."""
    found = []
    for file in all_in(folder):
        match = _BY_THE_CLOCK.fullmatch(file.name)
        if match is not None and (moment := _read(match[1])) is not None:
            found.append((moment, file))
    return sorted(found)


def _read(written: str) -> datetime | None:
    try:
        return datetime.strptime(written, "%Y-%m-%d-%H%M")  # noqa: DTZ007 - local time, as the name has it
    except ValueError:  # somebody else's file, which looks like ours but for its date
        return None
