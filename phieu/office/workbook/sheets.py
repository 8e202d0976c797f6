"""The sheets of the workbook, declared once: the template, the reader and the checks all work from this."""

from phieu.office.workbook.calendar_sheets import DATES, SPECIAL_DAYS, YEARLY_DATES
from phieu.office.workbook.rotation_sheets import ROTATIONS
from phieu.office.workbook.round_sheets import CALENDAR, CRITERIA, QUESTIONS, RULES, SCALES
from phieu.office.workbook.staff_sheets import GROUPS, MEMBERS, OFFICE, PEOPLE, POSITIONS, UNITS
from phieu.office.workbook.training_sheets import COURSES, TRAINING

SHEETS = (
    OFFICE,
    UNITS,
    PEOPLE,
    POSITIONS,
    GROUPS,
    MEMBERS,
    SCALES,
    CRITERIA,
    QUESTIONS,
    RULES,
    CALENDAR,
    DATES,
    SPECIAL_DAYS,
    YEARLY_DATES,
    COURSES,
    TRAINING,
    ROTATIONS,
)
"""In the order in which they stand in the file."""
