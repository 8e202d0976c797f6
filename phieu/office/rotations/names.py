"""What rotations, their states and endings are called: in Vietnamese, in English, and what people also write."""

from phieu.words import Completion, RotationEnding, RotationKind, RotationState

KIND_NAMES: dict[RotationKind, tuple[str, ...]] = {
    RotationKind.LATERAL: ("Luân chuyển ngang", "Lateral rotation", "ngang", "luân chuyển", "lateral"),
    RotationKind.PROMOTION: ("Luân chuyển và bổ nhiệm", "Rotation with promotion", "bổ nhiệm", "promotion"),
    RotationKind.OUT_AND_BACK: ("Luân chuyển rồi trở về", "Out and back", "đi rồi về", "có thời hạn"),
    RotationKind.DUTY: ("Chuyển đổi vị trí công tác", "Duty move", "chuyển đổi vị trí", "chuyển đổi công tác", "duty"),
    RotationKind.TEMPORARY: ("Tăng cường có thời hạn", "Temporary", "biệt phái", "tăng cường", "tạm thời"),
    RotationKind.TRANSFER: ("Điều động", "Transfer", "thuyên chuyển", "điều chuyển"),
}
STATE_NAMES: dict[RotationState, tuple[str, ...]] = {
    RotationState.PROPOSED: ("Đề xuất", "Proposed", "dự kiến"),
    RotationState.AGREED: ("Đã thống nhất", "Agreed", "đồng ý", "thống nhất"),
    RotationState.REFUSED: ("Chưa thống nhất", "Not agreed", "không đồng ý", "refused"),
    RotationState.DECIDED: ("Đã có quyết định", "Decided", "đã quyết định", "quyết định"),
    RotationState.IN_FORCE: ("Đang thực hiện", "In force", "có hiệu lực", "đang luân chuyển"),
    RotationState.ENDED: ("Đã kết thúc", "Ended", "kết thúc", "hết hạn"),
    RotationState.DROPPED: ("Đã hủy bỏ", "Dropped", "hủy", "không thực hiện"),
}
ENDING_NAMES: dict[RotationEnding, tuple[str, ...]] = {
    RotationEnding.STAYS: ("Ở lại", "Stays", "ở lại đơn vị mới"),
    RotationEnding.RETURNS: ("Trở về", "Returns", "về đơn vị cũ", "trở lại"),
    RotationEnding.PROMOTED: ("Được bổ nhiệm chức vụ cao hơn", "Promoted", "bổ nhiệm", "bổ nhiệm cao hơn"),
    RotationEnding.ELSEWHERE: ("Bố trí nơi khác", "Placed elsewhere", "bố trí công tác khác", "nơi khác"),
}
COMPLETION_NAMES: dict[Completion, tuple[str, ...]] = {
    Completion.EXCELLENT: ("Hoàn thành xuất sắc", "Excellent", "xuất sắc"),
    Completion.GOOD: ("Hoàn thành tốt", "Good", "tốt"),
    Completion.COMPLETED: ("Hoàn thành", "Completed"),
    Completion.NOT_COMPLETED: ("Không hoàn thành", "Not completed", "chưa hoàn thành"),
}
