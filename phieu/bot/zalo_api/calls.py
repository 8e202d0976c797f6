"""Calls to Zalo that an answer needs: tried again when the platform or the network stumbles."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from phieu.bot.zalo_api.errors import TransientError

TRIES = 3
PAUSE_SECONDS = 0.5
PATIENCE_SECONDS = 20.0
"""Somebody waits, and whatever else they write waits behind it: after so long a time no further try is made."""

Result = TypeVar("Result")


async def call(attempt: Callable[[], Awaitable[Result]]) -> Result:
    """Make a call, up to three times; raises ZaloError if it is refused or never gets through.

    A call in doubt may have been carried out, so a screen may come twice: better than not at all. What goes beyond a
    quota is not tried again: the pause would be longer than anybody waits.
    """
    until = time.monotonic() + PATIENCE_SECONDS
    for number in range(1, TRIES):
        try:
            return await attempt()
        except TransientError:
            if time.monotonic() >= until:
                raise
        await asyncio.sleep(PAUSE_SECONDS * number)
    return await attempt()
