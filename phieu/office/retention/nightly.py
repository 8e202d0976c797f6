"""What the clock does once a night: everything goes whose time is over.

Whether it has been done this night is remembered in memory alone: after a start it is done again, which does no harm.
"""

import logging
from datetime import date
from weakref import WeakKeyDictionary
from zoneinfo import ZoneInfo

from phieu.installation import Installation
from phieu.office.retention.erasing import erase_all
from phieu.office.retention.leaving import due_for_erasing
from phieu.office.retention.old_notices import delete_old_notices, give_up_waiting
from phieu.office.retention.periods import limits, night_of
from phieu.office.retention.settled import (
    delete_assignments,
    delete_chats,
    delete_drafts,
    delete_invites,
    delete_withdrawn_files,
)
from phieu.storage.clearing import empty_the_log
from phieu.storage.database import Database
from phieu.storage.tables import Office

log = logging.getLogger(__name__)

_last_night: WeakKeyDictionary[Database, date] = WeakKeyDictionary()


async def let_go_of_what_is_old(installation: Installation) -> None:
    """Delete it, if that has not been done this night."""
    now = installation.now()
    async with installation.database.reading() as session:
        office = await session.get(Office, 1)
    if office is None:
        return
    night = night_of(now, ZoneInfo(office.time_zone))
    if _last_night.get(installation.database) != night:
        await delete_what_is_old(installation, office)
        _last_night[installation.database] = night


async def delete_what_is_old(installation: Installation, office: Office) -> None:
    """Delete it now; the second time finds nothing. One line in the log says how much it was, and not whose."""
    limit = limits(installation.now(), ZoneInfo(office.time_zone), office.keep_notices_days, office.keep_left_days)
    counts = {
        "notices": await delete_old_notices(installation, limit),
        "notices given up": await give_up_waiting(installation, limit),
        "codes": await delete_invites(installation, limit),
        "chats of people who left": await delete_chats(installation, limit),
        "assignments of closed rounds": await delete_assignments(installation, limit),
        "drafts": await delete_drafts(installation, limit),
        "files of withdrawn announcements": await delete_withdrawn_files(installation, limit),
    }
    async with installation.database.reading() as session:
        due = await due_for_erasing(session, limit.left)
    counts["people erased"] = await erase_all(installation, due)
    if any(counts.values()):
        await empty_the_log(installation.database)
        log.info("old data let go: %s", ", ".join(f"{count} {what}" for what, count in counts.items() if count))
