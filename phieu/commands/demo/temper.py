"""What the people of the demo answer: mostly kind, as such evaluations are, but not all the same."""

import random
from dataclasses import dataclass

CHANCE_TO_REVISE = 0.15
CHANCE_TO_COMMENT = 0.35
CHANCE_OF_NO_CONTACT = 0.04
CHANCE_TO_STOP = 0.10
"""That somebody stops half-way and never comes back."""

COMMENTS = (
    "Công tâm, lắng nghe ý kiến và giao việc rõ ràng.",
    "Sắp xếp công việc khoa học, anh em dễ theo dõi tiến độ.",
    "Nên dành thêm thời gian gặp gỡ, trao đổi với từng bộ phận.",
    "Rất trách nhiệm với công việc chung của cơ quan.",
    "Mong được góp ý thẳng thắn và kịp thời hơn về chất lượng văn bản.",
    "Gần gũi, hoà nhã, biết động viên khi công việc nhiều.",
    "Có lúc giao việc gấp, nên báo trước để anh em chủ động.",
    "Nắm chắc chuyên môn, hướng dẫn tận tình.",
    "Cần mạnh dạn giao việc khó cho cán bộ trẻ.",
    "Điều hành cuộc họp ngắn gọn, đi thẳng vào vấn đề.",
    "Phối hợp tốt với các phòng khác; nên chia sẻ thông tin sớm hơn.",
    "Gương mẫu trong giờ giấc và tác phong làm việc.",
    "Nên phân công rõ người chịu trách nhiệm chính ngay từ đầu.",
    "Xử lý việc khó bình tĩnh, có lý có tình.",
    "Mong có thêm buổi trao đổi nghiệp vụ hằng tháng.",
    "Tôn trọng ý kiến khác, kết luận rõ ràng.",
    "Kiểm tra, đôn đốc đều nhưng chưa hỏi han hết khó khăn của anh em.",
    "Chủ động tháo gỡ vướng mắc, không đùn đẩy.",
)


@dataclass(slots=True)
class Temper:
    """How one person answers; the same seed gives the same answers."""

    dice: random.Random
    kindness: float
    """Between 0 and 1: how often the highest answer is chosen before the next one."""
    stops_after: int | None
    """So many answers, and then they stop; None for those who finish."""

    @classmethod
    def of(cls, seed: int) -> "Temper":
        """The temper of the person with this number."""
        dice = random.Random(seed)  # noqa: S311 - nothing secret: an invented answer of an invented person
        stops = dice.randint(2, 12) if dice.random() < CHANCE_TO_STOP else None
        return cls(dice, dice.uniform(0.25, 0.7), stops)

    def answer(self, options: int, standing: float) -> int | None:
        """A value from 1 to `options`; None for "not enough contact". `standing`, -1 to 1, is the ratee's."""
        if self.dice.random() < CHANCE_OF_NO_CONTACT:
            return None
        best = self.kindness + 0.6 * standing
        steps_down = 0
        while steps_down < options - 1 and self.dice.random() > best + 0.35 * steps_down:
            steps_down += 1
        return options - steps_down

    def revises(self) -> bool:
        """Whether they change an answer before they hand a ballot in."""
        return self.dice.random() < CHANCE_TO_REVISE

    def comments(self) -> bool:
        """Whether they write a comment."""
        return self.dice.random() < CHANCE_TO_COMMENT


def standing(ratee: str, question: str, in_round: str) -> float:
    """How a ratee is seen, from -1 to 1: as a person, in one criterion, and as it changes from round to round."""
    parts = ((0.4, ratee), (0.3, f"{ratee} {question}"), (0.3, f"{ratee} {question} {in_round}"))
    return sum(weight * random.Random(seed).uniform(-1, 1) for weight, seed in parts)  # noqa: S311 - invented people


class Comments:
    """What is said about each ratee; nobody says what another has said before them."""

    def __init__(self) -> None:
        self._unsaid: dict[str, list[str]] = {}

    def about(self, ratee: str) -> str:
        """A comment that nobody has written about this ratee yet; empty when all has been said."""
        if ratee not in self._unsaid:
            self._unsaid[ratee] = random.Random(ratee).sample(COMMENTS, len(COMMENTS))  # noqa: S311 - invented people
        return self._unsaid[ratee].pop() if self._unsaid[ratee] else ""
