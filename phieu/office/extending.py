"""Giving people more time: an admin puts the close of an open round on a later working day, and all who are asked are
told, whether or not they have answered.
"""

import logging
from datetime import date, datetime
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.locales.translator import mark
from phieu.office.calendar import end_of_day
from phieu.office.notices import announce, round_of, round_subject
from phieu.office.open_rounds import open_round_row
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone
from phieu.office.working_days import WorkingDays
from phieu.storage.tables import Assignment, Round
from phieu.words import NoticeKind, RoundState

log = logging.getLogger(__name__)

FURTHEST_DAYS = 92
"""Nobody means a last day that is further ahead than this: it is a slip of the finger, mostly in the year."""
OFFERED = 8
"""So many working days are offered as the new last one."""


class ExtendingError(Exception):
    """This cannot be the new last day. `text` and `arguments` are for a translator; some arguments are dates."""

    def __init__(self, text: str, **arguments: Any) -> None:
        super().__init__(text.format(**arguments))
        self.text = text
        self.arguments = arguments


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
    zone, today = await office_zone(installation), installation.now()
    async with installation.database.reading() as session:
        one = await open_round_row(session, round_id)
        days = await load_working_days(session)
    _check_day(last_day, one.due_at.astimezone(zone).date(), today.astimezone(zone).date(), days)
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


def _check_day(last_day: date, due_on: date, today: date, days: WorkingDays) -> None:
    if last_day == due_on:
        return  # it stands so already: a second tap
    if last_day < max(due_on, today):
        raise ExtendingError(
            mark("{day} is before {due}, the last day as it stands. To end a round earlier, please close it then.")
            if last_day < due_on
            else mark("{day} is over. Please choose a day that is still to come."),
            day=last_day,
            due=due_on,
        )
    if (last_day - today).days > FURTHEST_DAYS:
        raise ExtendingError(
            mark("{day} is too far ahead: a round can be extended by {days} days at most."),
            day=last_day,
            days=FURTHEST_DAYS,
        )
    if not days.works(last_day):
        raise ExtendingError(
            mark("The office does not work on {day}. The next working day is {next}."),
            day=last_day,
            next=days.on_or_after(last_day),
        )
