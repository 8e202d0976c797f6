"""Every fault is named, at its place, in words that say what to do."""

from collections.abc import Callable

import pytest
from openpyxl.workbook import Workbook

from phieu.office.workbook.reading import read_workbook
from tests.workbook.files import VIETNAMESE, changed, faults_of, sheet_of, warnings_of, with_cell, with_row

FAULTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "duplicate staff number": (
        lambda: with_row("People", "vp007", "Nguyễn Thị Hai"),
        "Sheet “People”, row 27, column A (Staff number): this is already in row 8; please keep only one of them",
    ),
    "unknown unit": (
        lambda: with_cell("Positions", "B7", "THH"),
        "Sheet “Positions”, row 7, column B (Unit code): “THH” is not on the sheet “Units”; did you mean “TH”?",
    ),
    "unknown person": (
        lambda: with_row("Group members", "DU", "VP 008"),
        (
            "Sheet “Group members”, row 9, column B (Staff number): “VP 008” is not on the sheet “People”; "
            "did you mean “VP008”?"
        ),
    ),
    "unknown supervisor": (
        lambda: with_cell("Units", "C3", "nobody"),
        "Sheet “Units”, row 3, column C (Supervisor): “nobody” is not on the sheet “People”",
    ),
    "unknown set": (
        lambda: with_cell("Rules", "F2", "XYZ"),
        "Sheet “Rules”, row 2, column F (Set code): “XYZ” is not on the sheet “Criteria sets”",
    ),
    "unknown scale": (
        lambda: with_cell("Questions", "F2", "MUC5"),
        "Sheet “Questions”, row 2, column F (Scale code): “MUC5” is not on the sheet “Scales”; did you mean “MUC4”?",
    ),
    "unknown rank": (
        lambda: with_cell("Positions", "D2", "boss"),
        (
            "Sheet “Positions”, row 2, column D (Rank): “boss” is not known here; please choose one of: "
            "Chief, Deputy chief, Head, Deputy head, Staff, Contract"
        ),
    ),
    "unknown selector": (
        lambda: with_cell("Rules", "B2", "group:DU + xhief"),
        "Sheet “Rules”, row 2, column B (Raters): At character 12: “xhief” is not known; did you mean “chief”?",
    ),
    "selector that is a rank": (
        lambda: with_cell("Rules", "C2", "phó chánh văn phòng"),
        (
            "Sheet “Rules”, row 2, column C (Ratees): At character 1: “phó chánh văn phòng” is not known; "
            "did you mean “chức danh:phó chánh văn phòng”?"
        ),
    ),
    "a city that has no time zone of its own": (
        lambda: with_cell("Office", "B2", "Asia/Hanoi"),
        (
            "Sheet “Office”, row 2, column B (Time zone): there is no time zone “Asia/Hanoi”; "
            "did you mean “Asia/Ho_Chi_Minh”?"
        ),
    ),
    "selector of an unknown group": (
        lambda: with_cell("Rules", "B2", "group:DUU"),
        "Sheet “Rules”, row 2, column B (Raters): “DUU” is not on the sheet “Groups”; did you mean “DU”?",
    ),
    "raters seen from the rater": (
        lambda: with_cell("Rules", "B2", "head"),
        (
            "Sheet “Rules”, row 2, column B (Raters): “head” and “supervisor” are seen from the rater and can only say "
            "who is rated; for raters please write rank:head or rank:deputy chief"
        ),
    ),
    "a rule that selects nobody to rate": (
        lambda: with_cell("Rules", "B2", "group:DU - everyone"),
        "Sheet “Rules”, row 2, column B (Raters): this means nobody at present; please check it",
    ),
    "a rule that selects nobody to be rated": (
        lambda: with_cell("Rules", "C2", "unit:LD - rank:chief - rank:deputy chief"),
        "Sheet “Rules”, row 2, column C (Ratees): this means nobody at present; please check it",
    ),
    "threshold under three": (
        lambda: with_cell("Office", "C2", 2),
        (
            "Sheet “Office”, row 2, column C (Threshold): the threshold may not be less than 3: "
            "with fewer answers one could tell who gave which"
        ),
    ),
    "threshold no number": (
        lambda: with_cell("Office", "C2", "five"),
        "Sheet “Office”, row 2, column C (Threshold): “five” is not a whole number",
    ),
    "unknown time zone": (
        lambda: with_cell("Office", "B2", "Asia/Ho Chi Min"),
        (
            "Sheet “Office”, row 2, column B (Time zone): there is no time zone “Asia/Ho Chi Min”; "
            "did you mean “Asia/Ho_Chi_Minh”?"
        ),
    ),
    "two offices": (
        lambda: with_row("Office", "Văn phòng hai", "Asia/Ho_Chi_Minh", 5, 3, 30),
        "Sheet “Office”, row 3: this sheet has one row only; please remove this one",
    ),
    "name of 121 characters": (
        lambda: with_cell("People", "B2", "a" * 121),
        "Sheet “People”, row 2, column B (Name): this has 121 characters; there is room for 120. Please shorten it.",
    ),
    "name missing": (
        lambda: with_cell("People", "B2", " \u00a0 "),
        "Sheet “People”, row 2, column B (Name): this cell is empty; please fill it in",
    ),
    "staff number that no rule can name": (
        lambda: with_row("People", "VP 1 + 2", "Ai đó"),
        (
            "Sheet “People”, row 27, column A (Staff number): “VP 1 + 2” cannot be a code: "
            "please leave out + , ; and a dash after a space"
        ),
    ),
    "scale with a gap": (
        lambda: with_cell("Scales", "B5", 5),
        "Sheet “Scales”, row 5, column B (Value): scale “MUC4” has gaps: 4; values run from 1 without gaps",
    ),
    "scale with ten answers": (
        lambda: with_row("Scales", "MUC4", 10, "Mười", ""),
        "Sheet “Scales”, row 9, column B (Value): 10 is not possible here; please enter a number from 1 to 9",
    ),
    "scale with one answer": (
        lambda: with_row("Scales", "MOT", 1, "Một", ""),
        "Sheet “Scales”, row 9, column B (Value): scale “MOT” needs at least two answers",
    ),
    "two answers that look the same": (
        lambda: with_cell("Scales", "C2", "hoàn thành"),
        "Sheet “Scales”, row 3, column C (Label (Vietnamese)): this is already in row 2; please keep only one of them",
    ),
    "set without questions": (
        lambda: with_row("Criteria sets", "NEW", "Bộ mới", ""),
        (
            "Sheet “Criteria sets”, row 5, column A (Set code): this set has no criteria yet; "
            "please add them on the sheet “Questions”"
        ),
    ),
    "months that do not exist": (
        lambda: with_cell("Calendar", "B2", "6; 13"),
        "Sheet “Calendar”, row 2, column B (Months): “6; 13” are not months; please write their numbers, such as 6; 12",
    ),
    "months that Excel read as a decimal number": (
        lambda: with_cell("Calendar", "B2", 6.12),
        "Sheet “Calendar”, row 2, column B (Months): “6.12” are not months; please write their numbers, such as 6; 12",
    ),
    "day that does not exist": (
        lambda: with_cell("Calendar", "C2", 32),
        "Sheet “Calendar”, row 2, column C (Day): 32 is not possible here; please enter a number from 1 to 31",
    ),
    "same position twice": (
        lambda: with_row("Positions", "VP001", "LD", "chánh văn  phòng", "Chief"),
        "Sheet “Positions”, row 28, column C (Title): this is already in row 2; please keep only one of them",
    ),
    "same order twice": (
        lambda: with_cell("Rules", "A3", 1),
        "Sheet “Rules”, row 3, column A (Order): this is already in row 2; please keep only one of them",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault(name: str) -> None:
    build, said = FAULTS[name]
    assert faults_of(build()) == [said]


def test_all_faults_at_once_in_the_order_of_the_file() -> None:
    def change(workbook: Workbook) -> None:
        sheet_of(workbook, "Office")["C2"] = 1
        sheet_of(workbook, "People")["B9"] = "x" * 200
        sheet_of(workbook, "People")["C4"] = "Klingon"
        sheet_of(workbook, "Rules")["C4"] = "teh chief"
        del workbook["Calendar"]

    assert [said.split(":")[0] for said in faults_of(changed(change))] == [
        "Sheet “Office”, row 2, column C (Threshold)",
        "Sheet “People”, row 4, column C (Language)",
        "Sheet “People”, row 9, column B (Name)",
        "Sheet “Rules”, row 4, column C (Ratees)",
        "Sheet “Calendar”",
    ]


def test_a_fault_in_vietnamese() -> None:
    [fault] = read_workbook(with_cell("Positions", "D2", "boss")).faults
    assert fault.explain(VIETNAMESE) == (
        "Trang “Chức vụ”, dòng 2, cột D (Chức danh): “boss” không có trong danh sách; xin chọn một trong các giá trị: "
        "Chánh Văn phòng, Phó Chánh Văn phòng, Trưởng phòng, Phó Trưởng phòng, Công chức, Hợp đồng"
    )


WARNINGS: dict[str, tuple[Callable[[], bytes], str]] = {
    "supervisor who is no deputy chief": (
        lambda: with_cell("Units", "C3", "VP008"),
        (
            "Sheet “Units”, row 3, column C (Supervisor): VP008 is in charge of this unit, "
            "but is no deputy chief on the sheet of positions"
        ),
    ),
    "unit without head": (
        lambda: with_cell("Positions", "D6", "Deputy head"),
        "Sheet “Units”, row 3, column A (Unit code): this unit has no head; nobody will be asked about one",
    ),
    "unit with two heads": (
        lambda: with_cell("Positions", "D12", "Head"),
        (
            "Sheet “Units”, row 4, column A (Unit code): this unit has several heads; "
            "its staff will be asked about each of them"
        ),
    ),
    "unit without people": (
        lambda: with_row("Units", "NEW", "Phòng mới", ""),
        "Sheet “Units”, row 9, column A (Unit code): nobody has a position in this unit",
    ),
    "two chiefs": (
        lambda: with_cell("Positions", "D3", "Chief"),
        (
            "Sheet “Positions”, row 3, column D (Rank): several people have the rank of chief; "
            "rules for the chief mean all of them"
        ),
    ),
    "somebody without position": (
        lambda: with_row("People", "VP026", "<b>Nguyễn_Văn*Mới</b> & con"),
        (
            "Sheet “People”, row 27, column A (Staff number): <b>Nguyễn_Văn*Mới</b> & con holds no position; "
            "rules that go by unit or rank will pass them over"
        ),
    ),
    "group without members": (
        lambda: with_row("Groups", "HD", "Hội đồng"),
        "Sheet “Groups”, row 3, column A (Group code): this group has no members yet",
    ),
    "a rule after all its pairs are given": (
        lambda: with_row("Rules", 6, "group:DU", "chief", "Đảng ủy", "", "LDVP"),
        (
            "Sheet “Rules”, row 7: this rule adds nobody: all its pairs are given by rules before it, "
            "or are people and themselves"
        ),
    ),
    "a day that not all months have": (
        lambda: with_cell("Calendar", "C2", 31),
        (
            "Sheet “Calendar”, row 2, column C (Day): there is no day 31 in month 6; "
            "the round opens on that month's last day"
        ),
    ),
    "two months of one period": (
        lambda: with_cell("Calendar", "B2", "5, 6, 12"),
        (
            "Sheet “Calendar”, row 2, column B (Months): two of these months fall into one period; "
            "only the first round of it will be held"
        ),
    ),
}


@pytest.mark.parametrize("name", WARNINGS)
def test_something_to_look_at(name: str) -> None:
    build, said = WARNINGS[name]
    assert warnings_of(build()) == [said]


def test_the_sample_office_is_beyond_reproach() -> None:
    assert warnings_of(changed(lambda _: None)) == []


def test_a_name_of_120_characters_with_markup_is_just_a_name() -> None:
    name = ("<b>Nguyễn & _Trần_ </b>" * 10)[:120].strip()
    assert warnings_of(with_cell("People", "B2", name)) == []
