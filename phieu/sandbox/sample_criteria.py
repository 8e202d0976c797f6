"""The sample office's criteria: the five groups of a leader's evaluation, fitted to three kinds of position."""

Row = tuple[object, ...]

SCALES: list[Row] = [
    ("MUC4", 1, "Chưa hoàn thành", "Not completed"),
    ("MUC4", 2, "Hoàn thành", "Completed"),
    ("MUC4", 3, "Tốt", "Good"),
    ("MUC4", 4, "Xuất sắc", "Excellent"),
    ("TIENBO3", 1, "Giảm sút", "Declined"),
    ("TIENBO3", 2, "Giữ vững", "Held steady"),
    ("TIENBO3", 3, "Tiến bộ", "Improved"),
]

CRITERIA: list[Row] = [
    ("LDVP", "Lãnh đạo Văn phòng", "Leaders of the office"),
    ("TP", "Trưởng phòng", "Heads of division"),
    ("DUV", "Đảng ủy viên", "Members of the party committee"),
]

_EXEMPLARY = (
    "NG",
    "Tính nêu gương: gương mẫu trong chấp hành chủ trương, kỷ luật, kỷ cương và trong lối sống.",
    "Exemplary conduct: sets an example in following policy and discipline, and in way of life.",
)
_RESPONSIBLE = (
    "TN",
    "Tinh thần trách nhiệm: tận tụy, dám nghĩ, dám làm, dám chịu trách nhiệm với việc được giao.",
    "Responsibility: is dedicated, and dares to think, to act and to answer for the work.",
)
_RELATIONS = (
    "QH",
    "Mối quan hệ công tác: lắng nghe, tôn trọng, công tâm; phối hợp tốt trong và ngoài cơ quan.",
    "Working relations: listens, respects others and is fair; works well with people inside and outside the office.",
)
_EFFECTIVE = (
    "HQ",
    "Hiệu quả công việc: hoàn thành nhiệm vụ đúng hạn, bảo đảm chất lượng, kết quả rõ ràng.",
    "Effectiveness: completes tasks on time and to a good standard, with results that can be seen.",
)
_TREND = (
    "SS",
    "So với lần đánh giá trước, anh/chị nhận thấy kết quả công tác của đồng chí này thế nào?",
    "Compared with the last evaluation, how do you find this colleague's work?",
)
_LEADING_OFFICE = (
    "LD1",
    "Phương pháp lãnh đạo: chỉ đạo, điều hành công việc của Văn phòng kịp thời, khoa học, rõ người, rõ việc.",
    "Way of leading: directs the work of the office in good time and order, with clear tasks for everybody.",
)
_DECIDING = (
    "LD2",
    "Phương pháp lãnh đạo: dân chủ khi bàn bạc, quyết đoán khi kết luận; giữ gìn đoàn kết trong tập thể.",
    "Way of leading: lets everybody speak, decides clearly, and keeps people together.",
)
_LEADING_DIVISION = (
    "TP1",
    "Phương pháp tổ chức, điều hành: phân công công việc trong phòng hợp lý, hướng dẫn và kiểm tra thường xuyên.",
    "Way of organising the work: shares it out sensibly in the division, guides and follows up.",
)
_DEVELOPING = (
    "TP2",
    "Phương pháp tổ chức, điều hành: quan tâm bồi dưỡng, giúp đỡ cán bộ trong phòng tiến bộ.",
    "Way of organising the work: helps the people of the division to learn and get on.",
)
_COMMITTEE_WORK = (
    "DU1",
    "Phương pháp công tác: làm tốt phần việc của đảng ủy viên; gần gũi, nắm bắt tâm tư của đảng viên và quần chúng.",
    "Way of working: does a committee member's work well; is close to people and knows what concerns them.",
)

_SETS = {
    "LDVP": (_EXEMPLARY, _RESPONSIBLE, _LEADING_OFFICE, _DECIDING, _RELATIONS, _EFFECTIVE, _TREND),
    "TP": (_EXEMPLARY, _RESPONSIBLE, _LEADING_DIVISION, _DEVELOPING, _RELATIONS, _EFFECTIVE, _TREND),
    "DUV": (_EXEMPLARY, _RESPONSIBLE, _COMMITTEE_WORK, _RELATIONS, _EFFECTIVE, _TREND),
}

QUESTIONS: list[Row] = [
    (criteria, code, place, vi, en, "TIENBO3" if code == "SS" else "MUC4")
    for criteria, questions in _SETS.items()
    for place, (code, vi, en) in enumerate(questions, start=1)
]
