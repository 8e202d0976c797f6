"""The reminders of open rounds: which are due, which have been, and writing down that one has.

What is written down is the same whoever has answered: that the round had its reminder. Who was reminded is worked out
afterwards, in memory, and stands nowhere (`owing`).
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.hours_of_office import speaking_hours
from phieu.office.reminders import ReminderRules, due_reminders, left_out, planned_reminders, reminder_rules
from phieu.office.special_days import load_working_days
from phieu.storage.database import Database
from phieu.storage.inserting import insert_new
from phieu.storage.tables import Office, ReminderRun, Round
from phieu.words import RoundState

if TYPE_CHECKING:
    from phieu.installation import Installation

log = logging.getLogger(__name__)

_told_missing: WeakKeyDictionary[Database, set[tuple[int, datetime]]] = WeakKeyDictionary()
"""Which reminders that were left out the log knows of already; in memory, so a restart tells them once more."""


@dataclass(frozen=True, slots=True)
class RoundReminders:
    """The reminders of one open round. All instants are in UTC, in order."""

    round_id: int
    planned: tuple[datetime, ...]
    """By the office's rules, since the round opened or was last extended."""
    have_run: tuple[datetime, ...]
    """Also those of before an extension."""

    def to_come(self, now: datetime) -> list[datetime]:
        """What is still ahead, or due just now."""
        past = {*self.have_run, *left_out(self.planned, self.have_run, now)}
        return [at for at in self.planned if at not in past]

    def left_out(self, now: datetime) -> list[datetime]:
        """What should have been, and was not."""
        return left_out(self.planned, self.have_run, now)


async def load_reminder_rules(session: AsyncSession) -> ReminderRules | None:
    """When this office wants people to be reminded; None as long as there is no office."""
    office = await session.get(Office, 1)
    if office is None:
        return None
    hours, days = await speaking_hours(session), await load_working_days(session)
    return reminder_rules(office.reminders, office.reminder_hour, hours, days)


async def load_reminders(session: AsyncSession) -> list[RoundReminders]:
    """The reminders of all rounds that are open, by the rules as they are today."""
    rules = await load_reminder_rules(session)
    return [] if rules is None else await _of_open_rounds(session, rules)


async def begin_reminders(installation: "Installation") -> list[int]:
    """Write down which rounds are having a reminder now; their ids, each for one caller only, whoever asks at once.

    What comes too late is dropped, and the log says so. Whoever gets the ids reminds people, once this is committed.
    """
    now = installation.now()
    async with installation.database.reading() as session:
        rules = await load_reminder_rules(session)
        if rules is None or not rules.allow(now):
            return []
        found = await _of_open_rounds(session, rules)
    _tell_what_is_missing(installation.database, found, now)
    due = {one.round_id: at for one in found if (at := due_reminders(one.planned, one.have_run, now))}
    begun = [round_id for round_id in due if await _begin(installation, round_id, due[round_id])]
    for round_id in begun:
        log.info("round %d: reminded", round_id)
    return begun


async def snoozes_due(installation: "Installation") -> list[int]:
    """Who wanted to be reminded again by now, by id; whether they still owe anything is another question."""
    now = installation.now()
    async with installation.database.reading() as session:
        rules = await load_reminder_rules(session)
    return await installation.volatile.snoozes.due(now) if rules is not None and rules.allow(now) else []


async def _begin(installation: "Installation", round_id: int, due: Iterable[datetime]) -> bool:
    async with installation.database.writing() as session:
        one = await session.get(Round, round_id)
        if one is None or one.state is not RoundState.OPEN:
            return False
        new = [await insert_new(session, ReminderRun, {"round_id": round_id, "planned_at": at}) for at in due]
    return any(new)


async def _of_open_rounds(session: AsyncSession, rules: ReminderRules) -> list[RoundReminders]:
    rounds = (await session.exec(select(Round).where(Round.state == RoundState.OPEN).order_by(col(Round.id)))).all()
    ran: dict[int, list[datetime]] = {one.id: [] for one in rounds if one.id is not None}
    for run in await session.exec(select(ReminderRun).order_by(col(ReminderRun.planned_at))):
        if run.round_id in ran:
            ran[run.round_id].append(run.planned_at)
    return [
        RoundReminders(
            one.id,
            tuple(planned_reminders(rules, one.extended_at or one.opened_at, one.due_at)),
            tuple(ran[one.id]),
        )
        for one in rounds
        if one.id is not None
    ]


def _tell_what_is_missing(database: Database, found: Iterable[RoundReminders], now: datetime) -> None:
    told = _told_missing.setdefault(database, set())
    for one in found:
        for at in one.left_out(now):
            if (one.round_id, at) not in told:
                told.add((one.round_id, at))
                log.warning("round %d: the reminder of %s was left out, it would come too late", one.round_id, at)
