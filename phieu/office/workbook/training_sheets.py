"""The sheets about courses and what became of them. Their keys are the fields of `records`."""

from phieu.locales.translator import mark
from phieu.office.training.names import LEVEL_NAMES, MODE_NAMES, STATE_NAMES
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.days import Day
from phieu.office.workbook.kinds import YES_NO, Choice, Code, Text, Whole

_LIST = mark("Please choose from the list.")
NOT_BY_CHAT = mark(
    "“Yes” if nothing of this row may go by chat: people are then told only that there is something to read at the "
    "office. Such rows can be loaded on the server only (phieu import)."
)

COURSES = Sheet(
    "courses",
    "Khóa học",
    "Courses",
    mark(
        "Training courses, past and planned. A course that is not listed stays as it is, and so does what stands in a "
        "cell that is left empty; nobody is notified of what is loaded here. May be left out."
    ),
    (
        Column(
            "code",
            "Mã khóa học",
            "Course code",
            Code(),
            mark(
                "A short code of your own, by which the next sheet names the course. Empty: a new course gets one by "
                "itself, such as KH-2026-03."
            ),
            required=False,
            width=16,
        ),
        Column("name", "Tên khóa học", "Course name", Text(), mark("The full name."), width=48),
        Column("level", "Trình độ", "Level", Choice(LEVEL_NAMES), _LIST, width=26),
        Column(
            "scheme",
            "Đề án, chương trình",
            "Scheme",
            Text(),
            mark("The project or programme that pays for it, such as Đề án 165. May be left empty."),
            required=False,
            width=22,
        ),
        Column("mode", "Hình thức", "Mode", Choice(MODE_NAMES), _LIST, width=22),
        Column("place", "Địa điểm", "Place", Text(), mark("Where it is held."), required=False, width=28),
        Column("provider", "Cơ sở đào tạo", "Provider", Text(), mark("Who holds it."), required=False, width=34),
        Column("starts_on", "Ngày bắt đầu", "First day", Day(), mark("Such as 20/11/2026."), width=14),
        Column("ends_on", "Ngày kết thúc", "Last day", Day(), mark("The last day, not the day after."), width=14),
        Column(
            "seats", "Chỉ tiêu", "Seats", Whole(1, 10_000), mark("Empty: as many as come."), required=False, width=10
        ),
        Column(
            "answer_by",
            "Hạn trả lời",
            "Answer by",
            Day(),
            mark("The last day for answering a nomination. Empty: as many days as the sheet about the office says."),
            required=False,
            width=14,
        ),
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
    ),
    ("code",),
    may_be_empty=True,
    only_adds=True,
)

TRAINING = Sheet(
    "training",
    "Hồ sơ đào tạo",
    "Training records",
    mark(
        "Who took part in which course. Past records come in this way, also of people who have left, if they were ever "
        "on the sheet of people. Nobody is notified: to nominate people, please do so in chat. Only who is asked about "
        "a course that is not by chat is asked from here, and told where to read about it."
    ),
    (
        Column(
            "course",
            "Mã khóa học",
            "Course code",
            Code(),
            mark("As on the sheet of courses."),
            width=16,
            refers=("courses", "code"),
        ),
        Column(
            "person",
            "Mã cán bộ",
            "Staff number",
            Code(),
            mark("The staff number; it may be that of somebody who has left."),
            width=16,
            refers=("people", "number"),
        ),
        Column(
            "state",
            "Tình trạng",
            "State",
            Choice(STATE_NAMES),
            mark("Please choose from the list. Empty: finished. A record never goes back to an earlier state."),
            required=False,
            width=22,
        ),
        Column("reason", "Lý do cử đi học", "Reason", Text(500), mark("Why this person."), required=False, width=40),
        Column(
            "result",
            "Kết quả",
            "Result",
            Text(200),
            mark("A grade or a certificate; or why it was broken off."),
            required=False,
            width=32,
        ),
        Column(
            "ended_on",
            "Ngày hoàn thành hoặc dừng",
            "Ended on",
            Day(),
            mark("The day on which it was finished or broken off."),
            required=False,
            width=16,
        ),
    ),
    ("course", "person"),
    may_be_empty=True,
    only_adds=True,
)
