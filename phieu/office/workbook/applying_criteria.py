"""Writes scales, criteria sets and rules. Rounds have copies of their own, so these can be written anew."""

from collections.abc import Iterable

from sqlalchemy import delete, func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.workbook.changes import Changes
from phieu.office.workbook.records import Book, RuleRecord
from phieu.storage.tables import CriteriaSet, Question, RoundForm, Rule, Scale, ScaleOption

Asked = tuple[tuple[str, str, str, tuple[tuple[int, str, str], ...]], ...]
"""What a set asks, in order: each criterion's code, its texts and its answers."""


async def apply_criteria(session: AsyncSession, changes: Changes) -> None:
    """Write scales, sets and questions; a set's version rises when what it asks has changed."""
    book = changes.after
    await session.exec(delete(Question))
    await session.exec(delete(ScaleOption))
    await session.exec(delete(Scale))
    scales = {said.scale: Scale(code=said.scale) for said in book.scales}
    session.add_all(scales.values())
    sets = await _apply_sets(session, changes)
    await session.flush()
    for option in book.scales:
        scale_id = scales[option.scale].id
        assert scale_id is not None
        vi, en = option.label_vi, option.label_en
        session.add(ScaleOption(scale_id=scale_id, value=option.value, label_vi=vi, label_en=en))
    for said in book.questions:
        criteria_set_id, scale_id = sets[said.criteria].id, scales[said.scale].id
        assert criteria_set_id is not None
        assert scale_id is not None
        question = Question(
            criteria_set_id=criteria_set_id,
            scale_id=scale_id,
            place=said.place,
            code=said.code,
            text_vi=said.text_vi,
            text_en=said.text_en,
        )
        session.add(question)
    await session.flush()


async def apply_rules(session: AsyncSession, rules: Iterable[RuleRecord]) -> None:
    """Write these rules and no others."""
    await session.exec(delete(Rule))
    sets = {code: id_ for id_, code in await session.exec(select(CriteriaSet.id, CriteriaSet.code)) if id_}
    session.add_all(
        Rule(
            place=rule.place,
            raters=rule.raters,
            ratees=rule.ratees,
            group_vi=rule.group_vi,
            group_en=rule.group_en,
            criteria_set_id=sets[rule.criteria],
        )
        for rule in rules
    )
    await session.flush()


async def _apply_sets(session: AsyncSession, changes: Changes) -> dict[str, CriteriaSet]:
    known = {row.code: row for row in await session.exec(select(CriteriaSet))}
    before, after = _asked(changes.before), _asked(changes.after)
    sets: dict[str, CriteriaSet] = {}
    for said in changes.after.criteria:
        criteria = known.pop(said.code, None)
        if criteria is None:
            criteria = CriteriaSet(
                code=said.code, version=await _next_version(session, said.code), name_vi="", name_en=""
            )
        elif before[said.code] != after[said.code]:
            criteria.version += 1
        criteria.name_vi, criteria.name_en = said.name_vi, said.name_en
        session.add(criteria)
        sets[said.code] = criteria
    for criteria in known.values():
        await session.delete(criteria)
    return sets


async def _next_version(session: AsyncSession, code: str) -> int:
    """A set that was dropped and comes back goes on counting where a round last used it."""
    used = await session.exec(select(func.max(col(RoundForm.version))).where(RoundForm.code == code))
    return (used.one() or 0) + 1


def _asked(book: Book) -> dict[str, Asked]:
    options: dict[str, list[tuple[int, str, str]]] = {}
    for option in sorted(book.scales, key=lambda option: option.value):
        options.setdefault(option.scale, []).append((option.value, option.label_vi, option.label_en))
    return {
        said.code: tuple(
            (question.code, question.text_vi, question.text_en, tuple(options[question.scale]))
            for question in sorted(book.questions, key=lambda question: question.place)
            if question.criteria == said.code
        )
        for said in book.criteria
    }
