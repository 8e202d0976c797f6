"""What training people need in a year: asked of everybody, said by each with their name, read by head and admins."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import col, delete, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.notices import announce
from phieu.office.only_the_day import only_the_day
from phieu.office.training.needs_stages import MOST_NEEDS, TO_CHOOSE, Stage, check_days, stage_of
from phieu.office.training.refusals import refuse
from phieu.office.training.subjects import needs_subject
from phieu.office.written_dates import LAST_YEAR
from phieu.storage.inserting import insert_all_new, insert_new
from phieu.storage.tables import NeedsSaid, NeedsSurvey, Person, TrainingNeed
from phieu.words import CourseLevel, NoticeKind


async def load_survey(session: AsyncSession, year: int, *, lock: bool = False) -> NeedsSurvey | None:
    """The survey of a year; with `lock`, held for the length of the transaction. None if nobody was asked."""
    if not 0 < year <= LAST_YEAR:
        return None
    wanted = select(NeedsSurvey).where(NeedsSurvey.year == year)
    return (await session.exec(wanted.with_for_update() if lock else wanted)).first()


def stage(survey: NeedsSurvey, today: date) -> Stage:
    """How far it has got."""
    return stage_of(survey.say_by, survey.choose_by, today)


async def ask_everybody(session: AsyncSession, year: int, say_by: date, now: datetime, today: date) -> bool:
    """Ask the whole staff; False if they have been asked for that year. Raises TrainingError for impossible days."""
    check_days(year, say_by, today)
    values = {"year": year, "asked_on": today, "say_by": say_by, "choose_by": say_by + TO_CHOOSE}
    if not await insert_new(session, NeedsSurvey, values):
        return False
    people = [one for one in await session.exec(select(Person.id).where(col(Person.active))) if one is not None]
    await announce(session, NoticeKind.TRAINING_NEEDS, needs_subject(year), people, only_the_day(now))
    return True


async def needs_of(session: AsyncSession, year: int, person_id: int) -> list[TrainingNeed]:
    """What somebody has said so far, in the order in which they did."""
    mine = select(TrainingNeed).where(TrainingNeed.year == year, TrainingNeed.person_id == person_id)
    return list(await session.exec(mine.order_by(col(TrainingNeed.id))))


async def has_said(session: AsyncSession, year: int, person_id: int) -> bool:
    """Whether somebody has said that this is all."""
    return await session.get(NeedsSaid, (year, person_id)) is not None


async def add_need(
    session: AsyncSession, year: int, person_id: int, level: CourseLevel, topic: str, today: date
) -> None:
    """One more, unless it has been said; raises TrainingError if it is too late, or there are too many."""
    await _still_saying(session, year, today)
    mine = await needs_of(session, year, person_id)
    if any((one.level, one.topic.casefold()) == (level, topic.casefold()) for one in mine):
        return
    if len(mine) >= MOST_NEEDS:
        raise refuse(mark("There is room for {count} needs. Please remove one first."), count=MOST_NEEDS)
    session.add(TrainingNeed(year=year, person_id=person_id, level=level, topic=topic))


async def remove_need(session: AsyncSession, year: int, person_id: int, need_id: int, today: date) -> None:
    """Take back one of one's own; nothing happens if it is gone. Raises TrainingError if it is too late."""
    await _still_saying(session, year, today)
    mine = (col(TrainingNeed.year) == year, col(TrainingNeed.person_id) == person_id)
    await session.exec(delete(TrainingNeed).where(col(TrainingNeed.id) == need_id, *mine))


async def say_all(session: AsyncSession, year: int, person_id: int, today: date) -> None:
    """That is all, or nothing. Raises TrainingError if it is too late."""
    await _still_saying(session, year, today)
    await insert_all_new(session, NeedsSaid, [{"year": year, "person_id": person_id}])


async def surveys_to_answer(session: AsyncSession, person_id: int, today: date) -> list[NeedsSurvey]:
    """Those about which this person has not said that it is all, the earliest last day first."""
    said = select(NeedsSaid.year).where(NeedsSaid.person_id == person_id)
    waiting = select(NeedsSurvey).where(NeedsSurvey.say_by >= today, col(NeedsSurvey.year).not_in(said))
    return list(await session.exec(waiting.order_by(col(NeedsSurvey.say_by))))


async def surveys_open(session: AsyncSession, today: date) -> list[NeedsSurvey]:
    """Those in which people can still say something."""
    wanted = select(NeedsSurvey).where(NeedsSurvey.say_by >= today).order_by(col(NeedsSurvey.year))
    return list(await session.exec(wanted))


async def who_has_not_said(session: AsyncSession, year: int) -> Sequence[int]:
    """The ids of those on the staff who have not said that it is all."""
    said = select(NeedsSaid.person_id).where(NeedsSaid.year == year)
    missing = select(Person.id).where(col(Person.active), col(Person.id).not_in(said)).order_by(col(Person.id))
    return [one for one in await session.exec(missing) if one is not None]


async def count_said(session: AsyncSession, year: int) -> int:
    """How many of those on the staff have said that it is all."""
    said = select(func.count()).select_from(NeedsSaid).join(Person, col(Person.id) == col(NeedsSaid.person_id))
    return (await session.exec(said.where(NeedsSaid.year == year, col(Person.active)))).one()


async def _still_saying(session: AsyncSession, year: int, today: date) -> None:
    survey = await load_survey(session, year, lock=True)
    if survey is None or stage(survey, today) is not Stage.SAYING:
        raise refuse(mark("The time to say what you need is over."))
