"""The running program: conversations on all channels, delivery and the clock, on one installation."""

import asyncio
import gc
import logging
import signal
from contextlib import AsyncExitStack
from functools import partial
from typing import Self

from phieu.bot.dispatch import Dispatch
from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.handlers.telegram_channel import TelegramChannel
from phieu.bot.handlers.web_server import WebServer
from phieu.bot.handlers.zalo_channel import ZaloChannel
from phieu.channels import Channels, OneChannel
from phieu.clock_and_outbox import ClockAndOutbox
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.monitoring.watch import Watch
from phieu.office.time_zone import office_zone
from phieu.start_error import StartError
from phieu.storage.keeper import Keeper
from phieu.storage.running import may_share
from phieu.storage.zalo_traffic import ZaloTraffic
from phieu.words import Channel

log = logging.getLogger(__name__)

YOUNG_OBJECTS = 50_000
"""How many new objects before the collector looks at them; 700 by default, so some dozens of times for each tap."""


class Program:
    """`async with Program(installation)` runs it beside everything else; leaving drains what is in flight."""

    def __init__(self, installation: Installation, watch: Watch | None = None, *, take_over: bool = False) -> None:
        """`watch` is told how far the program is, and lets monitoring look at it.

        With `take_over` a bot on Zalo is taken over from another program that has it called.
        """
        self.installation = installation
        self.watch = watch or Watch(installation.now())
        self._take_over = take_over
        self._dispatch = Dispatch(installation)
        self._files = PublicFiles(installation.volatile, installation.settings.webhook_url, installation.now)
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

    @property
    def bot_username(self) -> str:
        """On Telegram; empty as long as it is not known."""
        return self._dispatch.bot_username

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
        # stopped in the opposite order: nothing is said any more, then nothing taken, then the connections. Said first,
        # since a platform may be fetching a file that belongs to what is being said
        self.watch.watch(self.installation)
        self._running.push_async_callback(self.watch.close)
        server = self._web_server()
        traffic = await self._counted()
        channels = self._channels(server, traffic)
        self._running.push_async_callback(channels.close)
        await channels.connect()
        self._running.push_async_callback(channels.stop)
        if server is not None:
            self._running.push_async_callback(server.stop)
            await server.start()
        self.keeper = keeper = self._keeper(traffic)
        self._running.push_async_callback(keeper.stop)
        keeper.start()
        self.watch.keeps = lambda: keeper.held
        self._running.push_async_callback(channels.try_no_more)
        await channels.start()
        self.watch.health.runs()
        self._say_who_we_are(channels.names)

    def _say_who_we_are(self, names: dict[Channel, str]) -> None:
        who = {Channel.TELEGRAM: "@{}", Channel.ZALO: "{} on Zalo"}
        told = " and ".join(text.format(names[channel]) for channel, text in who.items() if channel in names)
        way_in = "by webhook" if self.installation.settings.webhook_url else "by polling"
        log.info("answering as %s, %s, on %s", told, way_in, self.installation.database.engine.name)

    def _keeper(self, traffic: ZaloTraffic) -> Keeper:
        database = self.installation.database
        contested = may_share(database, self.installation.settings)
        duties = partial(ClockAndOutbox, self.installation, self._dispatch, self._files, traffic.sent)
        return Keeper(database, duties, contested=contested)

    def _web_server(self) -> WebServer | None:
        """None where updates are asked for: then nothing is served."""
        settings = self.installation.settings
        return WebServer(settings, self.watch, self._files) if settings.webhook_url else None

    async def _counted(self) -> ZaloTraffic:
        """What goes over Zalo is counted, to the end."""
        installation = self.installation
        traffic = ZaloTraffic(installation.database, installation.now, await office_zone(installation))
        self._running.push_async_callback(traffic.close)
        return traffic

    def _channels(self, server: WebServer | None, traffic: ZaloTraffic) -> Channels:
        """Those whose token is set; raises StartError if there are none."""
        settings, channels = self.installation.settings, dict[Channel, OneChannel]()
        if settings.telegram_token is not None:
            channels[Channel.TELEGRAM] = TelegramChannel(settings, settings.telegram_token, server)
        if settings.zalo_token is not None:
            channels[Channel.ZALO] = ZaloChannel(
                self.installation, settings.zalo_token, server, self._files, traffic, take_over=self._take_over
            )
        if not channels:
            t = translator(settings.default_locale, settings.tz_name)
            raise StartError(
                t(
                    "No channel is on. Set TELEGRAM_TOKEN to the token that @BotFather gave you, "
                    "ZALO_TOKEN to the one that Zalo Bot Manager sent you, or both."
                )
            )
        return Channels(channels, self._dispatch, self.installation.volatile)


def settle_memory() -> None:
    """Keep the collector away from what was loaded at the start and stays: a pass over it costs as much as ten taps."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, 20, 20)
