"""Whether the sheets about rounds, single dates, days off and yearly dates can be followed."""

from calendar import monthrange
from collections import Counter
from datetime import date
from zoneinfo import ZoneInfo

from phieu.locales.translator import mark
from phieu.office.calendar import Dates, SingleDate, read_months
from phieu.office.calendar_checks import YEARS_LOOKED_AT, overlaps
from phieu.office.periods import MONTHS, period_judged
from phieu.office.workbook.calendar_sheets import DATES, SPECIAL_DAYS, YEARLY_DATES
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.kinds import HOME_ZONE
from phieu.office.workbook.round_sheets import CALENDAR
from phieu.office.workbook.rows import Row
from phieu.office.workbook.staff_checks import folded
from phieu.office.working_days import WorkingDays

_YEARS = (2026, 2027)
"""Any two years that follow each other, none of them a leap year."""
_LEAP_YEAR = 2028


def check_calendar(draft: Draft) -> None:
    """Find what is wrong on these sheets."""
    draft.unique(CALENDAR, "kind", lambda row: row.get("kind"))
    draft.unique(DATES, "day", folded("kind", "day"))
    draft.unique(SPECIAL_DAYS, "day", lambda row: row.get("day"))
    draft.unique(YEARLY_DATES, "code", folded("code"))
    for row in draft.of(CALENDAR):
        if not row.unclear:
            _check_rule(draft, row)
    for row in draft.of(SPECIAL_DAYS):
        if not row.unclear:
            _look_at_special_day(draft, row)
    for row in draft.of(YEARLY_DATES):
        if not row.unclear & {"month", "day"}:
            _check_yearly_date(draft, row)
    if draft.is_sound(CALENDAR, DATES, SPECIAL_DAYS):
        _check_overlaps(draft)


def _check_overlaps(draft: Draft) -> None:
    """No round of a kind opens before the last one of it has closed."""
    rules = [
        Dates(one.kind, read_months(one.months), one.day, one.hour, one.working_days)
        for one in (row.record for row in draft.of(CALENDAR))
    ]
    dates = [
        SingleDate(one.kind, one.day, one.hour, one.working_days) for one in (row.record for row in draft.of(DATES))
    ]
    days = WorkingDays({row.record.day: row.record.works for row in draft.of(SPECIAL_DAYS)})
    years = range(min([_YEARS[0], *(one.day.year for one in dates)]), _YEARS[0] + YEARS_LOOKED_AT)
    for overlap in overlaps(rules, dates, days, ZoneInfo(HOME_ZONE), years):
        kind = overlap.second.kind
        sheet = CALENDAR if kind in MONTHS else DATES
        row = next((row for row in draft.of(sheet) if row.record.kind is kind), None)
        draft.complain(sheet, row, "", "{fault}", warning=not overlap.is_fault, fault=overlap.told)


def _check_rule(draft: Draft, row: Row) -> None:
    rule = row.record
    months = read_months(rule.months)
    short = [month for month in months if rule.day > monthrange(_YEARS[0], month)[1]]
    if short:
        text = mark("there is no day {day} in month {months}; the round opens on that month's last day")
        draft.complain(CALENDAR, row, "day", text, warning=True, day=rule.day, months=", ".join(map(str, short)))
    days = [date(year, month, min(rule.day, 28)) for year in _YEARS for month in months]
    judged = Counter(period_judged(rule.kind, day).key for day in days)
    twice = [period for period, times in judged.items() if times > 1]
    if twice:
        text = mark("two of these months fall into one period; only the first round of it will be held")
        draft.complain(CALENDAR, row, "months", text, warning=True)


def _look_at_special_day(draft: Draft, row: Row) -> None:
    """What says nothing new is probably a slip of the finger."""
    said = row.record
    if WorkingDays().works(said.day) is not said.works:
        return
    text = mark("this is a working day anyway") if said.works else mark("this is a weekend or a public holiday anyway")
    draft.complain(SPECIAL_DAYS, row, "day", text, warning=True)


def _check_yearly_date(draft: Draft, row: Row) -> None:
    month, day = row.record.month, row.record.day
    if day > monthrange(_LEAP_YEAR, month)[1]:
        text = mark("there is no day {day} in month {month}")
        draft.complain(YEARLY_DATES, row, "day", text, day=day, month=month)
    elif day > monthrange(_YEARS[0], month)[1]:
        text = mark("29 February comes in leap years only; in other years 28 February is meant")
        draft.complain(YEARLY_DATES, row, "day", text, warning=True)
