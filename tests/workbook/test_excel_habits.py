"""What Excel, and people who use it, make of what was meant."""

import unicodedata
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.workbook import Workbook

from phieu.office.workbook.records import PersonRecord
from tests.workbook.files import changed, faults_of, read_sound, sheet_of, told, warnings_of, with_cell, with_row


def last_person(content: bytes) -> PersonRecord:
    book = read_sound(content).book
    assert book is not None
    return book.people[-1]


def test_numbers_for_staff_numbers() -> None:
    assert last_person(with_row("People", 123, "Số nguyên")).number == "123"
    assert last_person(with_row("People", 12.0, "Số thực")).number == "12"


def test_leading_zeros_that_only_the_format_shows() -> None:
    def change(workbook: Workbook) -> None:
        people = sheet_of(workbook, "People")
        people.append([123, "Có số không"])
        people["A27"].number_format = "00000"

    assert last_person(changed(change)).number == "00123"


def test_numbers_typed_as_text() -> None:
    for typed in ("4", " 4 ", "4.0", "4,0", 4.0):
        book = read_sound(with_cell("Office", "C2", typed)).book
        assert book is not None
        assert book.office[0].threshold == 4


def test_stray_spaces_and_decomposed_letters() -> None:
    name = unicodedata.normalize("NFD", "  Nguyễn\u00a0Thị   Hồng\u200b\nÁnh ")
    person = last_person(with_row("People", " VP026\u00a0", name))
    assert (person.number, person.name) == ("VP026", "Nguyễn Thị Hồng Ánh")


def test_codes_in_any_case_are_spelled_as_their_own_sheet_spells_them() -> None:
    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "Positions")["A2"] = "vp001"
        sheet_of(workbook, "Positions")["B2"] = "ld"
        sheet_of(workbook, "Questions")["F2"] = "Muc4"
        sheet_of(workbook, "Scales")["A3"] = "muc4"

    assert read_sound(changed(change)).book == read_sound(changed(lambda _: None)).book


def test_words_in_either_language() -> None:
    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "Positions")["D2"] = "chánh văn phòng"
        sheet_of(workbook, "People")["C2"] = "tieng viet"
        sheet_of(workbook, "People")["E8"] = True
        sheet_of(workbook, "Calendar")["A2"] = "6 tháng"

    assert read_sound(changed(change)).book == read_sound(changed(lambda _: None)).book


def test_a_date_where_a_number_was_meant() -> None:
    [said] = faults_of(with_cell("Calendar", "B2", datetime(2026, 12, 6, tzinfo=UTC).replace(tzinfo=None)))
    assert said == (
        "Sheet “Calendar”, row 2, column B (Months): Excel has made a date or time of this. "
        "Please format the cell as Text and type it once more"
    )


def test_an_error_in_a_cell() -> None:
    [said] = faults_of(with_cell("People", "B2", "#REF!"))
    assert said == "Sheet “People”, row 2, column B (Name): this cell shows the error #REF!"


def test_a_formula_that_was_never_worked_out() -> None:
    [said] = faults_of(with_cell("People", "B2", '="Nguyễn "&"Văn Thành"'))
    assert said == (
        "Sheet “People”, row 2, column B (Name): this formula has no result yet. "
        "Please open the file in Excel, save it, or type the value itself"
    )


