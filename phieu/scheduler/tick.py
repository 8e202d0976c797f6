"""What the clock does each minute: ask the office what is due at this instant, and do it.

Every step can be done twice without harm, by this process or another one, and a step that fails leaves the others
to go on; the next tick tries it again.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING

from phieu.monitoring.counts import COUNTS
from phieu.office.announcements.due import send_what_is_planned
from phieu.office.announcements.progress import finish_what_has_gone_out
from phieu.office.closing_days import put_off_closings
from phieu.office.retention.nightly import let_go_of_what_is_old
from phieu.office.rotations.due import ask_about_rotations, move_rotations_on
from phieu.office.training.due import remind_of_nominations
from phieu.office.training.needs_due import follow_needs_surveys
from phieu.office.yearly_reminding import remind_of_yearly_dates
from phieu.office.zalo_plan.warning import warn_of_zalo_limits
from phieu.scheduler.nightly_backup import back_up_nightly
from phieu.scheduler.old_backups import clear_old_backups
from phieu.scheduler.rounds import follow_the_calendar
from phieu.scheduler.zalo_updates import tend_seen_updates

if TYPE_CHECKING:
    from phieu.installation import Installation

log = logging.getLogger(__name__)

Step = Callable[["Installation"], Awaitable[None]]


async def tick(
    installation: "Installation", goes_on: Callable[[], bool] = lambda: True, more: Iterable[Step] = ()
) -> None:
    """Do all that is due, one step after the other, as long as it `goes_on`; the next tick does the rest.

    `more` are steps that need what the clock does not know of: somebody who speaks to people.
    """
    begun_at, failed = installation.now(), False
    for step in (*STEPS, *more):
        if not goes_on():
            return
        try:
            await step(installation)
        except Exception as error:  # noqa: BLE001 - one step that fails must not keep the others from being done
            log.error("%s failed: %s", step.__name__, type(error).__name__)  # noqa: TRY400
            COUNTS.failed_steps[step.__name__] += 1
            failed = True
    if not failed:
        # to the minute: how long the steps took, waiting for a mixing, would tell that somebody has answered
        COUNTS.ticked_at = begun_at.replace(second=0, microsecond=0)


STEPS: tuple[Step, ...] = (
    follow_the_calendar,
    put_off_closings,
    remind_of_yearly_dates,
    warn_of_zalo_limits,
    send_what_is_planned,
    finish_what_has_gone_out,
    remind_of_nominations,
    follow_needs_surveys,
    move_rotations_on,
    ask_about_rotations,
    let_go_of_what_is_old,
    tend_seen_updates,
    clear_old_backups,
    back_up_nightly,
)
"""What is done each minute, in this order."""
