"""Pictures and documents for a platform that fetches them itself: under an address that nobody guesses, for a while.

The address tells nothing: neither whose it is, nor what. What is not there, or no longer, looks like any unknown
address. Nothing of it is logged, and nothing reaches a disk.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe

from aiohttp import hdrs, web
from pydantic import ConfigDict, TypeAdapter

from phieu.bot.handlers.file_kinds import FileKind, kind_of
from phieu.bot.handlers.web_addresses import FILES as FOLDER
from phieu.bot.handlers.web_addresses import below
from phieu.bot.screen import Attachment
from phieu.storage.volatile import Topic, Volatile

TOKEN_BYTES = 32
PROMISED = timedelta(minutes=15)
"""So long an address works at least, from the moment at which it was given."""
SHARED = timedelta(minutes=1)
"""Whatever is published again within this time has the address that it had, so that a broadcast is kept once."""
LASTS = PROMISED + SHARED
MOST = 200
"""Files of this process; beyond that the oldest goes."""
MOST_BYTES = 50 * 1024 * 1024
"""Of all files of this process together."""
HEADERS = {
    hdrs.CACHE_CONTROL: "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
NEUTRAL_NAME = "phieu"
"""What a document is called when it is fetched: its own name may tell of somebody."""


@dataclass(frozen=True, slots=True)
class PublicFile:
    """What stands at an address."""

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    content: bytes
    name: str
    until: datetime
    """Not served from then on; aware."""


FILES = Topic("public-files", TypeAdapter(PublicFile), most=MOST, lasts=LASTS)


@dataclass(frozen=True, slots=True)
class _Published:
    token: str
    size: int
    at: datetime


class PublicFiles:
    """Those of one program; with Redis each process serves what another has published."""

    def __init__(
        self, volatile: Volatile, base_url: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """`base_url` is WEBHOOK_URL; empty where nothing is served."""
        self._volatile, self._base_url, self._now = volatile, base_url, now
        self._published: OrderedDict[bytes, _Published] = OrderedDict()
        """By what is in them, oldest first."""

    async def publish(self, attachment: Attachment) -> str | None:
        """The address at which it can be fetched for 15 minutes; None if it cannot be served here."""
        if not self._base_url or len(attachment.content) > MOST_BYTES:
            return None
        fingerprint = _fingerprint(attachment)
        known = self._published.get(fingerprint)
        if known is None or self._now() - known.at > SHARED:
            known = await self._publish(fingerprint, attachment)
        return below(self._base_url, f"{FOLDER}/{known.token}")

    async def found(self, token: str) -> web.Response | None:
        """What stands at the address that ends in this token; None if there is nothing, or nothing any more."""
        file = await self._volatile.get(FILES, token)
        if file is None:
            return None
        if self._now() >= file.until:
            await self._volatile.drop(FILES, token)
            return None
        kind = kind_of(file.name, file.content)
        return web.Response(body=file.content, content_type=kind.content_type, headers=HEADERS | _disposition(kind))

    async def _publish(self, fingerprint: bytes, attachment: Attachment) -> _Published:
        now = self._now()
        published = _Published(token_urlsafe(TOKEN_BYTES), len(attachment.content), now)
        earlier = self._published.pop(fingerprint, None)
        if earlier is not None:  # somebody may be fetching it yet: it goes when its own time is over
            self._published[earlier.token.encode()] = earlier
        self._published[fingerprint] = published
        await self._make_room(now)
        await self._volatile.put(FILES, published.token, PublicFile(attachment.content, attachment.name, now + LASTS))
        return published

    async def _make_room(self, now: datetime) -> None:
        size = sum(one.size for one in self._published.values())
        for key, one in sorted(self._published.items(), key=lambda item: item[1].at):
            over = len(self._published) > MOST or size > MOST_BYTES
            if not over and now - one.at < LASTS:
                break
            size -= one.size
            self._published.pop(key, None)
            await self._volatile.drop(FILES, one.token)


def _fingerprint(attachment: Attachment) -> bytes:
    return hashlib.sha256(attachment.name.encode() + b"\0" + attachment.content).digest()


def _disposition(kind: FileKind) -> dict[str, str]:
    """Pictures are shown; whatever else there is, is never run in a browser."""
    if kind.picture:
        return {hdrs.CONTENT_DISPOSITION: "inline"}
    return {hdrs.CONTENT_DISPOSITION: f'attachment; filename="{NEUTRAL_NAME}{kind.ending}"'}
