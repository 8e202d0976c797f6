"""What the clock does each day with the marks of Zalo's updates: old ones go, and the day gets its decoys.

Whether a day has them already is remembered in memory alone: after a start it gets some more, which does no harm.
"""

from datetime import UTC, date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from phieu.storage.database import Database
from phieu.storage.seen_updates import SeenUpdates

if TYPE_CHECKING:
    from phieu.installation import Installation

_last_day: WeakKeyDictionary[Database, date] = WeakKeyDictionary()


async def tend_seen_updates(installation: "Installation") -> None:
    """Do it, unless that has been done this day. Without Zalo there is nothing that decoys would hide."""
    now = installation.now()
    day = now.astimezone(UTC).date()
    if _last_day.get(installation.database) == day:
        return
    seen = SeenUpdates.of(installation.database, installation.keyring, installation.box)
    await seen.forget_old(now)
    if installation.settings.zalo_token is not None:
        await seen.add_decoys(now)
    _last_day[installation.database] = day
