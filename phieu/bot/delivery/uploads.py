"""Files that the platform has already: the same picture goes up once, and then by its id there."""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from phieu.bot.screen import Attachment

MOST_KNOWN = 200
"""Ids that are remembered, in memory only; the files themselves are not."""

Send = Callable[[bytes | str], Awaitable[str]]
"""Sends a file, by its content or by its id on the platform, and gives that id."""


class UnknownFileError(Exception):
    """The platform does not take a file by the id that it has given it."""


class Uploads:
    """Told apart by content, name and kind: a document keeps the name under which it went up."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, str] = OrderedDict()
        self._under_way: dict[bytes, asyncio.Lock] = {}

    async def send(self, attachment: Attachment, send: Send) -> None:
        """Send a file; whoever has the same one while it goes up for the first time waits for that.

        Raises what `send` raises; where that is UnknownFileError for an id, the file goes up once more.
        """
        key = _key_of(attachment)
        if key not in self._known:
            async with self._under_way.setdefault(key, asyncio.Lock()):
                if key not in self._known:
                    try:
                        return await self._upload(key, attachment, send)
                    finally:
                        self._under_way.pop(key, None)
        try:
            self._known.move_to_end(key)
            await send(self._known[key])
        except UnknownFileError:
            self._known.pop(key, None)
            await self._upload(key, attachment, send)

    async def _upload(self, key: bytes, attachment: Attachment, send: Send) -> None:
        self._known[key] = await send(attachment.content)
        while len(self._known) > MOST_KNOWN:
            self._known.popitem(last=False)


def _key_of(attachment: Attachment) -> bytes:
    return hashlib.sha256(f"{attachment.picture} {attachment.name}\0".encode() + attachment.content).digest()
