"""When people are reminded of open rounds, as the office has it, and changing it by hand."""

from collections.abc import Iterable

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.written_reminders import written
from phieu.storage.tables import Office


async def load_reminders(session: AsyncSession) -> tuple[str, int]:
    """As `storage.tables.Office` keeps it, and the hour; as it would be at first where there is no office yet."""
    found = (await session.exec(select(Office.reminders, Office.reminder_hour))).first()
    at_first = Office(name="")
    return (found[0], found[1]) if found else (at_first.reminders, at_first.reminder_hour)


async def set_reminders(installation: Installation, *, half: bool, days_before: Iterable[int], hour: int) -> None:
    """At half time, so many working days before the last day, at this hour; open rounds go by it from now on."""
    values = {"reminders": written(half=half, days_before=days_before), "reminder_hour": hour}
    async with installation.database.writing() as session:
        await session.exec(update(Office).where(col(Office.id) == 1).values(**values))
