"""Reminds people of ballots that they still owe, from memory alone.

No notice in the outbox, no outcome, no number of a message, no count, no line in the log: each of them would tell who
had not answered, or how many. Somebody who has blocked the bot is not noted as unreachable for the same reason. If the
program stops meanwhile, those who have not been reminded yet are not reminded this time.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import suppress
from datetime import timedelta

from phieu.bot import errors
from phieu.bot.delivery.sender import DoubtError, RefusedError, RestError, TryAgainError, UnreachableError
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.owing import Reachable, whom_to_remind
from phieu.office.reminder_runs import begin_reminders, snoozes_due
from phieu.storage.tables import Person
from phieu.supervisor import Supervisor
from phieu.words import Channel

AT_ONCE = 10
"""So many reminders are under way together; notices that are due meanwhile find room beside them."""
PAUSE = timedelta(seconds=5)
"""Before something is tried again, where the platform does not say how long it wants to be left alone."""
PATIENCE = timedelta(hours=1)
"""So long a reminder is tried again."""

Tell = Callable[[Channel, str, Screen], Awaitable[None]]
Words = Callable[[Person, Channel], Awaitable[Screen | None]]
"""What a reminder says to this person now; None if they owe nothing any more."""


class Reminding:
    """One for a term of office of the keeper, beside its outbox."""

    def __init__(
        self,
        installation: Installation,
        channels: Collection[Channel],
        tell: Tell,
        words: Words,
        pause: timedelta = PAUSE,
        down: Callable[[], Collection[Channel]] = tuple,
    ) -> None:
        """`tell` raises what `Sender.send` raises; `down` are the channels on which nothing gets through for long."""
        self._installation, self._channels, self._tell, self._words = installation, channels, tell, words
        self._pause, self._down = pause, down
        self._stopping = asyncio.Event()
        self._error_told = False
        self._supervisor = Supervisor()

    async def remind_of_ballots(self, installation: Installation) -> None:
        """A step of the clock: write down what is due, then send it beside everything else."""
        if self._stopping.is_set():
            return
        round_ids = await begin_reminders(installation)
        snoozed = await snoozes_due(installation)
        if round_ids or snoozed:
            self._supervisor.start(self._remind(round_ids, snoozed), "reminders")

    async def sent(self) -> None:
        """Wait until everybody has been reminded who is being reminded now."""
        await self._supervisor.drain()

    async def stop(self) -> None:
        """Finish what is being sent, and remind nobody else."""
        self._stopping.set()
        await self._supervisor.drain()

    async def _remind(self, round_ids: Collection[int], snoozed: Collection[int]) -> None:
        people = iter(await whom_to_remind(self._installation, round_ids, snoozed, self._channels))
        self._error_told = False
        await asyncio.gather(*(self._remind_each(people) for _ in range(AT_ONCE)))

    async def _remind_each(self, people: Iterator[Reachable]) -> None:
        """Several do this with the same people: each takes the next one."""
        for one in people:
            if self._stopping.is_set():
                return
            try:
                await self._remind_one(one)
            except Exception as error:  # noqa: BLE001 - one reminder that fails must not keep the others from being sent
                if not self._error_told:  # once: their number would tell how many are reminded
                    errors.report("reminding", error)
                self._error_told = True

    async def _remind_one(self, one: Reachable) -> None:
        over_at = asyncio.get_running_loop().time() + PATIENCE.total_seconds()
        failed: Channel | None = None
        while not self._stopping.is_set() and asyncio.get_running_loop().time() < over_at:
            channel = one.channel(failed=failed, down=self._down())
            # anew each time: they may have answered meanwhile
            screen = None if channel is None else await self._words(one.person, channel)
            if channel is None or screen is None:
                return
            try:
                await self._tell(channel, one.chats[channel], screen)
            except (UnreachableError, RefusedError):
                if failed is not None:
                    return
                failed = channel
                continue
            except DoubtError:  # as good as reminded
                return
            except RestError as error:
                pause = error.pause or self._pause
            except TryAgainError:
                pause = self._pause
            else:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause.total_seconds())
