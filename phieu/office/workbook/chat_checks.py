"""What must not go by chat is not taken from a workbook that came by chat."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from phieu.locales.translator import mark
from phieu.office.spelling import fold
from phieu.office.workbook.columns import Sheet
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.rotation_sheets import ROTATIONS
from phieu.office.workbook.rows import Row
from phieu.office.workbook.settling_records import same_course, same_rotation
from phieu.office.workbook.training_sheets import COURSES, TRAINING

_REFUSED = mark(
    "this is not to go by chat, so I have taken the file out of this chat. Please take this row out of it, and load "
    "the row on the server (phieu import)"
)


def check_chat(draft: Draft) -> bool:
    """Complain about each row that is marked so, or that is about something which is, and of those rows say no more.

    Whether there are any: then the file must not stay in the chat.
    """
    refused = [
        *_marked(draft, COURSES, draft.known.courses, same_course),
        *_of_courses(draft),
        *_marked(draft, ROTATIONS, draft.known.rotations, same_rotation),
    ]
    rows = {(sheet.key, row.number) for sheet, row, _ in refused}
    draft.faults = [one for one in draft.faults if one.sheet is None or (one.sheet.key, one.row) not in rows]
    for sheet, row, key in refused:
        draft.complain(sheet, row, key, _REFUSED)
    return bool(refused)


def _marked(
    draft: Draft, sheet: Sheet, known: Mapping[str, Any], same: Callable[[Any], Hashable]
) -> Iterable[tuple[Sheet, Row, str]]:
    """The rows that say so; and those that mean, by their code or by their look, what the office knows as such."""
    secret = {code: one for code, one in known.items() if one.not_by_chat}
    looks = {same(one) for one in secret.values()}
    for row in draft.of(sheet):
        code = fold(row.record.code)
        looks_so = not code and not row.unclear and same(row.record) in looks
        if row.record.not_by_chat or code in secret or looks_so:
            yield sheet, row, "not_by_chat"


def _of_courses(draft: Draft) -> Iterable[tuple[Sheet, Row, str]]:
    for row in draft.of(TRAINING):
        course = draft.known.courses.get(fold(row.record.course))
        if course and course.not_by_chat:
            yield TRAINING, row, "course"
