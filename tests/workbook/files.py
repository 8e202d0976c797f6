"""Workbooks to try: the sample office's, changed as people change workbooks."""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from phieu.locales.translator import translator
from phieu.office.workbook.faults import Fault
from phieu.office.workbook.reading import Reading, read_workbook
from phieu.office.workbook.template import write_template
from phieu.sandbox.sample_office import SAMPLE_OFFICE

ENGLISH = translator("en")
VIETNAMESE = translator("vi")


@lru_cache
def sample(locale: str = "en") -> bytes:
    """The sample office's workbook."""
    return write_template(translator(locale), SAMPLE_OFFICE)


def changed(change: Callable[[Workbook], Any]) -> bytes:
    """The sample office's workbook in English after a change to it."""
    workbook = openpyxl.load_workbook(BytesIO(sample()))
    change(workbook)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def with_cell(sheet: str, cell: str, value: Any) -> bytes:
    """The sample office's workbook with another value in one cell."""

    def change(workbook: Workbook) -> None:
        sheet_of(workbook, sheet)[cell] = value

    return changed(change)


def with_row(sheet: str, *values: Any) -> bytes:
    """The sample office's workbook with one more row."""
    return changed(lambda workbook: sheet_of(workbook, sheet).append(values))


def sheet_of(workbook: Workbook, name: str) -> Worksheet:
    """A sheet by its English name."""
    worksheet = workbook[name]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def told(faults: tuple[Fault, ...]) -> list[str]:
    """Faults as an English reader sees them."""
    return [fault.explain(ENGLISH) for fault in faults]


def faults_of(content: bytes) -> list[str]:
    """What is said against a file."""
    return told(read_workbook(content).faults)


def warnings_of(content: bytes) -> list[str]:
    """What is said about a file that can be read all the same."""
    reading = read_sound(content)
    return told(reading.warnings)


def read_sound(content: bytes) -> Reading:
    """Read a file that must have no fault."""
    reading = read_workbook(content)
    assert told(reading.faults) == []
    assert reading.book is not None
    return reading
