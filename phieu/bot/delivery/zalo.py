"""Zalo, speaking first. What it says becomes what its reader was shown last, so that a number answers it."""

import asyncio
import logging
from functools import partial

from aiolimiter import AsyncLimiter

from phieu.bot.delivery.revision import Removal, Revision
from phieu.bot.delivery.sender import DoubtError, Handing, RestError, TryAgainError
from phieu.bot.delivery.unrecorded import Unrecorded
from phieu.bot.delivery.zalo_failures import meaning_of
from phieu.bot.handlers.zalo_shown import NotSureError, ShownScreens, turn_of
from phieu.bot.handlers.zalo_speaking import PAUSE_SECONDS, Files, Send, Speaker
from phieu.bot.screen import Screen
from phieu.bot.zalo_api.answers import SendResult
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import AuthError, QuotaError, ZaloError
from phieu.locales.translator import Translator
from phieu.storage.volatile import Volatile

PER_SECOND = 5
"""Notices, over all chats. Zalo publishes no ceiling: slowly enough that answers find room."""

log = logging.getLogger(__name__)


def even_pace(per_second: float) -> AsyncLimiter:
    """An even stream of messages, without bursts."""
    return AsyncLimiter(1, 1 / per_second)


class ZaloSender:
    """Sends notices by one bot; see `Sender`."""

    def __init__(
        self,
        bot: ZaloBot,
        volatile: Volatile,
        files: Files,
        t: Translator,
        *,
        pause: float = PAUSE_SECONDS,
        pace: AsyncLimiter | None = None,
    ) -> None:
        """`t` speaks the language of what does not say its own; `pause` is in seconds, between parts of a screen."""
        self._bot, self._volatile = bot, volatile
        self._speaker = Speaker(bot, ShownScreens(volatile), files, t, pause)
        self._pace = pace or even_pace(PER_SECOND)
        self._answer_lost = False
        self._asking = asyncio.Lock()
        self._times_asked = 0
        self._shut_out = False

    async def open(self) -> None:
        """Nothing is needed before the first send."""

    async def close(self) -> None:
        """Hang up."""
        await self._bot.close()

    async def send(self, chat_id: str, screen: Screen, handing: Handing) -> None:
        """Send the messages of a screen, within the chat's turn: nothing is answered between them and their record."""
        await self._make_sure_of_answers()
        await self._pace.acquire()  # before the turn: whoever writes meanwhile must not wait for all the others
        try:
            async with self._volatile.turn(turn_of(chat_id)):
                await self._speaker.show(chat_id, screen, carry=partial(self._carry, handing))
        except NotSureError:
            raise TryAgainError from None
        except ZaloError as error:
            raise self._told(error) from None
        self._shut_out = False

    async def revise(self, chat_id: str, revision: Revision, handing: Handing) -> tuple[str, ...]:
        """Nothing is changed here; it is said anew."""
        await self.send(chat_id, revision.anew, handing)
        return ()

    async def remove(self, chat_id: str, removal: Removal) -> None:
        """Nor taken away."""
        await self.send(chat_id, removal.anew, Unrecorded())

    async def _carry(self, handing: Handing, place: int, last: bool, send: Send) -> SendResult | None:  # noqa: FBT001 - the shape of Carry
        """One message, once; not one that the platform has already."""
        if place < len(handing.message_ids):
            return None
        if place:
            await self._pace.acquire()
        await handing.begins()
        sent = await send()
        await handing.taken(sent.message_id, last=last)
        return sent

    def _told(self, error: ZaloError) -> Exception:
        """What it means; of what shuts the bot out, the operator is told once, until something gets through."""
        if isinstance(error, AuthError | QuotaError):
            if not self._shut_out and isinstance(error, QuotaError):
                log.warning("Zalo takes no more messages now: the plan is used up, or too many came at once")
            elif not self._shut_out:
                log.error("Zalo does not accept ZALO_TOKEN any more: notices cannot be sent there")
            self._shut_out = True
        meaning = meaning_of(error)
        self._answer_lost |= isinstance(meaning, DoubtError)
        return meaning

    async def _make_sure_of_answers(self) -> None:
        """After a lost answer, ask for one that may be lost: else an hour in which the platform only stumbles would put
        every notice in doubt. Raises RestError."""
        asked = self._times_asked
        async with self._asking:
            if self._answer_lost and self._times_asked == asked:  # else somebody else has asked in the meantime
                self._times_asked += 1
                try:
                    await self._bot.get_me()
                except ZaloError as error:
                    meaning = self._told(error)
                    raise (meaning if isinstance(meaning, RestError) else RestError()) from None
                self._answer_lost = False
            if self._answer_lost:
                raise RestError
