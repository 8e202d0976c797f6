"""Takes updates from Telegram by webhook."""

from aiogram import Bot, Dispatcher
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from phieu.bot.handlers.telegram import UPDATES
from phieu.bot.handlers.web_server import WebServer
from phieu.words import Channel

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


class TelegramWebhook:
    """For one bot. An update is confirmed once it has been dealt with, so a killed program loses none."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, server: WebServer) -> None:
        self._bot, self._server = bot, server
        self._handler = SimpleRequestHandler(
            dispatcher, bot, handle_in_background=False, secret_token=server.secret, in_response=True
        )

    async def start(self) -> None:
        """Take updates, then tell the platform; the server serves already. Raises TelegramAPIError if refused."""
        self._server.let_in(Channel.TELEGRAM, self._receive)
        url = self._server.urls[Channel.TELEGRAM]
        await self._bot.set_webhook(url, secret_token=self._server.secret, allowed_updates=UPDATES)

    async def stop(self) -> None:
        """Nothing is left to do: the server, which is stopped first, has finished what was taken."""

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        if not request.headers.get(SECRET_HEADER, "").isascii():
            return web.Response(status=web.HTTPUnauthorized.status_code)
        return await self._handler.handle(request)
