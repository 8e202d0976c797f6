"""A backup as a file: SQLite's, marked as ours, with the minute at which it was taken.

Both marks stand in the file's header, so that it is known whatever it is called: `application_id` says that it is ours,
`user_version` counts the minutes since 1970.
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

from phieu.storage.backup_faults import BackupError, BackupFault
from phieu.storage.backup_names import UNFINISHED
from phieu.storage.synced import sync

APPLICATION_ID = 0x50686975
ABANDONED_SECONDS = 3600
"""Nobody has written to an unfinished backup for so long: its program was killed."""
_BLOCK = bytes(2**20)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """A place in the target's folder, on the same disk, to write a backup to; whatever is there at the end goes."""
    remove_abandoned(target.parent)
    folder = target.parent / f".phieu-{token_hex(8)}{UNFINISHED}"
    try:
        folder.mkdir(mode=0o700)
    except (PermissionError, FileNotFoundError) as error:  # the latter where nothing can be made, as below /proc
        raise BackupError(BackupFault.NOT_WRITABLE, target.parent) from error
    try:
        copy = folder / "copy.sqlite3"
        os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield copy
    finally:
        _wipe(folder)


def complete(copy: Path, taken_at: datetime) -> None:
    """Make a file of rows a backup: without free space, marked, checked and really on disk.

    Raises BackupError if it does not hold together, and sqlite3.Error.
    """
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute(
            "PRAGMA journal_mode=DELETE"
        )  # one file, which can be read from a disk that cannot be written
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={(taken_at - _EPOCH) // timedelta(minutes=1)}")
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise BackupError(BackupFault.DAMAGED)
    sync(copy)


def put_in_place(copy: Path, target: Path) -> None:
    """Give the whole backup its name, which nothing may bear yet; raises BackupError."""
    try:
        os.link(copy, target)
    except FileExistsError as error:
        raise BackupError(BackupFault.EXISTS, target) from error
    except OSError:  # a disk that knows no links, such as many that one plugs in
        if target.exists():
            raise BackupError(BackupFault.EXISTS, target) from None
        copy.replace(target)
    sync(target.parent)


def taken_at(file: Path, version: int, *, marked: bool) -> datetime:
    """When it was taken; of a file without our mark, when it was last written."""
    if marked:
        return _EPOCH + timedelta(minutes=version)
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def overwrite(descriptor: int) -> None:
    """Put zeros over a file that has lost its name, unless it has another: that copy is somebody's."""
    state = os.fstat(descriptor)
    if state.st_nlink:
        return
    with suppress(OSError):  # as far as the disk lets us
        for start in range(0, state.st_size, len(_BLOCK)):
            os.pwrite(descriptor, _BLOCK[: state.st_size - start], start)
        os.fsync(descriptor)


def _wipe(folder: Path) -> None:
    """Whatever has not been given a name holds ballots, perhaps of a round that is over by now."""
    for file in folder.iterdir():
        with suppress(OSError):
            descriptor = os.open(file, os.O_RDWR)
            file.unlink()
            overwrite(descriptor)
            os.close(descriptor)
    shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(folder: Path) -> None:
    """Wipe what a program left in this folder that was killed while it wrote."""
    for abandoned in folder.glob(f".phieu-*{UNFINISHED}"):
        with suppress(OSError):
            newest = max(path.stat().st_mtime for path in (abandoned, *abandoned.iterdir()))
            if time.time() - newest > ABANDONED_SECONDS:
                _wipe(abandoned)
