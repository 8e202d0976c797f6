"""Telling the admins what the office has to do at this time of the year, each date once."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.notices import admin_ids, announce
from phieu.office.special_days import load_working_days
from phieu.office.yearly_dates import Yearly, to_tell, yearly_subject
from phieu.storage.tables import Notice, Office, YearlyDate
from phieu.words import NoticeKind

if TYPE_CHECKING:
    from phieu.installation import Installation


async def remind_of_yearly_dates(installation: "Installation") -> None:
    """Tell what has come near and has not been told to anybody yet; the earliest first."""
    now = installation.now()
    async with installation.database.reading() as session:  # mostly nothing is due, and then nothing is locked
        office = await session.get(Office, 1)
        if office is None:
            return
        zone, days = ZoneInfo(office.time_zone), await load_working_days(session)
        rows = (await session.exec(select(YearlyDate))).all()
        all_due = [
            to_tell(
                Yearly(row.code, row.name, row.month, row.day, row.days_before), now, office.reminder_hour, zone, days
            )
            for row in rows
        ]
        due = sorted((one.told_at, yearly_subject(one.yearly.code, one.day)) for one in all_due if one is not None)
        untold = [subject for _, subject in due if not await _was_told(session, subject)]
    if untold:
        async with installation.database.writing() as session:
            for subject in untold:
                await announce(session, NoticeKind.YEARLY_DATE, subject, await admin_ids(session), now)


async def _was_told(session: AsyncSession, subject: str) -> bool:
    told = select(Notice.id).where(Notice.kind == NoticeKind.YEARLY_DATE, Notice.subject == subject)
    return (await session.exec(told.limit(1))).first() is not None
