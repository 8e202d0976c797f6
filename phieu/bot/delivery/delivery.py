"""Drains the outbox: puts due notices into words, sends them, and notes what became of each."""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from phieu.bot import errors
from phieu.bot.delivery.outbox import DueNotice, Outbox
from phieu.bot.delivery.revision import Spoken
from phieu.bot.delivery.sender import OpenSender, RefusedError, Sender, TryAgainError, UnreachableError
from phieu.storage.tables import Person
from phieu.supervisor import Supervisor
from phieu.words import Channel, NoticeKind

log = logging.getLogger(__name__)

LOOK_SECONDS = 2
"""How often the outbox is looked at unasked: another process may have put something in."""
AT_ONCE = 10
"""Sends under way together; the channel's limiter sets the pace."""
CLAIMED_AT_ONCE = 50
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=30)
MOST_ATTEMPTS = 200
"""With the pauses, four days of trying."""

Words = Callable[[NoticeKind, str, Person], Awaitable[Spoken | None]]


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 5 seconds, doubling up to half an hour."""
    longer: int = 2 ** min(attempts - 1, 16)
    return min(FIRST_PAUSE * longer, LONGEST_PAUSE)


class Delivery:
    """Runs beside the conversations; `due` is set by whoever has just put something into the outbox."""

    def __init__(
        self,
        outbox: Outbox,
        channels: Mapping[Channel, OpenSender],
        words: Words,
        due: asyncio.Event,
        now: Callable[[], datetime],
    ) -> None:
        self._outbox, self._channels, self._words, self._due, self._now = outbox, channels, words, due, now
        self._senders: dict[Channel, Sender] = {}
        self._opening = asyncio.Lock()
        self._supervisor = Supervisor()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._stopping = False

    def start(self) -> None:
        """Begin to deliver."""
        self._supervisor.start(self._run(), "delivery")

    async def stop(self) -> None:
        """Take nothing more up, and finish what is being sent."""
        self._stopping = True
        self._due.set()
        for sender in self._senders.values():
            sender.wait_no_more()
        await self._supervisor.drain()
        for sender in self._senders.values():
            await sender.close()

    async def _run(self) -> None:
        hindrance: type[Exception] | None = None
        while not self._stopping:
            self._due.clear()
            try:
                found = await self._deliver_some()
                hindrance = None
            except Exception as error:  # noqa: BLE001 - the outbox is there again at the next look
                if type(error) is not hindrance:  # told once, however long it lasts
                    errors.report("looking into the outbox", error)
                found, hindrance = False, type(error)
            if not found:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._due.wait(), LOOK_SECONDS)

    async def _deliver_some(self) -> bool:
        notices = await self._outbox.claim(self._channels.keys(), self._now(), CLAIMED_AT_ONCE)
        outcomes = Counter(await asyncio.gather(*map(self._deliver_in_turn, notices)))
        if outcomes:
            log.info("notices: %s", ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())))
        return bool(notices)

    async def _deliver_in_turn(self, notice: DueNotice) -> str:
        async with self._slots:
            if self._stopping:
                await self._outbox.postponed(notice, self._now(), "the program stopped")
                return "put off, as the program stops"
            try:
                return await self._deliver(notice)
            except Exception as error:  # noqa: BLE001 - one notice must not hold up the others
                errors.report(f"a notice of kind {notice.kind.value}", error)
                return await self._later(notice, "it could not be put into words")

    async def _deliver(self, notice: DueNotice) -> str:
        """Returns what became of it, for the log: nothing that tells whose it is."""
        screen = await self._words(notice.kind, notice.subject, notice.person)
        if screen is None:
            await self._outbox.failed(notice, "too late")
            return "too late"
        try:
            sender = await self._sender(notice.channel)
            await sender.send(notice.chat_id, screen)
        except UnreachableError:
            await self._outbox.unreachable(notice)
            return "waiting for people who have blocked the bot"
        except RefusedError:
            await self._outbox.failed(notice, "the platform refused it")
            return "refused by the platform"
        except TryAgainError:
            return await self._later(notice, "the platform could not be reached")
        await self._outbox.sent(notice)
        return "sent"

    async def _sender(self, channel: Channel) -> Sender:
        async with self._opening:
            if channel not in self._senders:
                self._senders[channel] = await self._channels[channel]()
            return self._senders[channel]

    async def _later(self, notice: DueNotice, failure: str) -> str:
        if notice.attempts >= MOST_ATTEMPTS:
            await self._outbox.failed(notice, f"{failure}, too often")
            return "given up"
        await self._outbox.postponed(notice, self._now() + pause_after(notice.attempts), failure)
        return "to be tried again"
