"""What people are told when a backup cannot be made or taken back: what is the matter, and what to do."""

from phieu.locales.translator import Translator, mark
from phieu.storage.backup_faults import BackupError, BackupFault

_TEXTS = {
    BackupFault.BESIDE_THE_DATA: mark(
        "{path} is where the database or the keys are. A copy of that folder would hold the ballots beside their keys, "
        "and would be lost together with them. Please choose a folder elsewhere, on another disk if possible."
    ),
    BackupFault.NO_FOLDER: mark("There is no folder {path}. Please make it, connect its disk, or choose another."),
    BackupFault.NOT_WRITABLE: mark(
        "The folder {path} cannot be written. Please choose another, or ask for the right to it."
    ),
    BackupFault.NO_SUFFIX: mark(
        "{path} is no folder that is there. Please check the name; the name of a file must end in .sqlite3."
    ),
    BackupFault.EXISTS: mark("{path} is there already, and no backup is written over. Please choose another name."),
    BackupFault.DISK_FULL: mark(
        "There is not enough room in {path}, or its disk does not take what is written. "
        "Please make room, or choose another disk."
    ),
    BackupFault.NO_DATABASE: mark("There is no database here yet, so there is nothing to back up."),
    BackupFault.OLDER_DATABASE: mark(
        "The database was made by an earlier version of the program. Please make the backup with that version, "
        "or start this one first, which brings the database up to date."
    ),
    BackupFault.NEWER_DATABASE: mark(
        "The database was made by a newer version of the program. Install that version or a later one."
    ),
    BackupFault.DAMAGED: mark(
        "The database is damaged: its copy does not hold together, and was not kept. "
        "Please keep the earlier backups, and have the disk looked at."
    ),
    BackupFault.NOT_FOUND: mark("There is no file {path}. Please check the name."),
    BackupFault.NOT_OURS: mark("{path} is no backup of this program. Please name a file that “phieu backup” has made."),
    BackupFault.DAMAGED_FILE: mark("{path} is damaged and cannot be taken back. Please use another backup."),
    BackupFault.NEWER_FILE: mark(
        "{path} was made by a newer version of the program. Install that version or a later one, and repeat this."
    ),
    BackupFault.DATABASE_FAILED: mark(
        "The database did not answer as it should, so nothing has been done. Please check that it is running, "
        "and try again."
    ),
}


def text_of(fault: BackupFault) -> str:
    """The words for it before they are translated, with `{path}` to be filled in."""
    return _TEXTS[fault]


def explain_fault(error: BackupError, t: Translator) -> str:
    """The words for it, in plain text."""
    return t(_TEXTS[error.fault], path=error.path)