def with_results(content: bytes, formula: bytes, cell: bytes) -> bytes:
    """Give a formula the result that Excel would have saved beside it."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(formula, cell))
    return written.getvalue()


def test_a_formula_counts_by_its_result() -> None:
    content = changed(lambda workbook: sheet_of(workbook, "People").append(["VP026", "=B2"]))
    formula = b'<c r="B27"><f>B2</f><v /></c>'
    filled = with_results(content, formula, b'<c r="B27" t="str"><f>B2</f><v>Nguyen Van Thanh</v></c>')
    assert filled != content
    assert last_person(filled).name == "Nguyen Van Thanh"


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell() -> None:
    content = changed(lambda workbook: sheet_of(workbook, "People").append(["VP026", "Ai đó", None, "=E1"]))
    formula = b'<c r="D27"><f>E1</f><v /></c>'
    filled = with_results(content, formula, b'<c r="D27" t="str"><f>E1</f><v></v></c>')
    assert filled != content
    assert last_person(filled).contact == ""


def test_cells_merged_downwards_give_their_value_to_each_row() -> None:
    def change(workbook: Workbook) -> None:
        units = sheet_of(workbook, "Positions")
        units.merge_cells("B6:B9")

    reading = read_sound(changed(change))
    assert reading.book == read_sound(changed(lambda _: None)).book
    assert told(reading.warnings) == [
        "Sheet “Positions”, row 6: the cells B6:B9 are merged; their value was taken for each of these rows"
    ]


def test_cells_merged_sideways_are_a_fault() -> None:
    said = faults_of(changed(lambda workbook: sheet_of(workbook, "People").merge_cells("A3:B3")))
    assert "Sheet “People”, row 3: the cells A3:B3 are merged; please unmerge them and fill in each one" in said


def test_titles_above_the_header_other_orders_and_remarks() -> None:
    def change(workbook: Workbook) -> None:
        units = sheet_of(workbook, "Units")
        units.insert_rows(1, 3)
        units["A1"] = "Danh sách các phòng"
        units.merge_cells("A1:C1")
        members = sheet_of(workbook, "Group members")
        members.move_range("A1:A8", cols=3)
        workbook.move_sheet("Rules", -9)

    assert read_sound(changed(change)).book == read_sound(changed(lambda _: None)).book


def test_empty_rows_are_passed_over_and_hidden_ones_are_read() -> None:
    def change(workbook: Workbook) -> None:
        people = sheet_of(workbook, "People")
        people["A1000"].number_format = "@"
        people["B5000"] = "   "
        people.row_dimensions[40].hidden = True
        people.row_dimensions[8].hidden = True

    content = changed(change)
    assert read_sound(content).book == read_sound(changed(lambda _: None)).book
    assert warnings_of(content) == ["Sheet “People”: hidden rows are read as well: 8"]


def test_a_cell_in_the_very_last_row_makes_no_million_of_them() -> None:
    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "People")["XFD1048576"].number_format = "@"

    assert read_sound(changed(change)).book == read_sound(changed(lambda _: None)).book


def test_sheets_and_columns_that_are_missing_or_unknown() -> None:
    def change(workbook: Workbook) -> None:
        del workbook["Units"]
        sheet_of(workbook, "Scales").title = "Scale"
        workbook.create_sheet("Ghi chú")
        sheet_of(workbook, "People")["B1"] = "Nam"
        sheet_of(workbook, "People")["F1"] = "Staff number"
        sheet_of(workbook, "Rules")["B1"] = None

    content = changed(change)
    said = faults_of(content)
    assert said == [
        "Sheet “Units”: this sheet is missing; please add it as in the template",
        "Sheet “People”, row 1, column “Staff number”: this column is there twice, as A and F; please remove one",
        "Sheet “People”, row 1, column “Name”: this column is missing; please add it as in the template",
        "Sheet “Scales”: this sheet is missing; please add it as in the template",
        "Sheet “Rules”, row 1, column “Raters”: this column is missing; please add it as in the template",
    ]


def test_unknown_sheets_and_columns_are_left_out() -> None:
    def change(workbook: Workbook) -> None:
        workbook.create_sheet("Ghi chú")
        workbook.create_sheet("Peoples")
        sheet_of(workbook, "People")["F1"] = "Sinh nhật"
        sheet_of(workbook, "People")["F2"] = "1/1"
        sheet_of(workbook, "Units")["D1"] = "Super visor"

    assert warnings_of(changed(change)) == [
        "The sheet “Ghi chú” is not known and is left out",
        "The sheet “Peoples” is not known and is left out; did you mean “People”?",
        "Sheet “Units”, row 1: column D (“Super visor”) is not known and is left out; did you mean “Supervisor”?",
        "Sheet “People”, row 1: column F (“Sinh nhật”) is not known and is left out",
    ]
