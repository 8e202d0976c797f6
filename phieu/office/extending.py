"""Giving people more time: an admin puts the close of an open round on a later working day, and all who are asked are
told, whether or not they have answered.
"""

import logging
from datetime import date, datetime

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.calendar import end_of_day
from phieu.office.last_days import later_day_fault
from phieu.office.notices import announce, round_of, round_subject
from phieu.office.open_rounds import open_round_row
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone
from phieu.office.told_later import ToldLaterError
from phieu.storage.tables import Assignment, Round
from phieu.words import NoticeKind, RoundState

log = logging.getLogger(__name__)

OFFERED = 8
"""So many working days are offered as the new last one."""


class ExtendingError(ToldLaterError):
    """This cannot be the new last day; `explain` says why."""


async def extend_round(installation: Installation, round_id: int, last_day: date) -> bool:
    """Let people answer until the end of this day; False if that is what stands already.

    Raises UnknownRoundError, RoundOverError (`open_rounds`), ExtendingError.
    """
    due_at = await check_extension(installation, round_id, last_day)
    now = installation.now()
    async with installation.database.writing() as session:
        earlier = (col(Round.id) == round_id) & (col(Round.state) == RoundState.OPEN) & (col(Round.due_at) < due_at)
        extended = await session.exec(update(Round).where(earlier).values(due_at=due_at, extended_at=now))
        if extended.rowcount:
            subject = extension_subject(round_id, last_day)
            await announce(session, NoticeKind.ROUND_EXTENDED, subject, await asked_in(session, round_id), now)
    if extended.rowcount:
        log.info("round %d is extended", round_id)
    return bool(extended.rowcount)


async def check_extension(installation: Installation, round_id: int, last_day: date) -> datetime:
    """Until when the round could be answered, in UTC. Raises as `extend_round`."""
    zone = await office_zone(installation)
    async with installation.database.reading() as session:
        one = await open_round_row(session, round_id)
        days = await load_working_days(session)
    due_on, today = one.due_at.astimezone(zone).date(), installation.now().astimezone(zone).date()
    if fault := later_day_fault(last_day, due_on, today, days):
        raise ExtendingError(fault.text, **fault.arguments)
    return end_of_day(last_day, zone)


async def days_to_offer(installation: Installation, round_id: int) -> list[date]:
    """The next working days that could be the last one. Raises UnknownRoundError, RoundOverError."""
    zone = await office_zone(installation)
    async with installation.database.reading() as session:
        one = await open_round_row(session, round_id)
        days = await load_working_days(session)
    latest = max(one.due_at, installation.now()).astimezone(zone).date()
    return [days.after(latest, count) for count in range(1, OFFERED + 1)]


async def asked_in(session: AsyncSession, round_id: int) -> list[int]:
    """Everybody who has ballots in this round, whether or not they have answered."""
    raters = select(Assignment.rater_id).where(Assignment.round_id == round_id).distinct()
    return sorted(await session.exec(raters))


def extension_subject(round_id: int, last_day: date) -> str:
    """What the notice of an extension is about: with the day, so that the next extension is told, too."""
    return f"{round_subject(round_id)}:{last_day.isoformat()}"


def extended_in(subject: str) -> tuple[int, date]:
    """The round and the new last day that such a notice is about."""
    one, _, day = subject.rpartition(":")
    return round_of(one), date.fromisoformat(day)
