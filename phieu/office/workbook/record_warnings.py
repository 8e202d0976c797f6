"""What to look at before courses and rotations are changed by a workbook, since nobody is notified of it."""

from collections import Counter
from collections.abc import Iterator

from phieu.locales.translator import mark
from phieu.office.workbook.changes import Action, Changes
from phieu.office.workbook.faults import Fault
from phieu.office.workbook.training_sheets import COURSES
from phieu.words import NominationState

CONCERNED = frozenset({NominationState.ASKED, NominationState.ACCEPTED, NominationState.ENROLLED})
_TOLD_OF = frozenset({"name", "mode", "place", "starts_on", "ends_on", "answer_by"})
"""Columns whose change matters to those who were nominated."""


def look_at_records(changes: Changes) -> Iterator[Fault]:
    """Courses that change under people who were nominated for them."""
    nominated = Counter(record.course for record in changes.before.training if record.state in CONCERNED)
    for change in changes.on(COURSES):
        course = change.record
        matters = _TOLD_OF.intersection(difference.column.key for difference in change.differences)
        if change.action is Action.CHANGED and matters and nominated[course.code]:
            text = mark(
                "“{name}” would change, and {count} people who are nominated would not be told; in chat they are"
            )
            yield Fault(text, {"name": course.name, "count": nominated[course.code]}, COURSES, warning=True)
