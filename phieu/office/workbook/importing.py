"""The way in for callers: look at a file, show what it would change, and apply exactly that once confirmed.

examination = await examine(database, content)
examination.faults      if there are any, show them all; nothing can be applied
examination.warnings    to be shown with the changes
examination.changes     `telling.summary_lines` and `telling.change_lines` say them; keep this until confirmed
await apply(database, examination.changes, now)
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import Translator, mark
from phieu.office.workbook.applying import apply_changes
from phieu.office.workbook.changes import Action, Changes, work_out_changes
from phieu.office.workbook.current import load_current
from phieu.office.workbook.faults import Fault
from phieu.office.workbook.given_out import given_out
from phieu.office.workbook.reading import read_workbook
from phieu.office.workbook.record_warnings import look_at_records
from phieu.office.workbook.staff_sheets import PEOPLE
from phieu.office.workbook.template import book_rows, write_template
from phieu.storage.database import Database
from phieu.storage.tables import Round
from phieu.words import RoundState

MANY_LEAVE = 1 / 3
"""If a larger share of the people would leave at once, it may be the wrong file."""
FEW_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Examination:
    """What a file amounts to: all its faults, or the changes that it asks for."""

    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    changes: Changes | None = None
    """None if there are faults; without items if the office is already as the file says."""
    secret: bool = False
    """It came by chat and holds what must not go there: it must not stay in the chat."""


async def examine(database: Database, content: bytes, *, by_chat: bool = False) -> Examination:
    """Read a file and work out what it would change; changes nothing.

    In one that came `by_chat`, whatever must not go by chat is a fault.
    """
    async with database.reading() as session:
        current = await load_current(session)
        has_open_round = await _has_open_round(session)
    reading = await asyncio.to_thread(read_workbook, content, current, by_chat=by_chat)
    if reading.book is None:
        return Examination(reading.faults, reading.warnings, secret=reading.secret)
    changes = work_out_changes(current, reading.book)
    warnings = [*reading.warnings, *_look_at_people(changes), *look_at_records(changes)]
    if changes and has_open_round:
        text = mark("a round is open; it goes on as it was when it opened, and these changes count from the next one")
        warnings.append(Fault(text, warning=True))
    return Examination(warnings=tuple(warnings), changes=changes)


async def apply(database: Database, changes: Changes, now: datetime) -> None:
    """Apply what was shown, in one transaction; raises applying.ChangedMeanwhileError if the office has changed."""
    async with database.writing() as session:
        await apply_changes(session, changes, now)


async def current_workbook(database: Database, t: Translator, *, by_chat: bool) -> bytes:
    """The office as it is, as a workbook to be changed and sent again; by chat without what must not go there."""
    async with database.reading() as session:
        current = await load_current(session)
    return await asyncio.to_thread(write_template, t, book_rows(given_out(current, by_chat=by_chat)))


async def _has_open_round(session: AsyncSession) -> bool:
    found = await session.exec(select(Round.id).where(Round.state == RoundState.OPEN).limit(1))
    return found.first() is not None


def _look_at_people(changes: Changes) -> list[Fault]:
    found: list[Fault] = []
    people = changes.before.people
    leaving = sum(change.sheet is PEOPLE and change.action is Action.LEFT for change in changes.items)
    if leaving >= FEW_PEOPLE and leaving > MANY_LEAVE * len(people):
        text = mark(
            "{leaving} of {people} people would be marked as having left; please make sure this is the right file"
        )
        found.append(Fault(text, {"leaving": leaving, "people": len(people)}, PEOPLE, warning=True))
    if any(person.admin for person in people) and not any(person.admin for person in changes.after.people):
        text = mark("nobody would be an administrator any more; the next one can then only be named on the server")
        found.append(Fault(text, {}, PEOPLE, None, PEOPLE.column("admin"), warning=True))
    return found
