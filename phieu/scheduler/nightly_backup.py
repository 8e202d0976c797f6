"""The nightly backup, which the clock makes at the operator's hour, or at the first tick after if the machine was off.

Which nights are done is seen from the files alone, so that nothing needs to be remembered.
"""

import asyncio
import logging
from datetime import datetime
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from phieu.office.backup_rules import is_backed_up, may_try
from phieu.office.notices import admin_ids, announce, backup_subject
from phieu.office.time_zone import time_zone
from phieu.storage.backup import make_backup
from phieu.storage.backup_faults import BackupError
from phieu.storage.backup_names import by_the_clock, made_by_the_clock
from phieu.storage.backup_places import make_usual_folder
from phieu.storage.database import Database
from phieu.words import NoticeKind

if TYPE_CHECKING:
    from phieu.installation import Installation

log = logging.getLogger(__name__)

_failed_at: WeakKeyDictionary[Database, datetime] = WeakKeyDictionary()
"""When it failed last; in memory alone, so that it is tried at once after a restart."""


async def back_up_nightly(installation: "Installation") -> None:
    """Make the night's backup unless it is there, and let go of the oldest."""
    settings, now = installation.settings, installation.now()
    if not settings.backups_kept or not may_try(_failed_at.get(installation.database), now):
        return
    async with installation.database.reading() as session:
        zone = await time_zone(session)
    if zone is None:
        return  # nothing has been imported yet
    local = now.astimezone(ZoneInfo(zone))
    made = await asyncio.to_thread(made_by_the_clock, settings.backup_folder)
    if is_backed_up([moment for moment, _ in made], local, settings.backup_hour):
        return
    try:
        await _make(installation, local)
    except Exception as error:  # noqa: BLE001 - whatever it was, the admins are to know
        _failed_at[installation.database] = now
        fault = error.fault if isinstance(error, BackupError) else type(error).__name__
        log.error("the nightly backup failed and will be tried again: %s", fault)  # noqa: TRY400
        await _tell_admins(installation, local)
        return
    _failed_at.pop(installation.database, None)
    await asyncio.to_thread(_let_go_of_the_oldest, installation)


async def _make(installation: "Installation", local: datetime) -> None:
    settings = installation.settings
    make_usual_folder(settings.backup_folder, chosen=settings.backup_dir is not None)
    target = settings.backup_folder / by_the_clock(local)
    await make_backup(installation.database, installation.box, target, home=settings.home, now=installation.now())
    log.info("backed up to %s", target.name)


def _let_go_of_the_oldest(installation: "Installation") -> None:
    made = made_by_the_clock(installation.settings.backup_folder)
    for _, file in made[: -installation.settings.backups_kept]:
        try:
            file.unlink()
        except OSError as error:
            log.warning("the old backup %s could not be deleted: %s", file.name, error.strerror)


async def _tell_admins(installation: "Installation", local: datetime) -> None:
    """Once a day; the words are made when they are delivered, and left out if it has succeeded by then."""
    async with installation.database.writing() as session:
        kind, subject = NoticeKind.BACKUP_FAILED, backup_subject(local.date())
        await announce(session, kind, subject, await admin_ids(session), installation.now())
