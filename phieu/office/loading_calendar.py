"""Reading the office's calendar from the database."""

from zoneinfo import ZoneInfo

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.as_decided import Decided, OfficeCalendar
from phieu.office.calendar import Asking, Dates, SingleDate, read_months
from phieu.office.special_days import load_working_days
from phieu.storage.tables import CalendarDate, CalendarRule, Occurrence


async def load_rules_of_calendar(session: AsyncSession) -> list[Dates]:
    """The rules: at most one of a kind."""
    rules = (await session.exec(select(CalendarRule))).all()
    return [Dates(one.kind, read_months(one.months), one.day, one.hour, one.working_days, one.since) for one in rules]


async def load_single_dates(session: AsyncSession) -> list[SingleDate]:
    """The single dates, past ones among them."""
    dates = (await session.exec(select(CalendarDate))).all()
    return [SingleDate(one.kind, one.day, one.hour, one.working_days, one.since) for one in dates]


async def load_what_asks(session: AsyncSession) -> tuple[Asking, ...]:
    """The rules and the single dates."""
    return (*await load_rules_of_calendar(session), *await load_single_dates(session))


async def load_calendar(session: AsyncSession, zone: ZoneInfo) -> OfficeCalendar:
    """The calendar as it stands, with what became of each date."""
    rows = await session.exec(select(Occurrence))
    return OfficeCalendar(
        rules=await load_what_asks(session),
        decided={(row.kind, row.period): Decided(row.state, row.moved_to) for row in rows},
        zone=zone,
        days=await load_working_days(session),
    )
