"""The sheets about single dates, the office's own days off, and what comes every year; fields as in `records`."""

from phieu.locales.translator import mark
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.days import Day
from phieu.office.workbook.kinds import DATE_KIND, YES_NO, Code, Text, Whole
from phieu.office.workbook.round_sheets import CALENDAR

LONGEST_CODE = 12
"""Of what comes every year: a choice in a chat carries the code."""

DATES = Sheet(
    "dates",
    "Ngày riêng",
    "Single dates",
    mark(
        "Rounds that are held once, on a certain day. They open by themselves. May be left empty; without this sheet, "
        "the dates stay as they are."
    ),
    (
        Column("kind", "Loại đợt", "Kind", DATE_KIND, mark("Please choose from the list."), width=22),
        Column(
            "day", "Ngày mở", "Day", Day(), mark("Such as 20/11/2026; a day off gives way to the next working day.")
        ),
        *(CALENDAR.column(key) for key in ("hour", "working_days")),
    ),
    ("kind", "day"),
    may_be_empty=True,
    may_be_missing=True,
)

SPECIAL_DAYS = Sheet(
    "special_days",
    "Ngày nghỉ, làm bù",
    "Days off and made up",
    mark(
        "Days on which this office is off although others work, or works to make up for it. Weekends, public holidays "
        "and Tết are known and need not be listed. Without this sheet, these days stay as they are."
    ),
    (
        Column("day", "Ngày", "Day", Day(), mark("One row for each day, such as 20/11/2026."), width=16),
        Column(
            "works",
            "Làm việc",
            "Works",
            YES_NO,
            mark("Yes if the office works on this day, no if it is off."),
            width=12,
        ),
        Column(
            "name",
            "Lý do",
            "Reason",
            Text(80),
            mark("Why, in a few words. May be left empty."),
            required=False,
            width=44,
        ),
    ),
    ("day",),
    may_be_empty=True,
    may_be_missing=True,
)

YEARLY_DATES = Sheet(
    "yearly_dates",
    "Việc hằng năm",
    "Yearly dates",
    mark(
        "What the office has to do each year at a certain time. The administrators are told of it in good time. "
        "Without this sheet, these stay as they are."
    ),
    (
        Column("code", "Mã", "Code", Code(LONGEST_CODE), mark("A short code of your own."), width=14),
        Column("name", "Nội dung", "What", Text(), mark("What has to be done, in a few words."), width=60),
        Column("month", "Tháng", "Month", Whole(1, 12), mark("The month, from 1 to 12."), width=10),
        Column("day", "Ngày", "Day", Whole(1, 31), mark("The day of the month."), width=10),
        Column(
            "days_before",
            "Báo trước (ngày làm việc)",
            "Working days before",
            Whole(0, 60),
            mark("So many working days before it the administrators are told; 0: on the day itself."),
            width=24,
        ),
    ),
    ("code",),
    may_be_empty=True,
    may_be_missing=True,
)
