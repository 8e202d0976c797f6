"""The template: what people see when they open it, and that it says the same in both languages."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from phieu.locales.translator import translator
from phieu.office.workbook.sheets import SHEETS
from phieu.office.workbook.template import Rows, book_rows, write_template
from phieu.sandbox.sample_office import SAMPLE_OFFICE
from tests.workbook.files import faults_of, read_sound, sample


def sheets_of(content: bytes) -> dict[str, Worksheet]:
    return {worksheet.title: worksheet for worksheet in openpyxl.load_workbook(BytesIO(content)).worksheets}


def lists_of(worksheet: Worksheet) -> dict[str, str]:
    """What can be chosen, by the column that it is chosen in."""
    return {
        str(check.sqref).split("2:")[0]: str(check.formula1)
        for check in worksheet.data_validations.dataValidation
        if check.type == "list"
    }


def test_instructions_first_then_every_sheet_in_either_language() -> None:
    assert list(sheets_of(sample("vi"))) == ["Hướng dẫn", *(sheet.vi for sheet in SHEETS)]
    assert list(sheets_of(sample("en"))) == ["Instructions", *(sheet.en for sheet in SHEETS)]


def test_both_languages_are_read_alike() -> None:
    book = read_sound(sample("vi")).book
    assert book == read_sound(sample("en")).book
    assert book is not None
    assert book_rows(book) == {key: [list(row) for row in rows] for key, rows in SAMPLE_OFFICE.items()}


def test_columns_explain_themselves() -> None:
    people = sheets_of(write_template(translator("vi")))["Nhân sự"]
    assert [cell.value for cell in people[1]] == ["Mã cán bộ *", "Họ và tên *", "Ngôn ngữ", "Liên hệ", "Quản trị"]
    assert people.freeze_panes == "A2"
    notes = [cell.comment.text if cell.comment else "" for cell in people[1]]
    assert notes[0].endswith("Bắt buộc.")
    assert notes[3].endswith("Có thể để trống.")


def test_lists_to_choose_from() -> None:
    positions = sheets_of(sample("vi"))["Chức vụ"]
    assert lists_of(positions) == {
        "A": "'Nhân sự'!$A$2:$A$526",
        "B": "'Đơn vị'!$A$2:$A$508",
        "D": '"Chánh Văn phòng,Phó Chánh Văn phòng,Trưởng phòng,Phó Trưởng phòng,Công chức,Hợp đồng"',
    }


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_lists_fit_into_what_excel_allows(locale: str) -> None:
    for worksheet in sheets_of(sample(locale)).values():
        assert all(len(formula) <= 257 for formula in lists_of(worksheet).values())
        assert len(worksheet.title) <= 31


def test_staff_numbers_keep_their_zeros() -> None:
    people = sheets_of(write_template(translator("vi")))["Nhân sự"]
    assert people.column_dimensions["A"].number_format == "@"


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    rows: Rows = {**SAMPLE_OFFICE, "office": [("=1+1", *SAMPLE_OFFICE["office"][0][1:])]}
    book = read_sound(write_template(translator("en"), rows)).book
    assert book is not None
    assert book.office[0].name == "=1+1"


def test_an_empty_template_says_what_is_to_be_filled_in() -> None:
    assert faults_of(write_template(translator("en"))) == [
        f"Sheet “{sheet.en}”: this sheet is empty; please fill it in" for sheet in SHEETS if not sheet.may_be_empty
    ]
