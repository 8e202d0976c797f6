"""When the youngest backup was made."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from phieu.storage.backup_file import APPLICATION_ID, taken_at
from phieu.storage.backup_names import all_in


def last_backup_at(folder: Path) -> datetime | None:
    """As the backups in the folder themselves say; None if there is none that can be read."""
    moments = []
    for file in all_in(folder):
        with suppress(sqlite3.Error, OSError):
            moments.append(_moment_of(file))
    return max(moments, default=None)


def _moment_of(file: Path) -> datetime:
    # the file is read as it is: it is never written to, so that no lock or log is needed beside it
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        marked = connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    return taken_at(file, version, marked=marked)
