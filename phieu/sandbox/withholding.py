"""What becomes of the answer to a call that a fault has struck, over HTTP."""

import asyncio
from typing import NoReturn

from aiohttp import web

from phieu.sandbox.faults import Fault, FaultKind

PAGE = "<html><body><h1>Please log in to this network</h1></body></html>"


async def withhold(request: web.Request, fault: Fault) -> None:
    """Keep the answer back after the call was carried out: for a while, for as long as the client waits, or for good.

    Returns only where the answer is late.
    """
    if fault.kind is FaultKind.SLOW:
        await asyncio.sleep(fault.delay)
        return
    if fault.kind is FaultKind.HANG:
        await asyncio.Event().wait()  # the server cancels this when the client gives up or the sandbox closes
    break_off(request)


def break_off(request: web.Request) -> NoReturn:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    raise asyncio.CancelledError
