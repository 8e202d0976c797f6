"""The first sheet of the template: how to fill in the others."""

from dataclasses import dataclass

from phieu.locales.translator import Translator, mark
from phieu.office.workbook.columns import Sheet
from phieu.office.workbook.sheets import SHEETS

INSTRUCTIONS = Sheet("instructions", "Hướng dẫn", "Instructions", "", (), ())


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the instructions: `left` in the narrow column, `right` in the wide one."""

    right: str
    left: str = ""
    heading: bool = False


_STEPS = (
    mark("Please fill in the sheets from left to right; each sheet explains itself in the notes on its column names."),
    mark("Columns marked with * must be filled in; the others may stay empty."),
    mark("The order of columns and rows does not matter, but please keep the column names as they are."),
    mark(
        "Save the file as an Excel workbook (.xlsx) without a password and send it to the bot on Telegram, or have "
        "it loaded on the server (phieu import)."
    ),
    mark(
        "Every fault is reported at once, with sheet, row and column. Then you see what would change, "
        "and nothing changes until you confirm."
    ),
)
_LATER = (
    mark("You can send the workbook again at any time. People are recognised by their staff number."),
    mark("Whoever is no longer listed is marked as having left; nobody is deleted. Listed again, they are back."),
    mark("A round that is open is not touched: it goes on as it was when it opened."),
    mark("The sheets of single dates, days off and yearly dates may be removed: then these stay as they are."),
    mark(
        "Courses, training records and rotations are only added or changed: what is not listed there stays as it is, "
        "and an empty cell changes nothing."
    ),
)
_SELECTORS = (
    ("tất cả", "everyone", mark("everybody in the office")),
    ("nhóm:DU", "group:DU", mark("the members of the group with the code DU")),
    ("đơn vị:TH", "unit:TH", mark("whoever has a position in the unit with the code TH")),
    (
        "chức danh:trưởng phòng",
        "rank:head",
        mark("whoever has this rank: chief, deputy chief, head, deputy head, staff, contract"),
    ),
    ("người:00123", "person:00123", mark("the person with this staff number")),
    ("trưởng phòng", "head", mark("the head of the rater's own unit (only for who is rated)")),
    ("phụ trách", "supervisor", mark("the deputy chief in charge of the rater's own unit (only for who is rated)")),
    ("chánh văn phòng", "chief", mark("the chief of the office")),
    ("nhóm:DU + chức danh:trưởng phòng", "group:DU + rank:head", mark("both together")),
    (
        "tất cả - nhóm:DU",
        "everyone - group:DU",
        mark("the first without the second; please leave a space before the minus"),
    ),
)


def instruction_lines(t: Translator) -> list[Line]:
    """The sheet from top to bottom; the first line is its title."""
    lines = [Line(t("The office's workbook"), heading=True)]
    lines += [Line(t("How to fill it in"), heading=True)]
    lines += [Line(t(step), f"{number}.") for number, step in enumerate(_STEPS, start=1)]
    lines += [Line(t("What stands where"), heading=True)]
    lines += [Line(t(sheet.help), sheet.explain(t)) for sheet in SHEETS]
    lines += [Line(t("Who rates whom: what can be written on the sheet of rules"), heading=True)]
    lines += [Line(t(meaning), t.either(vi, en)) for vi, en, meaning in _SELECTORS]
    lines += [Line(t("When something changes"), heading=True)]
    lines += [Line(t(line), "•") for line in _LATER]
    return lines
