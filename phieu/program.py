"""The running program: conversations, delivery and the clock, on one installation."""

import asyncio
import gc
import logging
import signal
from contextlib import AsyncExitStack
from typing import Self

from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.delivery import Delivery
from phieu.bot.delivery.opening import senders
from phieu.bot.delivery.outbox import Outbox
from phieu.bot.dispatch import Dispatch
from phieu.bot.handlers.telegram_channel import TelegramChannel
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.scheduler.clock import Clock
from phieu.start_error import StartError

log = logging.getLogger(__name__)

YOUNG_OBJECTS = 50_000
"""How many new objects before the collector looks at them; 700 by default, so some dozens of times for each tap."""


class Program:
    """`async with Program(installation)` runs it beside everything else; leaving drains what is in flight."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.bot_username = ""
        self._stopped = asyncio.Event()
        self._running = AsyncExitStack()

    async def __aenter__(self) -> Self:
        try:
            await self._start()
        except BaseException:
            await self._running.aclose()
            raise
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._running.aclose()

    def stop(self) -> None:
        """Let `run_until_stopped` return."""
        self._stopped.set()

    async def run_until_stopped(self) -> None:
        """Wait for `stop`, SIGTERM or Ctrl-C."""
        settle_memory()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stop)
        try:
            await self._stopped.wait()
        finally:
            for name in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(name)

    async def _start(self) -> None:
        # stopped in the opposite order: no new events, then the clock, then delivery, then the connection
        channel = self._telegram()
        self._running.push_async_callback(channel.close)
        self.bot_username = await channel.connect()
        dispatch = Dispatch(self.installation, self.bot_username)
        delivery = self._delivery(dispatch)
        self._running.push_async_callback(delivery.stop)
        delivery.start()
        clock = Clock(self.installation)
        self._running.push_async_callback(clock.stop)
        clock.start()
        self._running.push_async_callback(channel.stop)
        await channel.start(dispatch.answer)
        way_in = "by webhook" if self.installation.settings.webhook_url else "by polling"
        log.info("answering as @%s, %s, on %s", self.bot_username, way_in, self.installation.database.engine.name)

    def _telegram(self) -> TelegramChannel:
        settings = self.installation.settings
        if settings.telegram_token is None:
            t = translator(settings.default_locale, settings.tz_name)
            raise StartError(t("No channel is on. Set TELEGRAM_TOKEN to the token that @BotFather gave you."))
        return TelegramChannel(settings, settings.telegram_token)

    def _delivery(self, dispatch: Dispatch) -> Delivery:
        installation = self.installation
        return Delivery(
            Outbox(installation.database),
            Clerk(installation.database),
            senders(installation.settings),
            dispatch.notice,
            dispatch.notices_due,
            installation.now,
            # several may serve one webhook, also on one file
            alone=installation.database.is_sqlite and not installation.settings.webhook_url,
        )


def settle_memory() -> None:
    """Keep the collector away from what was loaded at the start and stays: a pass over it costs as much as ten taps."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)
