"""Opens a channel's sender at its first notice: the library that sends them is not loaded before it is needed."""

import asyncio
import importlib
from collections.abc import Awaitable, Callable
from functools import partial

from pydantic import SecretStr

from phieu.bot.delivery.sender import OpenSender, Sender
from phieu.bot.delivery.zalo import ZaloSender
from phieu.bot.handlers.zalo_speaking import Files
from phieu.bot.zalo_api.client import ZaloBot
from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.words import Channel

OnSent = Callable[[], Awaitable[None]]


def senders(installation: Installation, files: Files, on_sent: OnSent | None = None) -> dict[Channel, OpenSender]:
    """The channels that are on, by their settings; `on_sent` is told of each message that Zalo has taken."""
    settings, channels = installation.settings, dict[Channel, OpenSender]()
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        channels[Channel.TELEGRAM] = partial(_open_telegram, token, settings.telegram_api_url)
    if settings.zalo_token is not None:
        channels[Channel.ZALO] = partial(_open_zalo, installation, settings.zalo_token, files, on_sent)
    return channels


async def _open_telegram(token: str, api_url: str) -> Sender:
    # in a thread, for a second or so: taps are answered meanwhile
    library = await asyncio.to_thread(importlib.import_module, "phieu.bot.delivery.telegram")
    sender: Sender = library.TelegramSender(token, api_url)
    await sender.open()
    return sender


async def _open_zalo(installation: Installation, token: SecretStr, files: Files, on_sent: OnSent | None) -> Sender:
    settings = installation.settings
    bot = ZaloBot(token, settings.zalo_api_url, on_sent=on_sent)
    t = translator(settings.default_locale, settings.tz_name)
    return ZaloSender(bot, installation.volatile, files, t)
