"""Whether there is an office to serve: staff, admins within reach, hours at which it may be spoken to."""

from zoneinfo import ZoneInfo

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.doctor.finding import Finding, bad, good, warning
from phieu.doctor.patient import Patient
from phieu.locales.translator import mark
from phieu.office.speaking_hours import SpeakingHours
from phieu.office.unreachable import HAS_CHAT
from phieu.storage.tables import Office, Person

NAME = "office"
FEWEST_HOURS = 4


async def check_office(patient: Patient) -> list[Finding]:
    """Counts only; nothing where the tables cannot be looked into."""
    if not patient.up_to_date:
        return []
    async with patient.reading() as session:
        office = await session.get(Office, 1)
        if office is None:
            text = mark("No office has been imported yet. Write a workbook by “phieu template” and import it.")
            return [warning(NAME, text)]
        found = [*await _check_admins(session), *_check_hours(office)]
        people = await _count(session, col(Person.active))
    return found or [
        good(NAME, mark("The office is there, with {people} people and at least one admin."), people=people)
    ]


async def _check_admins(session: AsyncSession) -> list[Finding]:
    admins = await _count(session, col(Person.active) & col(Person.admin))
    joined = await _count(session, col(Person.active) & col(Person.admin) & HAS_CHAT)
    if not admins:
        return [bad(NAME, mark("Nobody is an admin. “phieu admin STAFFNO” makes somebody one."))]
    if not joined:
        return [warning(NAME, mark("No admin has joined yet. “phieu admin STAFFNO” prints a code."))]
    return []


def _check_hours(office: Office) -> list[Finding]:
    try:
        hours = SpeakingHours(office.first_hour, office.last_hour, ZoneInfo(office.time_zone))
    except (KeyError, ValueError, OSError):
        text = mark("The office's time zone {zone} is not known here. Import a workbook with another one.")
        return [bad(NAME, text, zone=office.time_zone)]
    if 0 <= hours.last - hours.first < FEWEST_HOURS:
        text = mark("The bot may speak only from {first} to {last} o'clock. Give it longer hours in the workbook.")
        return [warning(NAME, text, first=hours.first, last=hours.last)]
    if hours.first < hours.last and not hours.first <= office.reminder_hour < hours.last:
        text = mark(
            "Reminders fall due at {hour} o'clock, when the bot may not speak, and so wait until {first} o'clock. "
            "Put that right in the workbook."
        )
        return [warning(NAME, text, hour=office.reminder_hour, first=hours.first)]
    return []


async def _count(session: AsyncSession, condition: object) -> int:
    found = select(func.count()).select_from(Person).where(condition)  # type: ignore[arg-type]
    return (await session.exec(found)).one()
