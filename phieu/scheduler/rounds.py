"""What the clock does for rounds: open or propose what the calendar asks for, drop what is over, close what is due.

What fell due while nothing ran is done in the order of its instants.
"""

import logging
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from phieu.office.as_decided import OfficeCalendar
from phieu.office.calendar import Due, due_after
from phieu.office.closing import close_round, due_rounds
from phieu.office.loading_calendar import load_calendar
from phieu.office.occurrences import hold_due_round, miss, propose
from phieu.office.opening import NothingToAskError
from phieu.office.when_due import REMEMBERED, Fate, fate
from phieu.storage.tables import Office

if TYPE_CHECKING:
    from phieu.installation import Installation

log = logging.getLogger(__name__)


async def follow_the_calendar(installation: "Installation") -> None:
    """Do what is due for rounds, each by itself: one that fails keeps no other from being done."""
    now = installation.now()
    async with installation.database.reading() as session:
        office = await session.get(Office, 1)
        closings = await due_rounds(session, now)
        calendar = await load_calendar(session, ZoneInfo(office.time_zone)) if office else None
    due: list[tuple[datetime, int | Due]] = list(closings)
    if calendar is not None:
        due += [(one.starts_at, one) for one in calendar.between(now - REMEMBERED, now)]
    for _, one in sorted(due, key=lambda entry: (entry[0], not isinstance(entry[1], int))):
        if isinstance(one, int):
            await _close(installation, one)
        elif calendar is not None:
            await _deal_with(installation, one, calendar, now)


async def _deal_with(installation: "Installation", due: Due, calendar: OfficeCalendar, now: datetime) -> None:
    try:
        match fate(due, now, calendar):
            case Fate.OPEN:
                await _open(installation, due, calendar)
            case Fate.PROPOSE:
                if await propose(installation, due):
                    log.info("proposed a %s round for %s", due.kind, due.period)
            case Fate.MISS:
                if await miss(installation, due):
                    log.warning("the %s round for %s was missed, and is not held", due.kind, due.period)
    except Exception as error:  # noqa: BLE001 - one date that fails must not keep the others from being held
        log.error("the calendar's round for %s failed: %s", due.period, type(error).__name__)  # noqa: TRY400


async def _open(installation: "Installation", due: Due, calendar: OfficeCalendar) -> None:
    due_at = due_after(installation.now(), due.working_days, calendar.zone, calendar.days)
    try:
        round_id = await hold_due_round(installation, due, due_at)
    except NothingToAskError:
        log.warning("the calendar asks for a round for %s, but the rules ask nobody anything", due.period)
        return
    if round_id is not None:
        log.info("the calendar opened round %s for %s", round_id, due.period)


async def _close(installation: "Installation", round_id: int) -> None:
    try:
        await close_round(installation, round_id)
    except Exception as error:  # noqa: BLE001 - one round that fails must not keep the others open
        log.error("closing round %s failed: %s", round_id, type(error).__name__)  # noqa: TRY400
    else:
        log.info("closed round %s, which was due", round_id)
