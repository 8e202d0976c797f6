"""Moving, skipping and bringing forward one round of the calendar; its rule stays as it is.

Everything here may be done by two admins at once, and beside the clock: what has happened by then stands.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.as_decided import OfficeCalendar
from phieu.office.calendar import ONLY_PROPOSED, Due, at_hour
from phieu.office.loading_calendar import load_calendar
from phieu.office.moves import MovingError, dealt_with, moved, named
from phieu.office.occurrences import hold_round, propose
from phieu.office.opening import NothingToAskError, RoundExistsError
from phieu.office.time_zone import time_zone
from phieu.storage.inserting import insert_new
from phieu.storage.tables import Occurrence, Round
from phieu.words import OccurrenceState, RoundKind, RoundState

if TYPE_CHECKING:
    from phieu.installation import Installation

__all__ = ["Moved", "MovingError", "bring_forward", "find_date", "move", "put_back", "skip"]

_CHANGEABLE = (OccurrenceState.PROPOSED, OccurrenceState.MOVED, OccurrenceState.SKIPPED)
_QUICKER = mark("Somebody else was quicker: {round} has been dealt with meanwhile.")


@dataclass(frozen=True, slots=True)
class Moved:
    """How a date stands now."""

    due: Due
    round_id: int | None = None
    """The round, if it was opened at once."""


async def find_date(installation: "Installation", kind: RoundKind, period: str) -> tuple[Due, OccurrenceState | None]:
    """One date of the calendar as it stands, and what became of it. Raises MovingError if there is none, or no more."""
    async with installation.database.reading() as session:
        calendar, due = await _find(session, kind, period, installation.now())
    return due, calendar.state_of(due)


async def move(installation: "Installation", kind: RoundKind, period: str, to: date, hour: int) -> Moved:
    """Hold it on this day, at this hour of the office's zone, instead; earlier or later. Raises MovingError."""
    now = installation.now()
    async with installation.database.writing() as session:
        calendar, due = await _find(session, kind, period, now)
        new = moved(calendar, due, at_hour(to, hour, calendar.zone), now)
        await _decide(session, new, OccurrenceState.MOVED, new.starts_at)
    return Moved(new)


async def bring_forward(installation: "Installation", kind: RoundKind, period: str) -> Moved:
    """Hold it now: it is opened at once or, if it is one of those, proposed at once. Raises MovingError."""
    now = installation.now()
    async with installation.database.writing() as session:
        calendar, due = await _find(session, kind, period, now)
        new = moved(calendar, due, now, now)
        if kind in ONLY_PROPOSED:
            await _decide(session, new, OccurrenceState.MOVED, now)
    if kind in ONLY_PROPOSED:
        await propose(installation, new)
        return Moved(new)
    try:
        round_id = await hold_round(installation, kind, period, new.ends_at, due.by_rule)
    except NothingToAskError as error:
        text = mark("The rules give nobody a ballot that could ever be shown, so there is nothing to open.")
        raise MovingError(text) from error
    except RoundExistsError as error:
        raise MovingError(_QUICKER, round=named(due)) from error
    async with installation.database.writing() as session:
        opened = (col(Occurrence.kind) == kind) & (col(Occurrence.period) == period)
        await session.exec(update(Occurrence).where(opened).values(moved_to=now))
    return Moved(new, round_id)


async def skip(installation: "Installation", kind: RoundKind, period: str) -> Moved:
    """Do not hold it this time; the second time is a no-op. Raises MovingError."""
    async with installation.database.writing() as session:
        calendar, due = await _find(session, kind, period, installation.now())
        if error := dealt_with(due, calendar.state_of(due)):
            raise error
        await _decide(session, due, OccurrenceState.SKIPPED, None)
    return Moved(due)


async def put_back(installation: "Installation", kind: RoundKind, period: str) -> Moved:
    """Hold it when its rule says, after it was moved or skipped; the second time is a no-op. Raises MovingError."""
    now = installation.now()
    async with installation.database.writing() as session:
        calendar, due = await _find(session, kind, period, now)
        if calendar.state_of(due) is None:
            return Moved(due)
        if due.by_rule <= now:
            text = mark("The day that the calendar gives for {round} has passed. Please choose another day for it.")
            raise dealt_with(due, calendar.state_of(due)) or MovingError(text, round=named(due))
        new = replace(moved(calendar, due, due.by_rule, now), moved_from=None)
        mine = (col(Occurrence.kind) == kind) & (col(Occurrence.period) == period)
        await session.exec(delete(Occurrence).where(mine, col(Occurrence.state).in_(_CHANGEABLE)))
    return Moved(new)


async def _find(session: AsyncSession, kind: RoundKind, period: str, now: datetime) -> tuple[OfficeCalendar, Due]:
    zone = await time_zone(session)
    calendar = await load_calendar(session, ZoneInfo(zone)) if zone else None
    due = calendar.find(kind, period, now) if calendar else None
    if calendar is None or due is None:
        raise MovingError(mark("The calendar has no such round any more: its rule has been changed."))
    states = list(await session.exec(select(Round.state).where(Round.kind == kind, Round.period == period)))
    if states and RoundState.CALLED_OFF in states and set(states) == {RoundState.CALLED_OFF}:
        raise MovingError(
            mark("{round} was called off. If it is needed after all, it can be opened under Rounds."), round=named(due)
        )
    if states:
        raise MovingError(mark("{round} has been opened already."), round=named(due))
    return calendar, due


async def _decide(session: AsyncSession, due: Due, state: OccurrenceState, moved_to: datetime | None) -> None:
    row = {"kind": due.kind, "period": due.period, "state": state, "due_at": due.by_rule, "moved_to": moved_to}
    if await insert_new(session, Occurrence, row):
        return
    mine = (col(Occurrence.kind) == due.kind) & (col(Occurrence.period) == due.period)
    changing = update(Occurrence).where(mine, col(Occurrence.state).in_(_CHANGEABLE))
    if not (await session.exec(changing.values(state=state, moved_to=moved_to, due_at=due.by_rule))).rowcount:
        raise MovingError(_QUICKER, round=named(due))
