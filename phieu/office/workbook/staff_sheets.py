"""The sheets about the office and the people in it. Their keys are the fields of `records`."""

from phieu.locales.translator import mark
from phieu.office.disclosure import LEAST_THRESHOLD
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.kinds import LANGUAGE, RANK, YES_NO, Code, Text, Whole, Zone
from phieu.office.workbook.reminder_column import Reminders

KEEP_AT_LEAST, KEEP_AT_MOST = 30, 3650
"""Days; ten years are enough for everything."""
_PERSON = mark("The staff number, exactly as on the sheet of people.")

OFFICE = Sheet(
    "office",
    "Cơ quan",
    "Office",
    mark("One row about the office itself."),
    (
        Column(
            "name", "Tên cơ quan", "Office name", Text(), mark("As it should stand on ballots and reports."), width=44
        ),
        Column(
            "time_zone",
            "Múi giờ",
            "Time zone",
            Zone(),
            mark("For Vietnam: Asia/Ho_Chi_Minh."),
            width=22,
        ),
        Column(
            "threshold",
            "Ngưỡng công bố",
            "Threshold",
            Whole(
                LEAST_THRESHOLD,
                50,
                mark("the threshold may not be less than {lowest}: with fewer answers one could tell who gave which"),
            ),
            mark("A result is shown only if at least so many people have answered. Never under 3; we suggest 5."),
            width=16,
        ),
        Column(
            "comment_threshold",
            "Ngưỡng góp ý",
            "Comment threshold",
            Whole(
                LEAST_THRESHOLD,
                50,
                mark("the threshold may not be less than {lowest}: with fewer comments one could tell who wrote which"),
            ),
            mark("Comments are shown only if at least so many people have written one. Never under 3."),
            width=20,
        ),
        Column(
            "invite_days",
            "Hạn mã mời (ngày)",
            "Invitation days",
            Whole(1, 365),
            mark("For how many days an invitation code can be used."),
            width=20,
        ),
        Column(
            "first_hour",
            "Gửi tin từ (giờ)",
            "Messages from (hour)",
            Whole(0, 23),
            mark("Nothing that is not urgent is sent before this hour of the day. Empty: stays as it is, at first 7."),
            required=False,
            width=18,
        ),
        Column(
            "last_hour",
            "Gửi tin đến (giờ)",
            "Messages until (hour)",
            Whole(1, 24),
            mark("Nor from this hour on; with 0 and 24, at any time. Empty: stays as it is, at first 21."),
            required=False,
            width=18,
        ),
        Column(
            "answer_days",
            "Hạn trả lời đề cử (ngày)",
            "Days to answer a nomination",
            Whole(1, 90),
            mark("How many days people have to answer when they are nominated for a course. Empty: stays, at first 7."),
            required=False,
            width=24,
        ),
        Column(
            "check_in_months",
            "Hỏi thăm luân chuyển (tháng)",
            "Months between check-ins",
            Whole(0, 24),
            mark("How often somebody on a rotation is asked how it goes; 0: never. Empty: stays as it is, at first 3."),
            required=False,
            width=24,
        ),
        Column(
            "reminders",
            "Nhắc phiếu",
            "Reminders",
            Reminders(),
            mark(
                "When those who still have ballots are reminded: halfway, and so many working days before the last "
                "day, such as: half; 3; 1. None: never. Empty: stays as it is, at first half; 3; 1."
            ),
            required=False,
            width=22,
        ),
        Column(
            "reminder_hour",
            "Giờ nhắc",
            "Reminder hour",
            Whole(0, 23),
            mark("At which hour of the day they are reminded. Empty: stays as it is, at first 9."),
            required=False,
            width=14,
        ),
        Column(
            "keep_notices_days",
            "Giữ thông báo (ngày)",
            "Keep notices (days)",
            Whole(KEEP_AT_LEAST, KEEP_AT_MOST),
            mark("For how many days notices are kept after they were delivered. Empty: stays as it is, at first 180."),
            required=False,
            width=22,
        ),
        Column(
            "keep_left_days",
            "Giữ dữ liệu người đã rời (ngày)",
            "Keep data of those who left (days)",
            Whole(KEEP_AT_LEAST, KEEP_AT_MOST),
            mark(
                "For how many days the personal data of people who have left are kept. "
                "Empty: stays as it is, at first 365."
            ),
            required=False,
            width=28,
        ),
    ),
    (),
)

