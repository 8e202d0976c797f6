"""Changing the calendar by hand: rules, single dates, the office's own days off, yearly dates.

The same checks as for the workbook. Doing the same twice is a no-op, and a rule that did not change keeps its `since`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.calendar import Asking, Dates, SingleDate
from phieu.office.calendar_checks import overlaps, rule_fault, single_date_fault, years_from
from phieu.office.loading_calendar import load_rules_of_calendar, load_single_dates
from phieu.office.periods import MONTHS
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import time_zone
from phieu.office.told_later import ToldLaterError
from phieu.office.yearly_dates import Yearly, yearly_fault
from phieu.storage.tables import CalendarDate, CalendarRule, SpecialDay, YearlyDate
from phieu.words import RoundKind

if TYPE_CHECKING:
    from phieu.installation import Installation


class CalendarError(ToldLaterError):
    """The calendar cannot be changed so; `explain` says why."""


async def set_rule(
    installation: "Installation", kind: RoundKind, months: Sequence[int], day: int, hour: int, working_days: int
) -> None:
    """Give this kind of round its rule, instead of the one it may have. Raises CalendarError."""
    if kind not in MONTHS:
        raise CalendarError(mark("Such a round does not come again by a rule; please add a single date for it."))
    now = installation.now()
    rule = Dates(kind, tuple(sorted(set(months))), day, hour, working_days, now)
    async with installation.database.writing() as session:
        await _check(session, rule, now)
        row = await session.get(CalendarRule, kind)
        values: dict[str, Any] = {
            "months": ",".join(map(str, rule.months)),
            "day": day,
            "hour": hour,
            "working_days": working_days,
        }
        if row is None:
            session.add(CalendarRule(kind=kind, since=now, **values))
        elif values != {name: getattr(row, name) for name in values}:
            row.sqlmodel_update({**values, "since": now})
            session.add(row)


async def remove_rule(installation: "Installation", kind: RoundKind) -> bool:
    """Ask for no such rounds any more; False if there was no rule."""
    async with installation.database.writing() as session:
        gone = await session.exec(delete(CalendarRule).where(col(CalendarRule.kind) == kind))
    return bool(gone.rowcount)


async def add_date(installation: "Installation", kind: RoundKind, day: date, hour: int, working_days: int) -> None:
    """Hold one round on this day; a date of this kind on this day is changed. Raises CalendarError."""
    if kind in MONTHS:
        raise CalendarError(mark("Such a round comes by a rule; single dates are for ad hoc rounds and rotations."))
    now = installation.now()
    async with installation.database.writing() as session:
        zone = await time_zone(session)
        if zone is not None and (fault := single_date_fault(day, now.astimezone(ZoneInfo(zone)).date())):
            raise CalendarError(fault.text, **fault.arguments)
        await _check(session, SingleDate(kind, day, hour, working_days, now), now)
        wanted = select(CalendarDate).where(CalendarDate.kind == kind, CalendarDate.day == day)
        row = (await session.exec(wanted)).first()
        if row is None:
            session.add(CalendarDate(kind=kind, day=day, hour=hour, working_days=working_days, since=now))
        elif (row.hour, row.working_days) != (hour, working_days):
            row.sqlmodel_update({"hour": hour, "working_days": working_days, "since": now})
            session.add(row)


async def remove_date(installation: "Installation", kind: RoundKind, day: date) -> bool:
    """Hold no round on this day; False if there was no such date."""
    async with installation.database.writing() as session:
        mine = (col(CalendarDate.kind) == kind) & (col(CalendarDate.day) == day)
        gone = await session.exec(delete(CalendarDate).where(mine))
    return bool(gone.rowcount)


async def set_special_day(installation: "Installation", day: date, *, works: bool, name: str = "") -> None:
    """The office is off on this day, or works on it, whatever others do. Raises CalendarError."""
    async with installation.database.writing() as session:
        row = await session.get(SpecialDay, day) or SpecialDay(day=day, works=works)
        row.works, row.name = works, name.strip()
        session.add(row)


async def remove_special_day(installation: "Installation", day: date) -> bool:
    """The day is what it is for others; False if it was."""
    async with installation.database.writing() as session:
        gone = await session.exec(delete(SpecialDay).where(col(SpecialDay.day) == day))
    return bool(gone.rowcount)


async def set_yearly_date(
    installation: "Installation", code: str, name: str, month: int, day: int, days_before: int
) -> None:
    """Tell the admins of this each year, so many working days ahead. Raises CalendarError."""
    yearly = Yearly(code.strip(), name.strip(), month, day, days_before)
    if fault := yearly_fault(yearly):
        raise CalendarError(fault)
    async with installation.database.writing() as session:
        row = await session.get(YearlyDate, yearly.code) or YearlyDate(
            code=yearly.code, name="", month=1, day=1, days_before=0
        )
        row.sqlmodel_update({"name": yearly.name, "month": month, "day": day, "days_before": days_before})
        session.add(row)


async def remove_yearly_date(installation: "Installation", code: str) -> bool:
    """Tell nobody of it any more; False if nobody was told."""
    async with installation.database.writing() as session:
        gone = await session.exec(delete(YearlyDate).where(col(YearlyDate.code) == code))
    return bool(gone.rowcount)


async def _check(session: AsyncSession, new: Asking, now: datetime) -> None:
    if fault := rule_fault(new):
        raise CalendarError(fault)
    zone = await time_zone(session)
    if zone is None:
        raise CalendarError(mark("There is no office yet. Please import the workbook first."))
    rules, dates = await load_rules_of_calendar(session), await load_single_dates(session)
    if isinstance(new, Dates):
        rules = [*(rule for rule in rules if rule.kind is not new.kind), new]
    else:
        dates = [*(one for one in dates if (one.kind, one.day) != (new.kind, new.day)), new]
    days, years = await load_working_days(session), years_from(now.date())
    for overlap in overlaps(rules, dates, days, ZoneInfo(zone), years, now):
        if overlap.is_fault and overlap.second.kind is new.kind:
            raise CalendarError(overlap.told.text, **overlap.told.arguments)
