"""What an admin learns from a closed round: everybody's level, the office's results, and what is hidden and why.

Comments are not in it: they belong to the rated person.
"""

from dataclasses import dataclass

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.forms import FormQuestion, Option
from phieu.office.ratees import Ratee, load_ratees
from phieu.office.reports.closed_rounds import ClosedRound, load_closed_round
from phieu.office.reports.figures import load_results
from phieu.office.reports.office_ranges import office_ranges
from phieu.office.reports.overall import main_scale, overall
from phieu.office.reports.results import QuestionResult
from phieu.office.scores import ScoreRange
from phieu.storage.tables import Office, Person, RaterGroup
from phieu.words import Precision


@dataclass(frozen=True, slots=True)
class RateeResults:
    """One ratee's published results."""

    ratee: Ratee
    staff_number: str
    raters: int
    """How many were asked, whether they answered or not."""
    questions: tuple[QuestionResult, ...]

    @property
    def overall(self) -> ScoreRange | None:
        """The average over the questions of the main scale; None if all are hidden."""
        return overall(self.questions)

    @property
    def scale(self) -> tuple[Option, ...]:
        """The scale of `overall`."""
        return main_scale(self.questions)

    @property
    def hidden(self) -> int:
        """How many figures are not shown."""
        return sum(
            group.published.precision is Precision.HIDDEN for question in self.questions for group in question.groups
        )


@dataclass(frozen=True, slots=True)
class OfficeResult:
    """The office's result for one question; None where too few ratees have a figure that is shown."""

    question: FormQuestion
    range: ScoreRange | None


@dataclass(frozen=True, slots=True)
class Overview:
    """A closed round, for admins. People stand by rank and name, never by result: it is no ranking."""

    office_name: str
    round: ClosedRound
    ratees: tuple[RateeResults, ...]
    office: tuple[OfficeResult, ...]

    @property
    def hidden(self) -> int:
        """How many figures of the whole round are not shown."""
        return sum(one.hidden for one in self.ratees)


async def load_overview(session: AsyncSession, round_id: int) -> Overview | None:
    """The overview; None if the round is not closed, or unknown."""
    closed = await load_closed_round(session, round_id)
    if closed is None:
        return None
    results = await load_results(session, round_id)
    sizes = select(RaterGroup.ratee_id, func.sum(RaterGroup.size)).where(RaterGroup.round_id == round_id)
    raters = dict((await session.exec(sizes.group_by(col(RaterGroup.ratee_id)))).all())
    people = await load_ratees(session, set(raters))
    numbers = await _staff_numbers(session, round_id)
    office_row = await session.get(Office, 1)
    ratees = [
        RateeResults(person, numbers.get(person.id, ""), int(raters[person.id]), tuple(results.get(person.id, ())))
        for person in sorted(people.values(), key=lambda person: person.order)
    ]
    return Overview(office_row.name if office_row else "", closed, tuple(ratees), _office_results(results))


def _office_results(results: dict[int, list[QuestionResult]]) -> tuple[OfficeResult, ...]:
    ranges = office_ranges(results)
    questions = {one.key: one.question for questions in results.values() for one in questions}
    return tuple(OfficeResult(question, ranges.get(key)) for key, question in questions.items())


async def _staff_numbers(session: AsyncSession, round_id: int) -> dict[int, str]:
    rated = select(RaterGroup.ratee_id).where(RaterGroup.round_id == round_id)
    numbers = await session.exec(select(Person.id, Person.staff_number).where(col(Person.id).in_(rated)))
    return {person_id: number for person_id, number in numbers if person_id is not None}
