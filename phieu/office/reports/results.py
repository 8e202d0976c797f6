"""What a round gave: the published figures by ratee and question, as they stand in the database."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.disclosure import Published
from phieu.office.forms import Form, FormQuestion
from phieu.office.scores import ScoreRange, joined, score_range
from phieu.storage.tables import Figure, RoundForm

_BlockKey: TypeAlias = tuple[int, str]
"""A form's id and a question's code."""
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


async def load_results(
    session: AsyncSession, round_id: int, ratee_id: int | None = None
) -> dict[int, list[QuestionResult]]:
    """The results by ratee, in the order of the form; of one ratee alone if `ratee_id` is given."""
    questions = await _questions(session, round_id)
    chosen = select(Figure).where(Figure.round_id == round_id)
    if ratee_id is not None:
        chosen = chosen.where(Figure.ratee_id == ratee_id)
    blocks: dict[int, dict[_BlockKey, list[GroupResult]]] = defaultdict(lambda: defaultdict(list))
    for figure in await session.exec(chosen.order_by(col(Figure.id))):
        published = Published.from_content(figure.precision, figure.content)
        group = GroupResult(figure.label_vi, figure.label_en, figure.merged, published)
        blocks[figure.ratee_id][figure.form_id, figure.question].append(group)
    order = {key: place for place, key in enumerate(questions)}
    return {ratee: _in_order(groups_of, questions, order) for ratee, groups_of in blocks.items()}


def _in_order(
    groups_of: Mapping[_BlockKey, list[GroupResult]],
    questions: Mapping[_BlockKey, FormQuestion],
    order: Mapping[_BlockKey, int],
) -> list[QuestionResult]:
    keys = sorted(groups_of, key=order.__getitem__)
    return [QuestionResult(questions[key], tuple(groups_of[key])) for key in keys]


async def _questions(session: AsyncSession, round_id: int) -> dict[_BlockKey, FormQuestion]:
    forms = await session.exec(select(RoundForm).where(RoundForm.round_id == round_id).order_by(col(RoundForm.id)))
    return {
        (row.id, question.code): question
        for row in forms
        if row.id is not None
        for question in Form.from_content(row.code, row.version, row.content).questions
    }