UNITS = Sheet(
    "units",
    "Đơn vị",
    "Units",
    mark("The divisions of the office. A unit that is no longer listed is closed, its past results stay."),
    (
        Column("code", "Mã đơn vị", "Unit code", Code(), mark("A short code of your own, such as TH or HC."), width=14),
        Column("name", "Tên đơn vị", "Unit name", Text(), mark("The full name."), width=40),
        Column(
            "supervisor",
            "Mã cán bộ phụ trách",
            "Supervisor",
            Code(),
            mark("The staff number of the deputy chief in charge of this unit. May be left empty."),
            required=False,
            width=24,
            refers=("people", "number"),
        ),
    ),
    ("code",),
)

PEOPLE = Sheet(
    "people",
    "Nhân sự",
    "People",
    mark(
        "Everybody in the office, contract workers included. Whoever is no longer listed is marked as having left; "
        "nobody is deleted."
    ),
    (
        Column(
            "number",
            "Mã cán bộ",
            "Staff number",
            Code(),
            mark("Everybody's own number. It never changes: people are recognised by it when you import again."),
            width=16,
        ),
        Column("name", "Họ và tên", "Name", Text(), mark("Family name first, as usual."), width=34),
        Column(
            "locale",
            "Ngôn ngữ",
            "Language",
            LANGUAGE,
            mark("In which language the bot speaks at first; once joined, everybody chooses for themself."),
            required=False,
            width=14,
        ),
        Column(
            "contact",
            "Liên hệ",
            "Contact",
            Text(),
            mark("Telephone or e-mail, for your own use when you hand out invitations. May be left empty."),
            required=False,
            width=30,
        ),
        Column(
            "admin",
            "Quản trị",
            "Administrator",
            YES_NO,
            mark("“Yes” for those who may open and close rounds and import workbooks. Empty: stays as it is."),
            required=False,
            width=14,
        ),
    ),
    ("number",),
)

POSITIONS = Sheet(
    "positions",
    "Chức vụ",
    "Positions",
    mark("Who holds which post. Somebody who holds several posts has a row for each."),
    (
        Column("person", "Mã cán bộ", "Staff number", Code(), _PERSON, width=16, refers=("people", "number")),
        Column(
            "unit",
            "Mã đơn vị",
            "Unit code",
            Code(),
            mark("The code of the unit, as on the sheet of units."),
            width=14,
            refers=("units", "code"),
        ),
        Column("title", "Tên chức vụ", "Title", Text(), mark("As on the appointment, such as Trưởng phòng."), width=36),
        Column(
            "rank",
            "Chức danh",
            "Rank",
            RANK,
            mark("Where the post stands; the rules go by this. Please choose from the list."),
            width=24,
        ),
    ),
    ("person", "unit", "title"),
)

GROUPS = Sheet(
    "groups",
    "Nhóm",
    "Groups",
    mark("Sets of people that cut across units: the party committee, a council. May be left empty."),
    (
        Column("code", "Mã nhóm", "Group code", Code(), mark("A short code of your own, such as DU."), width=14),
        Column("name", "Tên nhóm", "Group name", Text(), mark("The full name."), width=40),
    ),
    ("code",),
    may_be_empty=True,
)

MEMBERS = Sheet(
    "members",
    "Thành viên nhóm",
    "Group members",
    mark("Who belongs to which group: one row for each member."),
    (
        Column(
            "group",
            "Mã nhóm",
            "Group code",
            Code(),
            mark("The code of the group, as on the sheet of groups."),
            width=14,
            refers=("groups", "code"),
        ),
        Column("person", "Mã cán bộ", "Staff number", Code(), _PERSON, width=16, refers=("people", "number")),
    ),
    ("group", "person"),
    may_be_empty=True,
)
