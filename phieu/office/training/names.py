"""What levels, modes and states of training are called: in Vietnamese, in English, and what people also write."""

from phieu.words import CourseLevel, NominationState, StudyMode

LEVEL_NAMES: dict[CourseLevel, tuple[str, ...]] = {
    CourseLevel.DOCTORATE: ("Tiến sĩ", "Doctorate", "nghiên cứu sinh", "NCS", "PhD"),
    CourseLevel.MASTER: ("Thạc sĩ", "Master's degree", "cao học", "thạc sỹ", "master", "master's"),
    CourseLevel.UNIVERSITY: ("Đại học", "University degree", "cử nhân", "kỹ sư", "university", "bachelor"),
    CourseLevel.ADVANCED_THEORY: (
        "Cao cấp lý luận chính trị",
        "Advanced political theory",
        "cao cấp LLCT",
        "cao cấp",
        "cao cấp chính trị",
    ),
    CourseLevel.INTERMEDIATE_THEORY: (
        "Trung cấp lý luận chính trị",
        "Intermediate political theory",
        "trung cấp LLCT",
        "trung cấp",
        "trung cấp chính trị",
    ),
    CourseLevel.ELEMENTARY_THEORY: (
        "Sơ cấp lý luận chính trị",
        "Elementary political theory",
        "sơ cấp LLCT",
        "sơ cấp",
    ),
    CourseLevel.SHORT_COURSE: (
        "Bồi dưỡng ngắn hạn",
        "Short course",
        "bồi dưỡng",
        "bồi dưỡng nghiệp vụ",
        "tập huấn",
        "ngắn hạn",
    ),
    CourseLevel.OTHER: ("Khác", "Other"),
}
MODE_NAMES: dict[StudyMode, tuple[str, ...]] = {
    StudyMode.FULL_TIME: ("Tập trung", "Full-time", "chính quy", "chính quy tập trung", "toàn thời gian"),
    StudyMode.IN_SERVICE: ("Vừa làm vừa học", "In-service", "tại chức", "không tập trung", "vừa học vừa làm"),
    StudyMode.ONLINE: ("Trực tuyến", "Online", "từ xa", "online"),
    StudyMode.ABROAD: ("Ở nước ngoài", "Abroad", "nước ngoài", "du học"),
}
STATE_NAMES: dict[NominationState, tuple[str, ...]] = {
    NominationState.ASKED: ("Chờ trả lời", "Asked", "đã đề cử", "đề cử", "nominated"),
    NominationState.ACCEPTED: ("Đã nhận lời", "Accepted", "đồng ý", "nhận lời"),
    NominationState.DECLINED: ("Không tham gia được", "Declined", "từ chối", "không tham gia"),
    NominationState.ENROLLED: ("Đang học", "Enrolled", "đã nhập học", "nhập học", "studying"),
    NominationState.FINISHED: ("Đã hoàn thành", "Finished", "hoàn thành", "tốt nghiệp", "đã học xong", "completed"),
    NominationState.BROKEN_OFF: ("Dừng giữa chừng", "Broken off", "bỏ học", "thôi học", "dừng học", "tạm dừng"),
    NominationState.WITHDRAWN: ("Đã rút đề cử", "Withdrawn", "rút", "rút đề cử"),
}
