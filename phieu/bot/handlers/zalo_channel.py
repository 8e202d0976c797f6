"""Zalo as a whole: the connection, and the way updates come in."""

import re
from typing import Protocol

from pydantic import SecretStr

from phieu.bot.event import Answer
from phieu.bot.handlers.web_server import WebServer
from phieu.bot.handlers.zalo import ZaloHandler
from phieu.bot.handlers.zalo_speaking import Files
from phieu.bot.handlers.zalo_way_in import TakenElsewhereError, WebhookRefusedError, ZaloWayIn
from phieu.bot.handlers.zalo_webhook_record import WebhookRecord
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import AuthError, QuotaError, RefusedError, ZaloError
from phieu.bot.zalo_api.updates import Take, ZaloUpdate
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.start_error import NotReachedError, StartError
from phieu.storage.seen_updates import SeenUpdates
from phieu.storage.volatile import Volatile

USABLE_TOKEN = re.compile(r"\d+:[!-~]+")
"""As Zalo Bot Manager sends it."""
DOOR_KEY = "zalo-webhook"
"""The secret in the keyring of which comes what Zalo has to say at the webhook's door."""


class Traffic(Protocol):
    """Counts the messages that Zalo carries; raises nothing."""

    async def sent(self) -> None:
        """The bot has sent one."""
        ...

    async def received(self) -> None:
        """Somebody has written one."""
        ...


class ZaloChannel:
    """Answers on Zalo: `connect` and `start`, which raise StartError; `stop` and `close`."""

    def __init__(
        self,
        installation: Installation,
        token: SecretStr,
        server: WebServer | None,
        files: Files,
        traffic: Traffic | None = None,
        *,
        take_over: bool = False,
    ) -> None:
        """`server` takes the platform's calls; None to ask for updates instead. With `take_over` they come to us, even
        if another program has had them sent elsewhere."""
        self._installation, self._server, self._files, self._traffic = installation, server, files, traffic
        self._take_over = take_over
        settings = installation.settings
        self._t = translator(settings.default_locale, settings.tz_name)
        if not USABLE_TOKEN.fullmatch(token.get_secret_value()):
            raise StartError(
                self._t("ZALO_TOKEN is not a bot's token. Copy the one that Zalo Bot Manager sent you, as a whole.")
            )
        self._bot = ZaloBot(token, settings.zalo_api_url, on_sent=traffic.sent if traffic else None)
        self._bot_id = ""
        self._way_in: ZaloWayIn | None = None

    async def connect(self) -> str:
        """Ask the platform who we are; returns the bot's name. May be tried again after a NotReachedError."""
        try:
            me = await self._bot.get_me()
        except ZaloError as error:
            raise self._start_error(error) from None
        if not me.id:
            raise self._not_reached()
        self._bot_id = me.id
        return me.display_name or me.account_name

    async def start(self, answer: Answer, volatile: Volatile) -> None:
        """Begin to answer. May be tried again after a NotReachedError."""
        installation = self._installation
        seen = SeenUpdates.of(installation.database, installation.keyring, installation.box)
        handler = ZaloHandler(self._bot, answer, volatile, seen, self._files, self._t, installation.now)
        self._way_in = self._make_way_in()
        try:
            await self._way_in.open(_counted(handler.on_update, self._traffic))
        except (ZaloError, TakenElsewhereError, WebhookRefusedError, OSError) as error:
            raise self._start_error(error) from None

    async def stop(self) -> None:
        """Take nothing more, and answer what has come in."""
        if self._way_in is not None:
            await self._way_in.close()

    async def close(self) -> None:
        """Hang up."""
        await self._bot.close()

    def _make_way_in(self) -> ZaloWayIn:
        key = self._installation.keyring.secret(DOOR_KEY)
        record = WebhookRecord(self._installation.settings.home, key)
        return ZaloWayIn(self._bot, self._bot_id, record, self._server, key, take_over=self._take_over)

    def _start_error(self, error: Exception) -> StartError:
        t, settings = self._t, self._installation.settings
        match error:
            case AuthError() | RefusedError(code=404):
                return StartError(
                    t(
                        "{url} does not accept ZALO_TOKEN. Check it with the message from Zalo Bot Manager, "
                        "or make a new one in Zalo Bot Creator, and set it anew.",
                        url=settings.zalo_api_url,
                    )
                )
            case TakenElsewhereError():
                return StartError(
                    t(
                        "Zalo sends what people write to this bot to {host}, where another program has asked for it. "
                        "If nothing needs it there any more, start once with: phieu run --take-over",
                        host=error.host,
                    )
                )
            case WebhookRefusedError():
                return StartError(
                    t(
                        "Zalo does not accept WEBHOOK_URL. It must be an https address that can be reached from "
                        "everywhere, and not one of your own network."
                    )
                )
            case QuotaError():
                return NotReachedError(
                    t("Zalo takes no more calls of this kind from this bot now. Please try again later.")
                )
            case OSError():
                return StartError(
                    t(
                        "The data directory {path} cannot be written ({reason}). Set PHIEU_HOME to one that can.",
                        path=settings.home,
                        reason=error.strerror,
                    )
                )
        return self._not_reached()

    def _not_reached(self) -> NotReachedError:
        return NotReachedError(
            self._t(
                "{url} does not answer as it should. Check the network, and ZALO_API_URL if you have set it.",
                url=self._installation.settings.zalo_api_url,
            )
        )


def _counted(take: Take, traffic: Traffic | None) -> Take:
    if traffic is None:
        return take

    async def count_and_take(update: ZaloUpdate) -> None:
        await traffic.received()
        await take(update)

    return count_and_take
