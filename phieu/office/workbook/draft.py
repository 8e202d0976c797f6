"""A workbook as it is being checked: the rows of each sheet, what is wrong so far, and how to say where."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any

from phieu.locales.translator import mark
from phieu.office.spelling import fold, nearest
from phieu.office.workbook.columns import Sheet
from phieu.office.workbook.faults import Fault
from phieu.office.workbook.known import Known
from phieu.office.workbook.rows import Row
from phieu.office.workbook.tables import Table

MOST_SUGGESTED_FROM = 1000
"""Among more codes than this, looking for the one that was meant takes too long."""


@dataclass
class Draft:
    """All that was read, faulty or not. A sheet that is missing has no table."""

    tables: dict[str, Table] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    """What the office has already, for sheets that only add to it."""

    def of(self, sheet: Sheet) -> list[Row]:
        """The rows of a sheet."""
        return self.rows.get(sheet.key, [])

    def has(self, sheet: Sheet) -> bool:
        """Whether the sheet is in the file at all."""
        return sheet.key in self.tables

    def is_sound(self, *sheets: Sheet) -> bool:
        """Whether no fault was found on these sheets so far; things to look at do not count."""
        return not any(fault.sheet in sheets and not fault.warning for fault in self.faults)

    def complain(
        self, sheet: Sheet, row: Row | None, key: str, text: str, *, warning: bool = False, **arguments: Any
    ) -> None:
        """Note a fault of one cell, or of a row if `key` is empty, or of the sheet if there is no row."""
        column = sheet.column(key) if key else None
        letter = self.tables[sheet.key].letter(column) if column and self.has(sheet) else ""
        self.faults.append(Fault(text, arguments, sheet, row.number if row else None, column, letter, warning))

    def unique(self, sheet: Sheet, key: str, same: Callable[[Row], Hashable | None]) -> None:
        """Complain about each row that says the same as one above it; `same` is None where that cannot be told."""
        first: dict[Hashable, int] = {}
        for row in self.of(sheet):
            value = same(row)
            if value is None:
                continue
            if value in first:
                text = mark("this is already in row {first}; please keep only one of them")
                self.complain(sheet, row, key, text, first=first[value])
            first.setdefault(value, row.number)

    def refer(self, sheet: Sheet, key: str, known: dict[str, str], other: Sheet) -> None:
        """Complain about codes that the other sheet does not have; spell those that it has as it does."""
        for place, row in enumerate(self.of(sheet)):
            code = row.get(key)
            if not code:
                continue
            spelled = known.get(fold(code))
            if spelled is None:
                self.complain_unknown(sheet, row, key, code, other, known)
            elif spelled != code:
                self.rows[sheet.key][place] = replace(row, record=replace(row.record, **{key: spelled}))

    def complain_unknown(self, sheet: Sheet, row: Row, key: str, code: str, to: Sheet, known: dict[str, str]) -> None:
        """Note a code that the other sheet does not have, and which one was probably meant."""
        meant = nearest(code, known.values()) if len(known) <= MOST_SUGGESTED_FROM else None
        text = (
            mark("“{code}” is not on the sheet “{other}”; did you mean “{meant}”?")
            if meant
            else mark("“{code}” is not on the sheet “{other}”")
        )
        self.complain(sheet, row, key, text, code=code, other=to, meant=meant)

    def codes(self, sheet: Sheet, key: str) -> dict[str, str]:
        """The codes that a sheet gives, by how they are compared."""
        found: dict[str, str] = {}
        for row in self.of(sheet):
            if code := row.get(key):
                found.setdefault(fold(code), code)
        return found
