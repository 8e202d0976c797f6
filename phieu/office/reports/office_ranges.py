"""The office's own result for each question, against which everybody can see theirs.

It is worked out from published figures alone, each ratee weighing the same, and so tells nothing that they don't
already tell. It is not shown where so few people were rated that one could work out a colleague's result from it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection, Engine
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.disclosure import FEWEST_RATEES
from phieu.office.reports.results import QuestionKey, QuestionResult, load_results
from phieu.office.scores import ScoreRange, averaged, joined

OfficeRanges: TypeAlias = dict[QuestionKey, ScoreRange]

_remembered: WeakKeyDictionary[Engine | Connection, dict[int, OfficeRanges]] = WeakKeyDictionary()
"""By database and round: figures of a closed round never change, and each of its summaries needs these."""


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


async def load_office_ranges(session: AsyncSession, round_id: int) -> OfficeRanges:
    """The office's ranges of a closed round; worked out once for as long as the program runs."""
    rounds = _remembered.setdefault(session.get_bind(), {})
    if round_id not in rounds:
        rounds[round_id] = office_ranges(await load_results(session, round_id))
    return rounds[round_id]
