"""Fetches updates from Telegram by long polling; stops only when every update it took has been dealt with."""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from aiogram.utils.backoff import Backoff, BackoffConfig
from pydantic import ValidationError

from phieu.bot import errors
from phieu.bot.handlers.telegram import UPDATES
from phieu.supervisor import Supervisor

POLL_SECONDS = 25
GRACE_SECONDS = 10
"""How much longer than the poll itself its answer may take."""
BACKOFF = BackoffConfig(min_delay=0.5, max_delay=30.0, factor=1.8, jitter=0.1)

log = logging.getLogger(__name__)


class TelegramPolling:
    """aiogram's own polling returns while handlers still run, and its log lines quote what the platform sent."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._supervisor = Supervisor()
        self._loop: asyncio.Task[None] | None = None
        self._next: int | None = None

    async def start(self) -> None:
        """Begin to fetch. A webhook that is still set would refuse it, and is removed; what waits there is kept."""
        await self._bot.delete_webhook()
        self._loop = self._supervisor.start(self._poll(), "polling")

    async def stop(self) -> None:
        """Take no more, and finish what was taken."""
        if self._loop is not None:
            self._loop.cancel()
        await self._supervisor.drain()

    async def _poll(self) -> None:
        backoff, hindrance = Backoff(BACKOFF), ""
        while True:
            try:
                updates = await self._fetch()
            except Exception as error:  # noqa: BLE001 - polling goes on, whatever the network does
                if _reason(error) != hindrance:  # told once, however long it lasts
                    hindrance = _reason(error)
                    log.warning("no updates from Telegram: %s", hindrance)
                if isinstance(error, TelegramRetryAfter):
                    await asyncio.sleep(error.retry_after)
                else:
                    await backoff.asleep()
                continue
            backoff.reset()
            if hindrance:
                hindrance = ""
                log.info("Telegram's updates come again")
            for update in updates:
                self._supervisor.start(self._handle(update), "update")

    async def _fetch(self) -> list[Update]:
        try:
            updates = await self._bot.get_updates(
                offset=self._next,
                timeout=POLL_SECONDS,
                allowed_updates=UPDATES,
                request_timeout=POLL_SECONDS + GRACE_SECONDS,
            )
        except ClientDecodeError as error:
            # one update that cannot be read must not hold up all others for ever
            return self._readable(error.data["result"])
        if updates:
            self._next = updates[-1].update_id + 1
        return updates

    def _readable(self, entries: list[dict[str, Any]]) -> list[Update]:
        updates = []
        for entry in entries:
            self._next = entry["update_id"] + 1
            with suppress(ValidationError):
                updates.append(Update.model_validate(entry, context={"bot": self._bot}))
        log.warning("left out %d updates that cannot be read", len(entries) - len(updates))
        return updates

    async def _handle(self, update: Update) -> None:
        try:
            await self._dispatcher.feed_update(self._bot, update)
        except Exception as error:  # noqa: BLE001 - one update must not end the polling
            errors.report("an update", error)


def _reason(error: Exception) -> str:
    if isinstance(error, TelegramConflictError):
        return "another program fetches this bot's messages; is it running twice?"
    if isinstance(error, TelegramUnauthorizedError):
        return "it no longer accepts TELEGRAM_TOKEN"
    return type(error).__name__
