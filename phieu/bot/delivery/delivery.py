"""Drains the outbox: takes up what is due, as fast as the channels allow, and leaves no notice behind."""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from phieu.bot import errors
from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.courier import AT_ONCE, Courier, Words
from phieu.bot.delivery.outbox import Outbox
from phieu.bot.delivery.outcomes import DueNotice
from phieu.bot.delivery.sender import OpenSender
from phieu.bot.screen import Screen
from phieu.monitoring.counts import COUNTS
from phieu.supervisor import Supervisor
from phieu.words import Channel

log = logging.getLogger(__name__)

LOOK_SECONDS = 2
"""How often the outbox is looked at unasked: another process may have put something in."""
IN_HAND = 2 * AT_ONCE
"""So many notices are taken up at most for a channel, so that the next ones are there before the last ones are gone."""
TOLD_AT_ONCE = 100
"""A long broadcast gets a line in the log for each so many."""


class Delivery:
    """Runs beside the conversations; `due` is set by whoever has just put something into the outbox."""

    def __init__(
        self,
        outbox: Outbox,
        clerk: Clerk,
        channels: Mapping[Channel, OpenSender],
        words: Words,
        due: asyncio.Event,
        now: Callable[[], datetime],
        *,
        alone: bool = True,
    ) -> None:
        """`alone`: no other program delivers from this database, so that what is taken up already is nobody's."""
        self._outbox, self._clerk, self._due, self._now = outbox, clerk, due, now
        self._courier = Courier(clerk, channels, words, now)
        self._in_hand: defaultdict[Channel, set[int]] = defaultdict(set)
        self._outcomes: Counter[str] = Counter()
        self._supervisor = Supervisor()
        self._recovered = not alone
        self._more_due: set[Channel] = set()
        self._stopping = False

    def start(self) -> None:
        """Begin to deliver."""
        self._clerk.start()
        self._supervisor.start(self._run(), "delivery")

    def cease(self) -> None:
        """From now on take nothing more up and begin to send nothing; to be followed by `stop`."""
        self._stopping = True
        self._courier.stop()
        self._due.set()

    async def stop(self) -> None:
        """Take nothing more up, finish what is being sent, put the rest back."""
        self.cease()
        await self._supervisor.drain()
        await self._courier.close()
        await self._clerk.stop()
        self._tell()

    async def tell(self, channel: Channel, chat_id: str, screen: Screen) -> None:
        """Say something of which nothing is kept or counted: see `Courier.tell`."""
        await self._courier.tell(channel, chat_id, screen)

    def channels(self) -> list[Channel]:
        """The channels that are on."""
        return self._courier.channels()

    def down(self) -> list[Channel]:
        """Those of them on which nothing has got through for long."""
        return self._courier.down()

    async def _run(self) -> None:
        hindrance: type[Exception] | None = None
        while not self._stopping:
            self._due.clear()
            try:
                found = await self._take_up()
                hindrance = None
            except Exception as error:  # noqa: BLE001 - the outbox is there again at the next look
                if type(error) is not hindrance:  # told once, however long it lasts
                    errors.report("looking into the outbox", error)
                found, hindrance = False, type(error)
            if not any(self._in_hand.values()) or self._outcomes.total() >= TOLD_AT_ONCE:
                self._tell()
            if not found:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._due.wait(), LOOK_SECONDS)

    async def _take_up(self) -> bool:
        """Whether there was anything to take up."""
        if not self._recovered:
            await self._outbox.recover(self._now(), everything=True)
            self._recovered = True
        found = [await self._take_up_for(channel) for channel in self._courier.open_channels()]
        return any(found)

    async def _take_up_for(self, channel: Channel) -> bool:
        """Each channel by itself: a long broadcast on a slow one holds up no other."""
        room = IN_HAND - len(self._in_hand[channel])
        if room < AT_ONCE:
            return False
        others, down = set(self._courier.channels()) - {channel}, self._courier.down()
        notices = await self._outbox.claim([channel], self._now(), room, resting=others, down=down)
        self._more_due.discard(channel)
        if len(notices) == room:
            self._more_due.add(channel)
        for notice in notices:
            self._in_hand[channel].add(notice.id)
            self._supervisor.start(self._deliver(notice), "a notice")
        return bool(notices)

    async def _deliver(self, notice: DueNotice) -> None:
        try:
            what = await self._courier.deliver(notice)
            self._outcomes[what] += 1
            COUNTS.notices[what] += 1
        except Exception as error:  # noqa: BLE001 - its lease runs out, and it is taken up again
            errors.report("noting what became of a notice", error)
        finally:
            here = self._in_hand[notice.channel]
            here.discard(notice.id)
            if not here or (notice.channel in self._more_due and len(here) <= IN_HAND - AT_ONCE):
                self._due.set()

    def _tell(self) -> None:
        """One line for many notices; nothing in it tells whose they are."""
        if self._outcomes:
            log.info("notices: %s", ", ".join(f"{count} {what}" for what, count in sorted(self._outcomes.items())))
            self._outcomes.clear()
