"""Telegram, speaking first: python-telegram-bot, held below the platform's ceiling.

Importing this module imports that library, which takes a while and much memory: see `opening.py`.
"""

import asyncio
import os
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library asks for it: durations come as such, and without a warning

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from phieu.bot.delivery.sender import RefusedError, TryAgainError, UnreachableError
from phieu.bot.handlers.telegram_messages import Buttons, Message, messages_of
from phieu.bot.screen import Screen

PER_SECOND = 25
"""Messages; the platform's ceiling is about 30, and answers must find room (https://core.telegram.org/bots/faq)."""
TIMEOUT_SECONDS = 20.0
UPLOAD_SECONDS = 60.0
MARGIN_SECONDS = 0.1
"""How much longer than the platform asks for a ban is kept."""
GONE = ("chat not found", "user not found", "user is deactivated")
"""What the platform says, among its refusals, of chats that are no more."""


class Ban:
    """The pause that the platform has pronounced, for all sends together."""

    def __init__(self) -> None:
        self._over_at = 0.0
        self._broken_off = asyncio.Event()

    def lasts(self, pause: timedelta) -> None:
        """Nothing may be sent for so long, from now."""
        over_at = asyncio.get_running_loop().time() + pause.total_seconds() + MARGIN_SECONDS
        self._over_at = max(self._over_at, over_at)

    async def over(self) -> None:
        """Wait until it is over; raises TryAgainError if the waiting is broken off."""
        while (remaining := self._over_at - asyncio.get_running_loop().time()) > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._broken_off.wait(), remaining)
            if self._broken_off.is_set():
                raise TryAgainError

    def break_off(self) -> None:
        """Let nobody wait any more."""
        self._broken_off.set()


class Limiter(AIORateLimiter):
    """The library's limiter, which by itself lets sends through inside a ban (its issue 5338)."""

    def __init__(self, ban: Ban) -> None:
        # an even stream: a bucket of many would let them all through at once
        super().__init__(overall_max_rate=1, overall_time_period=1 / PER_SECOND, max_retries=0)
        self._ban = ban

    async def process_request(
        self, callback: Callable[..., Coroutine[Any, Any, Any]], *args: Any, **kwargs: Any
    ) -> Any:
        """As the library's, but whatever has waited its turn looks once more whether a ban has come meanwhile."""

        async def after_the_ban(*inner: Any, **named: Any) -> Any:
            await self._ban.over()
            return await callback(*inner, **named)

        return await super().process_request(after_the_ban, *args, **kwargs)


class TelegramSender:
    """Sends notices by one bot."""

    def __init__(self, token: str, api_url: str) -> None:
        api_url = api_url.rstrip("/")
        request = HTTPXRequest(
            read_timeout=TIMEOUT_SECONDS,
            write_timeout=TIMEOUT_SECONDS,
            connect_timeout=TIMEOUT_SECONDS,
            pool_timeout=TIMEOUT_SECONDS,
            media_write_timeout=UPLOAD_SECONDS,
        )
        self._ban = Ban()
        self._bot: ExtBot[Any] = ExtBot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request,
            rate_limiter=Limiter(self._ban),
        )

    async def open(self) -> None:
        """Get ready; raises TryAgainError if the platform cannot be reached."""
        try:
            await self._bot.initialize()
        except TelegramError as error:
            await self._bot.shutdown()
            raise TryAgainError from error

    async def send(self, chat_id: str, screen: Screen) -> None:
        """Send a screen; raises what `Sender` says."""
        for message in messages_of(screen):
            await self._until_taken(int(chat_id), message)

    def wait_no_more(self) -> None:
        """Break off the waiting for the end of a ban."""
        self._ban.break_off()

    async def close(self) -> None:
        """Hang up."""
        await self._bot.shutdown()

    async def _until_taken(self, chat_id: int, message: Message) -> None:
        while True:
            try:
                return await self._send(chat_id, message)
            except RetryAfter as error:
                self._ban.lasts(_duration(error.retry_after))
            except Forbidden as error:
                raise UnreachableError from error
            except BadRequest as error:  # before NetworkError, whose subclass it is
                raise (UnreachableError if error.message.lower() in GONE else RefusedError) from error
            except TelegramError as error:
                raise TryAgainError from error

    async def _send(self, chat_id: int, message: Message) -> None:
        text, attachment, keyboard = message.text, message.attachment, _keyboard(message.buttons)
        shape: dict[str, Any] = {"parse_mode": "HTML", "reply_markup": keyboard}
        if attachment is None:
            await self._bot.send_message(chat_id, text, disable_web_page_preview=True, **shape)
        elif attachment.picture:
            await self._bot.send_photo(chat_id, attachment.content, caption=text, filename=attachment.name, **shape)
        else:
            await self._bot.send_document(chat_id, attachment.content, caption=text, filename=attachment.name, **shape)


def _duration(retry_after: int | timedelta) -> timedelta:
    return retry_after if isinstance(retry_after, timedelta) else timedelta(seconds=retry_after)


def _keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in buttons]
    return InlineKeyboardMarkup(rows) if rows else None
