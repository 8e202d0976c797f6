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
        best = self.kindness + 0.25 * standing
        steps_down = 0
        while steps_down < options - 1 and self.dice.random() > best + 0.35 * steps_down:
            steps_down += 1
        return options - steps_down

    def revises(self) -> bool:
        """Whether they change an answer before they hand a ballot in."""
        return self.dice.random() < CHANCE_TO_REVISE

    def comment(self) -> str:
        """A comment, or mostly none."""
        return self.dice.choice(COMMENTS) if self.dice.random() < CHANCE_TO_COMMENT else ""
