"""Whether the sheet of rotations is free of contradictions, and agrees with the sheet of positions."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

from phieu.locales.translator import mark
from phieu.office.spelling import fold
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.records import RotationRecord
from phieu.office.workbook.rotation_sheets import ROTATIONS
from phieu.office.workbook.rows import Row
from phieu.office.workbook.settling_records import same_rotation
from phieu.office.workbook.staff_checks import folded
from phieu.office.workbook.staff_sheets import POSITIONS
from phieu.words import RotationKind, RotationState

FOR_A_TIME = frozenset({RotationKind.TEMPORARY, RotationKind.OUT_AND_BACK})
LASTS = frozenset({RotationState.DECIDED, RotationState.IN_FORCE, RotationState.ENDED})


def check_rotations(draft: Draft) -> None:
    """Find what is wrong on the sheet of rotations."""
    draft.unique(ROTATIONS, "code", folded("code"))
    draft.unique(
        ROTATIONS, "person", lambda row: None if row.get("code") != "" or row.unclear else same_rotation(row.record)
    )
    for row in draft.of(ROTATIONS):
        if not row.unclear:
            _check_days(draft, row)
            _check_places(draft, row)
    if draft.is_sound(ROTATIONS, POSITIONS):
        _look_at_posts(draft)
        _look_at_overlaps(draft)


def _check_days(draft: Draft, row: Row) -> None:
    said: RotationRecord = row.record
    if said.ends_on and said.ends_on < said.starts_on:
        draft.complain(ROTATIONS, row, "ends_on", mark("the last day is before the first day"))
    if said.ended_on and said.ended_on < said.starts_on:
        draft.complain(ROTATIONS, row, "ended_on", mark("this is before the first day"))
    if said.kind in FOR_A_TIME and not said.ends_on:
        text = mark("this kind of rotation is for a time; please say until when")
        draft.complain(ROTATIONS, row, "ends_on", text)
    if said.state is RotationState.ENDED:
        for key in ("ending", "ended_on"):
            if not getattr(said, key):
                draft.complain(ROTATIONS, row, key, mark("please fill this in, since it has ended"))
    elif (said.ending or said.ended_on) and said.state is not RotationState.IN_FORCE:  # there it may be decided ahead
        key = "ending" if said.ending else "ended_on"
        draft.complain(ROTATIONS, row, key, mark("this is only for what has ended"))


def _check_places(draft: Draft, row: Row) -> None:
    said: RotationRecord = row.record
    if (fold(said.from_unit), fold(said.from_title)) == (fold(said.to_unit), fold(said.to_title)):
        draft.complain(ROTATIONS, row, "to_title", mark("this is the post that the person comes from"))
    before = draft.known.rotations.get(fold(said.code))
    not_by_chat = said.not_by_chat if said.not_by_chat is not None else before and before.not_by_chat
    if not_by_chat and not (said.read_from or (before and before.read_from)):
        draft.complain(ROTATIONS, row, "read_from", mark("please say who has it to read at the office"))


def _look_at_posts(draft: Draft) -> None:
    posts = {tuple(map(fold, (one.person, one.unit, one.title))) for one in (row.record for row in draft.of(POSITIONS))}
    for row in draft.of(ROTATIONS):
        said: RotationRecord = row.record
        post = tuple(map(fold, (said.person, said.to_unit, said.to_title)))
        if said.state is RotationState.IN_FORCE and post not in posts:
            text = mark(
                "it is in force, but the sheet of positions does not have this post; nothing changes it by itself"
            )
            draft.complain(ROTATIONS, row, "to_title", text, warning=True)


def _look_at_overlaps(draft: Draft) -> None:
    by_person: defaultdict[str, list[Row]] = defaultdict(list)
    for row in draft.of(ROTATIONS):
        if row.record.state in LASTS and not row.record.keeps_post:
            by_person[fold(row.record.person)].append(row)
    for rows in by_person.values():
        rows.sort(key=lambda row: (row.record.starts_on, row.number))
        for earlier, later in pairwise(rows):
            if later.record.starts_on <= _last_day(earlier.record):
                text = mark("this begins before the rotation in row {earlier} is over")
                draft.complain(ROTATIONS, later, "starts_on", text, warning=True, earlier=earlier.number)


def _last_day(said: RotationRecord) -> date:
    if said.ended_on:
        return said.ended_on - timedelta(days=1)
    return said.ends_on or date.max
