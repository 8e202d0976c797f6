"""The one HTTP server behind the operator's TLS: the platforms' webhooks, the files that they fetch, and health."""

from collections.abc import Awaitable, Callable

from aiohttp import hdrs, web

from phieu.bot import errors
from phieu.bot.handlers.public_files import PublicFiles
from phieu.bot.handlers.web_addresses import FILES, USABLE_ADDRESS, USABLE_SECRET, ZALO, below, path_of
from phieu.locales.translator import Translator, translator
from phieu.monitoring.server import add_health
from phieu.monitoring.watch import Watch
from phieu.settings import Settings
from phieu.start_error import StartError
from phieu.words import Channel

DRAIN_SECONDS = 60

Receive = Callable[[web.Request], Awaitable[web.StreamResponse]]
"""What takes a platform's calls."""


class WebServer:
    """Serves from `start` on; a platform is let in as soon as there is somebody to receive it."""

    def __init__(self, settings: Settings, watch: Watch, files: PublicFiles) -> None:
        """Raises StartError if WEBHOOK_URL or WEBHOOK_SECRET cannot be used."""
        t = translator(settings.default_locale, settings.tz_name)
        self._settings, self._t, self._files = settings, t, files
        self.secret = _usable_secret(settings, t)
        self.urls = {Channel.TELEGRAM: settings.webhook_url, Channel.ZALO: below(settings.webhook_url, ZALO)}
        """Where each platform calls."""
        tokens = {Channel.TELEGRAM: settings.telegram_token, Channel.ZALO: settings.zalo_token}
        self._doors: dict[str, Receive] = {
            path_of(self.urls[channel]): _not_yet for channel, token in tokens.items() if token is not None
        }
        self._shelf = path_of(below(settings.webhook_url, FILES)) + "/"
        app = web.Application(middlewares=[_without_content])
        add_health(app, watch)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=DRAIN_SECONDS)

    def let_in(self, channel: Channel, receive: Receive) -> None:
        """From now on this platform's calls are taken; until then it is asked to call again."""
        self._doors[path_of(self.urls[channel])] = receive

    async def start(self) -> None:
        """Serve. Raises StartError if the address is taken."""
        await self._runner.setup()
        host, port = self._settings.webhook_host, self._settings.webhook_port
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            text = self._t(
                "The webhook's server cannot listen on {host}:{port}. Stop what listens there, "
                "or set WEBHOOK_HOST and WEBHOOK_PORT.",
                host=host,
                port=port,
            )
            raise StartError(text) from error

    async def stop(self) -> None:
        """Take no more, and finish what was taken; the platforms keep what comes meanwhile."""
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.path.startswith(self._shelf):
            fetched = request.method in (hdrs.METH_GET, hdrs.METH_HEAD)
            file = await self._files.found(request.path.removeprefix(self._shelf)) if fetched else None
            if file is None:  # looks like any address that there has never been
                raise web.HTTPNotFound
            return file
        receive = self._doors.get(request.path)
        if receive is None:
            raise web.HTTPNotFound
        if request.method != hdrs.METH_POST:
            raise web.HTTPMethodNotAllowed(request.method, [hdrs.METH_POST])
        return await receive(request)


async def _not_yet(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=web.HTTPServiceUnavailable.status_code)


@web.middleware
async def _without_content(request: web.Request, handler: Receive) -> web.StreamResponse:
    """Refuse what is no update, without quoting it in the log, and without asking for it again."""
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception as error:  # noqa: BLE001 - aiohttp would log it with all that it quotes
        errors.report("an update by webhook", error)
        return web.Response()


def _usable_secret(settings: Settings, t: Translator) -> str:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    if not USABLE_SECRET.fullmatch(secret):
        raise StartError(
            t("With WEBHOOK_URL, set WEBHOOK_SECRET too: up to 256 letters, digits, hyphens or underscores.")
        )
    if not USABLE_ADDRESS.match(settings.webhook_url):
        raise StartError(t("WEBHOOK_URL is not a web address. Write it as https://name/path."))
    return secret
