"""The hours in which this office is spoken to, read from the database."""

from zoneinfo import ZoneInfo

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.speaking_hours import SpeakingHours
from phieu.storage.tables import Office

ANY_HOUR = SpeakingHours(0, 24, ZoneInfo("UTC"))


async def speaking_hours(session: AsyncSession) -> SpeakingHours:
    """The hours of the workbook's office; any hour as long as there is no office."""
    found = (await session.exec(select(Office.first_hour, Office.last_hour, Office.time_zone))).first()
    return ANY_HOUR if found is None else SpeakingHours(found[0], found[1], ZoneInfo(found[2]))
