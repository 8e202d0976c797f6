"""How old the youngest backup is."""

import asyncio
from datetime import timedelta

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient
from phieu.locales.translator import mark
from phieu.storage.last_backup import last_backup_at

NAME = "backups"
LATE, MUCH_TOO_LATE = timedelta(days=2), timedelta(days=7)


async def check_backups(patient: Patient) -> list[Finding]:
    """Nothing where there is nothing to be backed up yet."""
    if not patient.up_to_date:
        return []
    settings = patient.settings
    folder = settings.backup_folder
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
