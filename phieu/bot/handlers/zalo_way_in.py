"""How Zalo's updates come in: by webhook where there is a web server, else by polling.

A bot has one webhook and one poller. So before either begins, the platform is asked where updates go now: to an address
that is not ours, they go on until the operator says otherwise.
"""

import hmac
import logging

from phieu.bot.handlers.same_address import same_address
from phieu.bot.handlers.web_addresses import host_of
from phieu.bot.handlers.web_server import WebServer
from phieu.bot.handlers.zalo_polling import ZaloPolling
from phieu.bot.handlers.zalo_webhook import receiver
from phieu.bot.handlers.zalo_webhook_record import WebhookRecord
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import RefusedError
from phieu.bot.zalo_api.outcomes import meaning_of
from phieu.bot.zalo_api.updates import Take
from phieu.words import Channel

log = logging.getLogger(__name__)


class TakenElsewhereError(Exception):
    """Updates go to an address that this program has not set."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.host = host_of(url)


class WebhookRefusedError(Exception):
    """The platform does not take our address as a webhook."""


class ZaloWayIn:
    """`open` it, again if that failed, and `close` it."""

    def __init__(
        self, bot: ZaloBot, bot_id: str, record: WebhookRecord, server: WebServer | None, key: bytes, *, take_over: bool
    ) -> None:
        """`key` is a secret of this program's alone, of which comes what Zalo has to say at the webhook's door."""
        self._bot, self._bot_id, self._record, self._server = bot, bot_id, record, server
        self._key, self._take_over = key, take_over
        self._polling: ZaloPolling | None = None

    async def open(self, take: Take) -> None:
        """Begin to take updates. Raises TakenElsewhereError, WebhookRefusedError, ZaloError and OSError."""
        if self._server is not None:
            await self._open_webhook(self._server, take)
            return
        if await self._url_in_the_way():
            await self._bot.delete_webhook()
        self._record.forget()
        self._polling = ZaloPolling(self._bot, self._bot_id, take)
        self._polling.start()

    async def close(self) -> None:
        """Take no more, and finish what was taken; a web server does so by itself."""
        if self._polling is not None:
            await self._polling.stop()

    async def _open_webhook(self, server: WebServer, take: Take) -> None:
        url, secret = server.urls[Channel.ZALO], secret_for_zalo(self._key, server.secret)
        server.let_in(Channel.ZALO, receiver(secret, self._bot_id, take))
        if same_address(await self._url_in_the_way(url), url) and self._is_set(url, secret):
            return
        try:
            probe = await self._bot.set_webhook(url, secret)
        except RefusedError:
            raise WebhookRefusedError from None
        verified = probe is None or probe.ok
        self._record.write(self._bot_id, url, secret, verified=verified)
        if probe is not None and not verified:
            log.warning("Zalo cannot reach its webhook yet: %s", meaning_of(probe.outcome))

    async def _url_in_the_way(self, ours: str = "") -> str:
        """Where updates go now, if that may be changed. Raises TakenElsewhereError."""
        url = (await self._bot.get_webhook_info()).url
        known = self._record.read()
        is_ours = same_address(url, ours) or (known is not None and same_address(url, known.url))
        if url and not is_ours and not self._take_over:
            raise TakenElsewhereError(url)
        return url

    def _is_set(self, url: str, secret: str) -> bool:
        """Whether we have set just this, and the platform could reach it."""
        known = self._record.read()
        return (
            known is not None
            and known.verified
            and (known.bot_id, known.url, known.secret_hash) == (self._bot_id, url, self._record.hash_of(secret))
        )


def secret_for_zalo(key: bytes, webhook_secret: str) -> str:
    """What Zalo shows at the door: it comes of WEBHOOK_SECRET, and changes with it; but whoever is told either of
    them, as Telegram is, cannot work out the other."""
    return hmac.digest(key, f"zalo:{webhook_secret}".encode(), "sha256").hex()
