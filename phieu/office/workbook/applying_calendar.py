"""Writes the calendar as it was confirmed. Only rows that change are written: a rule keeps the time since it counts."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.workbook.calendar_sheets import DATES, SPECIAL_DAYS, YEARLY_DATES
from phieu.office.workbook.changes import Changes
from phieu.office.workbook.columns import Sheet
from phieu.office.workbook.round_sheets import CALENDAR
from phieu.storage.tables import CalendarDate, CalendarRule, SpecialDay, YearlyDate


async def apply_calendar(session: AsyncSession, changes: Changes, now: datetime) -> None:
    """Rules, single dates, special days and yearly dates. What is new, or changed, counts from now on."""
    book = changes.after
    since = {"since": now}
    for sheet, table, said, besides in (
        (CALENDAR, CalendarRule, book.calendar, since),
        (DATES, CalendarDate, book.dates, since),
        (SPECIAL_DAYS, SpecialDay, book.special_days, {}),
        (YEARLY_DATES, YearlyDate, book.yearly_dates, {}),
    ):
        if changes.touches(sheet):
            await _apply(session, sheet, table, said, besides)


async def _apply(
    session: AsyncSession, sheet: Sheet, table: type[SQLModel], said: Sequence[Any], besides: dict[str, Any]
) -> None:
    key = _key(sheet)
    known: dict[Hashable, Any] = {key(row): row for row in await session.exec(select(table))}
    for record in said:
        values = {column.key: getattr(record, column.key) for column in sheet.columns}
        row = known.pop(key(record), None)
        if row is None:
            session.add(table(**values, **besides))
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in (values | besides).items():
                setattr(row, name, value)
    for row in known.values():
        await session.delete(row)


def _key(sheet: Sheet) -> Callable[[Any], Hashable]:
    return lambda record: tuple(getattr(record, name) for name in sheet.identity)
