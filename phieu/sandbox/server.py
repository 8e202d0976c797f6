"""Starting and stopping the sandbox."""

from dataclasses import dataclass

from aiohttp import web

from phieu.sandbox import page_routes
from phieu.sandbox.conditions_api import ConditionsApi
from phieu.sandbox.control_api import ControlApi, explain_refusals
from phieu.sandbox.telegram.api import TelegramApi
from phieu.sandbox.telegram.files import LARGEST_UPLOAD
from phieu.sandbox.telegram.state import BotIdentity, Telegram

SAMPLE_TOKEN = "7000000001:sandbox-token-that-opens-nothing-else"  # noqa: S105 - it opens this sandbox only
SAMPLE_USERNAME = "phieu_sandbox_bot"
SAMPLE_NAME = "Phiếu"


@dataclass(slots=True)
class Sandbox:
    """A sandbox that runs. `url` serves the Bot API, the control API and, at its root, the page."""

    url: str
    telegram: Telegram
    _runner: web.AppRunner

    @property
    def token(self) -> str:
        return self.telegram.bot.token

    async def close(self) -> None:
        """Stop serving; whatever waits is broken off."""
        await self.telegram.webhook.remove()
        await self._runner.cleanup()


async def start_sandbox(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    token: str = SAMPLE_TOKEN,
    username: str = SAMPLE_USERNAME,
    name: str = SAMPLE_NAME,
) -> Sandbox:
    """Serve a sandbox with one bot. Port 0 takes a free one. Raises OSError if the address is taken."""
    telegram = Telegram(BotIdentity(token, username, name))
    app = web.Application(middlewares=[explain_refusals], client_max_size=LARGEST_UPLOAD + 2**20)
    TelegramApi(telegram).add_routes(app)
    ControlApi(telegram).add_routes(app)
    ConditionsApi(telegram, "/sandbox/api", telegram.limits).add_routes(app)
    page_routes.add_routes(app)
    # Without an access log, since paths hold the token; and a client that leaves ends what it waited for.
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, host, port)
    try:
        await site.start()
    except OSError:
        await runner.cleanup()
        raise
    bound = runner.addresses[0][1]
    shown = f"[{host}]" if ":" in host else host
    return Sandbox(f"http://{shown}:{bound}", telegram, runner)
