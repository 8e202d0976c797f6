"""Telegram's ceilings, as its FAQ gives them: some 30 messages a second overall, and one a second to a chat."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import AIORateLimiter

from phieu.bot.delivery.sender import RestError
from phieu.bot.delivery.telegram_failures import duration

PER_SECOND = 25
"""Messages; the platform's ceiling is about 30, and answers must find room (https://core.telegram.org/bots/faq)."""
CHAT_SECONDS = 1.0
MARGIN_SECONDS = 0.1
"""How much longer than the platform asks for a ban is kept."""
MANY_CHATS = 1000

Begins = Callable[[], Awaitable[None]]


class Ban:
    """The pause that the platform has pronounced, for all sends together."""

    def __init__(self) -> None:
        self._over_at = 0.0

    def lasts(self, pause: timedelta) -> None:
        """Nothing may be sent for so long, from now."""
        self._over_at = max(self._over_at, _now() + pause.total_seconds() + MARGIN_SECONDS)

    def check(self) -> None:
        """Raises RestError as long as it is not over."""
        if (remaining := self._over_at - _now()) > 0:
            raise RestError(timedelta(seconds=remaining))


class Chats:
    """One message a second to each chat: counted from when the last one had arrived."""

    def __init__(self) -> None:
        self._busy: dict[Any, asyncio.Lock] = {}
        self._free_at: dict[Any, float] = {}

    @asynccontextmanager
    async def turn(self, chat_id: Any) -> AsyncIterator[None]:
        """Wait until this chat may get another message, and hold the others back meanwhile."""
        lock = self._busy.setdefault(chat_id, asyncio.Lock())
        async with lock:
            await asyncio.sleep(self._free_at.get(chat_id, 0.0) - _now())
            try:
                yield
            finally:
                self._free_at[chat_id] = _now() + CHAT_SECONDS
                if len(self._free_at) > MANY_CHATS:
                    self._forget_the_free()

    def _forget_the_free(self) -> None:
        now = _now()
        for chat_id in [chat for chat, free_at in self._free_at.items() if free_at < now]:
            if not self._busy[chat_id].locked():
                del self._free_at[chat_id], self._busy[chat_id]


class Limiter(AIORateLimiter):
    """The library's limiter, which by itself lets sends through inside a ban (its issue 5338) and knows no chats."""

    def __init__(self, ban: Ban) -> None:
        # an even stream: a bucket of many would let them all through at once
        super().__init__(overall_max_rate=1, overall_time_period=1 / PER_SECOND, max_retries=0)
        self._ban = ban
        self._chats = Chats()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Any,
    ) -> Any:
        """As the library's; whatever has waited its turn looks once more for a ban, and says that it begins.

        `rate_limit_args` is what is to be called then.
        """
        begins: Begins | None = rate_limit_args

        async def in_its_turn(*inner: Any, **named: Any) -> Any:
            self._ban.check()
            if begins is not None:
                await begins()
                self._ban.check()  # it may have come in these few milliseconds
            try:
                return await callback(*inner, **named)
            except RetryAfter as error:  # here, because the library would log it as an error, with all its way
                pause = duration(error.retry_after)
                self._ban.lasts(pause)
                raise RestError(pause) from error

        if "chat_id" not in data:
            return await super().process_request(in_its_turn, args, kwargs, endpoint, data, None)
        async with self._chats.turn(data["chat_id"]):
            return await super().process_request(in_its_turn, args, kwargs, endpoint, data, None)


def _now() -> float:
    return asyncio.get_running_loop().time()
