"""What one process does for the whole office, while all answer: it keeps the clock and delivers the outbox."""

import asyncio

from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.delivery import Delivery
from phieu.bot.delivery.opening import OnSent, senders
from phieu.bot.delivery.outbox import Outbox
from phieu.bot.delivery.reminding import Reminding
from phieu.bot.dispatch import Dispatch
from phieu.bot.handlers.zalo_speaking import Files
from phieu.installation import Installation
from phieu.scheduler.clock import Clock


class ClockAndOutbox:
    """One term of office of the keeper (`storage.keeper`). Only the keeper delivers: whatever somebody else had taken
    up is nobody's any more, and what they were sending is in doubt."""

    def __init__(
        self, installation: Installation, dispatch: Dispatch, files: Files, on_sent: OnSent | None = None
    ) -> None:
        """`files` gives public addresses to what Zalo is to fetch; `on_sent` is told of each message it has taken."""
        self._delivery = Delivery(
            Outbox(installation.database),
            Clerk(installation.database),
            senders(installation, files, on_sent),
            dispatch.notice,
            dispatch.notices_due,
            installation.now,
        )
        delivery = self._delivery
        self._reminding = Reminding(
            installation, delivery.channels(), delivery.tell, dispatch.reminder, down=delivery.down
        )
        self._clock = Clock(installation, [self._reminding.remind_of_ballots])

    def start(self) -> None:
        """Begin; what was missed meanwhile comes first."""
        self._delivery.start()
        self._clock.start()

    async def stop(self) -> None:
        """Begin nothing more, from this moment, and finish what is under way."""
        self._delivery.cease()
        await asyncio.gather(self._clock.stop(), self._hang_up())

    async def _hang_up(self) -> None:
        await self._reminding.stop()  # it speaks by what delivery has opened
        await self._delivery.stop()
