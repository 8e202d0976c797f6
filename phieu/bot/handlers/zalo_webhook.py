"""Takes updates from Zalo by webhook, in both forms that their bodies have been seen in.

The platform probes the address with an empty body, with or without the secret (readers disagree): whatever holds no
update is answered kindly and comes to nothing. Whatever holds one needs the secret.
"""

import hmac
import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from phieu.bot import errors
from phieu.bot.zalo_api.updates import Take, read_updates

SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
MAX_BYTES = 1024 * 1024
"""A message has 2,000 characters by a person, and its whole update a few thousand bytes."""
UNREADABLE = (ValueError, RecursionError, ConnectionError, web.RequestPayloadError)
"""No JSON, or it breaks off, or cannot be unpacked."""


def receiver(secret: str, bot_id: str, take: Take) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """What takes the platform's calls. An update is confirmed once it has been dealt with, so a killed program loses
    none; what the platform then sends again, `take` knows."""

    async def receive(request: web.Request) -> web.Response:
        body = await _body_of(request)
        if body is None:
            return web.Response(status=web.HTTPRequestEntityTooLarge.status_code)
        if not body:
            return web.Response()
        if not _is(secret, request.headers.get(SECRET_HEADER, "")):
            return web.Response(status=web.HTTPForbidden.status_code)
        for update in read_updates(body, bot_id):
            try:
                await take(update)
            except Exception as error:  # noqa: BLE001 - aiohttp would log it with all that it quotes
                errors.report("an update by webhook", error)
        return web.Response()

    return receive


async def _body_of(request: web.Request) -> object:
    """What was sent as JSON, whatever it is called; an empty text if it is none, and None if it is too large."""
    raw = b""
    try:
        async for piece in request.content.iter_any():
            raw += piece
            if len(raw) > MAX_BYTES:
                return None
        return json.loads(raw) or ""
    except UNREADABLE:
        return ""


def _is(secret: str, told: str) -> bool:
    return hmac.compare_digest(secret.encode(), told.encode("utf-8", "surrogateescape"))
