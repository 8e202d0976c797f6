"""One level for a whole form: the average over the questions that share a scale."""

from collections import Counter
from collections.abc import Sequence

from phieu.office.forms import Option
from phieu.office.reports.results import QuestionResult
from phieu.office.scores import ScoreRange, averaged


def main_scale(results: Sequence[QuestionResult]) -> tuple[Option, ...]:
    """The scale on which most questions are answered, the longer one of two as frequent; empty without questions."""
    scales = Counter(one.question.options for one in results)
    return max(scales, key=lambda scale: (scales[scale], len(scale)), default=())


def overall(results: Sequence[QuestionResult]) -> ScoreRange | None:
    """The average over the questions of the main scale; None if all of them are hidden."""
    scale = main_scale(results)
    return averaged(one.range for one in results if one.question.options == scale)
