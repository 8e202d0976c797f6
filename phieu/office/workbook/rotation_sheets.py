"""The sheet about rotations and transfers. Its keys are the fields of `records.RotationRecord`."""

from phieu.locales.translator import mark
from phieu.office.rotations.names import ENDING_NAMES, KIND_NAMES, STATE_NAMES
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.days import Day
from phieu.office.workbook.kinds import RANK, YES_NO, Choice, Code, Text
from phieu.office.workbook.training_sheets import NOT_BY_CHAT

_UNIT = mark("The code of the unit, as on the sheet of units; it may be one that is closed.")
_TITLE = mark("The title, as on the sheet of positions.")
_RANK = mark("Please choose from the list.")

ROTATIONS = Sheet(
    "rotations",
    "Luân chuyển",
    "Rotations",
    mark(
        "Rotations and transfers, past and present. One that is not listed stays as it is. Nobody is notified, and no "
        "position changes by what is loaded here: who holds which post says the sheet of positions. What is marked as "
        "decided comes into force on its first day, or at once if that is past, and changes the positions then. May be "
        "left out."
    ),
    (
        Column(
            "code",
            "Mã luân chuyển",
            "Rotation code",
            Code(),
            mark("A short code of your own. Empty: a new one gets one by itself, such as LC-2026-03."),
            required=False,
            width=16,
        ),
        Column(
            "person",
            "Mã cán bộ",
            "Staff number",
            Code(),
            mark("The staff number; it may be that of somebody who has left."),
            width=14,
            refers=("people", "number"),
        ),
        Column("kind", "Hình thức", "Kind", Choice(KIND_NAMES), mark("Please choose from the list."), width=24),
        Column(
            "state",
            "Tình trạng",
            "State",
            Choice(STATE_NAMES),
            mark("Please choose from the list. A rotation never goes back to an earlier state."),
            width=20,
        ),
        Column("from_unit", "Từ đơn vị", "From unit", Code(), _UNIT, width=12, refers=("units", "code")),
        Column("from_title", "Từ chức vụ", "From title", Text(), _TITLE, width=30),
        Column("from_rank", "Từ chức danh", "From rank", RANK, _RANK, width=20),
        Column("to_unit", "Đến đơn vị", "To unit", Code(), _UNIT, width=12, refers=("units", "code")),
        Column("to_title", "Đến chức vụ", "To title", Text(), _TITLE, width=30),
        Column("to_rank", "Đến chức danh", "To rank", RANK, _RANK, width=20),
        Column(
            "keeps_post",
            "Vẫn giữ chức vụ cũ",
            "Keeps the old post",
            YES_NO,
            mark("“Yes” if the old post is kept besides the new one. Empty: no."),
            required=False,
            width=14,
        ),
        Column("starts_on", "Từ ngày", "First day", Day(), mark("Such as 20/11/2026."), width=14),
        Column(
            "ends_on",
            "Đến hết ngày",
            "Last day",
            Day(),
            mark("The last day, if it is for a time. Empty: for good."),
            required=False,
            width=14,
        ),
        Column("tasks", "Nhiệm vụ", "Tasks", Text(2000), mark("What is to be done there."), required=False, width=40),
        Column(
            "decision_number",
            "Số quyết định",
            "Decision number",
            Text(60),
            mark("As on the decision."),
            required=False,
            width=18,
        ),
        Column(
            "ending",
            "Sau khi kết thúc",
            "After the end",
            Choice(ENDING_NAMES),
            mark("What becomes of the person, once that is decided."),
            required=False,
            width=24,
        ),
        Column(
            "ended_on",
            "Ngày kết thúc thực tế",
            "Ended on",
            Day(),
            mark("The first day on which it is no longer in force, once that is decided."),
            required=False,
            width=14,
        ),
        Column(
            "end_unit",
            "Bố trí: đơn vị",
            "Placed in unit",
            Code(),
            mark("Only if the person was promoted or placed elsewhere at the end: the unit's code."),
            required=False,
            width=14,
            refers=("units", "code"),
        ),
        Column(
            "end_title",
            "Bố trí: chức vụ",
            "Placed with title",
            Text(),
            mark("The title there."),
            required=False,
            width=30,
        ),
        Column("end_rank", "Bố trí: chức danh", "Placed with rank", RANK, _RANK, required=False, width=20),
        Column("not_by_chat", "Không gửi qua tin nhắn", "Not by chat", YES_NO, NOT_BY_CHAT, required=False, width=14),
        Column(
            "read_from",
            "Đọc tại cơ quan: gặp ai",
            "Read at the office: from whom",
            Text(),
            mark("If it is not by chat: who has it to read."),
            required=False,
            width=28,
        ),
        Column(
            "read_until",
            "Đọc tại cơ quan: đến hết ngày",
            "Read at the office: until",
            Day(),
            mark("If it is not by chat: until when it can be read."),
            required=False,
            width=16,
        ),
    ),
    ("code",),
    may_be_empty=True,
    only_adds=True,
)
