"""Zalo, answering: each message once, one at a time from each chat, in private chats only.

The rule behind it: no number is ever booked on a question that its writer was not shown last (see `zalo_shown`).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from pydantic import TypeAdapter

from phieu.bot import errors
from phieu.bot.event import Answer
from phieu.bot.handlers import zalo_notes as notes
from phieu.bot.handlers.zalo_replying import Replying
from phieu.bot.handlers.zalo_shown import NotSureError, ShownScreens, turn_of
from phieu.bot.handlers.zalo_speaking import PAUSE_SECONDS, Files, Speaker
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import ZaloError
from phieu.bot.zalo_api.updates import ZaloUpdate
from phieu.locales.translator import Translator
from phieu.storage.seen_updates import too_old
from phieu.storage.volatile import Topic, Volatile

TOLD_GROUPS = Topic("zalo-groups", TypeAdapter(bool), lasts=timedelta(days=1))
"""Groups that have been told, by day, where to write."""


class Seen(Protocol):
    """Knows updates again; asked and told within the turn of the update's chat."""

    async def seen(self, message_id: str) -> bool:
        """Whether it has been dealt with."""
        ...

    async def mark(self, message_id: str, now: datetime) -> None:
        """It has been dealt with."""
        ...


class ZaloHandler:
    """Takes updates, however they come in."""

    def __init__(
        self,
        bot: ZaloBot,
        answer: Answer,
        volatile: Volatile,
        seen: Seen,
        files: Files,
        t: Translator,
        now: Callable[[], datetime],
        pause: float = PAUSE_SECONDS,
    ) -> None:
        """`t` speaks the language of whatever is said to nobody in particular."""
        self._volatile, self._seen, self._t, self._now = volatile, seen, t, now
        self._shown = ShownScreens(volatile)
        self._speaker = Speaker(bot, self._shown, files, t, pause)
        self._replying = Replying(self._speaker, self._shown, answer, t)

    async def on_update(self, update: ZaloUpdate) -> None:
        """Deal with it, if that has not been done; marked afterwards, so that a killed program loses none."""
        if too_old(update.date_ms, self._now()):
            return
        async with self._volatile.turn(turn_of(update.chat_id)):
            if await self._has_seen(update):
                return
            try:
                await (self._in_group(update) if update.group else self._in_private(update))
            except (ZaloError, NotSureError) as error:
                errors.report("answering on Zalo", error)
            await self._seen.mark(update.message_id, self._now())

    async def _has_seen(self, update: ZaloUpdate) -> bool:
        """Without a database an apology is better than silence; what was shown last keeps a repetition harmless."""
        try:
            return await self._seen.seen(update.message_id)
        except Exception as error:  # noqa: BLE001 - whatever a database that is away raises
            errors.report("recognising a message", error)
            return False

    async def _in_private(self, update: ZaloUpdate) -> None:
        try:
            last = await self._shown.take(update.chat_id)
        except NotSureError:
            await self._speaker.say(update.chat_id, self._t(notes.AWAY))
            return
        await self._replying.reply(update, last)

    async def _in_group(self, update: ZaloUpdate) -> None:
        """Nothing personal belongs here; once a day they are told where it does."""
        if await self._volatile.first(TOLD_GROUPS, f"{update.chat_id}:{self._now().date()}"):
            await self._speaker.say(update.chat_id, self._t(notes.IN_PRIVATE))
