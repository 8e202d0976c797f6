"""What the clock does for surveys of training needs: one reminder, then the heads, then the word that it is done."""

from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.heads import heads_of
from phieu.office.notices import admin_ids, announce
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone
from phieu.office.training.deadlines import reminder_day
from phieu.office.training.needs import stage, who_has_not_said
from phieu.office.training.needs_stages import Stage
from phieu.office.training.subjects import needs_subject
from phieu.office.training.unit_needs import units_to_choose
from phieu.storage.tables import NeedsSurvey, Notice
from phieu.words import NoticeKind

REMEMBERED_YEARS = 1
"""Surveys of years longer past than this are looked at no more."""


async def follow_needs_surveys(installation: Installation) -> None:
    """Remind, once, who has not said anything; ask the heads, once; tell the admins, once, that all is said."""
    now = installation.now()
    today = now.astimezone(await office_zone(installation)).date()
    async with installation.database.reading() as session:  # mostly nothing is due, and then nothing is locked
        surveys = await session.exec(select(NeedsSurvey).where(NeedsSurvey.year >= today.year - REMEMBERED_YEARS))
        due = [found for survey in surveys.all() for found in await _due(session, survey, today)]
    if not due:
        return
    async with installation.database.writing() as session:
        for kind, subject, people in due:
            await announce(session, kind, subject, people, now)


async def _due(session: AsyncSession, survey: NeedsSurvey, today: date) -> list[tuple[NoticeKind, str, list[int]]]:
    """What is to be said today and has been said to nobody yet."""
    year, found = survey.year, []
    match stage(survey, today):
        case Stage.SAYING:
            day = reminder_day(survey.asked_on, survey.say_by, await load_working_days(session))
            if day is not None and today >= day:
                people = list(await who_has_not_said(session, year))
                found = [(NoticeKind.TRAINING_NEEDS_REMINDER, needs_subject(year), people)]
        case Stage.CHOOSING:
            units = await units_to_choose(session, year)
            found = [
                (NoticeKind.TRAINING_UNIT_NEEDS, needs_subject(year, "unit", unit), await heads_of(session, [unit]))
                for unit in units
            ]
        case Stage.OVER:
            found = [(NoticeKind.TRAINING_NEEDS_DONE, needs_subject(year), await admin_ids(session))]
    return [one for one in found if one[2] and not await _has_been_said(session, *one[:2])]


async def _has_been_said(session: AsyncSession, kind: NoticeKind, subject: str) -> bool:
    wanted = select(Notice.id).where(Notice.kind == kind, col(Notice.subject) == subject).limit(1)
    return (await session.exec(wanted)).first() is not None
