"""Where a backup may be written: never beside what it is a copy of, and never over anything."""

import os
from datetime import datetime
from pathlib import Path

from phieu.storage.backup_faults import BackupError, BackupFault
from phieu.storage.backup_names import SUFFIXES, by_hand, free_name
from phieu.storage.database import Database


def target_for(asked: Path, moment: datetime) -> Path:
    """The file that a person means who names a folder or a file; raises BackupError.

    `moment` is the local time, which a file gets its name from.
    """
    if asked.is_dir():
        return free_name(asked, by_hand, moment)
    if asked.suffix.lower() not in SUFFIXES:
        raise BackupError(BackupFault.NO_SUFFIX, asked)
    return asked


def make_usual_folder(folder: Path, *, chosen: bool) -> None:
    """Make the folder of backups, for its owner alone; raises BackupError.

    One that the operator has `chosen` must be there: it may be a disk that is not mounted just now.
    """
    if chosen and not folder.is_dir():
        raise BackupError(BackupFault.NO_FOLDER, folder)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BackupError(BackupFault.NOT_WRITABLE, folder) from error


def check_place(target: Path, database: Database, home: Path) -> None:
    """Raise BackupError if no backup of this database may be written to this file."""
    folder = target.parent
    if not folder.is_dir():
        raise BackupError(BackupFault.NO_FOLDER, folder)
    _keep_away_from_the_data(folder.resolve(), database, home.resolve())
    if target.exists() or target.is_symlink():
        raise BackupError(BackupFault.EXISTS, target)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise BackupError(BackupFault.NOT_WRITABLE, folder)


def _keep_away_from_the_data(folder: Path, database: Database, home: Path) -> None:
    # a copy of the data directory would hold the ballots beside their keys; and one disk fails as a whole
    own_folder = Path(database.url.database or "").resolve().parent if database.is_sqlite else None
    if folder == own_folder or folder.is_relative_to(home):
        raise BackupError(BackupFault.BESIDE_THE_DATA, folder)
