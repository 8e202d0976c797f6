"""Whether scales and criteria are complete and free of contradictions."""

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from phieu.locales.translator import mark
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.round_sheets import CRITERIA, QUESTIONS, SCALES
from phieu.office.workbook.staff_checks import folded

if TYPE_CHECKING:
    from phieu.office.workbook.rows import Row

FEWEST_OPTIONS = 2


def check_criteria(draft: Draft) -> None:
    """Find what is wrong on the sheets of scales, criteria sets and questions."""
    draft.unique(SCALES, "value", folded("scale", "value"))
    draft.unique(SCALES, "label_vi", folded("scale", "label_vi"))
    draft.unique(CRITERIA, "code", folded("code"))
    draft.unique(QUESTIONS, "code", folded("criteria", "code"))
    draft.unique(QUESTIONS, "place", folded("criteria", "place"))
    if draft.is_sound(SCALES):
        _check_scales(draft)
    if draft.is_sound(CRITERIA, QUESTIONS):
        _check_sets(draft)


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
