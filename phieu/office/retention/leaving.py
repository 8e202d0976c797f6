"""Who has left, when their personal data are deleted, and what stands against it for the time being."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.retention.periods import erased_on
from phieu.office.retention.settled import asked_in_open_round
from phieu.storage.tables import Office, Person


class ErasingError(Exception):
    """Somebody's data cannot be deleted; `text` is marked for a translator."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


ACTIVE = mark("They are on the staff list. Only the data of somebody who has left can be deleted.")
ERASED = mark("Their data have been deleted already.")
IN_A_ROUND = mark("An open round asks them, or about them. Their data can be deleted once it has closed.")


async def due_for_erasing(session: AsyncSession, left_before: datetime) -> list[int]:
    """The ids of those who left until that instant, and whom no open round asks, or asks about."""
    due = select(Person.id).where(~col(Person.active), ~col(Person.erased), col(Person.left_at) <= left_before)
    free = due.where(~asked_in_open_round(col(Person.id))).order_by(col(Person.id))
    return [one for one in await session.exec(free) if one is not None]


async def may_be_erased(session: AsyncSession, person_id: int) -> Person:
    """The person, held for the length of the transaction. Raises ErasingError, saying what stands against it."""
    person = (await session.exec(select(Person).where(Person.id == person_id).with_for_update())).one()
    if person.active:
        raise ErasingError(ACTIVE)
    if person.erased:
        raise ErasingError(ERASED)
    if (await session.exec(select(Person.id).where(Person.id == person_id, asked_in_open_round(person_id)))).first():
        raise ErasingError(IN_A_ROUND)
    return person


async def kept_until(session: AsyncSession, person: Person) -> date | None:
    """The day on which the data of somebody who has left are deleted; None for whoever is on the staff."""
    office = await session.get(Office, 1)
    if office is None or person.left_at is None or person.active:
        return None
    return erased_on(person.left_at, ZoneInfo(office.time_zone), office.keep_left_days)
