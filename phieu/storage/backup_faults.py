"""Why a backup cannot be made or taken back; `office.backup_words` says it to people."""

from enum import StrEnum
from pathlib import Path


class BackupFault(StrEnum):
    """What stands in the way."""

    BESIDE_THE_DATA = "beside_the_data"
    """The place is the database's own folder, or in the data directory, where the keys are."""
    NO_FOLDER = "no_folder"
    NOT_WRITABLE = "not_writable"
    NO_SUFFIX = "no_suffix"
    """It is neither a folder that is there nor the name of a SQLite file."""
    EXISTS = "exists"
    DISK_FULL = "disk_full"
    NO_DATABASE = "no_database"
    OLDER_DATABASE = "older_database"
    """PostgreSQL: made by an earlier version of the program, and not yet brought up to date."""
    NEWER_DATABASE = "newer_database"
    DAMAGED = "damaged"
    """What has been copied does not hold together, and so neither does the database."""
    NOT_FOUND = "not_found"
    NOT_OURS = "not_ours"
    DAMAGED_FILE = "damaged_file"
    NEWER_FILE = "newer_file"
    DATABASE_FAILED = "database_failed"


class BackupError(Exception):
    """It cannot be done, and nothing has been left behind."""

    def __init__(self, fault: BackupFault, path: Path | str = "") -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.path = str(path)
        """Which file or folder it is about."""
