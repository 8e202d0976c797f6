"""Whether the nightly backup can be made, and how old the youngest is."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient
from phieu.locales.translator import mark
from phieu.office.backup_words import text_of
from phieu.storage.backup_faults import BackupError
from phieu.storage.backup_names import by_the_clock
from phieu.storage.backup_places import check_place
from phieu.storage.last_backup import last_backup_at

NAME = "backups"
LATE, MUCH_TOO_LATE = timedelta(days=2), timedelta(days=7)


async def check_backups(patient: Patient) -> list[Finding]:
    """Nothing where there is nothing to be backed up yet."""
    if not patient.up_to_date:
        return []
    settings = patient.settings
    folder = settings.backup_folder
    if settings.backups_kept and (hindrance := _hindrance(patient)):
        return [hindrance]
    made_at = await asyncio.to_thread(last_backup_at, folder)
    if made_at is None:
        text = mark("There is no backup in {path} yet. “phieu backup” makes one; the bot makes one each night.")
        return [warning(NAME, text, path=folder)]
    if not settings.backups_kept:
        text = mark("BACKUPS_KEPT is 0, so the bot makes no backups. The last one is of {moment}.")
        return [warning(NAME, text, moment=made_at)]
    age = patient.now() - made_at
    if age <= LATE:
        return [good(NAME, mark("The last backup is of {moment}."), moment=made_at)]
    text = mark(
        "The last backup is of {moment}. Look into the log why there is no younger one, and at the disk's room."
    )
    return [(bad if age > MUCH_TOO_LATE else warning)(NAME, text, moment=made_at)]


def _hindrance(patient: Patient) -> Finding | None:
    """Why the next one cannot be written where it belongs; the usual folder is made by the first one."""
    settings, database = patient.settings, patient.database
    folder = settings.backup_folder
    if database is None or (settings.backup_dir is None and not folder.exists()):
        return None
    tonight = by_the_clock(patient.now().astimezone(ZoneInfo(settings.tz_name)) + timedelta(days=1))
    try:
        check_place(folder / tonight, database, settings.home)
    except BackupError as error:
        return bad(NAME, text_of(error.fault), path=error.path)
    return None
