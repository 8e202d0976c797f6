"""The calendar that the database knows, in the words of the workbook."""

from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.workbook import records
from phieu.storage.tables import CalendarDate, CalendarRule, SpecialDay, YearlyDate
from phieu.words import RoundKind


async def load_calendar(session: AsyncSession) -> dict[str, tuple[Any, ...]]:
    """The sheets of rules, single dates, special days and yearly dates."""
    rules = await session.exec(select(CalendarRule).order_by(col(CalendarRule.kind)))
    dates = await session.exec(select(CalendarDate).order_by(col(CalendarDate.day), col(CalendarDate.kind)))
    days = await session.exec(select(SpecialDay).order_by(col(SpecialDay.day)))
    yearly = select(YearlyDate).order_by(col(YearlyDate.month), col(YearlyDate.day), col(YearlyDate.code))
    return {
        "calendar": tuple(
            records.CalendarRecord(RoundKind(row.kind), row.months, row.day, row.hour, row.working_days)
            for row in rules
        ),
        "dates": tuple(records.DateRecord(RoundKind(row.kind), row.day, row.hour, row.working_days) for row in dates),
        "special_days": tuple(records.SpecialDayRecord(row.day, row.works, row.name) for row in days),
        "yearly_dates": tuple(
            records.YearlyDateRecord(row.code, row.name, row.month, row.day, row.days_before)
            for row in await session.exec(yearly)
        ),
    }
