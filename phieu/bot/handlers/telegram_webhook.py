"""Takes updates from Telegram by webhook: an HTTP server behind the operator's TLS."""

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiogram import Bot, Dispatcher
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from phieu.bot import errors
from phieu.bot.handlers.telegram import UPDATES
from phieu.monitoring.server import add_health
from phieu.monitoring.watch import Watch

DRAIN_SECONDS = 60
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


class TelegramWebhook:
    """The server for one bot. An update is confirmed once it has been dealt with, so a killed program loses none."""

    def __init__(
        self, bot: Bot, dispatcher: Dispatcher, watch: Watch, *, url: str, secret: str, host: str, port: int
    ) -> None:
        self._bot, self._url, self._secret = bot, url, secret
        self._host, self._port = host, port
        app = web.Application(middlewares=[_without_content])
        handler = SimpleRequestHandler(
            dispatcher, bot, handle_in_background=False, secret_token=secret, in_response=True
        )
        app.router.add_post(urlsplit(url).path or "/", handler.handle)
        add_health(app, watch)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=DRAIN_SECONDS)

    async def start(self) -> None:
        """Serve, then tell the platform. Raises OSError if the address is taken, TelegramAPIError if refused."""
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=UPDATES)

    async def stop(self) -> None:
        """Take no more, and finish what was taken; the platform keeps what comes meanwhile."""
        await self._runner.cleanup()


@web.middleware
async def _without_content(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what is no update, without quoting it in the log, and without asking for it again."""
    if not request.headers.get(SECRET_HEADER, "").isascii():
        return web.Response(status=401)
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - aiohttp would log it with all that it quotes
        errors.report("an update by webhook", error)
        return web.Response()
