"""What must not go by chat is not taken from a workbook that came by chat."""

from phieu.locales.translator import mark
from phieu.office.spelling import fold
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.rotation_sheets import ROTATIONS
from phieu.office.workbook.training_sheets import COURSES, TRAINING

_REFUSED = mark(
    "this is not to go by chat. Please delete the file here in the chat, take this row out of it, and load the row on "
    "the server (phieu import)"
)


def check_chat(draft: Draft) -> None:
    """Complain about each row that is marked so, or that is about something which is."""
    for row in draft.of(COURSES):
        before = draft.known.courses.get(fold(row.record.code))
        if row.record.not_by_chat or (before and before.not_by_chat):
            draft.complain(COURSES, row, "not_by_chat", _REFUSED)
    for row in draft.of(TRAINING):
        course = draft.known.courses.get(fold(row.record.course))
        if course and course.not_by_chat:
            draft.complain(TRAINING, row, "course", _REFUSED)
    for row in draft.of(ROTATIONS):
        known = draft.known.rotations.get(fold(row.record.code))
        if row.record.not_by_chat or (known and known.not_by_chat):
            draft.complain(ROTATIONS, row, "not_by_chat", _REFUSED)
