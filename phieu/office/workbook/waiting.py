"""A workbook that waits to be confirmed: what it says, and a digest of what it was shown to change.

That is all that is kept, in this process or in another: at the confirmation the changes are worked out anew, and
applied only if they are the very ones that were shown.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from phieu.office.workbook.applying import ChangedMeanwhileError, apply_changes
from phieu.office.workbook.changes import Changes, work_out_changes
from phieu.office.workbook.current import load_current
from phieu.office.workbook.records import Book
from phieu.storage.database import Database
from phieu.storage.volatile import Topic

MOST = 100
"""Workbooks that wait at once; each may be large, and only admins send any."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is kept of it."""

    said: Book
    shown: str
    """Of the office that it was compared with, and of the changes that came of that."""


WAITING = Topic("workbook", TypeAdapter(Waiting), most=MOST)


def waiting(changes: Changes) -> Waiting:
    """What to keep of changes that are being shown."""
    return Waiting(changes.said, _digest(changes))


async def apply_waiting(database: Database, kept: Waiting, now: datetime) -> None:
    """Apply what was shown, in one transaction; raises ChangedMeanwhileError if it is no longer what would happen."""
    async with database.writing() as session:
        changes = work_out_changes(await load_current(session), kept.said)
        if _digest(changes) != kept.shown:
            raise ChangedMeanwhileError
        await apply_changes(session, changes, now)


def _digest(changes: Changes) -> str:
    rows = [
        (
            change.sheet.key,
            change.action.value,
            repr(change.record),
            [(one.column.key, repr(one.old), repr(one.new)) for one in change.differences],
        )
        for change in changes.items
    ]
    return hashlib.sha256(repr((changes.fingerprint, rows)).encode()).hexdigest()
