"""Forms from the database: criteria sets as they are today, and as a round froze them."""

from collections import defaultdict

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.forms import Form, FormQuestion, Option
from phieu.storage.tables import CriteriaSet, Question, RoundForm, ScaleOption


async def current_form(session: AsyncSession, code: str) -> Form:
    """A criteria set as the workbook last gave it."""
    criteria = (await session.exec(select(CriteriaSet).where(CriteriaSet.code == code))).one()
    ordered = select(Question).where(Question.criteria_set_id == criteria.id).order_by(col(Question.place))
    questions = list(await session.exec(ordered))
    options: dict[int, list[Option]] = defaultdict(list)
    for option in await session.exec(select(ScaleOption).order_by(col(ScaleOption.value))):
        options[option.scale_id].append(Option(option.value, option.label_vi, option.label_en))
    return Form(
        criteria.code,
        criteria.version,
        criteria.name_vi,
        criteria.name_en,
        tuple(FormQuestion(q.code, q.text_vi, q.text_en, tuple(options[q.scale_id])) for q in questions),
    )


async def frozen_forms(session: AsyncSession, round_id: int) -> dict[int, Form]:
    """The forms that a round froze, by their ids and in the order of these."""
    frozen = await session.exec(select(RoundForm).where(RoundForm.round_id == round_id).order_by(col(RoundForm.id)))
    return {form.id: Form.from_content(form.code, form.version, form.content) for form in frozen if form.id is not None}
