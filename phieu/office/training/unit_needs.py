"""What of its people's training needs a unit makes its own: chosen by its head, once everybody has had their say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.heads import heads_of, load_heads, units_looked_after
from phieu.office.training.needs import load_survey, stage
from phieu.office.training.needs_stages import Stage
from phieu.office.training.refusals import refuse
from phieu.office.unit_of_today import unit_of_each
from phieu.storage.columns import LARGEST_ID
from phieu.storage.inserting import insert_all_new
from phieu.storage.tables import NeedsSurvey, Person, TrainingNeed, UnitChose

NO_UNIT = 0
"""Where people belong who hold no position."""


@dataclass(frozen=True, slots=True)
class Need:
    """One need with the names that belong to it."""

    need: TrainingNeed
    person: str
    staff_number: str
    unit_id: int
    """That of the person's first post today; NO_UNIT for none."""
    unit: str

    @property
    def id(self) -> int:
        """The need's id."""
        assert self.need.id is not None
        return self.need.id


async def load_needs(session: AsyncSession, year: int) -> list[Need]:
    """All needs of those on the staff, unit by unit, person by person."""
    units = await unit_of_each(session)
    rows = await session.exec(
        select(TrainingNeed, Person)
        .join(Person, col(Person.id) == col(TrainingNeed.person_id))
        .where(TrainingNeed.year == year, col(Person.active))
        .order_by(col(TrainingNeed.person_id), col(TrainingNeed.id))
    )
    found = [
        Need(need, person.name, person.staff_number, *units.get(need.person_id, (NO_UNIT, ""))) for need, person in rows
    ]
    return sorted(found, key=lambda one: (one.unit_id == NO_UNIT, one.unit_id))


def is_supported(one: Need) -> bool:
    """Whether the unit needs it, too."""
    return one.need.supported


def of_unit(needs: Iterable[Need], unit_id: int) -> list[Need]:
    """Those of one unit."""
    return [one for one in needs if one.unit_id == unit_id]


async def has_chosen(session: AsyncSession, year: int, unit_id: int) -> bool:
    """Whether the unit has said what it needs."""
    return await session.get(UnitChose, (year, unit_id)) is not None


async def chooses(session: AsyncSession, person: Person, unit_id: int) -> bool:
    """Whether this person may choose for a unit: its head; admins too, for a unit that nobody heads, say."""
    if person.admin and person.active:
        return True
    return 0 < unit_id <= LARGEST_ID and person.id in await heads_of(session, [unit_id])


async def support(session: AsyncSession, year: int, unit_id: int, need_id: int, today: date, *, yes: bool) -> None:
    """The unit needs this too, or does not; nothing happens if it is no need of theirs. Raises TrainingError."""
    await _still_choosing(session, year, today)
    found = next((one for one in of_unit(await load_needs(session, year), unit_id) if one.id == need_id), None)
    if found is not None:
        found.need.supported = yes
        session.add(found.need)


async def choose(session: AsyncSession, year: int, unit_id: int, today: date) -> None:
    """That is what the unit needs. Raises TrainingError if it is too late, or too early."""
    await _still_choosing(session, year, today)
    if unit_id != NO_UNIT:
        await insert_all_new(session, UnitChose, [{"year": year, "unit_id": unit_id}])


async def units_to_choose(session: AsyncSession, year: int) -> list[int]:
    """The ids of the units in which somebody needs something, and which have not chosen."""
    people = await session.exec(
        select(TrainingNeed.person_id)
        .join(Person, col(Person.id) == col(TrainingNeed.person_id))
        .where(TrainingNeed.year == year, col(Person.active))
        .distinct()
    )
    of_each = await unit_of_each(session)
    units = {of_each[person_id][0] for person_id in people if person_id in of_each}
    chosen = set(await session.exec(select(UnitChose.unit_id).where(UnitChose.year == year)))
    return sorted(units - chosen)


async def choices_of(session: AsyncSession, person_id: int, today: date) -> list[tuple[NeedsSurvey, int]]:
    """The surveys and units for which this person, as a head, has still to choose."""
    units = await units_looked_after(session, person_id)  # most people have none: this is asked for each main menu
    if not units:
        return []
    heads = await load_heads(session, units)
    open_now = select(NeedsSurvey).where(NeedsSurvey.say_by < today, NeedsSurvey.choose_by >= today)
    return [
        (survey, unit_id)
        for survey in await session.exec(open_now.order_by(col(NeedsSurvey.year)))
        for unit_id in await units_to_choose(session, survey.year)
        if unit_id in heads and person_id in heads[unit_id].without(None)
    ]


async def _still_choosing(session: AsyncSession, year: int, today: date) -> None:
    survey = await load_survey(session, year, lock=True)
    if survey is None or stage(survey, today) is not Stage.CHOOSING:
        raise refuse(mark("It is not the time to choose what the unit needs."))
