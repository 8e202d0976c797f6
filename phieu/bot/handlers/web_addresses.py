"""Addresses below WEBHOOK_URL: where each platform calls, and where files are fetched; and what it may be."""

import re
from urllib.parse import unquote, urlsplit

USABLE_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
"""What Telegram takes (https://core.telegram.org/bots/api#setwebhook); Zalo is given another that comes of it."""
USABLE_ADDRESS = re.compile(r"https?://[^/\s\[\]]+(/\S*)?$")
ZALO = "zalo"
"""Below WEBHOOK_URL, which is Telegram's own, this is where Zalo calls."""
FILES = "f"
"""And below this, under unguessable names, files are fetched."""


def path_of(address: str) -> str:
    """The path of an address, as a server sees it."""
    return unquote(urlsplit(address).path) or "/"


def host_of(address: str) -> str:
    """All that is told of an address which somebody else has set: what follows may be its secret."""
    try:
        return urlsplit(address).hostname or "?"
    except ValueError:
        return "?"


def below(address: str, name: str) -> str:
    """The address of this name below another one; what may stand after `?` there does not belong to it."""
    parts = urlsplit(address)
    return parts._replace(path=f"{parts.path.rstrip('/')}/{name}", query="", fragment="").geturl()
