"""How long what the bot has to say has been waiting for delivery, though it could be said."""

from datetime import datetime, time, timedelta

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.chat_of_notice import can_be_reached
from phieu.office.hours_of_office import speaking_hours
from phieu.office.speaking_hours import SpeakingHours
from phieu.storage.tables import Notice
from phieu.words import NoticeState

NO_TIME = timedelta()
ALL_DAY = (0, 24)


async def longest_waiting(session: AsyncSession, now: datetime) -> timedelta:
    """For how long the oldest notice that could be said now to somebody within reach has waited; zero if there is none.

    The last night does not count, for what is not urgent. Delivery takes seconds: minutes mean that it is hindered.
    """
    hours = await speaking_hours(session)
    oldest = (
        select(func.min(Notice.created_at))
        .where(col(Notice.state).in_((NoticeState.WAITING, NoticeState.SENDING)))
        .where(can_be_reached())
    )
    urgent = (await session.exec(oldest.where(col(Notice.urgent)))).one()
    unhurried = (await session.exec(oldest.where(~col(Notice.urgent)))).one()
    return max(waited(urgent, now), waited(unhurried, now, hours))


def waited(since: datetime | None, now: datetime, hours: SpeakingHours | None = None) -> timedelta:
    """How long something has waited that is there since then, and may be said in these hours."""
    if since is None or (hours is not None and not hours.allow(now)):
        return NO_TIME
    if hours is not None and hours.first < hours.last and (hours.first, hours.last) != ALL_DAY:
        here = now.astimezone(hours.zone)
        since = max(since, datetime.combine(here.date(), time(hours.first), hours.zone))
    return max(now - since, NO_TIME)
