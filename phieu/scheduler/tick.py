"""What the clock does each minute: ask the office what is due at this instant, and do it.

Every step can be done twice without harm, by this process or another one, and a step that fails leaves the others
to go on; the next tick tries it again.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from phieu.monitoring.counts import COUNTS
from phieu.office.announcements.due import send_what_is_planned
from phieu.office.announcements.progress import finish_what_has_gone_out
from phieu.office.calendar import Due, due_after
from phieu.office.closing import close_round, due_rounds
from phieu.office.occurrences import hold_due_round, not_dealt_with, propose
from phieu.office.opening import NothingToAskError
from phieu.office.rotations.due import ask_about_rotations, move_rotations_on
from phieu.office.special_days import load_working_days
from phieu.office.training.due import remind_of_nominations
from phieu.office.training.needs_due import follow_needs_surveys
from phieu.storage.tables import Office

if TYPE_CHECKING:
    from phieu.installation import Installation

log = logging.getLogger(__name__)


async def tick(installation: "Installation", goes_on: Callable[[], bool] = lambda: True) -> None:
    """Do all that is due, one step after the other, as long as it `goes_on`; the next tick does the rest."""
    failed = False
    for step in STEPS:
        if not goes_on():
            return
        try:
            await step(installation)
        except Exception as error:  # noqa: BLE001 - one step that fails must not keep the others from being done
            log.error("%s failed: %s", step.__name__, type(error).__name__)  # noqa: TRY400
            COUNTS.failed_steps[step.__name__] += 1
            failed = True
    if not failed:
        COUNTS.ticked_at = installation.now()


async def follow_the_calendar(installation: "Installation") -> None:
    """Open or propose the rounds that the calendar asks for."""
    now = installation.now()
    async with installation.database.reading() as session:
        office = await session.get(Office, 1)
        if office is None:
            return  # nothing has been imported yet
        zone = ZoneInfo(office.time_zone)
        found = await not_dealt_with(session, now, zone)
    for due in found:
        try:
            if due.opens_by_itself(now):
                await _open(installation, due, zone)
            elif await propose(installation, due):
                log.info("proposed a %s round for %s", due.kind, due.period)
        except Exception as error:  # noqa: BLE001 - one date that fails must not keep the others from being held
            log.error("the calendar's round for %s failed: %s", due.period, type(error).__name__)  # noqa: TRY400


async def _open(installation: "Installation", due: Due, zone: ZoneInfo) -> None:
    try:
        async with installation.database.reading() as session:
            days = await load_working_days(session)
        due_at = due_after(installation.now(), due.working_days, zone, days)
        round_id = await hold_due_round(installation, due, due_at)
    except NothingToAskError:
        log.warning("the calendar asks for a round for %s, but the rules ask nobody anything", due.period)
        return
    if round_id is not None:
        log.info("the calendar opened round %s for %s", round_id, due.period)


async def close_what_is_due(installation: "Installation") -> None:
    """Close the rounds whose time is over."""
    async with installation.database.reading() as session:
        round_ids = await due_rounds(session, installation.now())
    for round_id in round_ids:
        try:
            await close_round(installation, round_id)
        except Exception as error:  # noqa: BLE001 - one round that fails must not keep the others open
            log.error("closing round %s failed: %s", round_id, type(error).__name__)  # noqa: TRY400
        else:
            log.info("closed round %s, which was due", round_id)


STEPS: tuple[Callable[["Installation"], Awaitable[None]], ...] = (
    follow_the_calendar,
    close_what_is_due,
    send_what_is_planned,
    finish_what_has_gone_out,
    remind_of_nominations,
    follow_needs_surveys,
    move_rotations_on,
    ask_about_rotations,
)
"""What is done each minute, in this order."""
