"""A sample office, as the rows of its workbook: by sheet, in the order of the sheet's columns.

Every name is invented. The divisions, the party committee of seven and who rates whom are of the kind that small
offices have; ranks and kinds are the program's own words, which the workbook shows in its reader's language.
"""

from datetime import date

from phieu.sandbox.sample_criteria import CRITERIA, QUESTIONS, SCALES
from phieu.sandbox.sample_records import COURSES, ROTATIONS, TRAINING

Row = tuple[object, ...]

OFFICE: list[Row] = [("Văn phòng (dữ liệu mẫu)", "Asia/Ho_Chi_Minh", 5, 3, 30, 0, 24, 7, 3, "half,3,1", 9, 180, 365)]
"""Messages go out at any hour, so that the demo works at night; a real office sets hours."""

UNITS: list[Row] = [
    ("LD", "Lãnh đạo Văn phòng", ""),
    ("TH", "Phòng Tổng hợp", "VP002"),
    ("HC", "Phòng Hành chính", "VP003"),
    ("QT", "Phòng Quản trị", "VP004"),
    ("TCD", "Phòng Tài chính Đảng", "VP004"),
    ("LT", "Phòng Lưu trữ", "VP003"),
    ("CY", "Phòng Cơ yếu – Công nghệ thông tin", "VP002"),
]

# staff number, name, unit, title, rank
_STAFF: list[tuple[str, str, str, str, str]] = [
    ("VP001", "Nguyễn Văn Thành", "LD", "Chánh Văn phòng", "chief"),
    ("VP002", "Trần Thị Thu Hà", "LD", "Phó Chánh Văn phòng", "deputy_chief"),
    ("VP003", "Lê Quang Vinh", "LD", "Phó Chánh Văn phòng", "deputy_chief"),
    ("VP004", "Phạm Đức Long", "LD", "Phó Chánh Văn phòng", "deputy_chief"),
    ("VP005", "Hoàng Minh Tuấn", "TH", "Trưởng phòng Tổng hợp", "head"),
    ("VP006", "Vũ Thị Ngọc Lan", "TH", "Phó Trưởng phòng Tổng hợp", "deputy_head"),
    ("VP007", "Đỗ Thị Minh Hằng", "TH", "Chuyên viên tổng hợp", "staff"),
    ("VP008", "Bùi Anh Dũng", "TH", "Chuyên viên tổng hợp", "staff"),
    ("VP009", "Đặng Thị Kim Oanh", "HC", "Trưởng phòng Hành chính", "head"),
    ("VP010", "Ngô Văn Hải", "HC", "Phó Trưởng phòng Hành chính", "deputy_head"),
    ("VP011", "Dương Thị Hồng Nhung", "HC", "Chuyên viên văn thư", "staff"),
    ("VP012", "Lý Thị Mai", "HC", "Nhân viên lễ tân", "contract"),
    ("VP013", "Trịnh Xuân Bình", "QT", "Trưởng phòng Quản trị", "head"),
    ("VP014", "Phan Thị Thanh Thủy", "QT", "Kế toán Văn phòng", "staff"),
    ("VP015", "Mai Văn Sơn", "QT", "Lái xe", "contract"),
    ("VP016", "Đinh Công Lực", "QT", "Nhân viên kỹ thuật điện, nước", "contract"),
    ("VP017", "Cao Thị Bích Ngọc", "TCD", "Trưởng phòng Tài chính Đảng", "head"),
    ("VP018", "Lương Đình Khôi", "TCD", "Chuyên viên tài chính", "staff"),
    ("VP019", "Tạ Thị Phương Thảo", "TCD", "Chuyên viên tài chính", "staff"),
    ("VP020", "Hà Trọng Nghĩa", "LT", "Trưởng phòng Lưu trữ", "head"),
    ("VP021", "Công Tằng Tôn Nữ Thị Diệu Hiền", "LT", "Chuyên viên lưu trữ", "staff"),
    ("VP022", "Chu Văn Phúc", "LT", "Chuyên viên lưu trữ", "staff"),
    ("VP023", "Nguyễn Hữu Trí", "CY", "Trưởng phòng Cơ yếu – Công nghệ thông tin", "head"),
    ("VP024", "Võ Thị Ánh Tuyết", "CY", "Chuyên viên cơ yếu", "staff"),
    ("VP025", "Trương Quốc Bảo", "CY", "Chuyên viên công nghệ thông tin", "staff"),
]
_ADMINS = {"VP007"}
_ENGLISH = {"VP025"}

PEOPLE: list[Row] = [
    (
        number,
        name,
        "en" if number in _ENGLISH else "vi",
        f"{number.lower()}@example.com",
        True if number in _ADMINS else None,
    )
    for number, name, *_ in _STAFF
]

POSITIONS: list[Row] = [
    *((number, unit, title, rank) for number, _, unit, title, rank in _STAFF),
    ("VP020", "HC", "Phó Trưởng phòng Hành chính (kiêm nhiệm)", "deputy_head"),
]

GROUPS: list[Row] = [("DU", "Đảng ủy Văn phòng")]
MEMBERS: list[Row] = [("DU", number) for number in ("VP001", "VP002", "VP003", "VP005", "VP009", "VP017", "VP006")]

_COMMITTEE = ("Đảng ủy", "Party committee")
_DIVISIONS = ("Cán bộ, công chức, người lao động", "Staff of the divisions")
_IN_DIVISIONS = "tất cả - đơn vị:LD"

RULES: list[Row] = [
    (1, "nhóm:DU", "chức danh:chánh văn phòng + chức danh:phó chánh văn phòng", *_COMMITTEE, "LDVP"),
    (2, "nhóm:DU", "chức danh:trưởng phòng", *_COMMITTEE, "TP"),
    (3, "nhóm:DU", "nhóm:DU", *_COMMITTEE, "DUV"),
    (4, _IN_DIVISIONS, "chánh văn phòng + phụ trách", *_DIVISIONS, "LDVP"),
    (5, _IN_DIVISIONS, "trưởng phòng", *_DIVISIONS, "TP"),
]

CALENDAR: list[Row] = [
    ("semiannual", "6,12", 5, 8, 7),
    ("quarterly", "3,9", 5, 8, 7),
]

DATES: list[Row] = [("rotation", date(2027, 4, 15), 8, 5)]

SPECIAL_DAYS: list[Row] = [
    (date(2026, 12, 26), True, "Làm bù cho ngày 28/12 (mẫu)"),
    (date(2026, 12, 28), False, "Nghỉ, đã làm bù ngày 26/12 (mẫu)"),
]

YEARLY_DATES: list[Row] = [
    ("QH", "Rà soát quy hoạch cán bộ lãnh đạo, quản lý (mẫu)", 3, 15, 10),
    ("BC", "Báo cáo tổng kết công tác cán bộ (mẫu)", 12, 15, 10),
]

SAMPLE_OFFICE: dict[str, list[Row]] = {
    "office": OFFICE,
    "units": UNITS,
    "people": PEOPLE,
    "positions": POSITIONS,
    "groups": GROUPS,
    "members": MEMBERS,
    "scales": SCALES,
    "criteria": CRITERIA,
    "questions": QUESTIONS,
    "rules": RULES,
    "calendar": CALENDAR,
    "dates": DATES,
    "special_days": SPECIAL_DAYS,
    "yearly_dates": YEARLY_DATES,
    "courses": COURSES,
    "training": TRAINING,
    "rotations": ROTATIONS,
}
