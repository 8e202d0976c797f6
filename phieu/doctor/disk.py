"""Room on the disks, and folders that can be written."""

import os
import shutil
from pathlib import Path

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient, file_of
from phieu.doctor.sizes import MEGABYTE, existing, in_megabytes, size_of_files
from phieu.locales.translator import mark

NAME = "disk"
LEAST, WANTED = 50 * MEGABYTE, 500 * MEGABYTE


async def check_disk(patient: Patient) -> list[Finding]:
    """The data directory, the database, the backups and the log, whichever there are."""
    settings, database = patient.settings, patient.database
    size = size_of_files(database) if database is not None else 0
    folders: dict[Path, int] = {settings.home: size}
    if database is not None and database.is_sqlite:
        folders[file_of(database).parent] = size  # mixing writes the whole file anew
    if settings.backups_kept:
        folders[settings.backup_folder] = size
    if settings.log_dir is not None:
        folders[settings.log_dir] = 0
    found = [finding for folder, most in folders.items() for finding in _check(folder, 2 * most)]
    if found:
        return found
    free = min(shutil.disk_usage(existing(folder)).free for folder in folders)
    return [good(NAME, mark("There is room on the disk: {free} MB."), free=free // MEGABYTE)]


def _check(folder: Path, wanted: int) -> list[Finding]:
    there = existing(folder)
    if not os.access(there, os.W_OK | os.X_OK):
        text = mark("The folder {path} cannot be written by this account. Make it its owner, or choose another one.")
        return [bad(NAME, text, path=folder)]
    free = shutil.disk_usage(there).free
    if free < max(LEAST, wanted // 2):
        text = mark("The disk of {path} is full but for {free} MB. Make room before answers can no longer be saved.")
        return [bad(NAME, text, path=folder, free=free // MEGABYTE)]
    if free < max(WANTED, wanted):
        text = mark("The disk of {path} has only {free} MB left; {wanted} MB would be good to have.")
        return [warning(NAME, text, path=folder, free=free // MEGABYTE, wanted=in_megabytes(max(WANTED, wanted)))]
    return []
