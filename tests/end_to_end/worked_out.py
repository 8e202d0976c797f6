"""What a round must show, worked out from what its raters say they typed; and what it does show, in the same shape."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Protocol

from sqlmodel import select

from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.answers import counts_as_answer
from phieu.office.criteria import frozen_forms
from phieu.office.disclosure import Published
from phieu.office.reports.wording import figure_words
from phieu.storage.tables import Assignment, Figure, Person, RaterGroup, Round
from tests.end_to_end.plain_figures import figures

Expected = Mapping[tuple[int, str], Mapping[str | None, Published]]
"""By ratee and question, the figure of each group, or of all together under None."""


class Typed(Protocol):
    """What somebody typed: answers by ratee and place of the question, comments by ratee."""

    @property
    def answers(self) -> Mapping[tuple[int, int], int]: ...

    @property
    def comments(self) -> Mapping[int, str]: ...


async def by_hand(
    installation: Installation, raters: Mapping[int, Typed]
) -> dict[tuple[int, str], dict[str | None, Published]]:
    """The figures for each ratee and question, from what the raters say they typed."""
    async with installation.database.reading() as session:
        (round_id,) = await session.exec(select(Round.id))
        assert round_id is not None
        assignments = (await session.exec(select(Assignment))).all()
        labels = {group.id: group.label_vi for group in await session.exec(select(RaterGroup))}
        forms = await frozen_forms(session, round_id)
    typed: dict[tuple[int, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    options: dict[tuple[int, str], int] = {}
    for one in assignments:
        for place, question in enumerate(forms[one.form_id].questions):
            answers = typed[one.ratee_id, question.code][labels[one.group_id]]
            options[one.ratee_id, question.code] = len(question.options)
            value = raters[one.rater_id].answers.get((one.ratee_id, place), 0)
            if counts_as_answer(value):
                answers.append(value)
    return {key: figures(groups, options[key]) for key, groups in typed.items()}


def told_in_database(rows: Iterable[Figure]) -> dict[tuple[int, str], dict[str | None, Published]]:
    """The figures that were kept, in the shape of those worked out by hand."""
    found: dict[tuple[int, str], dict[str | None, Published]] = defaultdict(dict)
    for row in rows:
        label = None if row.merged else row.label_vi
        found[row.ratee_id, row.question][label] = Published.from_content(row.precision, row.content)
    return dict(found)


def comments_of_three_or_more(raters: Mapping[int, Typed]) -> set[tuple[int, str]]:
    """The comments about those on whom at least three people wrote one."""
    by_ratee: dict[int, set[str]] = defaultdict(set)
    for rater in raters.values():
        for ratee_id, text in rater.comments.items():
            by_ratee[ratee_id].add(text)
    return {(ratee_id, text) for ratee_id, texts in by_ratee.items() if len(texts) >= 3 for text in texts}


async def words_of_summary(installation: Installation, ratee_id: int, expected: Expected) -> list[str]:
    """What the ratee must be told, figure by figure, in their language."""
    async with installation.database.reading() as session:
        person = await session.get_one(Person, ratee_id)
        forms = await frozen_forms(session, 1)
    t = translator(person.locale)
    scales = {question.code: question.options for form in forms.values() for question in form.questions}
    return [
        unescape(figure_words(figure, scales[code], t))
        for (ratee, code), by_group in expected.items()
        for figure in by_group.values()
        if ratee == ratee_id and figure.answers and (figure.counts or figure.favourable is not None)
    ]
