"""Opens a channel's sender at its first notice: the library that sends them is not loaded before it is needed."""

import asyncio
import importlib
from functools import partial

from phieu.bot.delivery.sender import OpenSender, Sender
from phieu.settings import Settings
from phieu.words import Channel


def senders(settings: Settings) -> dict[Channel, OpenSender]:
    """The channels that are on, by their settings."""
    channels: dict[Channel, OpenSender] = {}
    if settings.telegram_token is not None:
        token = settings.telegram_token.get_secret_value()
        channels[Channel.TELEGRAM] = partial(_open_telegram, token, settings.telegram_api_url)
    return channels


async def _open_telegram(token: str, api_url: str) -> Sender:
    # in a thread, for a second or so: taps are answered meanwhile
    library = await asyncio.to_thread(importlib.import_module, "phieu.bot.delivery.telegram")
    sender: Sender = library.TelegramSender(token, api_url)
    await sender.open()
    return sender
