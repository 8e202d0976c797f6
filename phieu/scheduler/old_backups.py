"""Once a round is over its ballots are taken out of the backups, too.

Else what its figures do not tell could be read there.
"""

import asyncio
import logging
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from phieu.office.backed_up_rounds import clear_ballots, known_rounds
from phieu.office.backup_rules import may_try
from phieu.storage.backup_faults import BackupError
from phieu.storage.backup_file import remove_abandoned
from phieu.storage.backup_names import all_in
from phieu.storage.database import Database

if TYPE_CHECKING:
    from phieu.installation import Installation

log = logging.getLogger(__name__)

_failed_at: WeakKeyDictionary[Database, dict[Path, datetime]] = WeakKeyDictionary()
"""Which backups could not be cleared, and when that was tried last; in memory alone."""


async def clear_old_backups(installation: "Installation") -> None:
    """Look through the backups in their folder; what has been looked through is remembered until it changes."""
    settings = installation.settings
    for folder in (settings.home, settings.backup_folder):
        await asyncio.to_thread(remove_abandoned, folder)
    files = await asyncio.to_thread(all_in, settings.backup_folder)
    if not files:
        return
    now, failed_at = installation.now(), _failed_at.setdefault(installation.database, {})
    async with installation.database.reading() as session:
        known = await known_rounds(session)
    for file in files:
        if not may_try(failed_at.get(file), now):
            continue
        try:
            over = await clear_ballots(file, known, now)
        except (BackupError, sqlite3.Error, OSError) as error:
            failed_at[file] = now
            log.warning("ballots could not be taken out of the backup %s: %s", file.name, type(error).__name__)
        else:
            failed_at.pop(file, None)
            if over:
                log.info("took the ballots of %d rounds that are over out of the backup %s", len(over), file.name)
