"""What a round gave, as plain values: all that may be told of one question about one ratee, group by group."""

from dataclasses import dataclass
from typing import TypeAlias

from phieu.office.disclosure import Published
from phieu.office.forms import FormQuestion
from phieu.office.scores import ScoreRange, joined, score_range

QuestionKey: TypeAlias = tuple[str, int]
"""A question's code and how many answers it offers: where both are the same, results may be compared."""


@dataclass(frozen=True, slots=True)
class GroupResult:
    """One figure: of one group of raters, or of all together where `merged`."""

    label_vi: str
    label_en: str
    merged: bool
    published: Published


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """All that may be told of one question about one ratee."""

    question: FormQuestion
    groups: tuple[GroupResult, ...]

    @property
    def key(self) -> QuestionKey:
        """What it may be compared with."""
        return self.question.code, len(self.question.options)

    @property
    def range(self) -> ScoreRange | None:
        """Where the mean of all shown groups lies; None if every group is hidden."""
        options = len(self.question.options)
        return joined(score_range(group.published, options) for group in self.groups)
