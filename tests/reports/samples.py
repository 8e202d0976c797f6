"""Summaries made up of plain values, with everything in them that can happen."""

from datetime import UTC, datetime

from phieu.office.disclosure import TOO_FEW, Published
from phieu.office.forms import FormQuestion, Option
from phieu.office.ratees import Ratee
from phieu.office.reports.closed_rounds import ClosedRound
from phieu.office.reports.results import GroupResult, QuestionResult
from phieu.office.reports.summary import Measured, Summary
from phieu.office.scores import ScoreRange
from phieu.words import Precision, RoundKind

LEVELS = (
    Option(1, "Chưa hoàn thành", "Not completed"),
    Option(2, "Hoàn thành", "Completed"),
    Option(3, "Tốt", "Good"),
    Option(4, "Xuất sắc", "Excellent"),
)
PROGRESS = (
    Option(1, "Giảm sút", "Declined"),
    Option(2, "Giữ vững", "Held steady"),
    Option(3, "Tiến bộ", "Improved"),
)
LONG_NAME = (
    "Công Tằng Tôn Nữ Thị Phương Thảo Nguyễn Hoàng Bảo Ngọc Đỗ Trần Lê Phạm Vũ Đặng Bùi Hồ Ngô Dương Lý Quỳnh Anh Linh"
)

TEXTS = (
    ("Gương mẫu chấp hành chủ trương, quy định và nền nếp của cơ quan", "Sets an example in keeping the rules"),
    ("Tinh thần trách nhiệm với công việc được giao", "Takes responsibility for the work entrusted to them"),
    (
        "Phương pháp lãnh đạo, tổ chức, điều hành: phân công rõ ràng, nắm chắc tiến độ, tháo gỡ vướng mắc kịp thời",
        "Way of leading and organising: clear assignments, knows how far things are, removes obstacles in time",
    ),
    ("Quan hệ công tác: lắng nghe, tôn trọng, phối hợp tốt", "Working relations: listens, respects, cooperates"),
    ("Hiệu quả công việc", "Effectiveness"),
    ("Công tâm, khách quan khi đánh giá cán bộ", "Fair and objective in judging staff"),
)


def exact(*counts: int) -> Published:
    return Published(Precision.EXACT, answers=sum(counts), counts=counts)


def rounded(answers: int, mean: float) -> Published:
    return Published(Precision.ROUNDED, answers=answers, mean=mean)


def band(answers: int, favourable: int) -> Published:
    return Published(Precision.BAND, answers=answers, favourable=favourable)


def hidden(answers: int) -> Published:
    return Published(Precision.HIDDEN, answers=answers)


def group(
    published: Published, vi: str = "Đảng ủy", en: str = "Party committee", *, merged: bool = False
) -> GroupResult:
    return GroupResult(vi, en, merged, published)


def question(
    place: int, *groups: GroupResult, options: tuple[Option, ...] = LEVELS, texts: tuple[str, str] | None = None
) -> QuestionResult:
    vi, en = texts or TEXTS[place % len(TEXTS)]
    return QuestionResult(FormQuestion(f"Q{place}", vi, en, options), groups)


def closed_round(number: int = 2, period: str = "2026-H1", closed: datetime | None = None) -> ClosedRound:
    closed = closed or datetime(2026, 6, 15, 10, tzinfo=UTC)
    return ClosedRound(number, RoundKind.SEMIANNUAL, period, closed, 5, 3, 25, 90)


def point(value: float) -> ScoreRange:
    return ScoreRange(value, value, 9)


def sample_summary(name: str = "Nguyễn Thị Minh Nguyệt", times: int = 1) -> Summary:
    """Every precision, one and two groups, merged groups, two scales, with and without office and last round."""
    staff = ("Cán bộ, nhân viên phòng Tổng hợp", "Staff of the general affairs division")
    since = ("So với lần đánh giá trước", "Compared with last time")
    questions = [
        Measured(question(0, group(exact(0, 1, 3, 8))), point(3.3), point(3.1)),
        Measured(question(1, group(rounded(9, 3.5))), ScoreRange(3.1, 3.4, 80), ScoreRange(3, 4, 9)),
        Measured(question(2, group(exact(1, 3, 3, 0)), group(band(5, 5), *staff)), point(3.0), point(2.9)),
        Measured(question(3, group(band(12, 12), merged=True)), ScoreRange(3.2, 3.7, 80), None),
        Measured(question(4, group(hidden(9))), point(3.2), point(3.3)),
        Measured(question(5, group(TOO_FEW)), None, None),
        Measured(
            question(
                6,
                group(exact(0, 4, 6)),
                options=PROGRESS,
                texts=since,
            ),
            ScoreRange(2.2, 2.6, 70),
            None,
        ),
    ]
    return Summary(
        office_name="Văn phòng Tỉnh ủy (dữ liệu mẫu)",
        round=closed_round(),
        ratee=Ratee(7, name, "Trưởng phòng, Phòng Tổng hợp; Ủy viên, Đảng ủy", (3, name, 7)),
        raters=12,
        questions=tuple(questions * times),
        last_round=closed_round(1, "2025-H2", datetime(2025, 12, 15, tzinfo=UTC)),
        comments=("Anh lắng nghe anh em hơn trước.", "Nên giao việc sớm hơn để phòng chủ động.", "👍👍"),
    )
