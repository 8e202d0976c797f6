"""The sheets about what is asked, of whom and when. Their keys are the fields of `records`."""

from phieu.locales.translator import mark
from phieu.office.answers import MAX_OPTIONS
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.kinds import CALENDAR_KIND, Code, Months, Text, Whole

_SCALE = mark("The code of the scale, as on the sheet of scales.")
_CRITERIA = mark("The code of the criteria set, as on the sheet of criteria sets.")

SCALES = Sheet(
    "scales",
    "Thang đánh giá",
    "Scales",
    mark(
        "The answers to choose from. Each scale has a row for each answer, numbered from 1 (the least) without gaps. "
        "“Not enough contact to say” can always be chosen and need not be listed."
    ),
    (
        Column("scale", "Mã thang", "Scale code", Code(), mark("The same code on each row of one scale."), width=14),
        Column(
            "value", "Giá trị", "Value", Whole(1, MAX_OPTIONS), mark("1 is the least; at most 9 answers."), width=10
        ),
        Column(
            "label_vi",
            "Mức (tiếng Việt)",
            "Label (Vietnamese)",
            Text(40),
            mark("As people choose it in chat. Short."),
            width=30,
        ),
        Column(
            "label_en",
            "Mức (tiếng Anh)",
            "Label (English)",
            Text(40),
            mark("The same in English. May be left empty."),
            required=False,
            width=30,
        ),
    ),
    ("scale", "value"),
)

CRITERIA = Sheet(
    "criteria",
    "Bộ tiêu chí",
    "Criteria sets",
    mark("One set for each kind of position. Its criteria stand on the next sheet."),
    (
        Column("code", "Mã bộ tiêu chí", "Set code", Code(), mark("A short code of your own."), width=18),
        Column("name_vi", "Tên (tiếng Việt)", "Name (Vietnamese)", Text(), mark("The full name."), width=48),
        Column(
            "name_en",
            "Tên (tiếng Anh)",
            "Name (English)",
            Text(),
            mark("The same in English. May be left empty."),
            required=False,
            width=48,
        ),
    ),
    ("code",),
)

QUESTIONS = Sheet(
    "questions",
    "Tiêu chí",
    "Questions",
    mark(
        "The criteria of each set. Keep a criterion's code while it means the same: results are compared "
        "with the last round by it. A new meaning deserves a new code."
    ),
    (
        Column("criteria", "Mã bộ tiêu chí", "Set code", Code(), _CRITERIA, width=18, refers=("criteria", "code")),
        Column(
            "code",
            "Mã tiêu chí",
            "Question code",
            Code(),
            mark("A short code of your own, unique in its set."),
            width=16,
        ),
        Column("place", "Thứ tự", "Order", Whole(1, 999), mark("In which order the criteria are asked."), width=10),
        Column(
            "text_vi",
            "Nội dung (tiếng Việt)",
            "Text (Vietnamese)",
            Text(500),
            mark("The criterion as the rater reads it, up to 500 characters."),
            width=70,
        ),
        Column(
            "text_en",
            "Nội dung (tiếng Anh)",
            "Text (English)",
            Text(500),
            mark("The same in English. May be left empty."),
            required=False,
            width=70,
        ),
        Column("scale", "Mã thang", "Scale code", Code(), _SCALE, width=14, refers=("scales", "scale")),
    ),
    ("criteria", "code"),
)

RULES = Sheet(
    "rules",
    "Quy tắc",
    "Rules",
    mark("Who rates whom. Where two rules give the same pair, the first one counts. Nobody rates themself."),
    (
        Column("place", "Thứ tự", "Order", Whole(1, 999), mark("The first rule counts."), width=10),
        Column(
            "raters",
            "Người đánh giá",
            "Raters",
            Text(500),
            mark("Who rates, such as: everyone; group:DU; rank:staff + rank:contract; everyone - group:DU."),
            width=44,
        ),
        Column(
            "ratees",
            "Người được đánh giá",
            "Ratees",
            Text(500),
            mark(
                "Who is rated: as for raters. Or as seen from the rater: head (of the rater's unit), "
                "supervisor (the deputy chief in charge of the rater's unit), chief."
            ),
            width=44,
        ),
        Column(
            "group_vi",
            "Tên nhóm người đánh giá (tiếng Việt)",
            "Raters' label (Vietnamese)",
            Text(60),
            mark("What these raters are called together on the report, such as Đảng ủy."),
            width=36,
        ),
        Column(
            "group_en",
            "Tên nhóm người đánh giá (tiếng Anh)",
            "Raters' label (English)",
            Text(60),
            mark("The same in English. May be left empty."),
            required=False,
            width=36,
        ),
        Column("criteria", "Mã bộ tiêu chí", "Set code", Code(), _CRITERIA, width=18, refers=("criteria", "code")),
    ),
    ("place",),
    may_be_empty=True,
)

CALENDAR = Sheet(
    "calendar",
    "Lịch đánh giá",
    "Calendar",
    mark(
        "Rounds that come again. Half-yearly and yearly rounds open by themselves; a quarterly one is first "
        "proposed to the administrators. May be left empty."
    ),
    (
        Column("kind", "Loại đợt", "Kind", CALENDAR_KIND, mark("Please choose from the list."), width=22),
        Column("months", "Tháng", "Months", Months(), mark("Numbers with semicolons between them: 6; 12."), width=16),
        Column(
            "day",
            "Ngày",
            "Day",
            Whole(1, 31),
            mark("The day of the month; in a shorter month its last day is taken."),
            width=10,
        ),
        Column("hour", "Giờ", "Hour", Whole(0, 23), mark("The hour at which the round opens, from 0 to 23."), width=10),
        Column(
            "working_days",
            "Số ngày làm việc",
            "Working days",
            Whole(1, 66),
            mark("For how many working days people can answer, after the day on which the round opens."),
            width=16,
        ),
    ),
    ("kind",),
    may_be_empty=True,
)
