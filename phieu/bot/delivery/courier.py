"""Delivers one notice: puts it into words, sends it by its channel, and has it noted what became of it."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from phieu.bot import errors
from phieu.bot.delivery import outcomes
from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.handover import Handover
from phieu.bot.delivery.outcomes import DueNotice, Outcome
from phieu.bot.delivery.pauses import Rest
from phieu.bot.delivery.revision import NotYetError, Removal, Revision, Spoken
from phieu.bot.delivery.sender import (
    DoubtError,
    OpenSender,
    RefusedError,
    RestError,
    Sender,
    TakenBackError,
    TryAgainError,
    UnreachableError,
)
from phieu.bot.delivery.unrecorded import Unrecorded
from phieu.bot.screen import Screen
from phieu.storage.tables import Person
from phieu.words import Channel, NoticeKind

AT_ONCE = 30
"""Notices under way together on a channel; its limiter sets the pace, so that this many may take a second each."""

NOTE_AGAIN_SECONDS = 1

EXPECTED = (NotYetError, TakenBackError, UnreachableError, RefusedError, RestError, TryAgainError, DoubtError)

Words = Callable[[NoticeKind, str, Person, Channel], Awaitable[Spoken | None]]
"""What a notice says to this person now, on this channel; None if it is too late for it."""


class Courier:
    """Delivers whatever it is given, each notice once."""

    def __init__(
        self, clerk: Clerk, channels: Mapping[Channel, OpenSender], words: Words, now: Callable[[], datetime]
    ) -> None:
        self._clerk, self._channels, self._words, self._now = clerk, channels, words, now
        self._senders: dict[Channel, Sender] = {}
        self._rests: defaultdict[Channel, Rest] = defaultdict(Rest)
        self._opening = asyncio.Lock()
        self._slots = {channel: asyncio.Semaphore(AT_ONCE) for channel in channels}  # none waits for a slower one
        self._stopping = False

    def open_channels(self) -> list[Channel]:
        """The channels on which something can be sent now."""
        return [channel for channel in self._channels if not self._rests[channel].lasts(self._now())]

    def channels(self) -> list[Channel]:
        """The channels that are on, whether or not something can be sent now."""
        return list(self._channels)

    def down(self) -> list[Channel]:
        """Those on which nothing has got through for long."""
        return [channel for channel in self._channels if self._rests[channel].down(self._now())]

    def stop(self) -> None:
        """Begin nothing more."""
        self._stopping = True

    async def close(self) -> None:
        """Hang up; nothing is being delivered any more."""
        for sender in self._senders.values():
            await sender.close()

    async def deliver(self, notice: DueNotice) -> str:
        """Returns what became of it, for the log: nothing that tells whose it is."""
        async with self._slots[notice.channel]:
            if self._stopping or self._rests[notice.channel].lasts(self._now()):
                await self._clerk.note(notice, outcomes.released(notice, "", notice.message_ids))
                return "put back"
            handover = Handover(notice, self._clerk)
            said, outcome = await self._tried(notice, handover)
            if outcome is not None:
                await self._note(notice, outcome)
            return said

    async def tell(self, channel: Channel, chat_id: str, screen: Screen) -> None:
        """Say something of which nothing is kept, in one stream with the notices. Raises what `Sender.send` raises."""
        if channel not in self._channels:
            raise RestError
        async with self._slots[channel]:
            rest = self._rests[channel]
            if self._stopping or rest.lasts(self._now()):
                raise RestError
            try:
                await (await self._sender(channel)).send(chat_id, screen, Unrecorded())
            except RestError as error:
                rest.begin(self._now(), error.pause)
                raise
            rest.got_through()

    async def _note(self, notice: DueNotice, outcome: Outcome) -> None:
        """However long the database is out of reach: what is known must not become a doubt when the lease runs out.

        Whoever waits here keeps the next one from being sent. At the program's end there is one attempt only.
        """
        told = False
        while True:
            try:
                return await self._clerk.note(notice, outcome)
            except Exception as error:
                if self._stopping:
                    raise
                if not told:
                    errors.report("noting what became of a notice", error)
                told = True
            await asyncio.sleep(NOTE_AGAIN_SECONDS)

    async def _tried(self, notice: DueNotice, handover: Handover) -> tuple[str, Outcome | None]:
        """What became of it, for the log and for its row; None for the row where it is not ours any more."""
        try:
            spoken = await self._words(notice.kind, notice.subject, notice.person, notice.channel)
            if spoken is None:
                return "too late", outcomes.failed(notice, "too late", handover.message_ids)
            if isinstance(spoken, Revision | Removal) and spoken.channel != notice.channel:
                if spoken.channel in notice.elsewhere and spoken.channel not in self.down():
                    return "to be changed elsewhere", outcomes.moved(self._now(), spoken.channel)
                spoken = spoken.anew
            await self._hand_over(notice, spoken, handover)
        except Exception as error:  # noqa: BLE001 - one notice must not hold up the others
            return self._failed(notice, handover, error)
        self._rests[notice.channel].got_through()
        return "sent", outcomes.sent(notice, handover.message_ids)

    async def _hand_over(self, notice: DueNotice, spoken: Spoken, handover: Handover) -> None:
        sender = await self._sender(notice.channel)
        match spoken:
            case Revision():
                standing = await sender.revise(notice.chat_id, spoken, handover)
                await self._replaced(notice, spoken.message_ids, standing)
            case Removal():
                await sender.remove(notice.chat_id, spoken)
                await self._replaced(notice, spoken.message_ids, ())
            case _:
                await sender.send(notice.chat_id, spoken, handover)

    async def _replaced(self, notice: DueNotice, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        assert notice.person.id is not None
        await self._clerk.replaced(notice.person.id, old, new)

    def _failed(self, notice: DueNotice, handover: Handover, error: Exception) -> tuple[str, Outcome | None]:
        now, taken, rest = self._now(), handover.message_ids, self._rests[notice.channel]
        became: tuple[str, Outcome | None]
        match error:
            case NotYetError():
                became = "to be tried again", outcomes.again(notice, now, "what it changes is on its way", taken)
            case TakenBackError():
                became = "called back", None
            case UnreachableError():
                became = "waiting for people who have blocked the bot", outcomes.unreachable(notice, taken)
            case RefusedError():
                outcome = outcomes.failed_here(notice, now, "the platform refused it", taken)
                became = "refused by the platform", outcome
            case RestError():
                rest.begin(now, error.pause)
                became = "put off", outcomes.released(notice, "the platform could not be reached", taken)
            case TryAgainError():
                rest.got_through()
                became = "to be tried again", outcomes.again(notice, now, "the platform could not take it", taken)
            case _ if isinstance(error, DoubtError) or handover.in_doubt:
                became = "in doubt", outcomes.doubtful(notice, now, taken)
            case _:
                became = "to be tried again", outcomes.again(notice, now, "it could not be put into words", taken)
        if not isinstance(error, EXPECTED):
            errors.report(f"a notice of kind {notice.kind.value}", error)
        given_up_here = became[1] is not None and became[1].gives_up_channel
        return ("to go by another channel", became[1]) if given_up_here else became

    async def _sender(self, channel: Channel) -> Sender:
        async with self._opening:
            if channel not in self._senders:
                self._senders[channel] = await self._channels[channel]()
            return self._senders[channel]
