"""A whole class from a sheet: the sheet for one course, and what somebody has filled in. Brings openpyxl.

A plain list is read as well: staff numbers in the first column, without a head.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import Translator, mark
from phieu.office.spelling import fold, nearest
from phieu.office.training.class_sheet import CLASS, ClassRecord
from phieu.office.workbook.faults import Fault
from phieu.office.workbook.file_checks import UnreadableFileError, check_file, open_workbook
from phieu.office.workbook.rows import Row, read_rows
from phieu.office.workbook.tables import HEADER_SEARCHED, Cells, Table, find_table
from phieu.office.workbook.template import write_sheets
from phieu.storage.tables import Person

MOST_SUGGESTED_FROM = 1000
"""Among more people than this, looking for the one that was meant takes too long."""


@dataclass(frozen=True, slots=True)
class OnStaff:
    """Somebody whom a row may mean."""

    id: int
    number: str
    name: str
    active: bool


@dataclass(frozen=True, slots=True)
class ClassList:
    """What a sheet says: whom, each with the reason; or its faults. Warnings come with either."""

    reasons: dict[int, str]
    """By person, in the order of the sheet."""
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()


def class_sheet(t: Translator) -> bytes:
    """The sheet to be filled in."""
    return write_sheets(t, (CLASS,))


async def load_everybody(session: AsyncSession) -> list[OnStaff]:
    """The staff, and those who have left, whom a list may name by mistake."""
    rows = await session.exec(
        select(Person.id, Person.staff_number, Person.name, Person.active).where(~col(Person.erased))
    )
    return [OnStaff(id_, number, name, active) for id_, number, name, active in rows if id_ is not None]


async def read_class(content: bytes, people: Iterable[OnStaff]) -> ClassList:
    """Read what was sent, in a thread: every fault at once."""
    return await asyncio.to_thread(_read, content, list(people))


def _read(content: bytes, people: list[OnStaff]) -> ClassList:
    try:
        check_file(content)
        workbook = open_workbook(content, values=True)
    except UnreadableFileError as error:
        return ClassList({}, (Fault(error.text),))
    worksheet = _worksheet(workbook)
    if worksheet is None:
        return ClassList({}, (Fault(mark("this file has no sheet with cells")),))
    table = _table(worksheet)
    rows = _given_reasons(read_rows(table, frozenset()))
    found, said = _people_of(table, rows, {fold(one.number): one for one in people})
    said = sorted([*table.faults, *said], key=lambda fault: fault.row or 0)
    faults = tuple(fault for fault in said if not fault.warning)
    warnings = tuple(fault for fault in said if fault.warning)
    return ClassList({} if faults else found, faults, warnings)


def _worksheet(workbook: Workbook) -> Worksheet | None:
    """The sheet of that name, or else the first one."""
    sheets = [sheet for sheet in workbook.worksheets if isinstance(sheet, Worksheet)]
    return next((sheet for sheet in sheets if CLASS.is_called(sheet.title)), sheets[0] if sheets else None)


def _table(worksheet: Worksheet) -> Table:
    by_row: dict[int, Cells] = {}
    for (row, column), cell in sorted(worksheet._cells.items()):  # noqa: SLF001 - iterating would fill the gaps
        by_row.setdefault(row, {})[column] = cell
    heads = (str(cell.value) for cells in islice(by_row.values(), HEADER_SEARCHED) for cell in cells.values())
    if any(column.is_called(head) for head in heads for column in CLASS.columns):
        return find_table(worksheet, CLASS)
    return Table(CLASS, {"person": 1}, by_row)


def _given_reasons(rows: Iterable[Row]) -> list[Row]:
    """An empty reason is that of the row above."""
    reason, found = "", []
    for row in rows:
        record: ClassRecord = row.record
        reason = record.reason or reason
        found.append(replace(row, record=replace(record, reason=reason)))
    return found


def _people_of(table: Table, rows: list[Row], known: dict[str, OnStaff]) -> tuple[dict[int, str], list[Fault]]:
    found: dict[int, str] = {}
    faults: list[Fault] = []
    first: dict[int, int] = {}

    def say(row: Row, key: str, text: str, *, warning: bool = False, **arguments: object) -> None:
        column = CLASS.column(key)
        faults.append(Fault(text, arguments, CLASS, row.number, column, table.letter(column), warning))

    for row in rows:
        number = row.get("person")
        if number is None:
            continue  # told already
        person = known.get(fold(number))
        if person is None:
            meant = (
                nearest(number, (one.number for one in known.values())) if len(known) <= MOST_SUGGESTED_FROM else None
            )
            text = mark("nobody has the staff number “{number}”; did you mean “{meant}”?") if meant else _NOBODY
            say(row, "person", text, number=number, meant=meant)
        elif not person.active:
            say(row, "person", mark("{name} is no longer on the staff"), name=person.name)
        elif person.id in first:
            text = mark("this is already in row {first}; please keep only one of them")
            say(row, "person", text, first=first[person.id])
        else:
            first[person.id], found[person.id] = row.number, row.record.reason
            if row.get("name") and fold(row.record.name) != fold(person.name):
                text = mark("beside {number} stands “{written}”, but this is the number of {name}")
                say(row, "name", text, warning=True, number=person.number, written=row.record.name, name=person.name)
    return found, faults


_NOBODY = mark("nobody has the staff number “{number}”")
