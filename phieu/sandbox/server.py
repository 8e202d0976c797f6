"""Starting and stopping the sandbox."""

from dataclasses import dataclass

from aiohttp import web

from phieu.sandbox import page_routes
from phieu.sandbox.conditions_api import ConditionsApi
from phieu.sandbox.control_api import ControlApi, explain_refusals
from phieu.sandbox.telegram.api import TelegramApi
from phieu.sandbox.telegram.files import LARGEST_UPLOAD
from phieu.sandbox.telegram.state import BotIdentity, Telegram
from phieu.sandbox.zalo.api import ROOT as ZALO_ROOT
from phieu.sandbox.zalo.api import ZaloApi
from phieu.sandbox.zalo.control_api import ROOT as ZALO_CONTROL
from phieu.sandbox.zalo.control_api import ZaloControlApi
from phieu.sandbox.zalo.state import BotAccount, Zalo

SAMPLE_TOKEN = "7000000001:sandbox-token-that-opens-nothing-else"  # noqa: S105 - it opens this sandbox only
SAMPLE_USERNAME = "phieu_sandbox_bot"
SAMPLE_NAME = "Phiếu"
SAMPLE_ZALO_TOKEN = "7000000000000000001:sandbox-token-that-opens-nothing-else"  # noqa: S105 - as above
SAMPLE_ZALO_NAME = "Bot Phiếu"


@dataclass(slots=True)
class Sandbox:
    """A sandbox that runs. `url` serves Telegram's Bot API, the control API and, at its root, the page.

    `zalo_url` serves Zalo's.
    """

    url: str
    telegram: Telegram
    zalo: Zalo
    _runner: web.AppRunner

    @property
    def token(self) -> str:
        return self.telegram.bot.token

    @property
    def zalo_url(self) -> str:
        return self.url + ZALO_ROOT

    @property
    def zalo_token(self) -> str:
        return self.zalo.bot.token

    async def close(self) -> None:
        """Stop serving; whatever waits is broken off."""
        await self.telegram.webhook.remove()
        await self.zalo.webhook.remove()
        await self._runner.cleanup()


async def start_sandbox(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    token: str = SAMPLE_TOKEN,
    username: str = SAMPLE_USERNAME,
    name: str = SAMPLE_NAME,
    zalo_token: str = SAMPLE_ZALO_TOKEN,
    zalo_name: str = SAMPLE_ZALO_NAME,
) -> Sandbox:
    """Serve a sandbox with a bot on each platform. Port 0 takes a free one. Raises OSError if the address is taken."""
    telegram = Telegram(BotIdentity(token, username, name))
    zalo = Zalo(BotAccount(zalo_token, zalo_name), telegram.users)
    app = web.Application(middlewares=[explain_refusals], client_max_size=LARGEST_UPLOAD + 2**20)
    TelegramApi(telegram).add_routes(app)
    ControlApi(telegram).add_routes(app)
    ConditionsApi(telegram, "/sandbox/api", telegram.limits).add_routes(app)
    ZaloApi(zalo).add_routes(app)
    ZaloControlApi(zalo).add_routes(app)
    ConditionsApi(zalo, ZALO_CONTROL).add_routes(app)
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
    zalo.url = f"http://{shown}:{bound}"
    return Sandbox(zalo.url, telegram, zalo, runner)
