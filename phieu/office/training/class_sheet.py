"""The sheet on which a whole class is nominated: a person a row. Not a part of the office's workbook."""

from dataclasses import dataclass

from phieu.locales.translator import mark
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.kinds import Code, Text

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """One row: somebody to be nominated."""

    person: str
    name: str
    """As it was written beside the number; only compared."""
    reason: str
    """Empty: the reason that the admin gives for all."""


CLASS = Sheet(
    "class",
    "Lớp học",
    "Class",
    mark("One row for each person to be nominated."),
    (
        Column("person", "Mã cán bộ", "Staff number", Code(), mark("As on the office's list of people."), width=16),
        Column(
            "name",
            "Họ và tên",
            "Name",
            Text(),
            mark("May be left empty; if it is there, it is compared with the staff number."),
            required=False,
            width=34,
        ),
        Column(
            "reason",
            "Lý do đề cử",
            "Reason",
            Text(LONGEST_REASON),
            mark("The person reads it. Empty: the reason of the row above."),
            required=False,
            width=60,
        ),
    ),
    ("person",),
)
