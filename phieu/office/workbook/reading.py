"""Reads a workbook that somebody sent and checks it: every fault at once, or what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from phieu.locales.translator import mark
from phieu.office.spelling import nearest
from phieu.office.workbook.calendar_sheet_checks import check_calendar
from phieu.office.workbook.chat_checks import check_chat
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.criteria_checks import check_criteria
from phieu.office.workbook.draft import Draft
from phieu.office.workbook.faults import Fault
from phieu.office.workbook.file_checks import UnreadableFileError, check_file, open_workbook
from phieu.office.workbook.instructions import INSTRUCTIONS
from phieu.office.workbook.known import Known
from phieu.office.workbook.records import Book, Current
from phieu.office.workbook.rotation_checks import check_rotations
from phieu.office.workbook.round_sheets import SCALES
from phieu.office.workbook.rows import read_rows
from phieu.office.workbook.rule_checks import check_rules
from phieu.office.workbook.sheets import SHEETS
from phieu.office.workbook.staff_checks import check_staff
from phieu.office.workbook.tables import find_table
from phieu.office.workbook.training_checks import check_training

FORMULA = "f"
"""How openpyxl marks a cell with a formula."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: a book if there is no fault, and in any case what to look at."""

    book: Book | None
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    secret: bool = False
    """It came by chat, and holds what must not go there."""


def read_workbook(content: bytes, current: Current | None = None, *, by_chat: bool = False) -> Reading:
    """Read a file. Takes seconds for thousands of people and blocks: in the bot, call it in a thread.

    `current` is the office that the file is for; what it says of people and courses may refer to those who are there
    already. What came `by_chat` must not hold anything that is not to go by chat.
    """
    draft = Draft(known=Known(current))
    try:
        _read_sheets(content, draft)
    except UnreadableFileError as error:
        return Reading(None, (Fault(error.text),))
    _check_references(draft)
    check_staff(draft)
    check_criteria(draft)
    check_rules(draft)
    check_calendar(draft)
    check_training(draft)
    check_rotations(draft)
    secret = by_chat and check_chat(draft)
    faults = tuple(sorted((fault for fault in draft.faults if not fault.warning), key=_in_file))
    warnings = tuple(sorted((fault for fault in draft.faults if fault.warning), key=_in_file))
    return Reading(None if faults else _book(draft), faults, warnings, secret)


def _read_sheets(content: bytes, draft: Draft) -> None:
    check_file(content)
    workbook = open_workbook(content, values=False)
    formulas = {worksheet.title: _formulas(worksheet) for worksheet in workbook.worksheets}
    if any(formulas.values()):
        workbook = open_workbook(content, values=True)
    for sheet, worksheet in _find_sheets(workbook, draft):
        table = find_table(worksheet, sheet)
        draft.tables[sheet.key] = table
        draft.rows[sheet.key] = read_rows(table, formulas[worksheet.title])
        draft.faults.extend(table.faults)


def _formulas(worksheet: Worksheet) -> frozenset[tuple[int, int]]:
    cells = worksheet._cells  # noqa: SLF001 - iterating over the sheet would fill each gap with a cell
    return frozenset(place for place, cell in cells.items() if cell.data_type == FORMULA)


def _find_sheets(workbook: Workbook, draft: Draft) -> Iterator[tuple[Sheet, Worksheet]]:
    found: dict[str, tuple[Sheet, Worksheet]] = {}
    for worksheet in workbook.worksheets:
        sheet = next((sheet for sheet in SHEETS if sheet.is_called(worksheet.title)), None)
        if sheet is None:
            if not INSTRUCTIONS.is_called(worksheet.title):
                draft.faults.append(_unknown_sheet(worksheet.title))
        elif sheet.key in found:
            arguments = {"first": found[sheet.key][1].title, "second": worksheet.title}
            text = mark("the sheets “{first}” and “{second}” are the same one; please remove one of them")
            draft.faults.append(Fault(text, arguments, sheet))
        else:
            found[sheet.key] = (sheet, worksheet)
    for sheet in SHEETS:
        if sheet.key in found:
            yield found[sheet.key]
        elif not sheet.only_adds and not sheet.may_be_missing:
            draft.faults.append(Fault(mark("this sheet is missing; please add it as in the template"), sheet=sheet))


def _unknown_sheet(title: str) -> Fault:
    meant = nearest(title, [name for sheet in SHEETS for name in (sheet.vi, sheet.en)])
    text = (
        mark("the sheet “{title}” is not known and is left out; did you mean “{meant}”?")
        if meant
        else mark("the sheet “{title}” is not known and is left out")
    )
    return Fault(text, {"title": title, "meant": meant}, warning=True)


def _check_references(draft: Draft) -> None:
    """Whatever repeats a code of another sheet; and where several rows share one, that they spell it alike."""
    by_key = {sheet.key: sheet for sheet in SHEETS}
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.refers:
                _check_column(draft, sheet, column, by_key[column.refers[0]], column.refers[1])
    draft.refer(SCALES, "scale", draft.codes(SCALES, "scale"), SCALES)


def _check_column(draft: Draft, sheet: Sheet, column: Column, other: Sheet, key: str) -> None:
    """Codes of another sheet, or where this one only adds, also those that the office has already."""
    if not draft.has(other) and not other.only_adds:
        return  # that it is missing was told
    codes = draft.codes(other, key)
    known = draft.known.codes(other.key, key) if sheet.only_adds else {}
    draft.refer(sheet, column.key, known | codes, other)


def _in_file(fault: Fault) -> tuple[int, int, str]:
    place = SHEETS.index(fault.sheet) if fault.sheet in SHEETS else -1
    return place, fault.row or 0, fault.letter.rjust(3)


def _book(draft: Draft) -> Book:
    said: dict[str, Any] = {sheet.key: tuple(row.record for row in draft.of(sheet)) for sheet in SHEETS}
    unsaid = tuple(sheet.key for sheet in SHEETS if sheet.may_be_missing and not draft.has(sheet))
    return Book(**said, unsaid=unsaid)
