"""By which apps one joins this installation, and what leads there."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from phieu.office.invite_codes import invite_link
from phieu.settings import Settings
from phieu.words import Channel

PAGES = ("zalo.me", "bot.zaloplatforms.com")
"""Where the pages of bots on Zalo are, as Bot Creator shows their addresses."""


@dataclass(frozen=True, slots=True)
class WaysIn:
    """The apps whose tokens are set, and where the bot is found in them."""

    channels: tuple[Channel, ...] = (Channel.TELEGRAM,)
    telegram_name: str = ""
    """The bot's name there, without the @; empty if it is not known."""
    zalo_page: str = ""
    """The address of the bot's page there; empty if the operator has not given one that can be it."""

    def link(self, channel: Channel, code: str) -> str:
        """What opens the bot there: on Telegram with the code filled in, on Zalo without it; empty if unknown."""
        if channel is Channel.TELEGRAM:
            return invite_link(self.telegram_name, code) or ""
        return self.zalo_page


def ways_in(settings: Settings, telegram_name: str = "") -> WaysIn:
    """Those of an installation. Without any token there is Telegram: codes are made before the program first runs."""
    return WaysIn(channels_on(settings) or (Channel.TELEGRAM,), telegram_name, zalo_page(settings))


def zalo_page(settings: Settings) -> str:
    """The address of the bot's page on Zalo, or nothing: one that is elsewhere would lead people to somebody else."""
    link = settings.zalo_link.strip()
    try:
        parts = urlsplit(link)
        fits = parts.scheme == "https" and parts.hostname in PAGES and parts.path.strip("/") and " " not in link
    except ValueError:
        return ""
    return link if fits else ""


def channels_on(settings: Settings) -> tuple[Channel, ...]:
    """The channels whose tokens are set."""
    tokens = {Channel.TELEGRAM: settings.telegram_token, Channel.ZALO: settings.zalo_token}
    return tuple(channel for channel, token in tokens.items() if token is not None)


def app_name(channel: Channel) -> str:
    """What the app calls itself, in every language."""
    return channel.value.capitalize()
