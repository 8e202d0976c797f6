"""The ballots in a backup: of which rounds it holds any, and taking those of some rounds out of it.

A cleared backup is written beside the old one and takes its name when it is whole. Then the old one's bytes are
overwritten, as far as the file system lets a file be written in place.
"""

import os
import sqlite3
from collections.abc import Collection
from contextlib import closing
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from phieu.storage.backup_file import APPLICATION_ID, complete, overwrite, taken_at, unfinished
from phieu.storage.synced import sync

_ROUNDS = "SELECT id, opened_at, due_at FROM round WHERE id IN (SELECT DISTINCT round_id FROM ballot)"


def rounds_with_ballots(file: Path) -> dict[int, tuple[datetime, datetime]]:
    """When these rounds were opened and are due, by id; remembered until the file changes. Raises sqlite3.Error."""
    state = file.stat()
    return dict(_rounds_with_ballots(file, state.st_ino, state.st_mtime_ns))


def clear(file: Path, round_ids: Collection[int]) -> None:
    """Take these rounds' ballots out of the backup.

    Raises sqlite3.Error, OSError and BackupError, and then has changed nothing.
    """
    with unfinished(file) as copy:
        with closing(opened(file)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
            moment = moment_of(file, connection)
        _delete(copy, round_ids)
        complete(copy, moment)
        old = os.open(file, os.O_RDWR)
        try:
            copy.replace(file)
            sync(file.parent)
            overwrite(old)
        finally:
            os.close(old)


def opened(file: Path) -> sqlite3.Connection:
    """A backup, to be read only; a log that lies beside it is read, too."""
    log_beside = file.with_name(f"{file.name}-wal").exists()
    mode = (
        "mode=ro" if log_beside else "mode=ro&immutable=1"
    )  # the latter needs no lock, nor a disk that can be written
    return sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)


def moment_of(file: Path, connection: sqlite3.Connection) -> datetime:
    """When the backup was taken."""
    marked = connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    return taken_at(file, connection.execute("PRAGMA user_version").fetchone()[0], marked=marked)


@lru_cache(maxsize=2048)
def _rounds_with_ballots(file: Path, _inode: int, _changed: int) -> tuple[tuple[int, tuple[datetime, datetime]], ...]:
    with closing(opened(file)) as connection:
        found = connection.execute(_ROUNDS).fetchall()
    return tuple((number, (_instant(opened_at), _instant(due_at))) for number, opened_at, due_at in found)


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _delete(copy: Path, round_ids: Collection[int]) -> None:
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("PRAGMA journal_mode=MEMORY")  # no ballots in another file; if this fails the copy goes
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.executemany("DELETE FROM ballot WHERE round_id = ?", [(number,) for number in round_ids])
        connection.execute("VACUUM")
