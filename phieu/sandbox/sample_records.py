"""Sample courses, training records and a rotation, as the rows of the workbook's sheets. All of them are invented."""

from datetime import date

Row = tuple[object, ...]

_SCHOOL = "Trường Chính trị (mẫu)"
_ACADEMY = "Học viện (mẫu)"

# code, name, level, scheme, mode, place, provider, first and last day, seats, answer by, not by chat, read from
COURSES: list[Row] = [
    (
        "KH-2024-01",
        "Thạc sĩ Quản lý công (mẫu)",
        "master",
        "Đề án 165 (mẫu)",
        "in_service",
        "",
        _ACADEMY,
        date(2024, 9, 5),
        date(2026, 6, 30),
        None,
        None,
        False,
        "",
    ),
    (
        "KH-2025-01",
        "Cao cấp lý luận chính trị, hệ không tập trung (mẫu)",
        "advanced_theory",
        "",
        "in_service",
        "",
        _ACADEMY,
        date(2025, 3, 3),
        date(2026, 8, 28),
        2,
        None,
        False,
        "",
    ),
    (
        "KH-2026-01",
        "Bồi dưỡng kiến thức quản lý nhà nước ngạch chuyên viên chính (mẫu)",
        "short_course",
        "",
        "full_time",
        "Hội trường tầng 2",
        _SCHOOL,
        date(2026, 4, 6),
        date(2026, 5, 29),
        4,
        date(2026, 3, 27),
        False,
        "",
    ),
    (
        "KH-2026-02",
        "Kỹ năng số cho cán bộ, công chức (mẫu)",
        "short_course",
        "",
        "online",
        "",
        _SCHOOL,
        date(2026, 10, 12),
        date(2026, 10, 16),
        20,
        None,
        False,
        "",
    ),
    (
        "KH-2027-01",
        "Bồi dưỡng lãnh đạo, quản lý cấp phòng (mẫu)",
        "short_course",
        "",
        "full_time",
        "",
        _SCHOOL,
        date(2027, 3, 1),
        date(2027, 3, 26),
        5,
        None,
        False,
        "",
    ),
]

# course, person, state, reason, result, ended on
TRAINING: list[Row] = [
    ("KH-2024-01", "VP006", "finished", "", "Khá", date(2026, 6, 30)),
    ("KH-2025-01", "VP009", "finished", "", "Giỏi", date(2026, 8, 28)),
    ("KH-2025-01", "VP017", "broken_off", "", "Thay đổi nhiệm vụ", date(2025, 10, 1)),
    ("KH-2026-01", "VP007", "finished", "Tiêu chuẩn của ngạch", "Giỏi", date(2026, 5, 29)),
    ("KH-2026-01", "VP011", "finished", "Tiêu chuẩn của ngạch", "Khá", date(2026, 5, 29)),
    ("KH-2026-02", "VP008", "finished", "", "Đạt", date(2026, 10, 16)),
    ("KH-2026-02", "VP021", "finished", "", "Đạt", date(2026, 10, 16)),
    ("KH-2026-02", "VP015", "declined", "", "", None),
]

ROTATIONS: list[Row] = [
    (
        "LC-2025-01",
        "VP022",
        "temporary",
        "ended",
        *("LT", "Chuyên viên lưu trữ", "staff"),
        *("HC", "Chuyên viên văn thư (tăng cường)", "staff"),
        False,
        date(2025, 9, 1),
        date(2026, 2, 28),
        "Tăng cường cho công tác văn thư (mẫu)",
        "12-QĐ/VP (mẫu)",
        "returns",
        date(2026, 3, 1),
        *("", "", None),
        *(False, "", None),
    ),
]
