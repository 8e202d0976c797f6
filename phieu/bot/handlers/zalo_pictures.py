"""Pictures that people send on Zalo: the update bears an address, from which one is fetched when a flow wants it."""

from functools import partial

import httpx

from phieu.bot.event import FileTooLargeError, SentFile
from phieu.bot.zalo_api.errors import TransientError

LARGEST = 20 * 2**20
"""Bytes; as on Telegram."""
SECONDS = 30.0
"""For each piece of it."""
NAME = "photo.jpg"


def sent_picture(url: str) -> SentFile:
    """The picture at this address, whose size the platform does not tell."""
    return SentFile(NAME, 0, partial(fetch, url))


async def fetch(url: str) -> bytes:
    """Its content; raises FileTooLargeError, and TransientError if it cannot be had."""
    try:
        async with (
            httpx.AsyncClient(timeout=SECONDS, follow_redirects=True) as client,
            client.stream("GET", url) as answer,
        ):
            if answer.is_success:
                return await _within_limit(answer)
    except (httpx.HTTPError, httpx.InvalidURL):  # which quote the address
        pass
    raise TransientError(in_doubt=False) from None


async def _within_limit(answer: httpx.Response) -> bytes:
    content = bytearray()
    async for piece in answer.aiter_bytes():
        content += piece
        if len(content) > LARGEST:
            raise FileTooLargeError
    return bytes(content)
