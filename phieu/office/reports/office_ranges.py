"""The office's own result for each question, against which everybody can see theirs.

It is worked out from published figures alone, each ratee weighing the same, and so tells nothing that they don't
already tell. It is not shown where so few people were rated that one could work out a colleague's result from it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from phieu.office.disclosure import FEWEST_RATEES
from phieu.office.reports.results import QuestionKey, QuestionResult
from phieu.office.scores import ScoreRange, averaged, joined

OfficeRanges: TypeAlias = dict[QuestionKey, ScoreRange]


def office_ranges(results: Mapping[int, Iterable[QuestionResult]]) -> OfficeRanges:
    """The plain average over ratees, for each question about which enough ratees have a figure that is shown."""
    by_question: dict[QuestionKey, list[ScoreRange]] = defaultdict(list)
    for questions in results.values():
        for key, own in own_ranges(questions).items():
            by_question[key].append(own)
    return {
        key: average
        for key, ranges in by_question.items()
        if len(ranges) >= FEWEST_RATEES and (average := averaged(ranges))
    }


def own_ranges(questions: Iterable[QuestionResult]) -> dict[QuestionKey, ScoreRange]:
    """One ratee's range for each question; wordings of a question that differ by form are taken together."""
    by_question: dict[QuestionKey, list[ScoreRange | None]] = defaultdict(list)
    for question in questions:
        by_question[question.key].append(question.range)
    return {key: own for key, ranges in by_question.items() if (own := joined(ranges))}
