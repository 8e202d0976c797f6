"""Whether the clock acts by the machine's time now: not if that was put back, and not at once if it leapt ahead."""

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from phieu.office.clock_faults import LEAP, Leap, clock_fault, is_to_be_marked
from phieu.office.clock_mark import clock_mark, set_clock_mark

if TYPE_CHECKING:
    from phieu.installation import Installation

log = logging.getLogger(__name__)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Jumps:
    """Watches the machine's clock for one process, by the installation's steady one."""

    def __init__(self, installation: "Installation") -> None:
        self._installation = installation
        self._ahead: timedelta | None = None
        """By how much the machine's clock is ahead of the steady one, as far as it is believed."""
        self._leap: Leap | None = None
        self._told_of_fault = False

    async def may_act(self) -> bool:
        """Whether what is due by the machine's clock may be done now; why not is logged, once."""
        now = self._installation.now()
        async with self._installation.database.reading() as session:
            mark = await clock_mark(session)
        steady = self._is_steady(now)
        if fault := clock_fault(now, mark):
            if not self._told_of_fault:
                log.error(
                    "the machine's clock stands at %s, but the program has seen %s: no round opens or closes until it "
                    "is set right; if it is right as it stands, run: phieu clock --accept",
                    _minute(fault.now),
                    _minute(fault.seen),
                )
            self._told_of_fault = True
            return False
        self._told_of_fault = False
        if not steady:
            return False
        if is_to_be_marked(now, mark):
            async with self._installation.database.writing() as session:
                await set_clock_mark(session, now)
        return True

    def _is_steady(self, now: datetime) -> bool:
        steady = timedelta(seconds=self._installation.steady())
        ahead = now - _EPOCH - steady
        if self._ahead is None or ahead - self._ahead <= LEAP:
            self._ahead, self._leap = ahead, None
            return True
        if self._leap is None or not self._leap.is_the_same(ahead):
            self._leap = Leap(ahead, steady)
            log.warning("the machine's clock leapt ahead to %s: nothing is done by it for some minutes", _minute(now))
        if not self._leap.has_settled(steady):
            return False
        self._ahead, self._leap = ahead, None
        return True


def _minute(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
