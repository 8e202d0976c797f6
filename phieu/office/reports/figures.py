"""The published figures of a closed round, read from the database."""

from collections import defaultdict
from collections.abc import Mapping
from typing import TypeAlias
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Connection, Engine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.criteria import frozen_forms
from phieu.office.disclosure import Published
from phieu.office.forms import FormQuestion
from phieu.office.reports.office_ranges import OfficeRanges, office_ranges
from phieu.office.reports.results import GroupResult, QuestionResult
from phieu.storage.database import Database
from phieu.storage.tables import Figure

_BlockKey: TypeAlias = tuple[int, str]
"""A form's id and a question's code."""

_remembered: WeakKeyDictionary[Engine | Connection, dict[int, OfficeRanges]] = WeakKeyDictionary()
"""By database and round: figures of a closed round change only when somebody's data are deleted, and each of its
summaries needs these."""


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


async def load_office_ranges(session: AsyncSession, round_id: int) -> OfficeRanges:
    """The office's ranges of a closed round; worked out once for as long as the program runs."""
    rounds = _remembered.setdefault(session.get_bind(), {})
    if round_id not in rounds:
        rounds[round_id] = office_ranges(await load_results(session, round_id))
    return rounds[round_id]


def forget_office_ranges(database: Database) -> None:
    """Figures have been deleted with the person whom they were about: work the office's ranges out anew."""
    for engine in (database.engine, database.writing_engine):
        _remembered.pop(engine.sync_engine, None)


def _in_order(
    groups_of: Mapping[_BlockKey, list[GroupResult]],
    questions: Mapping[_BlockKey, FormQuestion],
    order: Mapping[_BlockKey, int],
) -> list[QuestionResult]:
    keys = sorted(groups_of, key=order.__getitem__)
    return [QuestionResult(questions[key], tuple(groups_of[key])) for key in keys]


async def _questions(session: AsyncSession, round_id: int) -> dict[_BlockKey, FormQuestion]:
    forms = await frozen_forms(session, round_id)
    return {(form_id, question.code): question for form_id, form in forms.items() for question in form.questions}
