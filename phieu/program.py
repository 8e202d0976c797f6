"""The running program: conversations, delivery and the clock, on one installation."""

import asyncio
import gc
import logging
import signal
from contextlib import AsyncExitStack
from functools import partial
from typing import Self

from phieu.bot.dispatch import Dispatch
from phieu.bot.handlers.telegram_channel import TelegramChannel
from phieu.clock_and_outbox import ClockAndOutbox
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.monitoring.watch import Watch
from phieu.start_error import StartError
from phieu.storage.keeper import Keeper
from phieu.storage.running import may_share

log = logging.getLogger(__name__)

YOUNG_OBJECTS = 50_000
"""How many new objects before the collector looks at them; 700 by default, so some dozens of times for each tap."""


class Program:
    """`async with Program(installation)` runs it beside everything else; leaving drains what is in flight."""

    def __init__(self, installation: Installation, watch: Watch | None = None) -> None:
        """`watch` is told how far the program is, and lets monitoring look at it."""
        self.installation = installation
        self.watch = watch or Watch(installation.now())
        self.bot_username = ""
        self.keeper: Keeper | None = None
        """Tells, once the program has started, whether this process keeps the clock and the outbox."""
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
        self.watch.health.stops()
        await self._running.aclose()

    def stop(self) -> None:
        """Let `run_until_stopped` return."""
        self._stopped.set()

    async def run_until_stopped(self) -> None:
        """Wait for `stop`, SIGTERM or Ctrl-C."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, self.stop)
        settle_memory()
        try:
            await self._stopped.wait()
        finally:
            for name in (signal.SIGTERM, signal.SIGINT):
                loop.remove_signal_handler(name)

    async def _start(self) -> None:
        # stopped in the opposite order: no new events, then the clock and delivery, then the connection
        self.watch.watch(self.installation)
        self._running.push_async_callback(self.watch.close)
        channel = self._telegram()
        self._running.push_async_callback(channel.close)
        self.bot_username = await channel.connect()
        dispatch = Dispatch(self.installation, self.bot_username)
        self.keeper = keeper = self._keeper(dispatch)
        self._running.push_async_callback(keeper.stop)
        keeper.start()
        self.watch.keeps = lambda: keeper.held
        self._running.push_async_callback(channel.stop)
        await channel.start(dispatch.answer, self.installation.volatile)
        self.watch.health.runs()
        way_in = "by webhook" if self.installation.settings.webhook_url else "by polling"
        log.info("answering as @%s, %s, on %s", self.bot_username, way_in, self.installation.database.engine.name)

    def _keeper(self, dispatch: Dispatch) -> Keeper:
        database, settings = self.installation.database, self.installation.settings
        contested = may_share(database, by_webhook=bool(settings.webhook_url))
        duties = partial(ClockAndOutbox, self.installation, dispatch)
        return Keeper(database, duties, contested=contested)

    def _telegram(self) -> TelegramChannel:
        settings = self.installation.settings
        if settings.telegram_token is None:
            t = translator(settings.default_locale, settings.tz_name)
            raise StartError(t("No channel is on. Set TELEGRAM_TOKEN to the token that @BotFather gave you."))
        return TelegramChannel(settings, settings.telegram_token, self.watch)


def settle_memory() -> None:
    """Keep the collector away from what was loaded at the start and stays: a pass over it costs as much as ten taps."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)
