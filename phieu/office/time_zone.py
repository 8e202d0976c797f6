"""The zone in which the office's days begin and end: the workbook's, and until there is one, the operator's."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.storage.tables import Office


async def time_zone(session: AsyncSession) -> str | None:
    """The zone's name, as the workbook gave it; None as long as there is no office."""
    return (await session.exec(select(Office.time_zone))).first()


async def office_zone(installation: Installation) -> ZoneInfo:
    """The zone by which the office's calendar goes."""
    async with installation.database.reading() as session:
        return await zone_for(session, installation)


async def zone_for(session: AsyncSession, installation: Installation) -> ZoneInfo:
    """The same, for whoever looks at the database already."""
    return ZoneInfo(await time_zone(session) or installation.settings.tz_name)


async def office_day(session: AsyncSession, now: datetime) -> date:
    """Which day it is in the office."""
    zone = await time_zone(session)
    return now.astimezone(ZoneInfo(zone) if zone else UTC).date()
