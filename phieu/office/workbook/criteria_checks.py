"""Whether scales, criteria and calendar are complete and free of contradictions."""

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date

from phieu.locales.translator import mark
from phieu.office.calendar import read_months
from phieu.office.periods import period_judged
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.round_sheets import CALENDAR, CRITERIA, QUESTIONS, SCALES
from phieu.office.workbook.rows import Row
from phieu.office.workbook.staff_checks import folded

FEWEST_OPTIONS = 2
_YEARS = (2026, 2027)
"""Any two years that follow each other, none of them a leap year."""


def check_criteria(draft: Draft) -> None:
    """Find what is wrong on the sheets of scales, criteria sets, questions and calendar."""
    draft.unique(SCALES, "value", folded("scale", "value"))
    draft.unique(SCALES, "label_vi", folded("scale", "label_vi"))
    draft.unique(CRITERIA, "code", folded("code"))
    draft.unique(QUESTIONS, "code", folded("criteria", "code"))
    draft.unique(QUESTIONS, "place", folded("criteria", "place"))
    draft.unique(CALENDAR, "kind", lambda row: row.get("kind"))
    if draft.is_sound(SCALES):
        _check_scales(draft)
    if draft.is_sound(CRITERIA, QUESTIONS):
        _check_sets(draft)
    for row in draft.of(CALENDAR):
        if not row.unclear:
            _check_dates(draft, row)


def _check_scales(draft: Draft) -> None:
    scales: defaultdict[str, list[Row]] = defaultdict(list)
    for row in draft.of(SCALES):
        scales[row.record.scale].append(row)
    for rows in scales.values():
        values = {row.record.value for row in rows}
        missing = sorted(set(range(1, max(values))) - values)
        arguments = {"scale": rows[0].record.scale, "missing": ", ".join(map(str, missing))}
        if missing:
            text = mark("scale “{scale}” has gaps: {missing}; values run from 1 without gaps")
            draft.complain(SCALES, rows[-1], "value", text, **arguments)
        elif len(values) < FEWEST_OPTIONS:
            draft.complain(SCALES, rows[0], "value", mark("scale “{scale}” needs at least two answers"), **arguments)


def _check_sets(draft: Draft) -> None:
    questions = Counter(row.record.criteria for row in draft.of(QUESTIONS))
    for row in draft.of(CRITERIA):
        if not questions[row.record.code]:
            text = mark("this set has no criteria yet; please add them on the sheet “{other}”")
            draft.complain(CRITERIA, row, "code", text, other=QUESTIONS)


def _check_dates(draft: Draft, row: Row) -> None:
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
