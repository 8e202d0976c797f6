"""The channels by which one program answers: one that cannot be reached keeps no other waiting.

In Vietnam Telegram is out of reach now and then. Then the program runs on Zalo alone, tries Telegram again each minute,
and answers there as soon as it can.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Protocol

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Answer
from phieu.start_error import NotReachedError, StartError
from phieu.storage.volatile import Volatile
from phieu.supervisor import Supervisor
from phieu.words import Channel

AGAIN_SECONDS = 60.0
"""From one try to reach a platform to the next."""

log = logging.getLogger(__name__)


class OneChannel(Protocol):
    """What answers by one channel. `connect` and `start` raise StartError, and may be called again after a
    NotReachedError; `stop` and `close` may be called whatever has been called before."""

    async def connect(self) -> str:
        """Ask the platform who we are; returns the bot's name there."""

    async def start(self, answer: Answer, volatile: Volatile) -> None:
        """Begin to answer."""

    async def stop(self) -> None:
        """Take nothing more, and answer what has come in."""

    async def close(self) -> None:
        """Hang up."""


class Channels:
    """All that are on."""

    def __init__(self, channels: Mapping[Channel, OneChannel], dispatch: Dispatch, volatile: Volatile) -> None:
        self._channels, self._dispatch, self._volatile = channels, dispatch, volatile
        self.names: dict[Channel, str] = {}
        """What the bot is called where its platform has been reached."""
        self._answering: set[Channel] = set()
        self._late = Supervisor()

    async def connect(self) -> None:
        """Reach as many platforms as can be reached. Raises StartError if one refuses us, or none can be reached."""
        await _all(self._channels, self._connect)

    async def start(self) -> None:
        """Begin to answer wherever we are connected, and go on trying elsewhere. Raises as `connect`."""
        await _all(list(self.names), self._start)
        for channel in self._channels.keys() - self._answering:
            log.warning("%s cannot be reached; it is tried again every minute", channel.value.capitalize())
            self._late.start(self._try_again(channel), f"reaching {channel.value}")

    async def try_no_more(self) -> None:
        """Leave those alone that have not been reached yet."""
        await self._late.cancel()

    async def stop(self) -> None:
        """Take nothing more, and answer what has come in."""
        await asyncio.gather(*(channel.stop() for channel in self._channels.values()))

    async def close(self) -> None:
        """Hang up."""
        await asyncio.gather(*(channel.close() for channel in self._channels.values()))

    async def _connect(self, channel: Channel) -> None:
        name = self.names[channel] = await self._channels[channel].connect()
        if channel is Channel.TELEGRAM:
            self._dispatch.bot_username = name

    async def _start(self, channel: Channel) -> None:
        await self._channels[channel].start(self._dispatch.answer, self._volatile)
        self._answering.add(channel)

    async def _try_again(self, channel: Channel) -> None:
        told = ""
        while channel not in self._answering:
            await asyncio.sleep(AGAIN_SECONDS)
            try:
                await self._connect(channel)
                await self._start(channel)
            except NotReachedError:
                continue
            except StartError as error:
                if str(error) != told:  # whoever reads it puts it right, and starts anew
                    told = str(error)
                    log.error("%s", told)  # noqa: TRY400 - its words are all there is to it
        log.warning("answering on %s, too", channel.value.capitalize())


async def _all(channels: Iterable[Channel], begin: Callable[[Channel], Awaitable[None]]) -> None:
    """Begin with all at once; raises StartError if one is refused, or none reached, and what else went wrong."""
    outcomes = await asyncio.gather(*(begin(channel) for channel in channels), return_exceptions=True)
    failed = [outcome for outcome in outcomes if outcome is not None]
    for error in failed:
        if not isinstance(error, NotReachedError):
            raise error
    if len(failed) == len(outcomes):
        raise StartError(" ".join(str(error) for error in failed))
