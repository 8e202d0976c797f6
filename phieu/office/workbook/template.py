"""Writes a workbook to be filled in: instructions first, then every sheet with its lists, notes and formats."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from phieu.locales.translator import Translator
from phieu.office.cell_looks import Looks
from phieu.office.workbook import styles
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.days import EARLIEST, LATEST
from phieu.office.workbook.instructions import INSTRUCTIONS, instruction_lines
from phieu.office.workbook.kinds import DATE, Whole
from phieu.office.workbook.records import Book
from phieu.office.workbook.sheets import SHEETS
from phieu.office.workbook.staff_sheets import GROUPS, MEMBERS, OFFICE, PEOPLE, POSITIONS, UNITS

Rows = Mapping[str, Sequence[Sequence[object]]]
"""By a sheet's key, its rows in the order of its columns."""

ROOM = 500
"""For so many more rows than are there, lists and formats are laid out."""
EXCEL_DAY_0 = date(1899, 12, 30).toordinal()
"""Excel counts days from here."""
_LEFT, _RIGHT = 36, 100
"""Widths of the two columns of the instructions, in characters."""
_STAFF_SHEETS = (OFFICE, UNITS, PEOPLE, POSITIONS, GROUPS, MEMBERS)


def write_template(t: Translator, rows: Rows | None = None) -> bytes:
    """A workbook in the reader's language, empty or filled with these rows."""
    workbook = Workbook()
    first = workbook.active
    assert isinstance(first, Worksheet)
    _write_instructions(first, t)
    looks = Looks()
    longest = {sheet.key: len((rows or {}).get(sheet.key, ())) + ROOM for sheet in SHEETS}
    for sheet in SHEETS:
        worksheet = workbook.create_sheet(sheet.explain(t))
        worksheet.sheet_properties.tabColor = styles.BLUE if sheet in _STAFF_SHEETS else styles.GREEN
        _write_sheet(worksheet, sheet, (rows or {}).get(sheet.key, ()), longest, looks, t)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def write_sheets(t: Translator, sheets: Sequence[Sheet]) -> bytes:
    """These sheets alone, empty; none of their columns may refer to another one."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(sheet.explain(t)), sheet, (), {sheet.key: ROOM}, Looks(), t)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def book_rows(book: Book) -> Rows:
    """What a book says, as `write_template` takes it."""
    return {
        sheet.key: [[getattr(record, column.key) for column in sheet.columns] for record in getattr(book, sheet.key)]
        for sheet in SHEETS
    }


def _write_instructions(worksheet: Worksheet, t: Translator) -> None:
    worksheet.title = INSTRUCTIONS.explain(t)
    worksheet.sheet_view.showGridLines = False
    worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = _LEFT, _RIGHT
    for number, line in enumerate(instruction_lines(t), start=1):
        left, right = worksheet.cell(number, 1), worksheet.cell(number, 2)
        if line.heading:
            left.value = line.right
            styles.heading(worksheet, number, is_title=number == 1)
            continue
        left.value, right.value = line.left, line.right
        styles.instruction(left, right)
        styles.fit_height(worksheet, number, [(line.left, _LEFT), (line.right, _RIGHT)])
    styles.page(worksheet, landscape=False)


def _write_sheet(
    worksheet: Worksheet,
    sheet: Sheet,
    rows: Sequence[Sequence[object]],
    longest: Mapping[str, int],
    looks: Looks,
    t: Translator,
) -> None:
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        header = worksheet.cell(1, place, column.explain(t) + (" *" if column.required else ""))
        header.comment = _note(column, t)
        styles.header(header, required=column.required)
        worksheet.column_dimensions[letter].width = column.width
        worksheet.column_dimensions[letter].number_format = column.kind.form
        _add_list(worksheet, column, letter, longest, t)
    headers = [(str(cell.value), column.width * 0.85) for cell, column in zip(worksheet[1], sheet.columns, strict=True)]
    styles.fit_height(worksheet, 1, headers)
    for number, row in enumerate(rows, start=2):
        texts = []
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), start=1):
            cell = worksheet.cell(number, place)
            cell.value = column.kind.write(value, t.locale)
            styles.value(cell, column.kind.form, looks)
            texts.append((str(cell.value or ""), column.width))
        styles.fit_height(worksheet, number, texts)
    styles.page(worksheet, landscape=True)
    worksheet.freeze_panes = "A2"
    worksheet.print_title_rows = "1:1"


def _note(column: Column, t: Translator) -> Comment:
    need = t("Required.") if column.required else t("May be left empty.")
    note = Comment(f"{t(column.help)}\n{need}", "Phiếu")
    note.width, note.height = 320, 130
    return note


def _add_list(worksheet: Worksheet, column: Column, letter: str, longest: Mapping[str, int], t: Translator) -> None:
    """The list from which a cell is chosen: fixed words, the codes of another sheet, or a number's bounds."""
    rows = max(longest.values())
    title = column.explain(t)[:32]
    if choices := column.kind.choices(t.locale):
        check = DataValidation("list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        check.error = t("Please choose from the list.")
    elif column.refers:
        check = DataValidation("list", formula1=_range(column.refers, longest, t), allow_blank=True)
        check.errorStyle = "warning"
        check.error = t("This code is not on its sheet yet.")
    elif isinstance(column.kind, Whole):
        bounds = str(column.kind.lowest), str(column.kind.highest)
        check = DataValidation("whole", "between", *bounds, allow_blank=True)
        check.error = t("Please enter a whole number from {lowest} to {highest}.", lowest=bounds[0], highest=bounds[1])
    elif column.kind.form == DATE:
        check = DataValidation(
            "date", "between", f"{EARLIEST.toordinal() - EXCEL_DAY_0}", f"{LATEST.toordinal() - EXCEL_DAY_0}"
        )
        check.error = t("Please enter a date such as 20/11/2026.")
    else:
        return
    check.errorTitle, check.showErrorMessage = title, True
    check.add(f"{letter}2:{letter}{rows + 1}")
    worksheet.add_data_validation(check)


def _range(refers: tuple[str, str], longest: Mapping[str, int], t: Translator) -> str:
    other = next(sheet for sheet in SHEETS if sheet.key == refers[0])
    letter = get_column_letter(other.columns.index(other.column(refers[1])) + 1)
    return f"{quote_sheetname(other.explain(t))}!${letter}$2:${letter}${longest[other.key] + 1}"
